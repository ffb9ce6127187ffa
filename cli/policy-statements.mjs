// Statements of a policy from a synthesized configuration: what cli/policy-actions.mjs has for its types, on the names that it tells.
import { ACTIONS, FREE_PLAN, LINKED, NAMED_BY, PASSED, REPAIR, UNNAMED } from './policy-actions.mjs';
import { aliasOf, DEPLOYMENT } from './synthesized.mjs';

/** From how many names on they are told by what they begin with. */
const MANY = 4;

/** Services whose calls count as made in another region. */
const GLOBAL = ['iam', 'route53', 'freetier'];

const PARTITIONS = {
  'cn-': 'aws-cn', 'us-gov-': 'aws-us-gov', 'us-iso-': 'aws-iso', 'us-isob-': 'aws-iso-b', 'us-isof-': 'aws-iso-f', 'eu-isoe-': 'aws-iso-e',
};
const partitionOf = (region) => Object.entries(PARTITIONS).find(([start]) => region.startsWith(start))?.[1] ?? 'aws';

const list = (value) => [value ?? []].flat();
/** A block of one is an object or a list. */
const valueAt = (values, path) => path.split('.').reduce((at, step) => [at].flat()[0]?.[step], values);

/** The names in a configuration, as far as it tells them; * stands for what it does not. */
class Names {
  constructor(config, { account, region }) {
    Object.assign(this, { config, account, region });
  }

  /** What a text says, with references filled in. */
  text(value) {
    return `${value}`.replace(/\$\{[^}]*\}/g, (reference) => this.reference(reference)).replace(/\*+/g, '*');
  }

  reference(text) {
    const [, data, type, name, path] = /^\$\{(data\.)?(aws_\w+)\.([\w-]+)\.([\w.[\]]+)\}$/.exec(text) ?? [];
    if (data && /^aws_(caller_identity|region|partition)$/.test(type)) {
      return { account_id: this.account, partition: partitionOf(this.region), id: this.region, name: this.region, region: this.region }[path] ?? '*';
    }
    const values = this.config[data ? 'data' : 'resource']?.[type]?.[name];
    if (values === undefined) {
      return '*';
    }
    const own = this.own(type, values);
    // EKS makes them, and tells how they are called only afterwards.
    return /issuer/.test(path) ? `oidc.eks.${this.region}.*` : /autoscaling_groups/.test(path) ? `eks-${own}-*` : own;
  }

  own(type, values) {
    const attribute = NAMED_BY[type] ?? 'name';
    const prefix = values[`${attribute}_prefix`];
    const name = values[attribute] !== undefined ? this.name(values[attribute])
      : prefix !== undefined ? `${this.text(prefix)}*` : UNNAMED[type] ?? '*';
    return `${this.text(values.path ?? '').slice(1)}${name}`;
  }

  /** A name, where an ARN or a URL may be given instead. */
  name(value) {
    const text = this.text(value).replace(/^https:\/\//, '');
    const [, name = text] = /^arn:(?:[^:]*:){4}(?:[a-z-]+[/:](?:(?:app|net|gwy)\/)?)?(.*)$/.exec(text) ?? [];
    return name;
  }

  /** A pattern of the table for one resource. */
  filled(pattern, type, values) {
    return pattern.replace(/\{([^}|]*)\|?([^}]*)\}/g, (_, path, otherwise) => {
      if (path === '@' || path === NAMED_BY[type]) {
        return this.own(type, values);
      }
      const value = valueAt(values, path);
      return value === undefined ? otherwise || '*' : this.name(value);
    }).replace(/\*+/g, '*').replace('//', '/'); // the name of a parameter may begin with a slash
  }
}

const isMet = (condition, values) => {
  const [path, wanted] = condition.split('=');
  const value = valueAt(values, path);
  return wanted === undefined ? value !== undefined && value !== false : value === wanted;
};

/** A key of the table: when, the service, the condition and the resources. */
function parsed(key) {
  const [, when, service, condition, resources] = /^(?:\?(\S+) )?([\w-]+)(?:\/(\w+))?(?: (.*))?$/.exec(key);
  return { when, service, condition, resources: resources?.split(' ') ?? [] };
}

