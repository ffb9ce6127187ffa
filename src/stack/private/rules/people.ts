import { roleNames } from '../../../cluster/internal';
import { refuseCreator, refuseOwnRoles } from '../../../validation/principals';
import { isUnknown, Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/** Checks the administrators and developers: EKS has one access entry for a principal. */
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

/** Checks that the role that Terraform assumes is of an account in which it may work. */
export function compareAccount(v: Validation, { awsProvider }: ResolvedStack): void {
  const accounts = awsProvider.allowedAccountIds;
  if (accounts !== undefined && !isUnknown(accounts) && !accounts.some(isUnknown)) {
    v.at('awsProvider').check('assumeRoleArn', awsProvider.assumeRoleArn, (it) => accounts.includes(it.split(':')[4]),
      `a role of one of 'awsProvider.allowedAccountIds' (${accounts.join(', ')})`,
      'Terraform works in the account of the role that it assumes.');
  }
}

/** The names of the roles that a stack may create. */
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
