/** Where a load balancer is reachable from. */
export enum LoadBalancerScheme {
  /** From the internet, for allowed addresses. */
  INTERNET_FACING = 'internet-facing',
  /** From the cluster's own network only. */
  INTERNAL = 'internal',
}
