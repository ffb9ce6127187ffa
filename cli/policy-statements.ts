// policy: statements for a configuration, from the table in cli/policy-actions.ts and the names of resources.
import { Attributes, Configuration } from './documents';
import { ACTIONS, FREE_PLAN, LINKED, PASSED, REPAIR } from './policy-actions';
import { Condition, Grants, partitionOf, Statement } from './policy-grants';
import { isMet, Names } from './policy-names';
import { awsBlockOf, DEPLOYMENT } from './synthesized';

/** From how many names on their common beginning stands for all of them. */
const MANY = 4;

/** A resource or data source of AWS. */
interface Member {
  /** Its key in the table. */
  readonly key: string;
  readonly type: string;
  readonly address: string;
  readonly values: Attributes;
  /** * if it is unknown. */
  readonly region: string;
}

/** A row of the table for one member. */
interface Entry extends Member {
  readonly service: string;
  readonly condition: string | undefined;
  readonly actions: string;
  /** Names with their kinds: names of one kind, from all types that have them, are shortened together. */
  readonly names: ReadonlyArray<{ readonly kind: string; readonly name: string }>;
}

/** A scope of the table: its condition on attributes, service, condition and resources. */
function parsed(scope: string) {
  const [, when, service, condition, resources] = /^(?:\?(\S+) )?([\w-]+)(?:\/(\w+))?(?: (.*))?$/.exec(scope)!;
  return {
    when: when as string | undefined,
    service,
    condition: condition as string | undefined,
    resources: (resources as string | undefined)?.split(' ') ?? [],
  };
}

