import { CLUSTER } from './validate-eks-cluster';
import { POLICY_ARN, POLICY_DOCUMENT, ROLE_NAME } from '../../private/aws-rules';
import { SERVICE_ACCOUNT } from '../../private/kubernetes-rules';
import { required, Rule, struct } from '../../private/shape';
import { list, mapOf } from '../../private/values';
import { ServiceAccountRoleProps } from '../service-account-role-options';

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
});
