import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Construct } from 'constructs';
import { securityGroupsOf } from './control-plane-access';
import { StackContext } from '../context';

const ID = 'DatabaseOwner';

/**
 * The owner of a stack's databases: a prefix is used once in an account, as names of roles are. A later stack with both
 * takes up what an earlier one has left on a MySQL server.
 */
export function databaseOwner(scope: Construct, prefix: string): string {
  const caller = scope.node.tryFindChild(ID) as DataAwsCallerIdentity ?? new DataAwsCallerIdentity(scope, ID);
  return `${caller.accountId}/${prefix}`;
}

/** The groups that an existing MySQL server has to allow, which the stack may not have the rules of. */
export function databaseClients({ stack, cluster }: StackContext): string[] | undefined {
  return stack.database._source.dedicated ? undefined : Object.values(securityGroupsOf(cluster));
}
