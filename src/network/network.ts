import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { ITerraformDependable, propertyAccess, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ExistingNetworkOptions, INetwork, NatGateways, NetworkProps } from './network-options';
import { markDeployment } from '../terraform/deployment';
import { regionOf } from '../terraform/region';
import { existingNetwork } from './private/existing-network';
import { createNatGateways, OwnVpc, routePrivateSubnets, routePublicSubnets } from './private/routing';
import { DEFAULT_VPC_CIDR, DEFAULT_ZONE_COUNT, subnetCidrs } from './private/subnets';
import { EXISTING_NETWORK, NETWORK_PROPS } from './private/validate';
import { validateProps } from '../validation/shape';

/** Suffixes of zone names, after the region. */
const ZONE_LETTERS = 'abcdef';

/** Roles in the tags that Kubernetes uses to discover subnets for internet-facing and internal load balancers. */
const LOAD_BALANCER_ROLES = { Public: 'elb', Private: 'internal-elb' };

/**
 * A VPC with private and public subnets in several availability zones.
 *
 * Subnets have the tags that Kubernetes uses to discover subnets for load balancers (`kubernetes.io/role/elb` and
 * `internal-elb`). The default security group has no rules. A gateway endpoint for S3, which is free of charge, reduces
 * NAT traffic.
 *
 * The stack must contain an `AwsProvider`.
 *
 * @example
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { Network } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new Network(stack, 'Network', { namePrefix: 'acme', cidr: '10.40.0.0/16' });
 */
export class Network extends Construct implements INetwork {
  /**
   * An existing VPC. The plan fails if a subnet is not in the VPC, or lacks the tag that Kubernetes uses to discover
   * subnets for load balancers.
   *
   * @throws Error that lists every invalid option
   *
   * @example
   * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
   * import { App, TerraformStack } from 'cdktf';
   * import { Network } from 'cdktf-zenml-aws';
   *
   * const stack = new TerraformStack(new App(), 'platform');
   * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
   * const network = Network.fromAttributes(stack, 'Network', {
   *   vpcId: 'vpc-0a1b2c3d4e5f60718',
   *   privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
   *   publicSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
   * });
   */
  public static fromAttributes(scope: Construct, id: string, attributes: ExistingNetworkOptions): INetwork {
    const network = new Construct(scope, id);
    validateProps('Network.fromAttributes', network, EXISTING_NETWORK, attributes);
    return existingNetwork(network, attributes);
  }

  public readonly vpcId: string;
  /** IPv4 CIDR range of the VPC. */
  public readonly cidr: string;
  public readonly privateSubnetIds: string[];
  public readonly publicSubnetIds: string[];
  public readonly ready: ITerraformDependable[];
  public readonly vpcCidrs?: string[];
  public readonly egressCidrs?: string[];

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    validateProps('Network', this, NETWORK_PROPS, props);
    markDeployment(this);

    this.cidr = props.cidr ?? DEFAULT_VPC_CIDR;
    const zoneCount = props.availabilityZoneCount ?? DEFAULT_ZONE_COUNT;
    const natCount = (props.natGateways ?? NatGateways.SINGLE) === NatGateways.SINGLE ? 1 : zoneCount;
    const cidrs = subnetCidrs(this.cidr, zoneCount);
    const named = (part: string) => ({ Name: `${props.namePrefix}-${part}` });
    const region = regionOf(this);
    const zones = this.availabilityZones(zoneCount, region);

    this.vpcId = new Vpc(this, 'Resource', {
      cidrBlock: this.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: named('vpc'),
    }).id;
    const { vpcId } = this;
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId, tags: named('default-closed') });
    const internetGateway = new InternetGateway(this, 'InternetGateway', { vpcId, tags: named('igw') });
    const vpc: OwnVpc = { vpcId, internetGateway, named };

    // Load balancers and NAT gateways have their own public addresses, so instances in public subnets get none.
    const publicSubnets = this.subnets(props, zones, 'Public', cidrs.public);
    const privateSubnets = this.subnets(props, zones, 'Private', cidrs.private);
    const publicRouting = routePublicSubnets(this, vpc, publicSubnets);
    const nats = createNatGateways(this, vpc, publicSubnets.slice(0, natCount), publicRouting);
    const gateways = nats.map(({ gateway }) => gateway);
    const privateRoutes = routePrivateSubnets(this, vpc, privateSubnets, gateways);
    new VpcEndpoint(this, 'S3Endpoint', {
      vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: privateRoutes.tables.map((table) => table.id),
      tags: named('s3'),
    });

    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.id);
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    this.vpcCidrs = [this.cidr];
    this.egressCidrs = nats.map(({ publicIp }) => `${publicIp}/32`);
    this.ready = [internetGateway, ...gateways, ...publicRouting, ...privateRoutes.routing];
  }

  /** Creates one subnet per zone, tagged for load balancers. */
  private subnets(
    { namePrefix, clusterName }: NetworkProps, zones: DataAwsAvailabilityZones, kind: 'Public' | 'Private',
    cidrBlocks: string[],
  ): Subnet[] {
    return cidrBlocks.map((cidrBlock, index) => new Subnet(this, `${kind}Subnet${index + 1}`, {
      vpcId: this.vpcId,
      cidrBlock,
      availabilityZone: Token.asString(propertyAccess(zones.names, [index])),
      tags: {
        Name: `${namePrefix}-${kind.toLowerCase()}-${index + 1}`,
        [`kubernetes.io/role/${LOAD_BALANCER_ROLES[kind]}`]: '1',
        ...(clusterName !== undefined && { [`kubernetes.io/cluster/${clusterName}`]: 'shared' }),
      },
      // Otherwise a change in the list of zones would replace the subnet and everything in it.
      lifecycle: { ignoreChanges: ['availability_zone'] },
    }));
  }

  private availabilityZones(count: number, region: string): DataAwsAvailabilityZones {
    return new DataAwsAvailabilityZones(this, 'AvailabilityZones', {
      // Zones of every state, so that an impaired zone keeps its position in the list and plans still succeed.
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AvailabilityZone.html No Local Zones or Wavelength
      // Zones. Of zones that AWS adds later, only one that sorts last, so that no subnet moves.
      filter: [
        { name: 'opt-in-status', values: ['opt-in-not-required'] },
        { name: 'zone-name', values: [...ZONE_LETTERS].map((letter) => `${region}${letter}`) },
      ],
      // EKS does not support subnets there: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
      excludeZoneIds: ['use1-az3', 'usw1-az2', 'cac1-az3'],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.names) >= ${count}}`,
            errorMessage:
              `availabilityZoneCount: got ${count}. Must be at most the number of zones of the region that EKS can `
                + 'use. Lower it, or choose another region.',
          },
        ],
      },
    });
  }
}
