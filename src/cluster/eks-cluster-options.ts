import { ITerraformDependable } from 'cdktf';
import { ClusterNodeGroupOptions, NodeGroupOptions } from './node-group-options';
import { INetwork } from '../network';
import { KubernetesVersion } from '../versions';

/** What a cluster needs to look like for the other constructs. */
export interface ICluster {
  /** The cluster's name. */
  readonly clusterName: string;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** The API's certificate authority: PEM, base64 encoded. */
  readonly certificateAuthorityData: string;
  /** Id of the security group that EKS gives to the nodes and to the control plane's interfaces. */
  readonly securityGroupId: string;
  /** ARN of the IAM OIDC provider, for roles of service accounts. */
  readonly oidcProviderArn: string;
  /** The OIDC issuer without `https://`. */
  readonly oidcIssuer: string;
  /** All that must be there before any pod on the cluster works: nodes, names, volumes. */
  readonly ready: ITerraformDependable[];
  /** What must be there before a pod works that mounts no volume; where it is left out, all of `ready`. */
  readonly podsReady?: ITerraformDependable[];
  /**
   * What must be there before a pod starts, nodes with their way to the internet: for one that neither mounts a volume
   * nor resolves a name, or that tries again until it can; where it is left out, all of `podsReady`.
   */
  readonly nodesReady?: ITerraformDependable[];
  /**
   * What decides who may do what: `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`, which knows no access entries; where it
   * is left out, access entries are known.
   */
  readonly authenticationMode?: string;
  /** Names of the auto scaling groups of its nodes, for load balancers that lead to ports of nodes. */
  readonly autoScalingGroupNames?: string[];
  /**
   * Ids of the security groups of nodes that are not in `securityGroupId`: they are let into the database, and load
   * balancers to them. Karpenter's nodes are in them as well, in place of `securityGroupId`.
   */
  readonly nodeSecurityGroupIds?: string[];
  /** Ids of the security groups that the control plane has besides `securityGroupId`. */
  readonly controlPlaneSecurityGroupIds?: string[];
}

/** What there is to know about an EKS cluster that exists, besides its name. */
export interface ExistingClusterOptions {
  /**
   * Names of the auto scaling groups of its nodes: those of node groups that EKS manages begin with `eks-`. With them
   * a load balancer can lead to ports of the nodes.
   * @default - not known
   */
  readonly autoScalingGroupNames?: string[];
  /**
   * Ids of the security groups of its nodes, if they are not in the cluster's group: those of terraform-aws-eks are in
   * its `node_security_group_id`. They are let into the database, load balancers to them, and a plan fails if the
   * control plane does not reach a webhook on the nodes. Karpenter's nodes are in them as well, instead of in
   * the cluster's group.
   * @default - the nodes are in the cluster's group
   */
  readonly nodeSecurityGroupIds?: string[];
}

/** Options for a stack on an EKS cluster that exists. */
export interface StackExistingClusterOptions extends ExistingClusterOptions {
  /**
   * Whether the default names of namespaces, of the NGINX controller and of its IngressClass begin with the stack's
   * prefix. Names that are given are used as they are. Set it to false for a stack whose namespaces have been created
   * without the prefix: a namespace with another name replaces it and all that is in it.
   * @default true
   */
  readonly prefixedNames?: boolean;
}

/** Options for an EKS cluster. */
export interface EksClusterOptions {
  /**
   * The Kubernetes version. EKS upgrades one minor at a time.
   * @default KubernetesVersion.DEFAULT (1.35)
   */
  readonly kubernetesVersion?: KubernetesVersion;

  /**
   * The nodes on which everything runs that asks for none in particular, the cluster's add-ons first of all.
   * @default - two t3.large that may become four
   */
  readonly nodeGroup?: NodeGroupOptions;

  /**
   * Further node groups by name: 1 to 20 lower-case letters, digits and single hyphens, a letter first, but not
   * `nodes`. Another name replaces the group. For GPUs: `NodeGroup.gpu()`.
   *
   * Load balancers do not lead to them.
   * @default - none
   */
  readonly nodeGroups?: { [name: string]: ClusterNodeGroupOptions };

  /**
   * 1 to 40 IPv4 ranges from which the Kubernetes API can be reached over the internet; it asks for credentials in any
   * case.
   *
   * Terraform itself must be among them, or inside the VPC. From inside the VPC the API is always reached privately:
   * private ranges and others that are reserved are refused.
   * @default ['0.0.0.0/0']
   */
  readonly endpointPublicAccessCidrs?: string[];

  /**
   * ARNs of IAM users and roles that become administrators of the cluster, besides the one that creates it.
   * @default - none
   */
  readonly adminPrincipalArns?: string[];

  /**
   * Whether the identity that creates the cluster becomes its administrator. If false, the deployer must be among
   * 'adminPrincipalArns', or nothing can be installed. Set it before the cluster is created: later changes are ignored.
   * @default true
   */
  readonly bootstrapClusterCreatorAdminPermissions?: boolean;

  /**
   * Days for which CloudWatch keeps the control plane's logs, one of the periods that CloudWatch Logs offers; 0 is for
   * ever.
   * @default 365
   */
  readonly logRetentionDays?: number;

  /**
   * Whether the add-on `metrics-server` is installed, which `kubectl top` and the autoscaling of pods need.
   * @default true
   */
  readonly metricsServer?: boolean;

  /**
   * Versions of the add-ons `vpc-cni`, `kube-proxy`, `coredns`, `aws-ebs-csi-driver` and `metrics-server` by name, for
   * example `v1.20.4-eksbuild.2`.
   * @default - what EKS gives a new cluster of the Kubernetes version
   */
  readonly addonVersions?: { [name: string]: string };
}

/** Props of `EksCluster`. */
export interface EksClusterProps extends EksClusterOptions {
  /**
   * The cluster's name: 1 to 50 letters, digits, hyphens and underscores, with a letter or digit first. The names of
   * its roles, key and launch template begin with it.
   */
  readonly clusterName: string;
  /** Where the cluster runs. */
  readonly network: INetwork;
  /**
   * Tags of the nodes' instances, volumes and interfaces, which the provider's default tags do not reach, at most 40.
   * Set when the node group is made: a later change would replace every node, so it is ignored.
   * @default - a Name
   */
  readonly nodeTags?: { [key: string]: string };
  /**
   * Whether the cluster autoscaler changes the number of nodes: then Terraform does not set it back.
   * @default false
   */
  readonly autoscaledNodes?: boolean;
}
