import { ITerraformDependable } from 'cdktf';
import { ClusterNodeGroupOptions, NodeGroupOptions } from './node-group-options';
import { INetwork } from '../network';
import { KubernetesVersion } from '../versions';

/** An EKS cluster that other constructs use. */
export interface ICluster {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** Certificate authority of the Kubernetes API: PEM, base64 encoded. */
  readonly certificateAuthorityData: string;
  /**
   * Id of the cluster security group, which EKS attaches to the nodes and to the control plane's network interfaces.
   */
  readonly securityGroupId: string;
  /** ARN of the IAM OIDC provider, for IAM roles for service accounts. */
  readonly oidcProviderArn: string;
  /** OIDC issuer without `https://`. */
  readonly oidcIssuer: string;
  /** Dependencies of any pod: nodes, DNS and volumes. */
  readonly ready: ITerraformDependable[];
  /** Dependencies of pods that mount no volumes. By default `ready`. */
  readonly podsReady?: ITerraformDependable[];
  /**
   * Dependencies of pods that neither mount volumes nor use DNS, or that retry until they can: nodes with a route to
   * the internet. By default `podsReady`.
   */
  readonly nodesReady?: ITerraformDependable[];
  /**
   * Authentication mode of the cluster: `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`, which does not support access
   * entries. If it is omitted, access entries are assumed to be supported.
   */
  readonly authenticationMode?: string;
  /** Names of the nodes' Auto Scaling groups, for load balancers that forward to ports of the nodes. */
  readonly autoScalingGroupNames?: string[];
  /**
   * Ids of the security groups of nodes that are not in `securityGroupId`. They are allowed to reach the database, and
   * load balancers are allowed to reach them. Karpenter's nodes get them instead of `securityGroupId`.
   */
  readonly nodeSecurityGroupIds?: string[];
  /** Ids of additional security groups of the control plane, besides `securityGroupId`. */
  readonly controlPlaneSecurityGroupIds?: string[];
}

/** Attributes of an existing EKS cluster, besides its name. */
export interface ExistingClusterOptions {
  /**
   * Names of the nodes' Auto Scaling groups, which start with `eks-` for managed node groups. A load balancer that
   * forwards to ports of the nodes requires them.
   * @default - none
   */
  readonly autoScalingGroupNames?: string[];
  /**
   * Ids of the nodes' security groups, if the nodes are not in the cluster security group; for terraform-aws-eks its
   * output `node_security_group_id`. They are allowed to reach the database, load balancers are allowed to reach them,
   * and the plan fails if the control plane cannot reach a webhook on the nodes. Karpenter's nodes get them instead of
   * the cluster security group.
   * @default - the nodes are in the cluster security group
   */
  readonly nodeSecurityGroupIds?: string[];
}

/** Options for a stack on an existing EKS cluster. */
export interface StackExistingClusterOptions extends ExistingClusterOptions {
  /**
   * Whether the default names of namespaces, of the NGINX controller and of its IngressClass start with the stack's
   * prefix. Explicit names are used unchanged. Set it to false for a stack whose namespaces were created without the
   * prefix: renaming a namespace replaces it with everything in it.
   * @default true
   */
  readonly prefixedNames?: boolean;
}

/** Options for an EKS cluster. */
export interface EksClusterOptions {
  /**
   * Kubernetes version of the cluster. EKS upgrades one minor version at a time.
   * @default KubernetesVersion.DEFAULT (1.35)
   */
  readonly kubernetesVersion?: KubernetesVersion;

  /**
   * The default node group, for the cluster's add-ons and all pods that do not select other nodes.
   * @default - two t3.large, at most four
   */
  readonly nodeGroup?: NodeGroupOptions;

  /**
   * Additional node groups by name: 1 to 20 lower-case letters, digits and single hyphens, starting with a letter, but
   * not `nodes`. Renaming a group replaces it. For GPUs: `NodeGroup.gpu()`.
   *
   * Load balancers do not forward to them.
   * @default - none
   */
  readonly nodeGroups?: { [name: string]: ClusterNodeGroupOptions };

  /**
   * IPv4 CIDR ranges allowed to reach the Kubernetes API over the internet, 1 to 40. The API always requires
   * credentials.
   *
   * Terraform must run from one of them, or inside the VPC. From inside the VPC the API is always reached privately, so
   * private and other reserved ranges are refused.
   * @default ['0.0.0.0/0']
   */
  readonly endpointPublicAccessCidrs?: string[];

  /**
   * ARNs of IAM users and roles that become administrators of the cluster, besides its creator.
   * @default - none
   */
  readonly adminPrincipalArns?: string[];

  /**
   * Whether the identity that creates the cluster becomes its administrator. If false, the deployer must be one of
   * 'adminPrincipalArns', otherwise nothing can be installed. Set it before the cluster is created; later changes are
   * ignored.
   * @default true
   */
  readonly bootstrapClusterCreatorAdminPermissions?: boolean;

  /**
   * Retention of the control plane's logs in days, one of the periods that CloudWatch Logs supports; 0 retains them
   * indefinitely.
   * @default 365
   */
  readonly logRetentionDays?: number;

  /**
   * Whether to install the add-on `metrics-server`, which `kubectl top` and horizontal pod autoscaling require.
   * @default true
   */
  readonly metricsServer?: boolean;

  /**
   * Versions of the add-ons `vpc-cni`, `kube-proxy`, `coredns`, `aws-ebs-csi-driver` and `metrics-server` by name, for
   * example `v1.20.4-eksbuild.2`.
   * @default - EKS's default versions for the Kubernetes version
   */
  readonly addonVersions?: { [name: string]: string };
}

/** Properties of `EksCluster`. */
export interface EksClusterProps extends EksClusterOptions {
  /**
   * Name of the cluster: 1 to 50 letters, digits, hyphens and underscores, starting with a letter or digit. It is the
   * prefix of the names of its roles, key and launch template.
   */
  readonly clusterName: string;
  /** Network of the cluster. */
  readonly network: INetwork;
  /**
   * Tags of the nodes' instances, volumes and network interfaces, which the provider's default tags do not cover, at
   * most 40. They are set when the node group is created. Later changes are ignored, because they would replace every
   * node.
   * @default - only Name
   */
  readonly nodeTags?: { [key: string]: string };
  /**
   * Whether the cluster autoscaler changes the number of nodes. Terraform then ignores such changes.
   * @default false
   */
  readonly autoscaledNodes?: boolean;
}
