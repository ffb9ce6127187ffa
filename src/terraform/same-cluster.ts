import { TerraformProvider, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

/** What is on a cluster: a construct or resource, and the provider that it names. */
export interface OnCluster {
  readonly scope: IConstruct;
  /** A provider of the stack; without one the default provider, which has no alias. */
  readonly provider?: TerraformProvider;
}

/** Whether two are on the same cluster: in one stack, with one provider. Across stacks it is not known. */
export function isSameCluster(a: OnCluster, b: OnCluster): boolean {
  return TerraformStack.of(a.scope) === TerraformStack.of(b.scope) && a.provider?.alias === b.provider?.alias;
}
