import { ITerraformDependable } from 'cdktf';
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
  /** For x86 instances with NVIDIA GPUs. Nodes get the labels by which the device plugin finds them. */
  AL2023_X86_64_NVIDIA = 'AL2023_x86_64_NVIDIA',
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** They are not put on the node. */
  NO_SCHEDULE = 'NO_SCHEDULE',
  /** They are put on it only if no other node has room. */
  PREFER_NO_SCHEDULE = 'PREFER_NO_SCHEDULE',
  /** They are not put on the node, and those that run there already have to go. */
  NO_EXECUTE = 'NO_EXECUTE',
}

/** A taint: keeps pods off a node that do not tolerate it. */
export interface NodeTaint {
  /** The taint's key: a name of at most 63 letters, digits, `-_.`, with or without a DNS name and a slash before it. */
  readonly key: string;
  /**
   * The taint's value: at most 63 letters, digits and `-_.`.
   * @default - none
   */
  readonly value?: string;
  /**
   * What it does.
   * @default TaintEffect.NO_SCHEDULE
   */
  readonly effect?: TaintEffect;
}

/** Options for nodes. */
export interface NodeGroupOptions {
  /**
   * The instance types to choose from: 1 to 20, all of one processor architecture, the one of `amiType`.
   * @default ['t3.large']
   */
  readonly instanceTypes?: string[];
  /**
   * The least number of nodes, 0 to 10000; 0 lets a group be empty.
   * @default 2
   */
  readonly minSize?: number;
  /**
   * The number of nodes to begin with, 0 to 10000, from `minSize` to `maxSize`; at least 1 in the node group of an
   * `EksCluster`, which its add-ons run on. With the cluster autoscaler on, later changes of it are ignored.
   * @default - 2, or `minSize` if that is more
   */
  readonly desiredSize?: number;
  /**
   * The greatest number of nodes, 1 to 10000. More than 450 need a higher quota of EKS ("Nodes per managed node
   * group").
   * @default - 4, or the greater of `minSize` and `desiredSize` if that is more
   */
  readonly maxSize?: number;
  /**
   * The size of each node's encrypted root volume (gp3), in GiB: 20 to 16384.
   * @default 50
   */
  readonly diskGib?: number;
  /**
   * ARN of the KMS key that encrypts the root volumes, in the region of the cluster. Its policy must let the
   * service-linked role of EC2 Auto Scaling use it, or no node starts. Source:
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   * @default - the account's default key for EBS in the region: `aws/ebs`, unless another one is set
   */
  readonly diskKmsKeyArn?: string;
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
  /**
   * Kubernetes labels of the nodes, at most 50: pods choose nodes by them.
   * @default - only those that EKS gives, such as `eks.amazonaws.com/nodegroup`
   */
  readonly labels?: { [key: string]: string };
  /**
   * Taints of the nodes, at most 50: pods that do not tolerate them stay away.
   * @default - none
   */
  readonly taints?: NodeTaint[];
  /**
   * Tags of instances, volumes and network interfaces, at most 40, set when the node group is made: a later change
   * would replace every node, so it is ignored. In an `EksCluster` they come on top of its `nodeTags`.
   * @default - a Name
   */
  readonly tags?: { [key: string]: string };
}

/** Options for a further node group of a cluster. */
export interface ClusterNodeGroupOptions extends NodeGroupOptions {
  /**
   * Ids of the subnets of the nodes; they need a way to the internet.
   * @default - the private subnets of the cluster's network
   */
  readonly subnetIds?: string[];
}

/** Props of `NodeGroup`. */
export interface NodeGroupProps extends NodeGroupOptions {
  /**
   * The start of the node group's name, to which Terraform adds 26 digits: 1 to 36 letters, digits, hyphens and
   * underscores, with a letter or digit first. The launch template is called `<clusterName>-<nodeGroupName>`, so it
   * must be unique in the cluster.
   */
  readonly nodeGroupName: string;
  /** The name of the nodes' IAM role: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /** The cluster's name. */
  readonly clusterName: string;
  /**
   * The nodes' Kubernetes version, major and minor; a new one replaces them one after the other.
   * @default - the cluster's when the node group is made, and never a newer one
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /** Ids of the subnets of the nodes, at least one; they need a way to the internet. */
  readonly subnetIds: string[];
  /**
   * Whether something else, such as the cluster autoscaler, changes the number of nodes: then Terraform does not set it
   * back, and the Auto Scaling group's tags tell the autoscaler the labels and taints of a node that is not there yet.
   * @default false
   */
  readonly autoscaled?: boolean;
  /**
   * Whether the nodes' role gets an access entry of type `EC2_LINUX` before the node group is created. Otherwise EKS
   * creates one that it never deletes, so that nodes of a role that is re-created under its name cannot join the
   * cluster. Must be `false` for a cluster whose authentication mode is `CONFIG_MAP`, which has no access entries.
   * Source: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
   * @default true
   */
  readonly createAccessEntry?: boolean;
  /**
   * What nodes need besides their role: routes to the internet and the vpc-cni add-on.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}
