import { LoadBalancerScheme } from '../../kubernetes';
import { isEveryAddress } from '../../validation/addresses';
import { EntranceOptions } from '../entrance-options';

/** Remedy for unknown addresses of the cluster's own pods. */
export const EGRESS_REMEDY = 'Name the public addresses from which the private subnets reach the internet as '
  + '\'egressCidrs\', for example ["203.0.113.7/32"], or use LoadBalancerScheme.INTERNAL.';

/** Error message of the plan for a VPC without a public NAT gateway. */
export const NO_EGRESS = "egressCidrs: missing. Must be given where the VPC has no public NAT gateway. The cluster's "
  + `own pods reach the load balancer over the internet, and it would reject them. ${EGRESS_REMEDY}`;

/** Whether an entrance needs the public addresses of the cluster's own pods, because it is not open to everyone. */
export function needsEgress({ scheme, allowedCidrs = [] }: Pick<EntranceOptions, 'scheme' | 'allowedCidrs'>): boolean {
  return scheme !== LoadBalancerScheme.INTERNAL && !isEveryAddress(allowedCidrs);
}
