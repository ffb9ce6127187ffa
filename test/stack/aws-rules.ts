import { Block, Synthesized } from '../support/synth';

/** The rules of AWS, from its documentation and not from src. */
type Rule = (value: any, block: Block) => boolean;

const matches = (pattern: RegExp, ...not: RegExp[]): Rule => (value) => typeof value === 'string' && pattern.test(value) && !not.some((it) => it.test(value));
const between = (min: number, max: number): Rule => (value) => Number.isInteger(value) && value >= min && value <= max;

const DNS_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const dnsName = ({ name }: Block) => name.length <= 253 && DNS_NAME.test(name);
/** Names in Helm values: of service accounts, classes and the Gateway. */
const helmNames = (document: string) => [...document.matchAll(/"(?:serviceAccount|ingressClass)":\{"name":"(.*?)"/g)].every(([, name]) => dnsName({ name }))
  && [...document.matchAll(/^\{"name":"(.*?)","spec"/g)].every(([, name]) => name.length <= 63 && DNS_NAME.test(name));

const SECURITY_GROUP_NAME = matches(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/, /^sg-/i, /^default$/i);
const RULE_DESCRIPTION: Rule = (text) => text === undefined || /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(text);

/** Rules by type and attribute. */
const RULES: Record<string, Record<string, Rule>> = {
  aws_s3_bucket: {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    bucket: matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, /\.\./, /^\d+\.\d+\.\d+\.\d+$/, /^xn--/, /^sthree-/, /^amzn-s3-demo-/,
      /-s3alias$/, /--ol-s3$/, /\.mrap$/, /--x-s3$/, /--table-s3$/),
  },
  aws_eks_cluster: {
    name: matches(/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/), // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
    version: matches(/^1\.\d+$/),
  },
  aws_eks_node_group: {
    node_group_name_prefix: matches(/^[0-9A-Za-z][A-Za-z0-9_-]{0,36}$/), // a name has at most 63 characters, of which Terraform generates 26
    scaling_config: ({ min_size: min, desired_size: desired, max_size: max }) =>
      [min, desired, max].every(Number.isInteger) && min >= 0 && min <= desired && desired <= max && max >= 1,
    instance_types: (types: string[], { ami_type: ami }) => types.length >= 1 && types.length <= 20
      && types.every((type) => /^[a-z0-9-]+\.[a-z0-9-]+$/.test(type) && /^(a1|[a-z]+\d+g[a-z]*)\./.test(type) === /ARM/.test(ami)),
  },
  aws_launch_template: {
    name: matches(/^[A-Za-z0-9().\-/_]{3,125}$/), // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
    // https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html: gp3 was 16 TiB at first, and has at least 1 GiB
    block_device_mappings: ([{ ebs }]) => between(1, 16384)(ebs.volume_size, {}),
  },
  aws_iam_role: { name: matches(/^[\w+=,.@-]{1,64}$/) }, // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  aws_iam_role_policy: { name: matches(/^[\w+=,.@-]{1,128}$/) },
  aws_db_instance: {
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    identifier: matches(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/, /-$/, /--/),
    db_name: matches(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/, /^(mysql|sys|information_schema|performance_schema)$/i),
    username: matches(/^[a-zA-Z][a-zA-Z0-9_]{0,15}$/, /^(rdsadmin|root|mysql)$/i),
    allocated_storage: between(20, 65536),
    max_allocated_storage: (most, { allocated_storage: storage }) => between(22, 65536)(most, {}) && most * 10 >= storage * 11,
    backup_retention_period: between(0, 35),
    instance_class: matches(/^db\.[a-z0-9-]+\.[a-z0-9.]+$/, /^db\.(t2|m3|m4|r3|r4)\./),
    final_snapshot_identifier: (name) => name === undefined || /^[a-zA-Z][a-zA-Z0-9-]{0,254}$/.test(name.replace(/\$\{.*?\}/, '01234567')),
  },
  aws_db_subnet_group: { name: matches(/^[a-z0-9][a-z0-9 ._-]{0,254}$/, /^default$/i) },
  aws_db_parameter_group: { name_prefix: matches(/^[a-z][a-z0-9-]{0,228}$/, /--/) },
  aws_security_group: {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
    name: (name, block) => name === undefined ? block.name_prefix !== undefined : SECURITY_GROUP_NAME(name, block),
    name_prefix: (prefix, block) => prefix === undefined || SECURITY_GROUP_NAME(`${prefix}${'0'.repeat(26)}`, block),
    description: matches(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/),
  },
  aws_ecr_repository: {
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    name: (name) => name.length >= 2 && name.length <= 256 && /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name),
  },
  aws_kms_alias: { name: matches(/^alias\/[a-zA-Z0-9/_-]{1,250}$/, /^alias\/aws\//) },
  aws_cloudwatch_log_group: { name: matches(/^[.\-_/#A-Za-z0-9]{1,512}$/, /^aws\//) },
  aws_vpc: { cidr_block: (cidr) => between(16, 28)(range(cidr).length, {}) },
  aws_subnet: { cidr_block: (cidr) => between(16, 28)(range(cidr).length, {}) },
  aws_vpc_security_group_ingress_rule: { description: RULE_DESCRIPTION },
  aws_vpc_security_group_egress_rule: { description: RULE_DESCRIPTION },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
  // A name has at most 32 characters, of which Terraform generates 26.
  aws_lb: { name_prefix: matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,5}$/), idle_timeout: between(1, 4000) },
  // A name has at most 32 characters, of which Terraform generates 26.
  aws_lb_target_group: { name_prefix: matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,5}$/), port: between(1, 65535) },
  aws_lb_listener: { port: between(1, 65535) },
  aws_ec2_managed_prefix_list: { name: matches(/^.{1,255}$/, /^com\.amazonaws/), max_entries: between(1, 1000) },
  // https://helm.sh/docs/topics/charts/ (names are limited to 53 characters)
  helm_release: { name: (name) => name.length <= 53 && DNS_NAME.test(name), values: (documents: string[] = []) => documents.every(helmNames) },
  // https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
  kubernetes_secret_v1: { metadata: dnsName, data: (data) => Object.keys(data ?? {}).every((key) => /^[\w.-]{1,253}$/.test(key)) },
  kubernetes_job_v1: { metadata: ({ name }) => DNS_NAME.test(name) && name.length <= 63 },
  kubernetes_role_v1: { metadata: dnsName },
  kubernetes_role_binding_v1: {
    metadata: dnsName,
    // Kubernetes does not restrict the names of groups.
    subject: (subjects: Block[]) => subjects.every(({ kind, name }) => kind === 'Group' ? name.trim() !== '' && !name.startsWith('system:')
      : /^\$\{/.test(name) || dnsName({ name })),
  },
  kubernetes_ingress_v1: {
    metadata: dnsName,
    spec: ({ rule, ingress_class_name: name }) => dnsName({ name }) && rule.every(({ host }: Block) => host === undefined || (DNS_NAME.test(host) && !/^[\d.]+$/.test(host))),
  },
  kubernetes_namespace_v1: { metadata: ({ name }) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name) },
  kubernetes_service_account_v1: { metadata: ({ name }) => name.length <= 253 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) },
};

