import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Construct } from 'constructs';

const ID = 'DatabaseOwner';

/**
 * The owner of a stack's databases: a prefix is used once in an account, as names of roles are. A later stack with both
 * takes up what an earlier one has left on a MySQL server.
 */
export function databaseOwner(scope: Construct, prefix: string): string {
  const caller = scope.node.tryFindChild(ID) as DataAwsCallerIdentity ?? new DataAwsCallerIdentity(scope, ID);
  return `${caller.accountId}/${prefix}`;
}
