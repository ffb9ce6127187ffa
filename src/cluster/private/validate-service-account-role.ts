import { CLUSTER } from './validate-eks-cluster';
import { SERVICE_ACCOUNT } from '../../kubernetes/private/rules';
import { POLICY_ARN, POLICY_DOCUMENT, ROLE_NAME } from '../../validation/aws';
import { checkPolicySize, CONDITION_OPERATOR } from '../../validation/policies';
import { required, Rule, struct } from '../../validation/shape';
import { anyText, list, mapOf, oneOf, text } from '../../validation/values';
import { PolicyEffect, PolicyStatement, ServiceAccountRoleProps } from '../service-account-role-options';

/** The name of a policy. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const POLICY_NAME = {
  allowed: 'names of 1 to 128 letters, digits and "+=,.@_-"',
  isAllowed: (name: string) => /^[\w+=,.@-]{1,128}$/.test(name),
};

/** Props of `ServiceAccountRole`. */
export const SERVICE_ACCOUNT_ROLE_PROPS: Rule<ServiceAccountRoleProps> = struct<ServiceAccountRoleProps>({
  roleName: required(ROLE_NAME),
  cluster: required(CLUSTER),
  serviceAccount: required(SERVICE_ACCOUNT),
  inlinePolicies: mapOf(POLICY_DOCUMENT, POLICY_NAME),
  managedPolicyArns: list(POLICY_ARN, { known: 'each is attached by itself' }),
}, (v, { inlinePolicies = {} }) => checkPolicySize(v, 'inlinePolicies', Object.values(inlinePolicies)));

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
const STATEMENT: Rule<PolicyStatement> = struct<PolicyStatement>({
  sid: text('letters and digits', (sid) => /^[A-Za-z0-9]+$/.test(sid)),
  effect: oneOf('PolicyEffect', PolicyEffect),
  actions: required(list(
    text('an action, for example "s3:GetObject"', (action) => /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/.test(action)),
    { min: 1 },
  )),
  resources: required(list(
    anyText('an ARN or "*"', (resource) => resource === '*' || resource.startsWith('arn:')), { min: 1 },
  )),
  conditions: mapOf(mapOf(list(anyText('a text', () => true), { min: 1 })), CONDITION_OPERATOR),
});

/** Statements that are added to a role. */
export const STATEMENTS: Rule<{ readonly statements: PolicyStatement[] }> =
  struct<{ readonly statements: PolicyStatement[] }>({ statements: required(list(STATEMENT, { min: 1 })) });
