import { ITerraformDependable } from 'cdktf';

/** How the private subnets reach the internet. */
export enum NatGateways {
  /** One NAT gateway in the first zone: cheaper; if that zone fails, no node reaches the internet. */
  SINGLE = 'SINGLE',
  /** One NAT gateway in every zone. */
  ONE_PER_ZONE = 'ONE_PER_ZONE',
}

/** What a network needs to look like for the other constructs. */
export interface INetwork {
  /** The VPC's id. */
  readonly vpcId: string;
  /** Ids of the private subnets, for nodes and the database; they reach the internet through NAT. */
  readonly privateSubnetIds: string[];
  /** Ids of the public subnets, for internet-facing load balancers. */
  readonly publicSubnetIds: string[];
  /**
   * Availability zones of the private subnets, in their order: an internal `Entrance` takes one subnet of each zone.
   * Without them each subnet counts as one of another zone.
   */
  readonly privateSubnetZones?: string[];
  /**
   * Availability zones of the public subnets, in their order: an internet-facing `Entrance` takes one subnet of each
   * zone. Without them each subnet counts as one of another zone.
   */
  readonly publicSubnetZones?: string[];
  /** All that must be there before a node in the private subnets, or a load balancer in the public ones, works. */
  readonly ready: ITerraformDependable[];
  /** The VPC's IPv4 ranges, from which pods reach what is in it. */
  readonly vpcCidrs?: string[];
  /** The public IPv4 addresses from which nodes and pods reach the internet, as ranges. */
  readonly egressCidrs?: string[];
}

/** Options for a network. */
export interface NetworkOptions {
  /**
   * The VPC's IPv4 range: private (RFC 1918), from /16 to /22, and not in use by another VPC that this one is to be
   * connected with.
   *
   * It is divided into equal blocks, 32 of them (fewer for a range smaller than /20, so that each has at least 128
   * addresses). Private subnets are the blocks from the second on, public subnets those from the middle on.
   *
   * @default 10.10.0.0/16
   */
  readonly cidr?: string;

  /**
   * The number of availability zones, each with one private and one public subnet: 2 to 6, and no more than the region
   * has.
   * @default 3
   */
  readonly availabilityZoneCount?: number;

  /**
   * How the private subnets reach the internet.
   * @default NatGateways.SINGLE
   */
  readonly natGateways?: NatGateways;
}

/** Props of `Network`. */
export interface NetworkProps extends NetworkOptions {
  /** The start of all names, 1 to 200 characters of a tag's value; the VPC is called `<namePrefix>-vpc`. */
  readonly namePrefix: string;

  /**
   * The EKS cluster that the subnets are tagged for, so that its load balancers find them.
   * @default - the subnets carry the role tags only
   */
  readonly clusterName?: string;
}

/**
 * A VPC that exists. A plan fails if a subnet is not in the VPC, or lacks the tag by which Kubernetes finds room for
 * load balancers.
 */
export interface ExistingNetworkOptions {
  /** The VPC's id. */
  readonly vpcId: string;
  /**
   * Ids of private subnets in two zones at least, tagged `kubernetes.io/role/internal-elb = 1`, with a way to the
   * internet, or else to AWS and to a mirror of images (`RegistryMirror`).
   */
  readonly privateSubnetIds: string[];
  /**
   * Ids of public subnets in two zones at least and in each zone of the private ones, tagged
   * `kubernetes.io/role/elb = 1`. Of several in a zone the load balancer takes the first. An empty list where there are
   * none; load balancers are internal then.
   */
  readonly publicSubnetIds: string[];
  /**
   * The public IPv4 addresses from which the private subnets reach the internet, as ranges, for example
   * `203.0.113.7/32`. Internet-facing load balancers let the cluster's own pods in by them. Required where the way out
   * is no public NAT gateway of this VPC, but a transit gateway or a NAT instance: the plan fails otherwise.
   * @default - the addresses of the VPC's NAT gateways
   */
  readonly egressCidrs?: string[];
}
