import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { markDeployment } from '../private/deployment';
import { SERVICE_ACCOUNT_ROLE_PROPS } from './private/validate-service-account-role';
import { ServiceAccountRoleProps } from './service-account-role-options';
import { trustServiceAccount } from '../private/policies';
import { validateProps } from '../private/shape';
import { literal } from '../private/text';

/**
 * An IAM role that pods get through their Kubernetes service account (IRSA).
 *
 * The service account carries the annotation `eks.amazonaws.com/role-arn` with `roleArn` as its value; pods depend on
 * `ready`.
 */
export class ServiceAccountRole extends Construct {
  /** The annotation by which a Kubernetes service account names its role. */
  public static readonly ANNOTATION = 'eks.amazonaws.com/role-arn';

  /** The role's ARN. */
  public readonly roleArn: string;
  /** The role's name. */
  public readonly roleName: string;
  /** The role and its policies. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: ServiceAccountRoleProps) {
    super(scope, id);
    validateProps('ServiceAccountRole', this, SERVICE_ACCOUNT_ROLE_PROPS, props);
    markDeployment(this);

    const { oidcProviderArn, oidcIssuer } = props.cluster;
    const { namespace, name: serviceAccountName } = props.serviceAccount;
    const role = new IamRole(this, 'Resource', {
      name: props.roleName,
      assumeRolePolicy: trustServiceAccount(oidcProviderArn, oidcIssuer, namespace, [serviceAccountName]),
    });
    // IAM's own variables, such as ${aws:username}, look like expressions of Terraform's.
    const inline = Object.entries(props.inlinePolicies ?? {}).map(([name, policy]) =>
      new IamRolePolicy(this, `Policy-${name}`, { role: role.name, name, policy: literal(policy) }));
    const attached = (props.managedPolicyArns ?? []).map((policyArn, index) =>
      new IamRolePolicyAttachment(this, `ManagedPolicy${index + 1}`, { role: role.name, policyArn }));

    this.roleArn = role.arn;
    this.roleName = role.name;
    this.ready = [role, ...inline, ...attached];
  }
}
