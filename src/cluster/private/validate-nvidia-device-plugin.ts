import { DEVICE_PLUGIN_CHART } from './chart-rules';
import { CLUSTER } from './validate-eks-cluster';
import { helmValues } from '../../helm/values';
import { HELM_PROVIDER, HELM_RELEASE } from '../../kubernetes/private/deployment-rules';
import { podResources } from '../../kubernetes/private/rules';
import { required, Rule, Shape, struct } from '../../validation/shape';
import { DEPENDABLES, version } from '../../validation/values';
import { NvidiaDevicePluginVersion } from '../../versions';
import { NvidiaDevicePluginOptions, NvidiaDevicePluginProps } from '../nvidia-device-plugin-options';

/** The chart asks for nothing. */
export const DEVICE_PLUGIN_RESOURCES = { cpuRequest: '10m', memoryRequest: '64Mi' };

/** What can be chosen about the device plugin. */
export const NVIDIA_DEVICE_PLUGIN_SHAPE: Shape<NvidiaDevicePluginOptions> = {
  version: version('NvidiaDevicePluginVersion', NvidiaDevicePluginVersion),
  resources: podResources(DEVICE_PLUGIN_RESOURCES),
  values: helmValues(DEVICE_PLUGIN_CHART),
  ...HELM_RELEASE,
};

/** Props of `NvidiaDevicePlugin`. */
export const NVIDIA_DEVICE_PLUGIN_PROPS: Rule<NvidiaDevicePluginProps> = struct<NvidiaDevicePluginProps>({
  ...NVIDIA_DEVICE_PLUGIN_SHAPE,
  cluster: required(CLUSTER),
  ...HELM_PROVIDER,
  dependsOn: DEPENDABLES,
});
