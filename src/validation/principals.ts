import { PRINCIPAL_ARN } from './aws';
import { also, Rule } from './shape';
import { isUnknown, Validation } from './validation';

const SSO_ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/(AWSReservedSSO_[\w+=,.@-]+)$/;

/**
 * An IAM user or role that an access entry of EKS can be for. It may be of another account. Sources:
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

/** The name of the role that an ARN is of; undefined for a user, and for what only Terraform knows. */
function roleName(arn: string): string | undefined {
  return isUnknown(arn) ? undefined : /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}

/**
 * Adds principals that are roles of the construct itself: EKS has one access entry for a role, and none for a role that
 * is yet to be created.
 */
export function refuseOwnRoles(v: Validation, prop: string, principals: string[], own: string[]): void {
  principals.forEach((principal, index) => {
    const name = isUnknown(principal) ? undefined : roleName(principal);
    if (name !== undefined && own.includes(name)) {
      v.at(prop).add(`[${index}]`, `got "${principal}". Must be none of the roles that are created here`,
        'They have the access that they need: name the roles of people and CI.');
    }
  });
}

/** Adds principals that create the cluster, and get an access entry as its administrator by that. */
export function refuseCreator(v: Validation, prop: string, principals: string[], creator: string | undefined): void {
  principals.forEach((principal, index) => {
    if (creator !== undefined && !isUnknown(creator) && principal === creator) {
      v.at(prop).add(`[${index}]`, `got "${principal}". Must not be the role that creates the cluster`, CREATOR_REMEDY);
    }
  });
}

/** What to do about a principal who creates the cluster. */
export const CREATOR_REMEDY = 'EKS makes it the administrator: leave it out, or set'
  + ' bootstrapClusterCreatorAdminPermissions to false and name it in adminPrincipalArns.';
