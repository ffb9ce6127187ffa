import { TerraformProvider, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

/** A construct or resource on a cluster, with its provider. */
export interface OnCluster {
  readonly scope: IConstruct;
  /** Provider of the construct; by default the provider of the stack without alias. */
  readonly provider?: TerraformProvider;
}

/** Whether two are known to be on the same cluster: in the same stack with the same provider. */
export function isSameCluster(a: OnCluster, b: OnCluster): boolean {
  return TerraformStack.of(a.scope) === TerraformStack.of(b.scope) && a.provider?.alias === b.provider?.alias;
}
