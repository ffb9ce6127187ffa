/** Who reaches a load balancer. */
export enum LoadBalancerScheme {
  /** Everyone on the internet whose address is allowed. */
  INTERNET_FACING = 'internet-facing',
  /** Only machines on the cluster's own network. */
  INTERNAL = 'internal',
}
