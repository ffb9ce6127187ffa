import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable, Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { ROLE_ANNOTATION } from '../kubernetes/private/role-annotation';
import { markDeployment } from '../terraform/deployment';
import { checkAdditions } from './private/added-statements';
import { SERVICE_ACCOUNT_ROLE_PROPS, STATEMENTS } from './private/validate-service-account-role';
import { PolicyStatement, ServiceAccountRoleProps } from './service-account-role-options';
import { addedTo, policyDocument, trustServiceAccount } from '../terraform/iam';
import { literal } from '../terraform/text';
import { validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * An IAM role that pods get through their Kubernetes service account (IRSA).
 *
 * The service account carries the annotation `eks.amazonaws.com/role-arn` with `roleArn` as its value; pods depend on
 * `ready`.
 *
 * Its stack needs an `AwsProvider`.
 */
export class ServiceAccountRole extends Construct {
  /** The annotation by which a Kubernetes service account names its role. */
  public static readonly ANNOTATION: string = ROLE_ANNOTATION;

  /** The role's ARN. */
  public readonly roleArn: string;
  /** The role's name. */
  public readonly roleName: string;
  /** The role and its policies. */
  public readonly ready: ITerraformDependable[];

  private readonly statements: PolicyStatement[] = [];
  private readonly inlinePolicies: { [name: string]: string };
  /** The policy that statements are added to. */
  private readonly extended?: string;

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
    this.inlinePolicies = props.inlinePolicies ?? {};
    const policies = Object.entries(this.inlinePolicies);
    // A document that only Terraform knows takes no further statements.
    const [extended] = policies.find(([, policy]) => policy.startsWith('{')) ?? [];
    const inline = policies.map(([name, policy]) => new IamRolePolicy(this, `Policy-${name}`, {
      role: role.name, name, policy: name === extended ? this.withStatements(policy) : literal(policy),
    }));
    const attached = (props.managedPolicyArns ?? []).map((policyArn, index) =>
      new IamRolePolicyAttachment(this, `ManagedPolicy${index + 1}`, { role: role.name, policyArn }));

    this.extended = extended;
    this.roleArn = role.arn;
    this.roleName = role.name;
    this.ready = [role, ...inline, ...attached];
  }

  /**
   * Lets the role do more, or forbids it something. The statements become part of its first inline policy, for which
   * pods that use the role wait already; of a role without any they become one, which `ready` has from then on.
   *
   * @throws Error that lists everything that is wrong
   */
  public addStatements(...statements: PolicyStatement[]): void {
    validateProps('ServiceAccountRole.addStatements', this, STATEMENTS, { statements });
    Validation.run(`ServiceAccountRole.addStatements '${this.node.path}'`, (v) => {
      const { [this.extended ?? '']: extended, ...others } = this.inlinePolicies;
      checkAdditions(v, { extended, others: Object.values(others), added: this.statements }, statements);
    });
    if (this.statements.length === 0 && this.extended === undefined) {
      this.ready.push(new IamRolePolicy(this, 'AddedPolicy', {
        role: this.roleName, name: 'added', policy: this.withStatements(policyDocument()),
      }));
    }
    this.statements.push(...statements);
  }

  /** A policy with the statements that are added until the stack is synthesized. */
  private withStatements(policy: string): string {
    // IAM's own variables, such as ${aws:username}, look like expressions of Terraform's.
    return Lazy.stringValue({
      produce: () => literal(this.statements.length === 0 ? policy : addedTo(policy, this.statements)),
    });
  }
}
