import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { knowsAccessEntries, roleAccessEntry } from './access-entries';
import { KarpenterProps } from './karpenter-options';
import { CapacityType } from './node-group-options';
import { KarpenterVersion } from '../versions';
import { KARPENTER_CHART } from './private/chart-rules';
import { interruptionQueue } from './private/karpenter-interruptions';
import {
  NODE_POOLS_CHART, NODE_POOLS_RELEASE, nodePoolsValues, removalSeconds,
} from './private/karpenter-node-pools';
import { karpenterStatements } from './private/karpenter-statements';
import { KARPENTER, KARPENTER_CRD_VALUES, karpenterImages, karpenterValues } from './private/karpenter-values';
import { nodeRole } from './private/node-role';
import { requireSpotRole } from './private/spot-role';
import { KARPENTER_PROPS } from './private/validate-karpenter';
import { ServiceAccountRole } from './service-account-role';
import { localChart } from '../helm/local-chart';
import { CHART_REPOSITORIES, release } from '../helm/release';
import { markDeployment } from '../terraform/deployment';
import { policyDocument } from '../terraform/iam';
import { regionOf } from '../terraform/region';
import { validateProps } from '../validation/shape';

/**
 * Karpenter: creates nodes of the size that pending pods need, and removes nodes that are empty or whose pods fit
 * elsewhere. It is the alternative to `ClusterAutoscaler`; use one of the two per cluster.
 *
 * Karpenter runs on nodes that it does not manage, such as the node group of an `EksCluster`. It creates nodes in two
 * pools: `cpu` and, optionally, `gpu`. They run Amazon Linux 2023 with an encrypted disk; instance metadata requires a
 * token (IMDSv2) and is not reachable from pods. A queue notifies Karpenter of spot interruptions.
 *
 * When a node is removed, running pipeline steps on it are lost. The annotation `karpenter.sh/do-not-disrupt: "true"`
 * of a pod excludes its node from consolidation. If the node is removed for another reason (its AMI is outdated, it has
 * expired, the stack is destroyed), such pods have `drainTimeoutMinutes` to complete. Spot interruptions do not wait.
 *
 * On destroy the pools are deleted first, and Terraform waits until Karpenter has drained and terminated all of its
 * nodes; Karpenter, its permissions and the cluster are deleted after that. PodDisruptionBudgets and the annotation
 * delay the eviction of pods by at most `drainTimeoutMinutes`, and Terraform waits half an hour longer. If that is not
 * enough, Karpenter is not working, and the destroy fails. Check `kubectl get nodeclaims` and Karpenter's log before
 * you destroy again: Helm no longer tracks the pools, so the next destroy would leave the nodes running. Delete node
 * pools that you created yourself before a destroy.
 *
 * The custom resource definitions have a separate release, because Helm never upgrades those in a chart's folder
 * `crds`. They are kept until the cluster is deleted.
 *
 * The stack must contain an `AwsProvider` and a `HelmProvider`.
 *
 * @example
 * import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { EksCluster, Karpenter } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new HelmProvider(stack, 'Helm', { kubernetes: { configPath: '~/.kube/config' } });
 * new Karpenter(stack, 'Karpenter', {
 *   cluster: EksCluster.fromName(stack, 'Cluster', 'platform'),
 *   namePrefix: 'platform',
 *   subnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
 *   gpuPool: { maxGpus: 2 },
 * });
 */
export class Karpenter extends Construct {
  /** Helm release of Karpenter. */
  public readonly release: Release;
  /** Helm release of the node pools. */
  public readonly nodePoolsRelease: Release;
  /** Namespace of Karpenter. */
  public readonly namespace: string;
  /** ARN of Karpenter's IAM role. */
  public readonly roleArn: string;
  /** ARN of the nodes' IAM role. */
  public readonly nodeRoleArn: string;
  /** Dependencies of pods that need nodes from Karpenter: the node pools. */
  public readonly ready: ITerraformDependable[];

