// Who may connect to a synthesized stack's load balancer.

/** The ranges that are allowed besides the stack's own pods; undefined without a load balancer. `isWhole` is false where there are others that only AWS knows. */
export function accessOf({ resource = {} }) {
  const balancers = Object.values(resource.aws_lb ?? {});
  if (balancers.length === 0) {
    return undefined;
  }
  const rules = Object.values(resource.aws_vpc_security_group_ingress_rule ?? {});
  const own = Object.entries(resource.aws_ec2_managed_prefix_list ?? {});
  const lists = own.filter(([, { name }]) => /-allowed(-\d+)?$/.test(name)).map(([, { entry }]) => entry);
  const isOwn = (id) => own.some(([name]) => id.includes(`aws_ec2_managed_prefix_list.${name}.`));
  const ranges = [
    ...rules.filter(({ description }) => description === 'Allowed').map(({ cidr_ipv4: range }) => range),
    ...lists.flatMap((entry) => (Array.isArray(entry) ? entry.map(({ cidr }) => cidr) : [undefined])),
  ];
  const isKnown = (range) => /^[\d.]+\/\d+$/.test(range);
  return {
    isInternal: balancers.every(({ internal }) => internal === true),
    allowed: [...new Set(ranges.filter(isKnown))],
    isWhole: ranges.every(isKnown) && rules.every(({ prefix_list_id: id }) => id === undefined || isOwn(id)),
  };
}
