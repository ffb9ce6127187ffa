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

/** Maximum number of ranges with individual rules. More ranges are put into managed prefix lists. */
const MOST_RULES = 10;
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html */
const MOST_ENTRIES = 100;

/** Clients of an entrance, and the node ports that it forwards to. */
export interface EntranceAccess {
  readonly name: string;
  readonly vpcId: string;
  /** Security groups of the nodes, by a construct ID. */
  readonly nodeSecurityGroupIds: { [id: string]: string };
  /** Addresses of the cluster's own pods. */
  readonly podCidrs: string[];
  /** Error message of the plan if `podCidrs` is known only to Terraform, and empty. */
  readonly noPods?: string;
  readonly allowedCidrs: string[];
  readonly allowedPrefixListIds: string[];
  /** Ports of its listeners. */
  readonly ports: number[];
  /** Node ports that it forwards to. */
  readonly nodePorts: number[];
}

/** Addresses that are allowed to connect: a range or a prefix list. */
interface Source {
  readonly id: string;
  readonly description?: string;
  readonly cidrIpv4?: string;
  readonly prefixListId?: string;
}

/** Access that the props describe; `ports` are those of the services without a domain. */
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
 * The security group of an entrance, which allows inbound traffic from its clients and outbound traffic to node ports,
 * and the nodes' rules, which allow only the load balancer to reach these ports.
 */
export function entranceAccess(scope: Construct, access: EntranceAccess): SecurityGroup {
  const group = new SecurityGroup(scope, 'SecurityGroup', {
    // The new group is created before the old one is deleted, because the load balancer always needs one.
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

/** One rule for each range if there are few; otherwise one rule for each prefix list. */
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
    // The maximum size is exact, because security groups count it against their quota.
    const list = new Ec2ManagedPrefixList(scope, `${id}Addresses${index + 1}`, {
      name: `${name}-${index + 1}`, addressFamily: 'IPv4', maxEntries: entry.length, entry,
    });
    return { id: `${id}List${index + 1}`, prefixListId: list.id };
  });
}
