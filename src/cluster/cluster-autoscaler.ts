import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterAutoscalerProps } from './cluster-autoscaler-options';
import { AUTOSCALER, autoscalerImages, autoscalerValues } from './private/autoscaler-values';
import { autoscalerVersion } from './private/autoscaler-version';
import { AUTOSCALER_CHART } from './private/chart-rules';
import { autoscalerStatements } from './private/statements';
import { CLUSTER_AUTOSCALER_PROPS, kubernetesVersionOf } from './private/validate-cluster-autoscaler';
import { ServiceAccountRole } from './service-account-role';
import { CHART_REPOSITORIES, release } from '../helm/release';
import { markDeployment } from '../terraform/deployment';
import { policyDocument } from '../terraform/iam';
import { regionOf } from '../terraform/region';
import { validateProps } from '../validation/shape';

/**
 * The Kubernetes cluster autoscaler: adds nodes for pods that find no room, and takes away nodes that have been idle
 * for ten minutes.
 *
 * It finds the node groups by the tags that EKS gives to the Auto Scaling groups of managed node groups, and keeps to
 * their `minSize` and `maxSize`. Its IAM role may change groups of this cluster only. Terraform must not set their size
 * back: see `autoscaledNodes` of `EksCluster`.
 *
 * A node that goes takes its pods along: Kubernetes starts those of deployments elsewhere, a step of a pipeline is
 * lost. Pods with the annotation `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"` keep their node.
 *
 * Its stack needs an `AwsProvider` and a `HelmProvider`.
 *
 * @example
 * import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { ClusterAutoscaler, EksCluster } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new HelmProvider(stack, 'Helm', { kubernetes: { configPath: '~/.kube/config' } });
 * new ClusterAutoscaler(stack, 'ClusterAutoscaler', {
 *   cluster: EksCluster.fromName(stack, 'Cluster', 'platform'),
 *   roleName: 'platform-autoscaler',
 * });
 */
export class ClusterAutoscaler extends Construct {
  /** The release. */
  public readonly release: Release;
  /** Namespace of the autoscaler. */
  public readonly namespace: string;
  /** ARN of the autoscaler's IAM role. */
  public readonly roleArn: string;
  /** What to depend on if nodes have to be there for every pod that asks: the release. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: ClusterAutoscalerProps) {
    super(scope, id);
    validateProps('ClusterAutoscaler', this, CLUSTER_AUTOSCALER_PROPS, props, { region: props?.region });
    markDeployment(this);

    const { cluster } = props;
    const region = regionOf(this, props.region);
    const version = autoscalerVersion(props, kubernetesVersionOf(cluster));
    const partition = new DataAwsPartition(this, 'Partition').partition;

    const role = new ServiceAccountRole(this, 'Role', {
      roleName: props.roleName,
      cluster,
      serviceAccount: AUTOSCALER,
      inlinePolicies: { autoscaling: policyDocument(...autoscalerStatements(partition, cluster.clusterName)) },
    });
    this.release = release(this, 'Resource', {
      provider: props.helmProvider,
      ...AUTOSCALER,
      repository: CHART_REPOSITORIES.clusterAutoscaler,
      chart: 'cluster-autoscaler',
      version: version.chartVersion,
      images: autoscalerImages(version),
      values: autoscalerValues(cluster.clusterName, region, role.roleArn, version.imageTag, props),
      userValues: { prop: 'values', given: props.values, rules: AUTOSCALER_CHART },
      timeoutSeconds: props.releaseTimeoutSeconds,
      // On destroy the autoscaler goes before its rights and before the nodes, which it would make again.
      dependsOn: [...(props.dependsOn ?? cluster.ready), ...role.ready],
    });

    this.namespace = AUTOSCALER.namespace;
    this.roleArn = role.roleArn;
    this.ready = [this.release];
  }
}
