import { TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { isSameCluster } from './same-cluster';
import { fail } from '../validation/fail';
import { isUnknown } from '../validation/validation';

/** Scope in which a name must be unique. */
type Within = 'AWS' | 'account' | 'region' | 'cluster';

/** A resource type with unique names. */
interface NamedType {
  readonly within: Within;
  /** Returns the configured name. */
  name(resource: any): unknown;
}

const named = (within: Within, attribute = 'name'): NamedType => ({ within, name: (it) => it[`${attribute}Input`] });

/**
 * Resource types with unique names. Sources: the CreateX actions of the services' API references; for IAM
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const NAMES: { readonly [type: string]: NamedType } = {
  aws_cloudwatch_event_rule: named('region'),
  aws_cloudwatch_log_group: named('region'),
  aws_db_instance: named('region', 'identifier'),
  aws_db_parameter_group: named('region'),
  aws_db_subnet_group: named('region'),
  aws_ecr_repository: named('region'),
  aws_eks_cluster: named('region'),
  aws_iam_instance_profile: named('account'),
  aws_iam_role: named('account'),
  aws_kms_alias: named('region'),
  aws_launch_template: named('region'),
  aws_lb: named('region'),
  aws_lb_target_group: named('region'),
  aws_s3_bucket: named('AWS', 'bucket'),
  aws_secretsmanager_secret: named('region'),
  aws_sqs_queue: named('region'),
  helm_release: {
    within: 'cluster',
    name: ({ nameInput: name, namespaceInput: namespace }) =>
      isUnknown(name) || isUnknown(namespace) ? undefined : `${namespace}/${name}`,
  },
  // Some bindings have metadata as a list.
  kubernetes_namespace_v1: { within: 'cluster', name: ({ metadataInput }) => [metadataInput].flat()[0]?.name },
};

const WHERE: { readonly [within in Within]: string } = {
  AWS: 'in all of AWS', account: 'in an AWS account', region: 'in a region of an AWS account', cluster: 'on a cluster',
};

/** A resource that has a name, and its provider. */
interface Taken {
  readonly node: IConstruct;
  readonly provider?: TerraformProvider;
}

const ALL = new WeakMap<IConstruct, Map<string, Taken[]>>();

/** Refuses a resource with the same name as another one of the app, if names are unique in AWS or on the cluster. */
export function refuseTakenName(node: TerraformResource): void {
  const type = NAMES[node.terraformResourceType];
  const name = type?.name(node);
  if (typeof name !== 'string' || isUnknown(name)) {
    return;
  }
  const { root } = node.node;
  const all = ALL.get(root) ?? new Map<string, Taken[]>();
  ALL.set(root, all);
  // Names in IAM are case-insensitive.
  const key = `${node.terraformResourceType}/${type.within === 'account' ? name.toLowerCase() : name}`;
  const others = all.get(key) ?? [];
  if (others.some((other) => other.node === node)) {
    return;
  }
  const mine: Taken = { node, provider: providerOf(node) };
  const taken = others.find((other) => meet(type.within, mine, other));
  if (taken) {
    fail(`'${node.node.path}' (${node.terraformResourceType}) has the name "${name}", which `
      + `'${taken.node.node.path}' has, too. Such a name exists once ${WHERE[type.within]}: give `
      + 'each construct a unique name or prefix.');
  }
  all.set(key, [...others, mine]);
}

/** Returns the provider of a resource: the configured one, or the one without an alias. */
function providerOf(node: TerraformResource): TerraformProvider | undefined {
  const kind = node.terraformResourceType.split('_')[0];
  return node.provider ?? TerraformStack.of(node).node.children.find((it): it is TerraformProvider =>
    it instanceof TerraformProvider && it.terraformResourceType === kind && it.alias === undefined);
}

/** Whether two names conflict. Region and account are assumed to be the same if they are not configured. */
function meet(within: Within, a: Taken, b: Taken): boolean {
  if (within === 'cluster') {
    return isSameCluster({ ...a, scope: a.node }, { ...b, scope: b.node });
  }
  const [mine, other] = [a.provider, b.provider] as any[];
  const isOneAccount = mayShare(accountsOf(mine), accountsOf(other));
  return within === 'AWS' || mine === other
    || (isOneAccount && (within === 'account' || mine?.regionInput === other?.regionInput));
}

function accountsOf(provider: any): string[] | undefined {
  const [{ roleArn = undefined } = {}] = [provider?.assumeRoleInput ?? []].flat();
  return accountsOfDeployer(roleArn, provider?.allowedAccountIdsInput);
}

/** Returns the accounts that Terraform may deploy to; undefined if they are not configured. */
export function accountsOfDeployer(roleArn?: string, allowedAccountIds?: string[]): string[] | undefined {
  if (roleArn !== undefined && !isUnknown(roleArn)) {
    return [roleArn.split(':')[4]];
  }
  return allowedAccountIds === undefined || isUnknown(allowedAccountIds) || allowedAccountIds.some(isUnknown)
    ? undefined : allowedAccountIds;
}

/** Whether two lists of accounts may have an account in common. */
export function mayShare(a?: string[], b?: string[]): boolean {
  return a === undefined || b === undefined || a.some((account) => b.includes(account));
}