/** All resources and data sources of AWS with their regions. */
function membersOf(config: Configuration, given: string | undefined): Member[] {
  const all = (['data', 'resource'] as const).flatMap((kind) => Object.entries(config[kind] ?? {})
    .map(([type, byName]) => ({ type, key: kind === 'data' ? `data.${type}` : type, byName })));
  return all.filter(({ type }) => /^aws(cc)?_/.test(type)).flatMap(({ type, key, byName }) =>
    Object.entries(byName).map(([name, values]) => {
      const region = values.region ?? awsBlockOf(config, { values })?.region;
      const known = region === undefined || /\$\{/.test(region) ? '*' : region;
      return { key, type, address: `${key}.${name}`, values, region: given ?? known };
    }));
}

/** Many names by their common beginning, so that the next one of the same stack is included. */
function shortened(names: ReadonlySet<string>): string[] {
  const all = [...names].sort();
  const [first, last] = [all[0], all[all.length - 1]];
  const same = [...first].findIndex((letter, index) => letter !== last[index]);
  const start = first.slice(0, same < 0 ? first.length : same).replace(/[^-]*$/, '');
  return all.length < MANY || start === '' || /[*:]/.test(start) ? all : [`${start}*`];
}

/** The input of all parts of a policy. */
interface Context {
  readonly config: Configuration;
  readonly members: readonly Member[];
  /** The region of the stack. */
  readonly home: string;
  readonly namesIn: (region: string) => Names;
  readonly grants: Grants;
}

function entriesOf({ members, namesIn }: Context): Entry[] {
  return members.flatMap((member) => Object.entries(ACTIONS[member.key] ?? {}).flatMap(([scope, actions]) => {
    const { when, service, condition, resources } = parsed(scope);
    if (when !== undefined && !isMet(when, member.values)) {
      return [];
    }
    const names = resources.map((pattern) => ({
      kind: `${service} ${member.region} ${pattern.replace(/\{[^}]*\}/g, '{}')}`,
      name: namesIn(member.region).filled(pattern, member.type, member.values),
    }));
    return [{ ...member, service, condition, actions, names }];
  }));
}

/** Actions that the provider calls. */
function grantTable(context: Context): void {
  const entries = entriesOf(context);
  const kinds = new Map<string, Set<string>>();
  entries.flatMap(({ names }) => names)
    .forEach(({ kind, name }) => kinds.set(kind, (kinds.get(kind) ?? new Set()).add(name)));
  const policies = attachedPolicies(context);
  for (const { service, region, names, actions, condition, values } of entries) {
    const resources = [...new Set(names.map(({ kind, name }) => {
      const short = shortened(kinds.get(kind)!);
      return short.length === 1 ? short[0] : name;
    }))];
    const conditions = condition === undefined ? undefined
      : conditionOf(condition, { config: context.config, values, region, policies });
    context.grants.add({ service, region, resources, actions, condition: conditions });
  }
}

/** ARNs of the policies that are attached to the stack's roles. */
function attachedPolicies({ members, namesIn }: Context): string[] {
  const arns = members.filter(({ type, values }) => type === 'aws_iam_role_policy_attachment' && values.policy_arn)
    .map(({ values, region }) => namesIn(region).text(values.policy_arn).replace(/^(?!arn:)/, 'arn:*:policy/'));
  return [...new Set(arns)].sort();
}

interface Conditioned {
  readonly config: Configuration;
  readonly values: Attributes;
  readonly region: string;
  readonly policies: readonly string[];
}

/** A condition of the table; undefined where it does not apply. */
function conditionOf(name: string, { config, values, region, policies }: Conditioned): Condition | undefined {
  switch (name) {
    case 'tagged': // What belongs to no stack cannot be deleted.
      return values.tags?.[DEPLOYMENT] ? { Null: { [`aws:ResourceTag/${DEPLOYMENT}`]: 'false' } } : undefined;
    case 'grants':
      return { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
    case 'guardduty':
      return { StringEquals: { 'aws:ResourceTag/GuardDutyManaged': 'true' } };
    case 'ecr': // The ending of the service's name depends on the partition.
      return { StringLike: { 'kms:ViaService': `ecr.${region}.*` } };
    case 'policies':
      return policies.length > 0 ? { ArnLike: { 'iam:PolicyARN': policies } } : undefined;
    case 'names':
      return inZone(config, values);
    default:
      throw new Error(`There is no condition ${name}.`);
  }
}

/** Limits records to those that a zone can have, if its name is written. */
function inZone(config: Configuration, { zone_id: id }: Attributes): Condition | undefined {
  const [, zone] = /^\$\{data\.aws_route53_zone\.([\w-]+)\./.exec(`${id}`) ?? [];
  const name = config.data?.aws_route53_zone?.[zone]?.name?.replace(/\.$/, '');
  const key = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
  return name && !/\$\{/.test(name) ? { 'ForAllValues:StringLike': { [key]: [name, `*.${name}`] } } : undefined;
}

/** Roles that are passed to services. */
function grantPassing({ members, namesIn, home, grants }: Context): void {
  const passed = new Map<string, Set<string>>();
  for (const { type, values, region } of members) {
    const { attribute, services } = PASSED[type] ?? {};
    if (attribute !== undefined && values[attribute] !== undefined) {
      const role = namesIn(region).filled(`role/{${attribute}}`, type, values);
      const key = services.join(' ');
      passed.set(key, (passed.get(key) ?? new Set()).add(role));
    }
  }
  const endings = partitionOf(home) === 'aws-cn' ? ['', '.cn'] : [''];
  for (const [services, roles] of passed) {
    const takers = services.split(' ').flatMap((it) => endings.map((ending) => `${it}.amazonaws.com${ending}`));
    const condition = { StringEquals: { 'iam:PassedToService': takers } };
    grants.add({ service: 'iam', region: home, resources: [...roles], actions: 'PassRole', condition });
  }
}

/** Service-linked roles that AWS creates on behalf of the caller. */
function grantLinkedRoles({ members, home, grants }: Context): void {
  const byService = LINKED.flatMap(({ type, when, services }) => {
    const isUsed = members.some(({ key, values }) => key === type && (when === undefined || isMet(when, values)));
    return isUsed ? services.map((it) => `${it}.amazonaws.com`) : [];
  });
  const own = members.filter(({ key }) => key === 'aws_iam_service_linked_role')
    .map(({ values }) => values.aws_service_name as string);
  const linked = [...new Set([...byService, ...own])];
  if (linked.length > 0) {
    grants.add({
      service: 'iam',
      region: home,
      resources: ['role/aws-service-role/*'],
      actions: 'CreateServiceLinkedRole',
      condition: { StringEquals: { 'iam:AWSServiceName': linked } },
    });
  }
}

/** Access to the state: https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required */
function grantState({ config, home, grants }: Context): void {
  const { bucket, key, region, kms_key_id: kmsKey, dynamodb_table: table } = config.terraform?.backend?.s3 ?? {};
  if (bucket === undefined) {
    return;
  }
  const add = (service: string, within: string, resource: string, actions: string) =>
    grants.add({ service, region: within, resources: [resource], actions });
  add('s3', home, bucket, 'ListBucket');
  add('s3', home, `${bucket}/${key}`, 'GetObject PutObject');
  add('s3', home, `${bucket}/${key}.tflock`, 'GetObject PutObject DeleteObject');
  if (kmsKey !== undefined) {
    const resource = kmsKey.startsWith('arn:') ? kmsKey : `key/${kmsKey}`;
    add('kms', region ?? home, resource, 'Encrypt Decrypt GenerateDataKey');
  }
  if (table !== undefined) {
    add('dynamodb', region ?? home, `table/${table}`, 'DescribeTable GetItem PutItem DeleteItem');
  }
}

export interface Policy {
  readonly statements: readonly Statement[];
  /** Addresses of resources, data sources and modules that are not in the table. */
  readonly unknown: readonly string[];
}

/** The statements for a configuration. */
export function policyOf(
  config: Configuration, { account = '*', region: given }: { readonly account?: string; readonly region?: string } = {},
): Policy {
  const members = membersOf(config, given);
  const byRegion = new Map<string, Names>();
  const namesIn = (region: string) => {
    const names = byRegion.get(region) ?? new Names(config, account, region);
    byRegion.set(region, names);
    return names;
  };
  const home = members.find(({ key }) => !key.startsWith('data.'))?.region ?? '*';
  const grants = new Grants(account);
  const context = { config, members, home, namesIn, grants };
  grantTable(context);
  grantPassing(context);
  grantLinkedRoles(context);
  grantState(context);
  for (const [service, actions] of Object.entries({ ...REPAIR, ...(partitionOf(home) === 'aws' ? FREE_PLAN : {}) })) {
    grants.add({ service, region: home, resources: [], actions });
  }
  const modules = Object.keys(config.module ?? {}).map((name) => `module.${name}`);
  const unknown = members.filter(({ key }) => !ACTIONS[key]).map(({ address }) => address);
  return { statements: grants.statements(), unknown: [...unknown, ...modules] };
}