/** Values in a synthesized stack that AWS would refuse. */
export function violations(synthesized: Synthesized): string[] {
  const found: string[] = [];
  const refuse = (what: string, value: unknown) => found.push(`${what} = ${JSON.stringify(value)}`);
  for (const [type, rules] of Object.entries(RULES)) {
    for (const [name, block] of Object.entries(synthesized.all(type))) {
      for (const [attribute, rule] of Object.entries(rules)) {
        const value = literal(synthesized, block[attribute]);
        if (!rule(value, block)) {
          refuse(`${type}.${name}.${attribute}`, value);
        }
      }
    }
  }
  unique(synthesized, 'aws_iam_role', 'name').forEach((name) => refuse('two roles', name));
  unique(synthesized, 'aws_ecr_repository', 'name').forEach((name) => refuse('two repositories', name));
  namespaces(synthesized).forEach((name) => refuse('two namespaces', name));
  namespacesByName(synthesized).forEach((address) => refuse('namespace by name', address));
  sourceRanges(synthesized).forEach((cidr) => refuse('source range', cidr));
  subnets(synthesized).forEach((problem) => refuse('subnet', problem));
  tags(synthesized).forEach((problem) => refuse('tag', problem));
  return found;
}

/** The value with the cluster's names filled in. */
function literal(synthesized: Synthesized, value: any): any {
  return typeof value !== 'string' ? value
    : value.replace(/\$\{aws_eks_cluster\.(\w+)\.name\}/g, (_, name) => synthesized.all('aws_eks_cluster')[name].name);
}

