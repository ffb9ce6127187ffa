import { Ec2ManagedPrefixList } from '@cdktf/provider-aws/lib/ec2-managed-prefix-list';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Fn, Op, TerraformIterator } from 'cdktf';
import { Construct } from 'constructs';
import { needsEgress, NO_EGRESS } from './egress';
import { LoadBalancerScheme } from '../../kubernetes';
import { isUnknown } from '../../validation/validation';
import { EntranceProps } from '../entrance-options';

/** From how many ranges on a managed prefix list holds them. */
const MOST_RULES = 10;
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html */
const MOST_ENTRIES = 100;

/** Who may connect, and where to. */
export interface EntranceAccess {
  readonly name: string;
  readonly vpcId: string;
  /** Those of the nodes, by an id of their own. */
  readonly nodeSecurityGroupIds: { [id: string]: string };
  /** From where the cluster's own pods come. */
  readonly podCidrs: string[];
  /** Why there have to be any, and how: the plan fails with it where only Terraform finds that there are none. */
  readonly noPods?: string;
  readonly allowedCidrs: string[];
  readonly allowedPrefixListIds: string[];
  /** The ports that it listens at. */
  readonly ports: number[];
  /** The ports of nodes that it leads to. */
  readonly nodePorts: number[];
}

/** Addresses that may connect: a range, or a prefix list. */
interface Source {
  readonly id: string;
  readonly description?: string;
  readonly cidrIpv4?: string;
  readonly prefixListId?: string;
}

/** Clients of an entrance, and the node ports of its services; `ports` are those that it offers without a domain. */
export function accessOf(props: EntranceProps, ports: { readonly [service: string]: number }): EntranceAccess {
  const { network, cluster, services } = props;
  return {
    name: props.namePrefix,
    vpcId: network.vpcId,
    nodeSecurityGroupIds: {
      Node: cluster.securityGroupId,
      ...Object.fromEntries((cluster.nodeSecurityGroupIds ?? []).map((it, index) => [`NodeGroup${index + 1}`, it])),
    },
    // Pods reach a public load balancer through NAT, an internal one directly.
    podCidrs: (props.scheme === LoadBalancerScheme.INTERNAL ? network.vpcCidrs : network.egressCidrs) ?? [],
    noPods: needsEgress(props) ? NO_EGRESS : undefined,
    allowedCidrs: props.allowedCidrs ?? [],
    allowedPrefixListIds: props.allowedPrefixListIds ?? [],
    ports: props.domain ? [443, 80] : Object.values(ports),
    nodePorts: [...new Set(Object.values(services).flatMap(({ nodePort, healthCheckNodePort }) =>
      [nodePort, ...(healthCheckNodePort === undefined ? [] : [healthCheckNodePort])]))],
  };
}

/**
 * The security group of an entrance: in come those who may, out goes what is for node ports; and the rules by which the
 * nodes let it in, and nobody else.
 */
export function entranceAccess(scope: Construct, access: EntranceAccess): SecurityGroup {
  const group = new SecurityGroup(scope, 'SecurityGroup', {
    // A new group comes before the old one goes: the load balancer needs one at any time.
    namePrefix: `${access.name}-`,
    description: `Load balancer ${access.name}`,
    vpcId: access.vpcId,
    tags: { Name: access.name },
    lifecycle: { createBeforeDestroy: true },
  });
  const sources: Source[] = [
    ...sourcesOf(scope, 'Pods', `${access.name}-pods`, access.podCidrs, access.noPods),
    ...sourcesOf(scope, 'Allowed', `${access.name}-allowed`, access.allowedCidrs),
    ...access.allowedPrefixListIds.map((prefixListId, index) => ({ id: `Given${index + 1}`, prefixListId })),
  ];
  for (const port of access.ports) {
    sources.forEach(({ id, ...source }) => new VpcSecurityGroupIngressRule(scope, `${id}Port${port}`, {
      ...source, securityGroupId: group.id, ipProtocol: 'tcp', fromPort: port, toPort: port,
    }));
  }
  for (const port of access.nodePorts) {
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    Object.entries(access.nodeSecurityGroupIds).forEach(([id, nodeSecurityGroupId]) => {
      new VpcSecurityGroupEgressRule(scope, `To${id}Port${port}`, {
        ...rule,
        securityGroupId: group.id,
        description: `To node port ${port}`,
        referencedSecurityGroupId: nodeSecurityGroupId,
      });
      new VpcSecurityGroupIngressRule(scope, `${id}Port${port}`, {
        ...rule,
        securityGroupId: nodeSecurityGroupId,
        description: `From load balancer ${access.name}`,
        referencedSecurityGroupId: group.id,
      });
    });
  }
  return group;
}

/** A rule for each range while they are few; more are in prefix lists, of which there is one rule each. */
function sourcesOf(scope: Construct, id: string, name: string, cidrs: string[], ifEmpty?: string): Source[] {
  const description = id === 'Pods' ? 'Pods of the cluster' : 'Allowed';
  if (isUnknown(cidrs)) {
    const each = TerraformIterator.fromList(cidrs);
    const { id: prefixListId } = new Ec2ManagedPrefixList(scope, `${id}Addresses`, {
      name,
      addressFamily: 'IPv4',
      maxEntries: Fn.max([1, Fn.lengthOf(cidrs)]),
      entry: each.dynamic({ cidr: each.value }),
      lifecycle: ifEmpty === undefined ? undefined : {
        precondition: [{ condition: Op.gte(Fn.lengthOf(cidrs), 1), errorMessage: ifEmpty }],
      },
    });
    return [{ id: `${id}List`, prefixListId }];
  }
  if (cidrs.length <= MOST_RULES) {
    return cidrs.map((cidrIpv4, index) => ({ id: `${id}${index + 1}`, description, cidrIpv4 }));
  }
  return Array.from({ length: Math.ceil(cidrs.length / MOST_ENTRIES) }, (_, index) => {
    const entry = cidrs.slice(index * MOST_ENTRIES, (index + 1) * MOST_ENTRIES).map((cidr) => ({ cidr }));
    // Security groups count a list by the entries that it has room for, so that there is none to spare.
    const list = new Ec2ManagedPrefixList(scope, `${id}Addresses${index + 1}`, {
      name: `${name}-${index + 1}`, addressFamily: 'IPv4', maxEntries: entry.length, entry,
    });
    return { id: `${id}List${index + 1}`, prefixListId: list.id };
  });
}
