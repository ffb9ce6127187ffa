import { GPU, GPU_LABEL } from './node-groups';
import { ChartImage } from '../../helm/images';
import { PodResources } from '../../kubernetes';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { NvidiaDevicePluginVersion } from '../../versions';

/** Namespace of the plugin, and the name of its release and of all objects of the chart. */
export const DEVICE_PLUGIN = { namespace: 'kube-system', name: 'nvidia-device-plugin' };

/** Default resources; the chart requests none. */
export const DEVICE_PLUGIN_RESOURCES = { cpuRequest: '10m', memoryRequest: '64Mi' };

/** Images of the chart `nvidia-device-plugin`. */
export function devicePluginImages({ version }: NvidiaDevicePluginVersion): ChartImage[] {
  return [{ image: `nvcr.io/nvidia/k8s-device-plugin:v${version}`, values: { 'image.repository': 'repository' } }];
}

/**
 * Values for the chart `nvidia-device-plugin`.
 *
 * No runtime class is set, because NVIDIA's is the default runtime of the EKS AMIs that include it. Source:
 * https://github.com/awslabs/amazon-eks-ami, tag v20260724, nodeadm/internal/containerd/runtime_config_nvidia.go
 */
export function devicePluginValues(options: { readonly resources?: PodResources } = {}): Record<string, any> {
  return {
    fullnameOverride: DEVICE_PLUGIN.name,
    // Of the labels that the chart selects nodes by, this is the only one that requires no other software.
    nodeSelector: { [GPU_LABEL]: 'true' },
    tolerations: [{ key: GPU, operator: 'Exists', effect: 'NoSchedule' }],
    // Karpenter already knows the attributes that GPU feature discovery adds as labels.
    gfd: { enabled: false },
    resources: kubernetesResources(options.resources, DEVICE_PLUGIN_RESOURCES),
  };
}
