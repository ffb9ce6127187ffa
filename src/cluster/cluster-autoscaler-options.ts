import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { ICluster } from './eks-cluster-options';
import { PodResources } from '../kubernetes';
import { ClusterAutoscalerVersion } from '../versions';

/** Which node group grows if several could hold a pod that waits. */
export enum ClusterAutoscalerExpander {
  /** The group that would have the least CPU left over, or else the least memory. */
  LEAST_WASTE = 'least-waste',
  /** The group that would hold the most of the pods that wait. */
  MOST_PODS = 'most-pods',
  /** Any group. */
  RANDOM = 'random',
}

/** What can be chosen about the cluster autoscaler. */
export interface ClusterAutoscalerOptions {
  /**
   * The autoscaler's version. Its image is made for one minor version of Kubernetes: the cluster's.
   * @default - the one for the Kubernetes version of an `EksCluster`, of others ClusterAutoscalerVersion.DEFAULT
   * (v1.35.2)
   */
  readonly version?: ClusterAutoscalerVersion;
  /**
   * Which node group grows if several could.
   * @default ClusterAutoscalerExpander.LEAST_WASTE
   */
  readonly expander?: ClusterAutoscalerExpander;
  /**
   * Resources of the autoscaler's pod.
   * @default - 100m CPU and 300Mi memory requested, 600Mi memory at most
   */
  readonly resources?: PodResources;
  /**
   * Helm values that are merged over those of this library; what the construct sets itself is refused. Values of the
   * chart:
   * https://artifacthub.io/packages/helm/cluster-autoscaler/cluster-autoscaler
   * @default - none
   */
  readonly values?: { [key: string]: any };
  /**
   * How long the release may take until its pod runs, in seconds: 60 to 86400.
   * @default 600
   */
  readonly releaseTimeoutSeconds?: number;
}

/** Props of `ClusterAutoscaler`. */
export interface ClusterAutoscalerProps extends ClusterAutoscalerOptions {
  /** The cluster whose nodes come and go. */
  readonly cluster: ICluster;
  /** The cluster's AWS region, for example `eu-central-1`. */
  readonly region: string;
  /** The name of the autoscaler's IAM role: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /**
   * The provider that makes the release: a HelmProvider.
   * @default - the Helm provider of the stack
   */
  readonly helmProvider?: TerraformProvider;
  /**
   * What must be there before: a cluster that runs pods.
   * @default - what the cluster names as `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}
