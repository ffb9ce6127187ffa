import { ITerraformDependable } from 'cdktf';
import { ICluster } from './eks-cluster-options';
import { HelmChartOptions, HelmProviderProps, HelmReleaseOptions } from '../helm';
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

/**
 * Options for the cluster autoscaler.
 *
 * Values of the chart: https://artifacthub.io/packages/helm/cluster-autoscaler/cluster-autoscaler
 */
export interface ClusterAutoscalerOptions extends HelmChartOptions, HelmReleaseOptions {
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
}

/** Props of `ClusterAutoscaler`. */
export interface ClusterAutoscalerProps extends ClusterAutoscalerOptions, HelmProviderProps {
  /** The cluster whose nodes come and go. */
  readonly cluster: ICluster;
  /**
   * The cluster's AWS region, for example `eu-central-1`.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /** The name of the autoscaler's IAM role: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /**
   * What must be there before: a cluster that runs pods.
   * @default - what the cluster names as `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}
