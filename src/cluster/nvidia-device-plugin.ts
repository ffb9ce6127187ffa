import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { NvidiaDevicePluginProps } from './nvidia-device-plugin-options';
import { NvidiaDevicePluginVersion } from '../versions';
import { DEVICE_PLUGIN_CHART } from './private/chart-rules';
import { DEVICE_PLUGIN, devicePluginImages, devicePluginValues } from './private/device-plugin-values';
import { NVIDIA_DEVICE_PLUGIN_PROPS, NVIDIA_DEVICE_PLUGIN_SHAPE } from './private/validate-nvidia-device-plugin';
import { CHART_REPOSITORIES, release } from '../helm/release';
import { markDeployment } from '../terraform/deployment';
import { validateProps } from '../validation/shape';

/**
 * NVIDIA's device plugin: makes a node's GPUs known to Kubernetes, so that pods can ask for `nvidia.com/gpu`. EKS's
 * images have the driver, but not the plugin.
 *
 * It runs on every node with the label `nvidia.com/gpu.present=true`, which those of Karpenter's pool `gpu` have, and
 * tolerates the taint `nvidia.com/gpu`. Where there is no such node, it runs nowhere and costs nothing.
 *
 * Its stack needs a `HelmProvider`.
 */
export class NvidiaDevicePlugin extends Construct {
  /** The rules of what can be chosen, for constructs that have this and more. @internal */
  public static readonly _SHAPE = NVIDIA_DEVICE_PLUGIN_SHAPE;

  /** The release. */
  public readonly release: Release;
  /** Namespace of the plugin. */
  public readonly namespace: string;
  /** What to depend on if pods ask for GPUs: the release. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: NvidiaDevicePluginProps) {
    super(scope, id);
    validateProps('NvidiaDevicePlugin', this, NVIDIA_DEVICE_PLUGIN_PROPS, props);
    markDeployment(this);

    const { cluster, version = NvidiaDevicePluginVersion.DEFAULT } = props;
    this.release = release(this, 'Resource', {
      provider: props.helmProvider,
      ...DEVICE_PLUGIN,
      repository: CHART_REPOSITORIES.nvidiaDevicePlugin,
      chart: 'nvidia-device-plugin',
      version: version.version,
      images: devicePluginImages(version),
      values: devicePluginValues(props),
      userValues: { prop: 'values', given: props.values, rules: DEVICE_PLUGIN_CHART },
      timeoutSeconds: props.releaseTimeoutSeconds,
      dependsOn: props.dependsOn ?? cluster.podsReady ?? cluster.ready,
    });

    this.namespace = DEVICE_PLUGIN.namespace;
    this.ready = [this.release];
  }
}