  private readonly props: KarpenterProps;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id);
    validateProps('Karpenter', this, KARPENTER_PROPS, props, { region: props?.region });
    markDeployment(this);
    this.props = props;

    if ([props.cpuPool, props.gpuPool].some((pool) => pool?.capacityType === CapacityType.SPOT)) {
      requireSpotRole(this);
    }
    const { cluster } = props;
    const region = regionOf(this, props.region);
    const name = `${props.namePrefix}-karpenter`;
    const partition = new DataAwsPartition(this, 'Partition').partition;
    const nodes = this.nodes(name, partition);
    const { queue, ready: events } = interruptionQueue(this, name);
    const role = new ServiceAccountRole(this, 'Role', {
      roleName: name,
      cluster,
      serviceAccount: KARPENTER,
      inlinePolicies: {
        nodes: policyDocument(...karpenterStatements({
          partition,
          region,
          clusterName: cluster.clusterName,
          nodeRoleArn: nodes.roleArn,
          queueArn: queue.arn,
          diskKmsKeyArn: props.diskKmsKeyArn,
        })),
      },
    });

    this.release = this.installKarpenter(role, queue.name);
    this.nodePoolsRelease = this.createNodePools(nodes.instanceProfile, [this.release, ...nodes.ready, ...events]);
    this.namespace = KARPENTER.namespace;
    this.roleArn = role.roleArn;
    this.nodeRoleArn = nodes.roleArn;
    this.ready = [this.nodePoolsRelease];
  }

  /** Installs the custom resource definitions, then Karpenter. */
  private installKarpenter(role: ServiceAccountRole, queueName: string): Release {
    const { cluster, version = KarpenterVersion.DEFAULT } = this.props;
    const charts = {
      provider: this.props.helmProvider,
      namespace: KARPENTER.namespace,
      repository: CHART_REPOSITORIES.karpenter,
      version: version.version,
    };
    const definitions = release(this, 'Definitions', {
      ...charts,
      name: 'karpenter-crd',
      chart: 'karpenter-crd',
      images: [],
      values: KARPENTER_CRD_VALUES,
      dependsOn: this.props.dependsOn ?? cluster.ready,
    });
    return release(this, 'Resource', {
      ...charts,
      name: KARPENTER.name,
      chart: 'karpenter',
      images: karpenterImages(version),
      skipCrds: true,
      values: karpenterValues({
        clusterName: cluster.clusterName,
        clusterEndpoint: cluster.endpoint,
        queueName,
        roleArn: role.roleArn,
      }, this.props),
      userValues: { prop: 'values', given: this.props.values, rules: KARPENTER_CHART },
      timeoutSeconds: this.props.releaseTimeoutSeconds,
      dependsOn: [definitions, ...role.ready],
    });
  }

  /**
   * Creates the node pools. On destroy Helm waits until the node class is deleted, whose finalizer Karpenter removes
   * after the last of its nodes is terminated.
   * https://github.com/aws/karpenter-provider-aws/blob/v1.14.1/pkg/controllers/nodeclass/controller.go
   */
  private createNodePools(instanceProfile: string, dependsOn: ITerraformDependable[]): Release {
    const { cluster, helmProvider, subnetIds, tags } = this.props;
    return release(this, 'NodePools', {
      provider: helmProvider,
      name: NODE_POOLS_RELEASE,
      namespace: KARPENTER.namespace,
      chart: localChart(this, 'NodePoolsChart', NODE_POOLS_CHART),
      images: [],
      values: nodePoolsValues({
        instanceProfile,
        subnetIds,
        // The groups of the other nodes, so that nodes can reach each other, in particular CoreDNS.
        securityGroupIds: cluster.nodeSecurityGroupIds ?? [cluster.securityGroupId],
        tags,
      }, this.props),
      timeoutSeconds: removalSeconds(this.props),
      dependsOn,
    });
  }

  /** Creates what nodes need to join the cluster: a role, its access entry, and an instance profile. */
  private nodes(name: string, partition: string) {
    const scope = new Construct(this, 'Nodes');
    const { role, policies } = nodeRole(scope, `${name}-node`, partition);
    // Karpenter could create it, but would need IAM permissions for that, and deletes it only while it is running.
    const profile = new IamInstanceProfile(scope, 'InstanceProfile', { name: `${name}-node`, role: role.name });
    const entry = roleAccessEntry(scope, role, {
      clusterName: this.props.cluster.clusterName,
      type: 'EC2_LINUX',
      lifecycle: knowsAccessEntries(this.props.cluster, 'Karpenter\'s nodes join it', 'Or use ClusterAutoscaler.'),
    });
    return { roleArn: role.arn, instanceProfile: profile.name, ready: [...policies, entry] };
  }
}
