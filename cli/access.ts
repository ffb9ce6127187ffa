// Clients that can connect to a synthesized stack's load balancer.
import { Configuration } from './documents';

/** Access to a load balancer. */
export interface Access {
  readonly isInternal: boolean;
  /** CIDR ranges that are allowed in addition to the stack's own pods. */
  readonly allowed: readonly string[];
  /** False if other ranges are allowed that are unknown until apply. */
  readonly isWhole: boolean;
}

const isKnown = (range: string | undefined): range is string => /^[\d.]+\/\d+$/.test(`${range}`);

/** Access to the load balancer of a configuration; undefined if it has none. */
export function accessOf({ resource = {} }: Configuration): Access | undefined {
  const balancers = Object.values(resource.aws_lb ?? {});
  if (balancers.length === 0) {
    return undefined;
  }
  const rules = Object.values(resource.aws_vpc_security_group_ingress_rule ?? {}) as IngressRule[];
  const own = Object.entries(resource.aws_ec2_managed_prefix_list ?? {});
  const lists = own.filter(([, { name }]) => /-allowed(-\d+)?$/.test(`${name}`))
    .map(([, { entry }]) => Array.isArray(entry) ? entry as PrefixListEntry[] : undefined);
  const isOwn = (id: string) => own.some(([name]) => id.includes(`aws_ec2_managed_prefix_list.${name}.`));
  const ranges = [
    ...rules.filter(({ description }) => description === 'Allowed').map(({ cidr_ipv4: range }) => range),
    ...lists.flatMap((entries) => entries?.map(({ cidr }) => cidr) ?? [undefined]),
  ];
  return {
    isInternal: balancers.every(({ internal }) => internal === true),
    allowed: [...new Set(ranges.filter(isKnown))],
    isWhole: ranges.every(isKnown) && rules.every(({ prefix_list_id: id }) => id === undefined || isOwn(id)),
  };
}

interface IngressRule { readonly description?: string; readonly cidr_ipv4?: string; readonly prefix_list_id?: string }
interface PrefixListEntry { readonly cidr: string }
