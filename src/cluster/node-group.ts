import { AutoscalingGroupTagA } from '@cdktf/provider-aws/lib/autoscaling-group-tag';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { ITerraformDependable, TerraformResource, Token } from 'cdktf';
import { Construct } from 'constructs';
import { roleAccessEntry } from './access-entries';
import { AmiType, CapacityType, ClusterNodeGroupOptions, NodeGroupProps, TaintEffect } from './node-group-options';
import { markDeployment } from '../terraform/deployment';
import { atLeast, gpuNodes, labelsOf, scaleFromZeroTags } from './private/node-groups';
import { nodeRole } from './private/node-role';
import { GPU_OPTIONS, NODE_GROUP_DEFAULTS, NODE_GROUP_PROPS } from './private/validate-node-group';
import { addressOf } from '../terraform/kept';
import { checkValue, required, validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * A managed node group with its role and launch template.
 *
 * Volumes are encrypted. Instance metadata requires a token (IMDSv2) and is not reachable from pods, so that pods
 * cannot use the node's role.
 *
 * The stack must contain an `AwsProvider`.
 *
 * @example
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { NodeGroup } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new NodeGroup(stack, 'Batch', {
 *   nodeGroupName: 'batch',
 *   roleName: 'acme-batch-node',
 *   clusterName: 'platform',
 *   subnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
 *   instanceTypes: ['c7i.2xlarge'],
 * });
 */
export class NodeGroup extends Construct {
  /**
   * Options for nodes with NVIDIA GPUs, for `nodeGroups` of a cluster: g4dn.xlarge (one T4), 0 to 1 nodes, a disk of
   * 100 GiB. A taint repels pods that do not request `nvidia.com/gpu`; EKS adds the toleration to pods that do.
   *
   * The cluster autoscaler adds and removes the nodes; without it their number is `desiredSize`. They need NVIDIA's
   * device plugin, which the stack installs with them.
   *
   * @param options overrides of these defaults; taints are added
   * @throws Error that lists every invalid option
   *
   * @example
   * import { App } from 'cdktf';
   * import { ClusterSource, NodeGroup, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   cluster: ClusterSource.create({ nodeGroups: { gpu: NodeGroup.gpu({ maxSize: 4 }) } }),
   *   clusterAutoscaler: {},
   * });
   */
  public static gpu(options: ClusterNodeGroupOptions = {}): ClusterNodeGroupOptions {
    Validation.run('NodeGroup.gpu', (v) => checkValue(v, 'options', options, required(GPU_OPTIONS)));
    return gpuNodes(options);
  }

  /** Name of the node group. */
  public readonly nodeGroupName: string;
  /** ARN of the nodes' IAM role. */
  public readonly roleArn: string;
  /** Name of the node group's Auto Scaling group. */
  public readonly autoScalingGroupName: string;
  /** The node group, its role's policies and its access entry. */
  public readonly ready: ITerraformDependable[];

  private readonly group: EksNodeGroup;
  private readonly entry?: EksAccessEntry;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    validateProps('NodeGroup', this, NODE_GROUP_PROPS, props);
    markDeployment(this);

    const minSize = props.minSize ?? NODE_GROUP_DEFAULTS.minSize;
    const desiredSize = props.desiredSize ?? atLeast(NODE_GROUP_DEFAULTS.desiredSize, minSize);
    const maxSize = props.maxSize ?? atLeast(NODE_GROUP_DEFAULTS.maxSize, minSize, desiredSize);
    const partition = new DataAwsPartition(this, 'Partition').partition;

    const { role, policies } = nodeRole(this, props.roleName, partition);
    // Without it EKS creates an entry with the node group and never deletes it, and if the role is re-created with the
    // same name, its nodes cannot join. https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
    const entry = props.createAccessEntry ?? true ? roleAccessEntry(this, role, {
      clusterName: props.clusterName, type: 'EC2_LINUX', dependsOn: props.dependsOn,
    }) : undefined;
    const template = this.launchTemplate(props);
    const nodeGroup = new EksNodeGroup(this, 'Resource', {
      clusterName: props.clusterName,
      // With a generated name, a change that replaces the group creates the new nodes before the old ones are removed.
      nodeGroupNamePrefix: `${props.nodeGroupName}-`,
      nodeRoleArn: role.arn,
      subnetIds: props.subnetIds,
      version: props.kubernetesVersion?.version,
      amiType: props.amiType ?? AmiType.AL2023_X86_64_STANDARD,
      capacityType: props.capacityType ?? CapacityType.ON_DEMAND,
      instanceTypes: props.instanceTypes ?? NODE_GROUP_DEFAULTS.instanceTypes,
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      labels: labelsOf(props),
      taint: props.taints?.map(({ key, value, effect = TaintEffect.NO_SCHEDULE }) => ({ key, value, effect })),
      scalingConfig: { minSize, desiredSize, maxSize },
      updateConfig: { maxUnavailable: 1 },
      timeouts: { create: '30m', update: '60m', delete: '45m' },
      lifecycle: {
        createBeforeDestroy: true,
        ...(props.autoscaled ? { ignoreChanges: ['scaling_config[0].desired_size'] } : {}),
      },
      dependsOn: [...policies, ...(entry ? [entry] : []), ...(props.dependsOn ?? [])],
    });

    this.nodeGroupName = nodeGroup.nodeGroupName;
    this.roleArn = role.arn;
    this.autoScalingGroupName = nodeGroup.resources.get(0).autoscalingGroups.get(0).name;
    this.ready = [nodeGroup, ...policies, ...(entry ? [entry] : [])];
    this.group = nodeGroup;
    this.entry = entry;
    if (props.autoscaled) {
      Object.entries(scaleFromZeroTags(props)).forEach(([key, value]) => new AutoscalingGroupTagA(this, `Tag-${key}`, {
        autoscalingGroupName: this.autoScalingGroupName, tag: { key, value, propagateAtLaunch: false },
      }));
    }
  }

  /**
   * Replaces the group and its access entry when the cluster is replaced under the same name.
   * @internal
   */
  public _follow(cluster: TerraformResource): void {
    // The ARN stays known during an update, and is unknown only when the cluster is replaced.
    const replaced = `${addressOf(cluster)}.arn`;
    this.group.addOverride('lifecycle.replace_triggered_by', [replaced]);
    if (this.entry) {
      this.entry.addOverride('lifecycle.replace_triggered_by', [replaced]); // in addition to that of its role
      // The trigger makes it wait for the cluster, and it requires none of the nodes' other dependencies.
      this.entry.dependsOn = undefined;
    }
  }

  /** Creates the launch template: encrypted volumes, IMDSv2, and tags. */
  private launchTemplate(props: NodeGroupProps): LaunchTemplate {
    const name = `${props.clusterName}-${props.nodeGroupName}`;
    const tags = { Name: name, ...props.tags };
    return new LaunchTemplate(this, 'LaunchTemplate', {
      name,
      updateDefaultVersion: true,
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      blockDeviceMappings: [{
        deviceName: '/dev/xvda',
        ebs: {
          volumeSize: props.diskGib ?? NODE_GROUP_DEFAULTS.diskGib,
          volumeType: 'gp3',
          encrypted: 'true',
          kmsKeyId: props.diskKmsKeyArn,
          deleteOnTermination: 'true',
        },
      }],
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((it) => ({ resourceType: it, tags })),
      // A new version of the template replaces every node, which a changed tag does not justify.
      lifecycle: { ignoreChanges: ['tag_specifications'] },
    });
  }
}
