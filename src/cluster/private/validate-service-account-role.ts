import { DNS_LABEL, isArn, isDnsLabel, isHostName, isRoleName, ROLE_NAME } from '../../private/rules';
import { Validation } from '../../private/validation';
import { ServiceAccountRoleProps } from '../service-account-role';

/** Checks the props of a role for service accounts. */
export function validateServiceAccountRole(v: Validation, props: ServiceAccountRoleProps): void {
  v.check('roleName', props.roleName, isRoleName, ROLE_NAME);
  v.check('namespace', props.namespace, isDnsLabel, DNS_LABEL);
  v.known('serviceAccountNames', props.serviceAccountNames, 'the trust policy names each');
  v.known('managedPolicyArns', props.managedPolicyArns, 'each is attached by itself');
  Object.keys(props.inlinePolicies ?? {}).forEach((name) => v.check('inlinePolicies', name, (key) => /^[\w+=,.@-]{1,128}$/.test(key),
    'keyed by names of 1 to 128 letters, digits and "+=,.@_-"'));
  v.check('serviceAccountNames', props.serviceAccountNames, (names) => names.length > 0, 'at least one name',
    'Without a name no pod could assume the role.');
  v.checkEach('serviceAccountNames', props.serviceAccountNames, (name) => isHostName(name),
    'a DNS name: lower-case letters, digits, hyphens and dots', 'Wildcards would let other pods assume the role.');
  v.checkEach('managedPolicyArns', props.managedPolicyArns, (arn) => isArn(arn, 'iam'),
    'the ARN of an IAM policy', 'For example "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".');
}