/** All aws resources and data sources, with the region that they are in. */
function membersOf(config, given) {
  const blocks = list(config.provider?.aws);
  const types = ['data', 'resource'].flatMap((kind) => Object.entries(config[kind] ?? {}).map(([type, all]) => ({ kind, type, all })));
  return types.filter(({ type }) => /^aws(cc)?_/.test(type)).flatMap(({ kind, type, all }) => Object.entries(all).map(([name, values]) => {
    const region = values.region ?? blocks.find(({ alias }) => alias === aliasOf({ values }))?.region;
    const key = `${kind === 'data' ? 'data.' : ''}${type}`;
    return { key, type, address: `${key}.${name}`, values, region: given ?? (region === undefined || /\$\{/.test(region) ? '*' : region) };
  }));
}

/** Names that are many, by what they all begin with; so that the next one of the same stack is among them. */
function shortened(names) {
  const all = [...names].sort();
  const [first, last] = [all[0], all.at(-1)];
  const same = [...first].findIndex((letter, index) => letter !== last[index]);
  const start = first.slice(0, same < 0 ? first.length : same).replace(/[^-]*$/, '');
  return all.length < MANY || start === '' || /[*:]/.test(start) ? all : [`${start}*`];
}

/** What is granted, put together as it comes. */
class Grants {
  constructor(account) {
    this.account = account;
    this.all = new Map();
  }

  arns(service, region, resources) {
    const place = service === 's3' ? ':' : `${GLOBAL.includes(service) ? '' : region}:${service === 'route53' ? '' : this.account}`;
    return resources.map((it) => (it.startsWith('arn:') ? it : `arn:${partitionOf(region)}:${service}:${place}:${it}`));
  }

  add(service, region, resources, actions, condition = {}) {
    const isEverything = resources.length === 0;
    const regional = isEverything && region !== '*' && !GLOBAL.includes(service) ? { StringEquals: { 'aws:RequestedRegion': region } } : {};
    const Resource = isEverything ? ['*'] : this.arns(service, region, resources).sort();
    const operators = [...new Set([...Object.keys(regional), ...Object.keys(condition)])];
    const Condition = Object.fromEntries(operators.map((it) => [it, { ...regional[it], ...condition[it] }]));
    const statement = { service, Resource, Condition };
    const key = JSON.stringify(statement);
    const { Action } = this.all.get(key) ?? this.all.set(key, { ...statement, Action: new Set() }).get(key);
    actions.split(' ').forEach((action) => Action.add(`${service}:${action}`));
  }

  statements() {
    const counts = {};
    return [...this.together().values()].sort((a, b) => a.service.localeCompare(b.service)).map(({ service, actions, resources, Condition }) => {
      counts[service] = (counts[service] ?? 0) + 1;
      return {
        Sid: `${service[0].toUpperCase()}${service.slice(1)}${counts[service]}`,
        Effect: 'Allow',
        Action: actions,
        Resource: resources.length === 1 ? resources[0] : resources,
        ...(Object.keys(Condition).length > 0 && { Condition }),
      };
    });
  }

  /** Statements of the same actions are one. */
  together() {
    const all = new Map();
    for (const { service, Action, Resource, Condition } of this.all.values()) {
      const actions = [...Action].sort();
      const key = JSON.stringify([actions, Condition]);
      all.set(key, { service, actions, Condition, resources: [...new Set([...all.get(key)?.resources ?? [], ...Resource])].sort() });
    }
    return all;
  }
}

/** The statements for a configuration, and what in it is not in the table. */
export function policyOf(config, { account = '*', region: given } = {}) {
  const members = membersOf(config, given);
  const grants = new Grants(account);
  const names = new Map();
  const namesIn = (region) => names.get(region) ?? names.set(region, new Names(config, { account, region })).get(region);
  const home = members.find(({ key }) => !key.startsWith('data.'))?.region ?? '*';

  // Names of one kind, from all types that speak of it.
  const kindsOf = ({ service, region, resources, type, values }) => resources.map((pattern) =>
    [`${service} ${region} ${pattern.replace(/\{[^}]*\}/g, '{}')}`, namesIn(region).filled(pattern, type, values)]);
  const entries = members.filter(({ key }) => ACTIONS[key]).flatMap((member) => Object.entries(ACTIONS[member.key])
    .map(([key, actions]) => ({ ...member, ...parsed(key), actions }))
    .filter(({ when, values }) => when === undefined || isMet(when, values))
    .map((it) => ({ ...it, kinds: kindsOf(it) })));
  const kinds = new Map();
  entries.flatMap((it) => it.kinds).forEach(([kind, name]) => kinds.set(kind, (kinds.get(kind) ?? new Set()).add(name)));
  const places = (all) => [...new Set(all.flatMap(([kind, name]) => {
    const short = shortened(kinds.get(kind));
    return short.length === 1 ? short : name;
  }))];

  const policies = [...new Set(members.filter(({ type, values }) => type === 'aws_iam_role_policy_attachment' && values.policy_arn)
    .map(({ values, region }) => namesIn(region).text(values.policy_arn).replace(/^(?!arn:)/, 'arn:*:policy/')))].sort();
  const conditionOf = (condition, { values, region }) => ({
    // Whoever may change a stack may not take away what is not of one.
    tagged: values.tags?.[DEPLOYMENT] && { Null: { [`aws:ResourceTag/${DEPLOYMENT}`]: 'false' } },
    grants: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    guardduty: { StringEquals: { 'aws:ResourceTag/GuardDutyManaged': 'true' } },
    // The ending of the service's name depends on the partition.
    ecr: { StringLike: { 'kms:ViaService': `ecr.${region}.*` } },
    policies: policies.length > 0 && { ArnLike: { 'iam:PolicyARN': policies } },
    names: inZone(config, values),
  }[condition] || {});
  for (const it of entries) {
    grants.add(it.service, it.region, places(it.kinds), it.actions, conditionOf(it.condition, it));
  }

  const passed = new Map();
  for (const { type, values, region } of members) {
    for (const [attribute, services] of Object.entries(PASSED[type] ?? {}).filter(([it]) => values[it] !== undefined)) {
      const role = namesIn(region).filled(`role/{${attribute}}`, type, values);
      passed.set(services, (passed.get(services) ?? new Set()).add(role));
    }
  }
  for (const [services, roles] of passed) {
    const endings = partitionOf(home) === 'aws-cn' ? ['', '.cn'] : [''];
    const takers = services.split(' ').flatMap((it) => endings.map((ending) => `${it}.amazonaws.com${ending}`));
    grants.add('iam', home, [...roles], 'PassRole', { StringEquals: { 'iam:PassedToService': takers } });
  }
  const linked = [...new Set(Object.entries(LINKED).flatMap(([key, services]) => {
    const [type, when] = key.split(' ').reverse();
    const asked = members.filter((it) => it.key === type && (when === undefined || isMet(when.slice(1), it.values)));
    return asked.flatMap(({ values }) => services.split(' ').map((it) => (it.startsWith('@') ? values[it.slice(1)] : `${it}.amazonaws.com`)));
  }))];
  if (linked.length > 0) {
    grants.add('iam', home, ['role/aws-service-role/*'], 'CreateServiceLinkedRole', { StringEquals: { 'iam:AWSServiceName': linked } });
  }
  addState(grants, config, home);
  const asked = { ...REPAIR, ...(partitionOf(home) === 'aws' ? FREE_PLAN : {}) };
  Object.entries(asked).forEach(([service, actions]) => grants.add(service, home, [], actions));

  const modules = Object.keys(config.module ?? {}).map((name) => `module.${name}`);
  return { statements: grants.statements(), unknown: [...members.filter(({ key }) => !ACTIONS[key]).map(({ address }) => address), ...modules] };
}

/** The records that a zone can have, where its name is written. */
function inZone(config, { zone_id: id }) {
  const [, zone] = /^\$\{data\.aws_route53_zone\.([\w-]+)\./.exec(id) ?? [];
  const name = config.data?.aws_route53_zone?.[zone]?.name?.replace(/\.$/, '');
  return name && !/\$\{/.test(name) && { 'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name, `*.${name}`] } };
}

/** https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required */
function addState(grants, { terraform: { backend } = {} }, home) {
  const { bucket, key, kms_key_id: kmsKey, dynamodb_table: table } = backend?.s3 ?? {};
  if (bucket === undefined) {
    return;
  }
  grants.add('s3', home, [bucket], 'ListBucket');
  grants.add('s3', home, [`${bucket}/${key}`], 'GetObject PutObject');
  grants.add('s3', home, [`${bucket}/${key}.tflock`], 'GetObject PutObject DeleteObject');
  if (kmsKey !== undefined) {
    grants.add('kms', backend.s3.region ?? home, [kmsKey.startsWith('arn:') ? kmsKey : `key/${kmsKey}`], 'Encrypt Decrypt GenerateDataKey');
  }
  if (table !== undefined) {
    grants.add('dynamodb', backend.s3.region ?? home, [`table/${table}`], 'DescribeTable GetItem PutItem DeleteItem');
  }
}
