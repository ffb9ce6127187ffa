import { ITerraformDependable } from 'cdktf';

/** NAT gateways of the private subnets. */
export enum NatGateways {
  /** One NAT gateway in the first zone. Cheaper, but if that zone fails, no node can reach the internet. */
  SINGLE = 'SINGLE',
  /** One NAT gateway per availability zone. */
  ONE_PER_ZONE = 'ONE_PER_ZONE',
}

/** A VPC that other constructs use. */
export interface INetwork {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Ids of the private subnets, for nodes and the database. They reach the internet through NAT. */
  readonly privateSubnetIds: string[];
  /** Ids of the public subnets, for internet-facing load balancers. */
  readonly publicSubnetIds: string[];
  /**
   * Availability zones of the private subnets, in the same order: an internal `Entrance` uses one subnet per zone. If
   * they are omitted, each subnet is assumed to be in a different zone.
   */
  readonly privateSubnetZones?: string[];
  /**
   * Availability zones of the public subnets, in the same order: an internet-facing `Entrance` uses one subnet per
   * zone. If they are omitted, each subnet is assumed to be in a different zone.
   */
  readonly publicSubnetZones?: string[];
  /** Dependencies of nodes in the private subnets and of load balancers in the public ones, such as routes. */
  readonly ready: ITerraformDependable[];
  /** IPv4 CIDR ranges of the VPC, from which pods reach resources in it. */
  readonly vpcCidrs?: string[];
  /** Public IPv4 addresses from which nodes and pods reach the internet, as CIDR ranges. */
  readonly egressCidrs?: string[];
}

/** Options for a network. */
export interface NetworkOptions {
  /**
   * IPv4 CIDR range of the VPC: private (RFC 1918), from /16 to /22. It must not overlap with VPCs that you plan to
   * connect.
   *
   * It is divided into 32 equal blocks (fewer for a range smaller than /20, so that each has at least 128 addresses).
   * Private subnets use the blocks from the second one, public subnets those from the middle.
   *
   * @default 10.10.0.0/16
   */
  readonly cidr?: string;

  /**
   * Number of availability zones, each with one private and one public subnet: 2 to 6, and at most as many as the
   * region has.
   * @default 3
   */
  readonly availabilityZoneCount?: number;

  /**
   * NAT gateways of the private subnets.
   * @default NatGateways.SINGLE
   */
  readonly natGateways?: NatGateways;
}

/** Properties of `Network`. */
export interface NetworkProps extends NetworkOptions {
  /** Prefix of all names: 1 to 200 characters that are valid in a tag value. The VPC is named `<namePrefix>-vpc`. */
  readonly namePrefix: string;

  /**
   * Name of the EKS cluster that the subnets are tagged for, so that its load balancers can discover them.
   * @default - the subnets have the role tags only
   */
  readonly clusterName?: string;
}

/**
 * Attributes of an existing VPC. The plan fails if a subnet is not in the VPC, or lacks the tag that Kubernetes uses to
 * discover subnets for load balancers.
 */
export interface ExistingNetworkOptions {
  /** Id of the VPC. */
  readonly vpcId: string;
  /**
   * Ids of private subnets in at least two zones, tagged `kubernetes.io/role/internal-elb = 1`. They need a route to
   * the internet, or to AWS and an image mirror (`RegistryMirror`).
   */
  readonly privateSubnetIds: string[];
  /**
   * Ids of public subnets tagged `kubernetes.io/role/elb = 1`, in at least two zones and in each zone of the private
   * ones. If a zone has several, the load balancer uses the first one. With an empty list, load balancers are internal.
   */
  readonly publicSubnetIds: string[];
  /**
   * Public IPv4 addresses from which the private subnets reach the internet, as CIDR ranges, for example
   * `203.0.113.7/32`. Internet-facing load balancers allow them, so that the cluster's own pods have access. Required
   * if egress uses a transit gateway or a NAT instance instead of public NAT gateways of this VPC; the plan fails
   * otherwise.
   * @default - the public addresses of the VPC's NAT gateways
   */
  readonly egressCidrs?: string[];
}
