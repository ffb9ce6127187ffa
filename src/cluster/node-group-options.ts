import { ITerraformDependable } from 'cdktf';
import { KubernetesVersion } from '../versions';

/** Purchase option of the nodes. */
export enum CapacityType {
  /** On-Demand Instances: full price, no interruption by AWS. */
  ON_DEMAND = 'ON_DEMAND',
  /** Spot Instances: cheaper, but AWS can reclaim them with two minutes' notice. */
  SPOT = 'SPOT',
}

/** Amazon Machine Image (AMI) type of the nodes. All types are Amazon Linux 2023. */
export enum AmiType {
  /** For x86 instances. */
  AL2023_X86_64_STANDARD = 'AL2023_x86_64_STANDARD',
  /** For Graviton (Arm) instances. Seldon's images do not support them. */
  AL2023_ARM_64_STANDARD = 'AL2023_ARM_64_STANDARD',
  /** For x86 instances with NVIDIA GPUs. Nodes get the labels that the device plugin selects by. */
  AL2023_X86_64_NVIDIA = 'AL2023_x86_64_NVIDIA',
}

/** Effect of a taint on pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods are not scheduled on the node. */
  NO_SCHEDULE = 'NO_SCHEDULE',
  /** The scheduler avoids the node, and uses it only if no other node fits. */
  PREFER_NO_SCHEDULE = 'PREFER_NO_SCHEDULE',
  /** New pods are not scheduled on the node, and running pods are evicted. */
  NO_EXECUTE = 'NO_EXECUTE',
}

/** A taint of nodes, which repels pods that do not tolerate it. */
export interface NodeTaint {
  /** Key of the taint: a name of at most 63 letters, digits, `-_.`, optionally prefixed with a DNS name and a slash. */
  readonly key: string;
  /**
   * Value of the taint: at most 63 letters, digits and `-_.`.
   * @default - none
   */
  readonly value?: string;
  /**
   * Effect of the taint.
   * @default TaintEffect.NO_SCHEDULE
   */
  readonly effect?: TaintEffect;
}

/** Options for a node group. */
export interface NodeGroupOptions {
  /**
   * Instance types of the nodes: 1 to 20, all with the processor architecture of `amiType`.
   * @default ['t3.large']
   */
  readonly instanceTypes?: string[];
  /**
   * Minimum number of nodes, 0 to 10000; 0 allows an empty group.
   * @default 2
   */
  readonly minSize?: number;
  /**
   * Initial number of nodes, 0 to 10000, between `minSize` and `maxSize`; at least 1 in the node group of an
   * `EksCluster`, which runs its add-ons. With the cluster autoscaler, later changes are ignored.
   * @default - 2, or `minSize` if that is more
   */
  readonly desiredSize?: number;
  /**
   * Maximum number of nodes, 1 to 10000. More than 450 require a higher EKS quota ("Nodes per managed node group").
   * @default - 4, or the greater of `minSize` and `desiredSize` if that is more
   */
  readonly maxSize?: number;
  /**
   * Size of each node's encrypted root volume (gp3) in GiB: 20 to 16384.
   * @default 50
   */
  readonly diskGib?: number;
  /**
   * ARN of the KMS key that encrypts the root volumes, in the region of the cluster. Its key policy must allow the
   * service-linked role of EC2 Auto Scaling to use it, otherwise no node starts. Source:
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   * @default - the account's default EBS key in the region: `aws/ebs`, unless changed
   */
  readonly diskKmsKeyArn?: string;
  /**
   * Purchase option of the nodes.
   * @default CapacityType.ON_DEMAND
   */
  readonly capacityType?: CapacityType;
  /**
   * AMI type of the nodes.
   * @default AmiType.AL2023_X86_64_STANDARD
   */
  readonly amiType?: AmiType;
  /**
   * Kubernetes labels of the nodes, at most 50.
   * @default - only those that EKS adds, such as `eks.amazonaws.com/nodegroup`
   */
  readonly labels?: { [key: string]: string };
  /**
   * Kubernetes taints of the nodes, at most 50. Pods that do not tolerate them are not scheduled on the nodes.
   * @default - none
   */
  readonly taints?: NodeTaint[];
  /**
   * Tags of instances, volumes and network interfaces, at most 40, set when the node group is created. Later changes
   * are ignored, because they would replace every node. In an `EksCluster` they are added to its `nodeTags`.
   * @default - only Name
   */
  readonly tags?: { [key: string]: string };
}

/** Options for an additional node group of a cluster. */
export interface ClusterNodeGroupOptions extends NodeGroupOptions {
  /**
   * Ids of the nodes' subnets. They need a route to the internet.
   * @default - the private subnets of the cluster's network
   */
  readonly subnetIds?: string[];
}

/** Properties of `NodeGroup`. */
export interface NodeGroupProps extends NodeGroupOptions {
  /**
   * Prefix of the node group's name, to which Terraform appends 26 digits: 1 to 36 letters, digits, hyphens and
   * underscores, starting with a letter or digit. It must be unique in the cluster, because the launch template is
   * named `<clusterName>-<nodeGroupName>`.
   */
  readonly nodeGroupName: string;
  /** Name of the nodes' IAM role: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /** Name of the cluster. */
  readonly clusterName: string;
  /**
   * Kubernetes version of the nodes, major and minor. A new version replaces the nodes one by one.
   * @default - the cluster's version when the node group is created; it is not upgraded with the cluster
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /** Ids of the nodes' subnets, at least one. They need a route to the internet. */
  readonly subnetIds: string[];
  /**
   * Whether something else, such as the cluster autoscaler, changes the number of nodes. Terraform then ignores such
   * changes, and tags of the Auto Scaling group describe labels and taints of future nodes to the autoscaler.
   * @default false
   */
  readonly autoscaled?: boolean;
  /**
   * Whether to create an access entry of type `EC2_LINUX` for the nodes' role before the node group. Otherwise EKS
   * creates one that it never deletes, and if the role is re-created with the same name, its nodes cannot join the
   * cluster. Must be `false` for a cluster whose authentication mode is `CONFIG_MAP`, which has no access entries.
   * Source: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
   * @default true
   */
  readonly createAccessEntry?: boolean;
  /**
   * Resources that the nodes require besides their role: routes to the internet and the vpc-cni add-on.
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
}