/** Duplicate names; IAM names are case-insensitive. */
function unique(synthesized: Synthesized, type: string, attribute: string): string[] {
  const names = Object.values(synthesized.all(type)).map((block) => String(block[attribute]).toLowerCase());
  return names.filter((name, index) => names.indexOf(name) < index);
}

/** Namespaces that are created twice. */
function namespaces(synthesized: Synthesized): string[] {
  const names = Object.values(synthesized.all('kubernetes_namespace_v1')).map(({ metadata }) => metadata.name as string);
  return names.filter((name, index) => names.indexOf(name) < index);
}

/** Releases in a created namespace without a reference to it, which could be created before it. */
function namespacesByName(synthesized: Synthesized): string[] {
  const made = Object.values(synthesized.all('kubernetes_namespace_v1')).map(({ metadata }) => metadata.name as string);
  return Object.entries(synthesized.all('helm_release')).filter(([, release]) => made.includes(release.namespace)).map(([name]) => `helm_release.${name}`);
}

/** Invalid source ranges of a load balancer's Service: the first address of a range, https://kubernetes.io/docs/reference/kubernetes-api/ (ServiceSpec). */
function sourceRanges(synthesized: Synthesized): string[] {
  const lists = Object.values(synthesized.all('kubernetes_service_v1')).map(({ spec }) => (spec?.load_balancer_source_ranges ?? []) as string[]);
  return lists.flat().filter((cidr) => !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(cidr) || range(cidr).length > 32 || range(cidr).first % 2 ** (32 - range(cidr).length) !== 0);
}

function range(cidr: string): { first: number; last: number; length: number } {
  const [address, length] = cidr.split('/');
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(length)) - 1, length: Number(length) };
}

/** Subnets that are not in the VPC, or overlap. */
function subnets(synthesized: Synthesized): string[] {
  const ranges = Object.values(synthesized.all('aws_subnet')).map((subnet) => ({ cidr: subnet.cidr_block as string, ...range(subnet.cidr_block) }));
  const [vpc] = Object.values(synthesized.all('aws_vpc')).map((block) => range(block.cidr_block));
  return ranges.filter((it, index) => it.first % 2 ** (32 - it.length) !== 0 || it.first < vpc.first || it.last > vpc.last
    || ranges.some((other, place) => place < index && it.first <= other.last && other.first <= it.last)).map(({ cidr }) => cidr);
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
function tags(synthesized: Synthesized): string[] {
  const shared = synthesized.json.provider?.aws?.[0].default_tags?.[0].tags ?? {};
  const own = Object.values<Record<string, Block>>(synthesized.json.resource ?? {})
    .flatMap((byName) => Object.values(byName)).map((block) => block.tags ?? {});
  return [shared, ...own].flatMap((group) => {
    // The id of the deployment instead of the reference to it.
    const all = Object.entries<string>({ ...shared, ...group })
      .map(([key, value]) => [key, value.replace('${terraform_data.StackDeployment.id}', '3b0a4ae9-5c0c-4b8a-9a4f-0a1b2c3d4e5f')]);
    return [
      ...(all.length > 50 ? ['too many'] : []),
      ...all.filter(([key, value]) => !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || /^aws:/i.test(key)
        || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value)).map(([key, value]) => `${key}: ${value}`),
    ];
  });
}
