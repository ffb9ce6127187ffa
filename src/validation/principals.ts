import { PRINCIPAL_ARN } from './aws';
import { also, Rule } from './shape';
import { isUnknown, Validation } from './validation';

const SSO_ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/(AWSReservedSSO_[\w+=,.@-]+)$/;

/**
 * Rules for an IAM user or role that EKS supports in access entries. It can be in another account. Sources:
 * https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export const CLUSTER_PRINCIPAL_ARN: Rule<string> = also(
  PRINCIPAL_ARN,
  [(arn) => !arn.includes(':role/aws-service-role/'), 'no service-linked role, for which EKS has no access entries',
    'Name the role of the people or programs that are to have access.'],
  [(arn) => !SSO_ROLE.test(arn), 'the ARN of a role of IAM Identity Center with its path,'
    + ' /aws-reserved/sso.amazonaws.com/ and mostly a region',
  (arn) => `It is printed by: aws iam get-role --role-name ${SSO_ROLE.exec(arn)?.[1]} --query Role.Arn --output text`],
);

/** Returns the role name in an ARN; undefined for a user, and if the ARN is unknown. */
function roleName(arn: string): string | undefined {
  return isUnknown(arn) ? undefined : /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}

/**
 * Reports principals that are roles of the construct itself: EKS allows one access entry per role, and the role must
 * exist.
 */
export function refuseOwnRoles(v: Validation, prop: string, principals: string[], own: string[]): void {
  principals.forEach((principal, index) => {
    const name = isUnknown(principal) ? undefined : roleName(principal);
    if (name !== undefined && own.includes(name)) {
      v.at(prop).add(`[${index}]`, `got "${principal}". Must be none of the roles that are created here`,
        'They already have access: use the roles of people and CI.');
    }
  });
}

/** Reports principals that create the cluster, because EKS adds an access entry for its creator. */
export function refuseCreator(v: Validation, prop: string, principals: string[], creator: string | undefined): void {
  principals.forEach((principal, index) => {
    if (creator !== undefined && !isUnknown(creator) && principal === creator) {
      v.at(prop).add(`[${index}]`, `got "${principal}". Must not be the role that creates the cluster`, CREATOR_REMEDY);
    }
  });
}

/** Remedy for a principal that creates the cluster. */
export const CREATOR_REMEDY = 'EKS makes it the administrator: leave it out, or set'
  + ' bootstrapClusterCreatorAdminPermissions to false and name it in adminPrincipalArns.';
