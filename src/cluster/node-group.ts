import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { NODE_GROUP_DEFAULTS, NODE_POLICIES, validateNodeGroupProps } from './private/validate-node-group';
import { trustService } from '../private/policies';
import { Validation } from '../private/validation';
import { KubernetesVersion } from '../versions';

/** How AWS sells the nodes. */
export enum CapacityType {
  /** Full price, kept until given back. */
  ON_DEMAND = 'ON_DEMAND',
  /** Cheaper, taken away at two minutes' notice. */
  SPOT = 'SPOT',
}

/** The machine image of the nodes: Amazon Linux 2023. */
export enum AmiType {
  /** For x86 instances. */
  AL2023_X86_64_STANDARD = 'AL2023_x86_64_STANDARD',
  /** For Graviton (Arm) instances. Seldon's images do not run on them. */
  AL2023_ARM_64_STANDARD = 'AL2023_ARM_64_STANDARD',
  /** For x86 instances with NVIDIA GPUs. */
  AL2023_X86_64_NVIDIA = 'AL2023_x86_64_NVIDIA',
}

/** What can be chosen about the nodes. */
export interface NodeGroupOptions {
  /**
   * The instance types to choose from, all of one processor architecture, the one of `amiType`.
   * @default ['t3.large']
   */
  readonly instanceTypes?: string[];
  /**
   * The least number of nodes.
   * @default 2
   */
  readonly minSize?: number;
  /**
   * The number of nodes to begin with, from `minSize` to `maxSize`. With the cluster autoscaler on, later changes of it are ignored.
   * @default - 2, or `minSize` if that is more
   */
  readonly desiredSize?: number;
  /**
   * The greatest number of nodes.
   * @default - 4, or the greater of `minSize` and `desiredSize` if that is more
   */
  readonly maxSize?: number;
  /**
   * The size of each node's encrypted root volume (gp3), in GiB: 20 to 16384.
   * @default 50
   */
  readonly diskGib?: number;
  /**
   * How AWS sells the nodes.
   * @default CapacityType.ON_DEMAND
   */
  readonly capacityType?: CapacityType;
  /**
   * The machine image of the nodes.
   * @default AmiType.AL2023_X86_64_STANDARD
   */
  readonly amiType?: AmiType;
}

/** Props of `NodeGroup`. */
export interface NodeGroupProps extends NodeGroupOptions {
  /** The start of the node group's name, unique in the cluster: 1 to 36 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** The name of the nodes' IAM role. */
  readonly roleName: string;
  /** The cluster's name. */
  readonly clusterName: string;
  /**
   * The nodes' Kubernetes version, major and minor; a new one replaces them one after the other.
   * @default - the cluster's when the node group is made, and never a newer one
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /** The subnets of the nodes; they need a way to the internet. */
  readonly subnetIds: string[];
  /**
   * Whether something else, such as the cluster autoscaler, changes the number of nodes: then Terraform does not set it back.
   * @default false
   */
  readonly autoscaled?: boolean;
  /**
   * Tags of instances, volumes and network interfaces, set when the node group is made: a later change would replace every node, so it is ignored.
   * @default - a Name
   */
  readonly tags?: { [key: string]: string };
  /**
   * What nodes need besides their role: routes to the internet and the vpc-cni add-on.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A managed node group with its role and launch template.
 *
 * Volumes are encrypted, instance metadata asks for a token (IMDSv2) and does not answer pods, so that no pod has the node's rights.
 */
export class NodeGroup extends Construct {
  /** The node group's name. */
  public readonly nodeGroupName: string;
  /** ARN of the nodes' IAM role. */
  public readonly roleArn: string;
  /** The node group and its role's policies. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const validation = new Validation();
    validateNodeGroupProps(validation, props);
    validation.throwIfAny(`NodeGroup '${this.node.path}'`);

    const minSize = props.minSize ?? NODE_GROUP_DEFAULTS.minSize;
    const desiredSize = props.desiredSize ?? atLeast(NODE_GROUP_DEFAULTS.desiredSize, minSize);
    const maxSize = props.maxSize ?? atLeast(NODE_GROUP_DEFAULTS.maxSize, minSize, desiredSize);
    const partition = new DataAwsPartition(this, 'Partition').partition;

    const role = new IamRole(this, 'Role', { name: props.roleName, assumeRolePolicy: trustService('ec2.amazonaws.com') });
    const policies = NODE_POLICIES.map((policy) =>
      new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn: `arn:${partition}:iam::aws:policy/${policy}` }));
    const name = `${props.clusterName}-${props.name}`;
    const tags = { Name: name, ...props.tags };
    const template = new LaunchTemplate(this, 'LaunchTemplate', {
      name,
      updateDefaultVersion: true,
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      blockDeviceMappings: [{
        deviceName: '/dev/xvda',
        ebs: { volumeSize: props.diskGib ?? NODE_GROUP_DEFAULTS.diskGib, volumeType: 'gp3', encrypted: 'true', deleteOnTermination: 'true' },
      }],
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
      // A new version of the template replaces every node, and a new tag is no reason for that.
      lifecycle: { ignoreChanges: ['tag_specifications'] },
    });
    const nodeGroup = new EksNodeGroup(this, 'Resource', {
      clusterName: props.clusterName,
      // A generated name lets the new nodes come before the old ones go, where a change needs a new node group.
      nodeGroupNamePrefix: `${props.name}-`,
      nodeRoleArn: role.arn,
      subnetIds: props.subnetIds,
      version: props.kubernetesVersion?.version,
      amiType: props.amiType ?? AmiType.AL2023_X86_64_STANDARD,
      capacityType: props.capacityType ?? CapacityType.ON_DEMAND,
      instanceTypes: props.instanceTypes ?? NODE_GROUP_DEFAULTS.instanceTypes,
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      scalingConfig: { minSize, desiredSize, maxSize },
      updateConfig: { maxUnavailable: 1 },
      timeouts: { create: '30m', update: '60m', delete: '45m' },
      lifecycle: {
        createBeforeDestroy: true,
        ...(props.autoscaled ? { ignoreChanges: ['scaling_config[0].desired_size'] } : {}),
      },
      dependsOn: [...policies, ...(props.dependsOn ?? [])],
    });

    this.nodeGroupName = nodeGroup.nodeGroupName;
    this.roleArn = role.arn;
    this.ready = [nodeGroup, ...policies];
  }
}

/** The default, or the greatest of the sizes that are known if that is more. */
function atLeast(value: number, ...sizes: number[]): number {
  return Math.max(value, ...sizes.filter((size) => !Token.isUnresolved(size)));
}
