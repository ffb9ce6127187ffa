import { ITerraformDependable } from 'cdktf';
import { ICluster } from './eks-cluster-options';
import { HelmChartOptions, HelmProviderProps, HelmReleaseOptions } from '../helm';
import { PodResources } from '../kubernetes';
import { ClusterAutoscalerVersion } from '../versions';

/** Strategy to choose the node group to scale up, if several can run the pending pods. */
export enum ClusterAutoscalerExpander {
  /** The group with the least idle CPU after scaling up; in a tie, the least idle memory. */
  LEAST_WASTE = 'least-waste',
  /** The group that can schedule the most pending pods. */
  MOST_PODS = 'most-pods',
  /** A random group. */
  RANDOM = 'random',
}

/**
 * Options for the cluster autoscaler.
 *
 * Values of the chart: https://artifacthub.io/packages/helm/cluster-autoscaler/cluster-autoscaler
 */
export interface ClusterAutoscalerOptions extends HelmChartOptions, HelmReleaseOptions {
  /**
   * Version of the autoscaler. Its image is built for one Kubernetes minor version, which must be the cluster's.
   * @default - the one for the Kubernetes version of an `EksCluster`; for other clusters
   * ClusterAutoscalerVersion.DEFAULT (v1.35.2)
   */
  readonly version?: ClusterAutoscalerVersion;
  /**
   * Strategy to choose the node group to scale up, if several can run the pending pods.
   * @default ClusterAutoscalerExpander.LEAST_WASTE
   */
  readonly expander?: ClusterAutoscalerExpander;
  /**
   * Resources of the autoscaler's pod.
   * @default - requests of 100m CPU and 300Mi memory, a limit of 600Mi memory
   */
  readonly resources?: PodResources;
}

/** Properties of `ClusterAutoscaler`. */
export interface ClusterAutoscalerProps extends ClusterAutoscalerOptions, HelmProviderProps {
  /** The cluster to scale. */
  readonly cluster: ICluster;
  /**
   * AWS region of the cluster, for example `eu-central-1`.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /** Name of the autoscaler's IAM role: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /**
   * Resources that must exist before the autoscaler: a cluster that runs pods.
   * @default - the cluster's `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}
