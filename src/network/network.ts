import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { ITerraformDependable, propertyAccess, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ExistingNetworkOptions, INetwork, NatGateways, NetworkProps } from './network-options';
import { markDeployment } from '../terraform/deployment';
import { regionOf } from '../terraform/region';
import { existingNetwork } from './private/existing-network';
import { DEFAULT_VPC_CIDR, DEFAULT_ZONE_COUNT, subnetCidrs } from './private/subnets';
import { EXISTING_NETWORK, NETWORK_PROPS } from './private/validate';
import { validateProps } from '../validation/shape';

/** How zones are called, behind the region. */
const ZONE_LETTERS = 'abcdef';

/**
 * A VPC with private and public subnets in several zones.
 *
 * Subnets carry the tags by which Kubernetes finds room for load balancers (`kubernetes.io/role/elb` and
 * `internal-elb`). The default security group is closed. S3 is reached through a gateway endpoint, which costs nothing
 * and saves NAT traffic.
 *
 * Its stack needs an `AwsProvider`.
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
   * A VPC that exists. A plan fails if a subnet is not in the VPC, or lacks the tag by which Kubernetes finds room for
   * load balancers.
   *
   * @throws Error that lists every option that is wrong
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
  /** The VPC's IPv4 range. */
  public readonly cidr: string;
  public readonly privateSubnetIds: string[];
  public readonly publicSubnetIds: string[];
  public readonly ready: ITerraformDependable[];
  public readonly vpcCidrs?: string[];
  public readonly egressCidrs?: string[];

  /** @throws Error that lists every prop that is wrong */
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
    const zone = (index: number) => Token.asString(propertyAccess(zones.names, [index]));

    const vpc = new Vpc(this, 'Resource', {
      cidrBlock: this.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: named('vpc'),
    });
    this.vpcId = vpc.id;
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id, tags: named('default-closed') });
    const internetGateway = new InternetGateway(this, 'InternetGateway', { vpcId: vpc.id, tags: named('igw') });

    const clusterTag =
      props.clusterName === undefined ? {} : { [`kubernetes.io/cluster/${props.clusterName}`]: 'shared' };
    const subnets = (kind: 'Public' | 'Private', blocks: string[], role: string) =>
      blocks.map(
        (cidrBlock, index) =>
          new Subnet(this, `${kind}Subnet${index + 1}`, {
            vpcId: vpc.id,
            cidrBlock,
            availabilityZone: zone(index),
            tags: {
              ...named(`${kind.toLowerCase()}-${index + 1}`),
              [`kubernetes.io/role/${role}`]: '1',
              ...clusterTag,
            },
            // A subnet that followed a change in the list of zones would be replaced with all that is in it.
            lifecycle: { ignoreChanges: ['availability_zone'] },
          }),
      );
    // Load balancers and NAT gateways bring their own public addresses: nothing else in a public subnet gets one.
    const publicSubnets = subnets('Public', cidrs.public, 'elb');
    const privateSubnets = subnets('Private', cidrs.private, 'internal-elb');

    const publicTable = new RouteTable(this, 'PublicRouteTable', { vpcId: vpc.id, tags: named('public') });
    const routing: ITerraformDependable[] = [
      new Route(this, 'PublicRoute', {
        routeTableId: publicTable.id,
        destinationCidrBlock: '0.0.0.0/0',
        gatewayId: internetGateway.id,
      }),
    ];
    publicSubnets.forEach((subnet, index) =>
      routing.push(
        new RouteTableAssociation(this, `PublicRouteTableAssociation${index + 1}`, {
          subnetId: subnet.id,
          routeTableId: publicTable.id,
        }),
      ),
    );

    // A NAT gateway only works once its own subnet is routed to the internet gateway, and the gateway cannot go while
    // the address is mapped.
    const publicRouting = [...routing];
    const addresses: string[] = [];
    const natGateways = publicSubnets.slice(0, natCount).map((subnet, index) => {
      const eip = new Eip(this, `NatEip${index + 1}`, {
        domain: 'vpc',
        tags: named(`nat-${index + 1}`),
        dependsOn: [internetGateway],
      });
      addresses.push(eip.publicIp);
      return new NatGateway(this, `NatGateway${index + 1}`, {
        allocationId: eip.id,
        subnetId: subnet.id,
        tags: named(`nat-${index + 1}`),
        dependsOn: [internetGateway, ...publicRouting],
      });
    });

    // One table a zone whatever the number of gateways, so that the number can change in place.
    const privateTables = privateSubnets.map((subnet, index) => {
      const table = new RouteTable(this, `PrivateRouteTable${index + 1}`, {
        vpcId: vpc.id,
        tags: named(`private-${index + 1}`),
      });
      routing.push(
        new Route(this, `PrivateRoute${index + 1}`, {
          routeTableId: table.id,
          destinationCidrBlock: '0.0.0.0/0',
          natGatewayId: natGateways[Math.min(index, natCount - 1)].id,
        }),
      );
      routing.push(
        new RouteTableAssociation(this, `PrivateRouteTableAssociation${index + 1}`, {
          subnetId: subnet.id,
          routeTableId: table.id,
        }),
      );
      return table;
    });
    new VpcEndpoint(this, 'S3Endpoint', {
      vpcId: vpc.id,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: privateTables.map((table) => table.id),
      tags: named('s3'),
    });

    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.id);
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    this.vpcCidrs = [this.cidr];
    this.egressCidrs = addresses.map((address) => `${address}/32`);
    this.ready = [internetGateway, ...natGateways, ...routing];
  }

  private availabilityZones(count: number, region: string): DataAwsAvailabilityZones {
    return new DataAwsAvailabilityZones(this, 'AvailabilityZones', {
      // Of every state: while a zone is impaired, its place in the list stays, and plans go on.
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AvailabilityZone.html
      // No Local Zones and no Wavelength Zones; and of a zone that comes later only one whose name comes last, so that
      // no subnet moves.
      filter: [
        { name: 'opt-in-status', values: ['opt-in-not-required'] },
        { name: 'zone-name', values: [...ZONE_LETTERS].map((letter) => `${region}${letter}`) },
      ],
      // EKS has no control plane there: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
      excludeZoneIds: ['use1-az3', 'usw1-az2', 'cac1-az3'],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.names) >= ${count}}`,
            errorMessage:
              `'availabilityZoneCount' is ${count}, but the region has fewer zones that EKS can use. ` +
              'Lower it, or choose another region.',
          },
        ],
      },
    });
  }
}
