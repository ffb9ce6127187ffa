import { stackNames } from './names';
import { EksCluster } from '../../cluster';
import { refuseCreator, refuseOwnRoles } from '../../validation/principals';
import { isUnknown, Validation } from '../../validation/validation';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** Checks who is named as administrator and as developer: EKS has one access entry for a principal. */
export function comparePeople(v: Validation, props: ZenmlAwsStackProps): void {
  const { cluster, awsProvider } = props;
  const developers = elements(props.developerPrincipalArns);
  const admins = elements(cluster?._options?.adminPrincipalArns);
  developers.forEach((principal, index) =>
    v.at('developerPrincipalArns').check(`[${index}]`, principal, (it) => !admins.includes(it),
      'none of \'cluster.adminPrincipalArns\'', 'An administrator may do it all anyhow.'));
  const own = ownRoles(props);
  const people = [['developerPrincipalArns', developers], ['cluster.adminPrincipalArns', admins]] as const;
  people.forEach(([prop, principals]) => {
    refuseOwnRoles(v, prop, principals, own);
    if (!cluster?._exists && (cluster?._options?.bootstrapClusterCreatorAdminPermissions ?? true)) {
      refuseCreator(v, prop, principals, awsProvider?.assumeRoleArn);
    }
  });
}

/** Checks that the role that Terraform assumes is of an account in which it may work. */
export function compareAccount(v: Validation, { awsProvider = {} }: ZenmlAwsStackProps): void {
  const accounts = awsProvider.allowedAccountIds;
  if (accounts !== undefined && !isUnknown(accounts) && !accounts.some(isUnknown)) {
    v.at('awsProvider').check('assumeRoleArn', awsProvider.assumeRoleArn, (it) => accounts.includes(it.split(':')[4]),
      `a role of one of 'awsProvider.allowedAccountIds' (${accounts.join(', ')})`,
      'Terraform works in the account of the role that it assumes.');
  }
}

/** The names of the roles that a stack may create. */
function ownRoles({ prefix, cluster }: ZenmlAwsStackProps): string[] {
  const names = stackNames(prefix);
  return [
    names.pipelineRole, names.modelRole, names.mlflowRole, names.zenmlServerRole, names.connectorRole,
    names.autoscalerRole, `${prefix}-karpenter`, `${prefix}-karpenter-node`,
    ...(cluster?._exists ? [] : EksCluster._roleNames(names.cluster, cluster?._options)),
  ];
}

function elements(principals: string[] | undefined): string[] {
  return principals === undefined || isUnknown(principals) ? [] : principals;
}
