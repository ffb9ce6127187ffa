import { ITerraformDependable } from 'cdktf';
import { ICluster } from './eks-cluster-options';
import { HelmChartOptions, HelmProviderProps, HelmReleaseOptions } from '../helm';
import { PodResources } from '../kubernetes';
import { NvidiaDevicePluginVersion } from '../versions';

/**
 * Options for NVIDIA's device plugin.
 *
 * Values of the chart, for example `config` to share a GPU among pods:
 * https://github.com/NVIDIA/k8s-device-plugin/tree/v0.20.0/deployments/helm/nvidia-device-plugin
 */
export interface NvidiaDevicePluginOptions extends HelmChartOptions, HelmReleaseOptions {
  /**
   * The plugin's version.
   * @default NvidiaDevicePluginVersion.DEFAULT (0.20.0)
   */
  readonly version?: NvidiaDevicePluginVersion;
  /**
   * Resources of the plugin's pod on each node with GPUs.
   * @default - 10m CPU and 64Mi memory requested
   */
  readonly resources?: PodResources;
}

/** Props of `NvidiaDevicePlugin`. */
export interface NvidiaDevicePluginProps extends NvidiaDevicePluginOptions, HelmProviderProps {
  /** The cluster that has nodes with GPUs, or will have. */
  readonly cluster: ICluster;
  /**
   * What must be there before: a cluster that runs pods.
   * @default - what the cluster names as `podsReady`, or else as `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}
