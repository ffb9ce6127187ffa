import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { validateServiceAccountRole } from './private/validate-service-account-role';
import { trustServiceAccount } from '../private/policies';
import { Validation } from '../private/validation';

/** Props of `ServiceAccountRole`. */
export interface ServiceAccountRoleProps {
  /** The role's name: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /** ARN of the cluster's IAM OIDC provider: `ICluster.oidcProviderArn`. */
  readonly oidcProviderArn: string;
  /** The cluster's OIDC issuer without `https://`: `ICluster.oidcIssuer`. */
  readonly oidcIssuer: string;
  /** The namespace of the service accounts. */
  readonly namespace: string;
  /** The names of the Kubernetes service accounts that may assume the role; no others may. */
  readonly serviceAccountNames: string[];
  /**
   * IAM policies of the role by name, each a policy document as JSON.
   * @default - none
   */
  readonly inlinePolicies?: { [name: string]: string };
  /**
   * ARNs of managed policies to attach.
   * @default - none
   */
  readonly managedPolicyArns?: string[];
}

/**
 * An IAM role that pods get through their Kubernetes service account (IRSA).
 *
 * The service account carries the annotation `eks.amazonaws.com/role-arn` with `roleArn` as its value; pods depend on `ready`.
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
    const validation = new Validation();
    validateServiceAccountRole(validation, props);
    validation.throwIfAny(`ServiceAccountRole '${this.node.path}'`);

    const role = new IamRole(this, 'Resource', {
      name: props.roleName,
      assumeRolePolicy: trustServiceAccount(props.oidcProviderArn, props.oidcIssuer, props.namespace, props.serviceAccountNames),
    });
    const inline = Object.entries(props.inlinePolicies ?? {}).map(([name, policy]) =>
      new IamRolePolicy(this, `Policy-${name}`, { role: role.name, name, policy }));
    const attached = (props.managedPolicyArns ?? []).map((policyArn, index) =>
      new IamRolePolicyAttachment(this, `ManagedPolicy${index + 1}`, { role: role.name, policyArn }));

    this.roleArn = role.arn;
    this.roleName = role.name;
    this.ready = [role, ...inline, ...attached];
  }
}
