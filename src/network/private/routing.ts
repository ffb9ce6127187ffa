import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** The VPC that resources are created in. */
export interface OwnVpc {
  readonly vpcId: string;
  readonly internetGateway: InternetGateway;
  /** Returns the Name tag of a resource. */
  named(part: string): { [key: string]: string };
}

/** Routes the public subnets to the internet gateway. */
export function routePublicSubnets(scope: Construct, vpc: OwnVpc, subnets: Subnet[]): ITerraformDependable[] {
  const table = new RouteTable(scope, 'PublicRouteTable', { vpcId: vpc.vpcId, tags: vpc.named('public') });
  return [
    new Route(scope, 'PublicRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: vpc.internetGateway.id,
    }),
    ...subnets.map((subnet, index) =>
      new RouteTableAssociation(scope, `PublicRouteTableAssociation${index + 1}`, {
        subnetId: subnet.id,
        routeTableId: table.id,
      })),
  ];
}

/** A NAT gateway with its public IPv4 address. */
export interface AddressedNatGateway {
  readonly gateway: NatGateway;
  readonly publicIp: string;
}

/**
 * Creates a NAT gateway in each of the given public subnets.
 *
 * @param publicRouting the routes of all public subnets: a NAT gateway works only after its subnet is routed to the
 * internet gateway, and the internet gateway cannot be deleted while the address is mapped
 */
export function createNatGateways(
  scope: Construct, { internetGateway, named }: OwnVpc, subnets: Subnet[], publicRouting: ITerraformDependable[],
): AddressedNatGateway[] {
  return subnets.map((subnet, index) => {
    const tags = named(`nat-${index + 1}`);
    const eip = new Eip(scope, `NatEip${index + 1}`, { domain: 'vpc', tags, dependsOn: [internetGateway] });
    const gateway = new NatGateway(scope, `NatGateway${index + 1}`, {
      allocationId: eip.id,
      subnetId: subnet.id,
      tags,
      dependsOn: [internetGateway, ...publicRouting],
    });
    return { gateway, publicIp: eip.publicIp };
  });
}

/**
 * Routes each private subnet to the NAT gateway of its zone, or to the last one. Each subnet has its own route table
 * regardless of the number of gateways, so that the number can be changed in place.
 */
export function routePrivateSubnets(
  scope: Construct, { vpcId, named }: OwnVpc, subnets: Subnet[], gateways: NatGateway[],
): { tables: RouteTable[]; routing: ITerraformDependable[] } {
  const routed = subnets.map((subnet, index) => {
    const table = new RouteTable(scope, `PrivateRouteTable${index + 1}`, {
      vpcId,
      tags: named(`private-${index + 1}`),
    });
    const route = new Route(scope, `PrivateRoute${index + 1}`, {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: gateways[Math.min(index, gateways.length - 1)].id,
    });
    const association = new RouteTableAssociation(scope, `PrivateRouteTableAssociation${index + 1}`, {
      subnetId: subnet.id,
      routeTableId: table.id,
    });
    return { table, routing: [route, association] };
  });
  return { tables: routed.map(({ table }) => table), routing: routed.flatMap(({ routing }) => routing) };
}
