import { Precondition, TerraformLocal, Token } from 'cdktf';
import { Construct } from 'constructs';
import { INetwork } from '../../network';

/** Subnets of an entrance, and conditions that Terraform checks before it creates anything. */
export interface EntranceSubnets {
  readonly subnets: string[];
  readonly precondition?: Precondition[];
}

/**
 * Subnets of an entrance: the first one of each zone, because AWS rejects two in the same zone. If the zones are
 * unknown, each subnet counts as being in a different zone.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html (Subnets)
 */
export function entranceSubnets(scope: Construct, network: INetwork, internal: boolean): EntranceSubnets {
  const [kind, ids, zones] = internal
    ? ['private', network.privateSubnetIds, network.privateSubnetZones] as const
    : ['public', network.publicSubnetIds, network.publicSubnetZones] as const;
  if (zones === undefined) {
    return { subnets: ids };
  }
  // Locals, because cdktf does not accept handwritten expressions as function arguments.
  const local = (id: string, value: unknown) => new TerraformLocal(scope, id, value).fqn;
  const all = local('AllSubnets', ids);
  const of = local('Zones', zones);
  const subnets = new TerraformLocal(scope, 'Subnets',
    `\${[for zone in distinct(${of}) : ${all}[index(${of}, zone)]]}`);
  const precondition: Precondition[] = [{
    condition: `\${length(distinct(${of})) >= 2}`,
    errorMessage: `'${kind}SubnetIds' has subnets in one zone (\${join(", ", distinct(${of}))}). An Application Load `
      + 'Balancer needs subnets in two zones at least: add one in another zone.',
  }];
  if (!internal && network.privateSubnetZones !== undefined) {
    // Nodes in a zone without a subnet of the load balancer get no requests:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html
    const nodes = local('NodeZones', network.privateSubnetZones);
    const missing = `setsubtract(${nodes}, ${of})`;
    precondition.push({
      condition: `\${length(${missing}) == 0}`,
      errorMessage: `'privateSubnetIds', where nodes run, has subnets in \${join(", ", ${missing})}, and `
        + '\'publicSubnetIds\', where the load balancer is, has none there. The load balancer sends no requests to '
        + 'nodes in these zones: add a public subnet in each of them, or leave their private subnets out.',
    });
  }
  return { subnets: Token.asList(subnets.asList), precondition };
}
