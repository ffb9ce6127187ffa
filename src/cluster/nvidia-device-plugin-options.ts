import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { ICluster } from './eks-cluster-options';
import { PodResources } from '../kubernetes';
import { NvidiaDevicePluginVersion } from '../versions';

/** What can be chosen about NVIDIA's device plugin. */
export interface NvidiaDevicePluginOptions {
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
  /**
   * Helm values that are merged over those of this library, for example `config` to share a GPU among pods; what the
   * construct sets itself is refused. Values of the chart:
   * https://github.com/NVIDIA/k8s-device-plugin/tree/v0.20.0/deployments/helm/nvidia-device-plugin
   * @default - none
   */
  readonly values?: { [key: string]: any };
  /**
   * How long the release may take until its pods run on the nodes that are there, in seconds: 60 to 86400.
   * @default 600
   */
  readonly releaseTimeoutSeconds?: number;
}

/** Props of `NvidiaDevicePlugin`. */
export interface NvidiaDevicePluginProps extends NvidiaDevicePluginOptions {
  /** The cluster that has nodes with GPUs, or will have. */
  readonly cluster: ICluster;
  /**
   * The provider that makes the release: a HelmProvider.
   * @default - the Helm provider of the stack
   */
  readonly helmProvider?: TerraformProvider;
  /**
   * What must be there before: a cluster that runs pods.
   * @default - what the cluster names as `podsReady`, or else as `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}
