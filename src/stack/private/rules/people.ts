import { roleNames } from '../../../cluster/internal';
import { refuseCreator, refuseOwnRoles } from '../../../validation/principals';
import { isUnknown, Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/** Compares the administrators and developers: EKS allows one access entry per principal. */
export function comparePeople(v: Validation, stack: ResolvedStack): void {
  const developers = elements(stack.developerPrincipalArns);
  const admins = elements(stack.adminPrincipalArns);
  developers.forEach((principal, index) =>
    v.at('developerPrincipalArns').check(`[${index}]`, principal, (it) => !admins.includes(it),
      'none of \'cluster.adminPrincipalArns\'', 'An administrator has all rights of a developer.'));
  const own = ownRoles(stack);
  const people = [['developerPrincipalArns', developers], ['cluster.adminPrincipalArns', admins]] as const;
  people.forEach(([prop, principals]) => {
    refuseOwnRoles(v, prop, principals, own);
    if (stack.isCreatorAdmin) {
      refuseCreator(v, prop, principals, stack.awsProvider.assumeRoleArn);
    }
  });
}

/** Checks that the role that Terraform assumes belongs to an allowed account. */
export function compareAccount(v: Validation, { awsProvider }: ResolvedStack): void {
  const accounts = awsProvider.allowedAccountIds;
  if (accounts !== undefined && !isUnknown(accounts) && !accounts.some(isUnknown)) {
    v.at('awsProvider').check('assumeRoleArn', awsProvider.assumeRoleArn, (it) => accounts.includes(it.split(':')[4]),
      `a role of one of 'awsProvider.allowedAccountIds' (${accounts.join(', ')})`,
      'Terraform works in the account of the role that it assumes.');
  }
}

/** Names of the roles that a stack can create. */
function ownRoles({ prefix, names, cluster, clusterName }: ResolvedStack): string[] {
  return [
    names.pipelineRole, names.modelRole, names.mlflowRole, names.zenmlServerRole, names.connectorRole,
    names.autoscalerRole, `${prefix}-karpenter`, `${prefix}-karpenter-node`,
    ...(cluster._source.exists ? [] : roleNames(clusterName, cluster._source.options)),
  ];
}

function elements(principals: string[]): string[] {
  return isUnknown(principals) ? [] : principals;
}
