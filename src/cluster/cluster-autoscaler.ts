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
 * The Kubernetes cluster autoscaler: adds nodes for pods that cannot be scheduled, and removes nodes that have been
 * idle for ten minutes.
 *
 * It discovers node groups by the tags that EKS adds to the Auto Scaling groups of managed node groups, and stays
 * within their `minSize` and `maxSize`. Its IAM role allows changes only to groups of this cluster. Terraform must
 * ignore changes of their size: see `autoscaledNodes` of `EksCluster`.
 *
 * When a node is removed, its pods are evicted: those of Deployments are rescheduled, but a running pipeline step is
 * lost. Nodes of pods with the annotation `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"` are not removed.
 *
 * The stack must contain an `AwsProvider` and a `HelmProvider`.
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
  /** The Helm release. */
  public readonly release: Release;
  /** Namespace of the autoscaler. */
  public readonly namespace: string;
  /** ARN of the autoscaler's IAM role. */
  public readonly roleArn: string;
  /** Dependencies of pods that need additional nodes: the release. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every invalid prop */
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
      // On destroy the autoscaler is deleted before its permissions, and before the nodes, which it would re-create.
      dependsOn: [...(props.dependsOn ?? cluster.ready), ...role.ready],
    });

    this.namespace = AUTOSCALER.namespace;
    this.roleArn = role.roleArn;
    this.ready = [this.release];
  }
}
