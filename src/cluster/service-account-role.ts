import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable, Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from './eks-cluster-options';
import { ServiceAccountReference } from '../kubernetes';
import { checkAdditions } from './private/added-statements';
import { CLUSTER } from './private/validate-eks-cluster';
import { ROLE_ANNOTATION } from '../kubernetes/private/role-annotation';
import { SERVICE_ACCOUNT } from '../kubernetes/private/rules';
import { markDeployment } from '../terraform/deployment';
import { addedTo, policyDocument, trustServiceAccount } from '../terraform/iam';
import { IGrantee, PolicyEffect, PolicyStatement } from '../terraform/policy-statement';
import { literal } from '../terraform/text';
import { POLICY_ARN, POLICY_DOCUMENT, ROLE_NAME } from '../validation/aws';
import { checkPolicySize, CONDITION_OPERATOR } from '../validation/policies';
import { required, Rule, struct, validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';
import { anyText, list, mapOf, oneOf, text } from '../validation/values';

/** Properties of `ServiceAccountRole`. */
export interface ServiceAccountRoleProps {
  /** Name of the role: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /** Cluster of the service account. */
  readonly cluster: ICluster;
  /** The only Kubernetes service account that may assume the role. */
  readonly serviceAccount: ServiceAccountReference;
  /**
   * Inline policies of the role by name, as JSON policy documents. A name has 1 to 128 letters, digits and `+=,.@_-`.
   * @default - none
   */
  readonly inlinePolicies?: { [name: string]: string };
  /**
   * ARNs of managed policies to attach to the role.
   * @default - none
   */
  readonly managedPolicyArns?: string[];
}

/** The name of a policy. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const POLICY_NAME = {
  allowed: 'names of 1 to 128 letters, digits and "+=,.@_-"',
  isAllowed: (name: string) => /^[\w+=,.@-]{1,128}$/.test(name),
};

const PROPS: Rule<ServiceAccountRoleProps> = struct<ServiceAccountRoleProps>({
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

/** Statements to add to a role. */
const STATEMENTS: Rule<{ readonly statements: PolicyStatement[] }> =
  struct<{ readonly statements: PolicyStatement[] }>({ statements: required(list(STATEMENT, { min: 1 })) });

/**
 * An IAM role for a Kubernetes service account (IRSA).
 *
 * Annotate the service account with `eks.amazonaws.com/role-arn` and the value `roleArn`, and let its pods depend on
 * `ready`. Buckets and registries grant permissions to the role, for example with `ArtifactBucket.grantRead()`.
 *
 * The stack must contain an `AwsProvider`.
 *
 * @example
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { ArtifactBucket, EksCluster, ServiceAccountRole } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'training');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * const role = new ServiceAccountRole(stack, 'Role', {
 *   roleName: 'acme-trainer',
 *   cluster: EksCluster.fromName(stack, 'Cluster', 'platform'),
 *   serviceAccount: { namespace: 'training', name: 'trainer' },
 * });
 * ArtifactBucket.fromAttributes(stack, 'Images', { bucketName: 'acme-images' }).grantRead(role);
 */
export class ServiceAccountRole extends Construct implements IGrantee {
  /** Annotation of a Kubernetes service account that specifies its role. */
  public static readonly ANNOTATION: string = ROLE_ANNOTATION;

  /** ARN of the role. */
  public readonly roleArn: string;
  /** Name of the role. */
  public readonly roleName: string;
  /** The role and its policies. */
  public readonly ready: ITerraformDependable[];

  private readonly statements: PolicyStatement[] = [];
  private readonly inlinePolicies: { [name: string]: string };
  /** The policy that statements are added to. */
  private readonly extended?: string;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: ServiceAccountRoleProps) {
    super(scope, id);
    validateProps('ServiceAccountRole', this, PROPS, props);
    markDeployment(this);

    const { oidcProviderArn, oidcIssuer } = props.cluster;
    const { namespace, name: serviceAccountName } = props.serviceAccount;
    const role = new IamRole(this, 'Resource', {
      name: props.roleName,
      assumeRolePolicy: trustServiceAccount(oidcProviderArn, oidcIssuer, namespace, [serviceAccountName]),
    });
    this.inlinePolicies = props.inlinePolicies ?? {};
    const policies = Object.entries(this.inlinePolicies);
    // Statements cannot be added to a document that is unknown until apply.
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
   * Adds statements to the role's first inline policy, which pods that use the role already depend on. For a role
   * without inline policies, one is created and added to `ready`.
   *
   * @throws Error that lists every problem with the statements
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

  /** A policy with all statements that are added before synthesis. */
  private withStatements(policy: string): string {
    // IAM policy variables, such as ${aws:username}, look like Terraform expressions.
    return Lazy.stringValue({
      produce: () => literal(this.statements.length === 0 ? policy : addedTo(policy, this.statements)),
    });
  }
}
