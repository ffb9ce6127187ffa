import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Construct } from 'constructs';
import { securityGroupsOf } from './control-plane-access';
import { StackContext } from '../context';

const ID = 'DatabaseOwner';

/**
 * Owner of a stack's databases: the account and the prefix, which is unique in the account because role names are. A
 * later stack with the same account and prefix takes over the databases that an earlier one left on a MySQL server.
 */
export function databaseOwner(scope: Construct, prefix: string): string {
  const caller = scope.node.tryFindChild(ID) as DataAwsCallerIdentity ?? new DataAwsCallerIdentity(scope, ID);
  return `${caller.accountId}/${prefix}`;
}

/** Security groups that an existing MySQL server must allow, because the stack may not manage its rules. */
export function databaseClients({ stack, cluster }: StackContext): string[] | undefined {
  return stack.database._source.dedicated ? undefined : Object.values(securityGroupsOf(cluster));
}
