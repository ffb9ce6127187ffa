// diagram: the namespaces of a stack's cluster, their workloads, and the resources that they can access.
import { Reading, referred, Release, unique } from './diagram-reading';

/** The purpose of a namespace. */
export type NamespaceKind =
  'zenml' | 'mlflow' | 'nginx' | 'istio' | 'seldon' | 'system' | 'models' | 'pipelines' | 'other';

/** A namespace in the picture. */
export interface Namespace {
  readonly name: string;
  kind: NamespaceKind;
  /** Not created by this stack. */
  existing: boolean;
  readonly runs: string[];
  /** Additional text in its box. */
  readonly lines: string[];
  /** IAM roles of its service accounts. */
  readonly roles: string[];
  /** Texts on roles that its own roles may assume. */
  readonly assumed: string[];
}

/** A chart: the kind of its namespace, a name, and the version: the chart's, the tag of its image, or none. */
interface Chart {
  readonly kind: NamespaceKind;
  readonly name: string;
  readonly version?: 'tag' | 'none';
}

const CHARTS: Readonly<Record<string, Chart>> = {
  'zenml': { kind: 'zenml', name: 'ZenML server', version: 'tag' },
  'mlflow': { kind: 'mlflow', name: 'MLflow', version: 'tag' },
  'nginx-ingress': { kind: 'nginx', name: 'NGINX Ingress', version: 'none' },
  'gateway': { kind: 'istio', name: 'Istio gateway' },
  'istiod': { kind: 'istio', name: 'istiod' },
  'seldon-core-operator': { kind: 'seldon', name: 'Seldon Core' },
  'karpenter': { kind: 'system', name: 'Karpenter' },
  'cluster-autoscaler': { kind: 'system', name: 'Cluster Autoscaler', version: 'tag' },
  'nvidia-device-plugin': { kind: 'system', name: 'NVIDIA device plugin' },
};

/** Charts that run nothing: definitions, and charts of this package. */
const RUNS_NOTHING = /^(base|karpenter-crd|assets\/.*)$/;

interface Namespaced { readonly metadata?: { readonly namespace?: string }; readonly namespace?: string }

/** The namespaces of a cluster, by name. */
export class Namespaces {
  private readonly all = new Map<string, Namespace>();

  public constructor(private readonly plain: Reading['plain']) {}

  /** The namespace with a name, added if it is new. Sets the kind if it is not set yet. */
  public named(name: string, kind: NamespaceKind = 'other'): Namespace {
    const found = this.all.get(name)
      ?? { name, kind, existing: true, runs: [], lines: [], roles: [], assumed: [] };
    found.kind = found.kind === 'other' ? kind : found.kind;
    this.all.set(name, found);
    return found;
  }

  /** The namespace of a block. */
  public of({ metadata, namespace = metadata?.namespace ?? 'default' }: Namespaced, kind?: NamespaceKind): Namespace {
    return this.named(this.plain(namespace), kind);
  }

  public ofKind(kind: NamespaceKind): Namespace | undefined {
    return this.list().find((it) => it.kind === kind);
  }

  public list(): Namespace[] {
    return [...this.all.values()];
  }
}

/** Namespaces with their workloads. */
export function namespacesOf(read: Reading): Namespaces {
  const { config, blocks, plain, releases } = read;
  const namespaces = new Namespaces(plain);
  for (const { metadata, depends_on: after = [] } of blocks('kubernetes_namespace_v1')) {
    const isOperated = after.some((address) =>
      config.resource?.helm_release?.[address.slice('helm_release.'.length)]?.chart === 'seldon-core-operator');
    namespaces.named(plain(metadata.name), isOperated ? 'models' : undefined).existing = false;
  }
  releases.filter(({ chart }) => !RUNS_NOTHING.test(chart)).forEach((release) => addRelease(namespaces, release));
  blocks('kubernetes_role_v1').filter((block) => JSON.stringify(block).includes('"seldondeployments"'))
    .forEach((block) => namespaces.of(block, 'models'));
  blocks('kubernetes_role_binding_v1')
    .filter(({ role_ref: { kind, name } }) => kind === 'ClusterRole' && name === 'edit')
    .forEach((block) => (namespaces.of(block, 'pipelines').runs[0] ??= 'Pipelines'));
  blocks('kubernetes_deployment_v1').forEach((block) => namespaces.of(block).runs.push(plain(block.metadata.name)));
  blocks('kubernetes_job_v1').forEach((block) => (namespaces.of(block).runs[0] ??= plain(block.metadata.name)));
  const addons = blocks('aws_eks_addon').map((it) => it.addon_name);
  if (addons.length > 0) {
    const system = namespaces.named('kube-system', 'system');
    system.existing = false;
    system.lines.push(`EKS add-ons: ${addons.join(', ')}`);
  }
  namespaces.ofKind('models')?.runs.unshift('Models');
  blocks('kubernetes_service_account_v1').filter(({ metadata }) => !/-create-database$/.test(metadata.name))
    .forEach((block) => namespaces.of(block).lines.push(`service account ${plain(block.metadata.name)}`));
  addExistingGateway(namespaces, read);
  return namespaces;
}

function addRelease(namespaces: Namespaces, release: Release): void {
  const { kind, name = release.name, version } = CHARTS[release.chart] ?? {};
  const it = namespaces.of(release, kind);
  const tag = [...release.text.matchAll(/"image":\{"tag":"v?([^"]+)"/g)].pop()?.[1];
  it.runs.push([name, version === 'none' ? '' : version === 'tag' ? tag : release.version].filter(Boolean).join(' '));
  it.existing &&= kind !== 'system';
}

/** The values of a chart, as text. */
const valuesOf = ({ releases }: Reading, chart: string): string => `${releases.find((it) => it.chart === chart)?.text}`;

/** An existing Istio gateway that the stack uses. */
function addExistingGateway(namespaces: Namespaces, read: Reading): void {
  const [, theirs, gateway] = /"gateway":"([^"/]+)\/([^"]+)"/.exec(valuesOf(read, 'seldon-core-operator')) ?? [];
  if (gateway && !namespaces.ofKind('istio')) {
    namespaces.named(theirs, 'istio').runs.push('Istio gateway');
    namespaces.named(theirs).lines.push(gateway);
  }
}

/** Where pipelines are registered. */
export interface Registration {
  /** Names of ZenML stacks. */
  readonly stacks: readonly string[];
  /** The ZenML server, if the stack has none. */
  readonly server: string | undefined;
}

/** Connects namespaces, and returns where pipelines are registered. */
export function connectNamespaces(namespaces: Namespaces, read: Reading): Registration {
  const { config, blocks, plain, edge } = read;
  const between = (a: Namespace | undefined, b: Namespace | undefined, label?: string) => {
    if (a && b && a !== b) {
      edge(a.name, b.name, label);
    }
  };
  const ingresses = blocks('kubernetes_ingress_v1');
  if (ingresses.some(({ metadata }) => metadata.annotations?.['nginx.org/basic-auth-secret'])) {
    namespaces.ofKind('nginx')?.lines.push('basic auth');
  }
  const [, port] = /"service":\{[^}]*"port":(\d+)/.exec(valuesOf(read, 'mlflow')) ?? [];
  ingresses.map((block) => namespaces.of(block)).filter(({ kind }) => kind === 'mlflow')
    .forEach((it) => between(namespaces.ofKind('nginx'), it, port));
  const models = namespaces.ofKind('models');
  between(namespaces.ofKind('istio'), models, 'HTTP');
  between(namespaces.ofKind('seldon'), models, 'runs');
  const whole = JSON.stringify(config).replace(/\\+"/g, '"');
  const [, store] = /"ZENML_STORE_URL","value":"([^"]+)"/.exec(whole) ?? [];
  const zenml = namespaces.ofKind('zenml');
  if (zenml && store?.includes(`.${zenml.name}.svc`)) {
    between(namespaces.ofKind('pipelines'), zenml, 'HTTP');
  }
  const [, stacks] = /"stacks":(\{[^}]*\})/.exec(whole) ?? [];
  return {
    stacks: stacks ? Object.keys(JSON.parse(stacks) as object) : [],
    server: zenml || !store ? undefined : plain(store).replace(/^https?:\/\//, ''),
  };
}

/** An IAM role of the stack. */
interface Role {
  readonly id: string;
  readonly name: string;
  /** Namespaces whose service accounts can assume it. */
  readonly accounts: readonly string[];
  /** The role that can assume it. */
  readonly by: string | undefined;
  /** Its policy statements as text: a policy with expressions is not JSON. */
  readonly grants: readonly string[];
}

function rolesOf({ named, blocks, plain, short }: Reading): Role[] {
  return named('aws_iam_role').map(([id, { assume_role_policy: trust, name, name_prefix: prefix }]) => ({
    id,
    name: short(plain(name ?? prefix)),
    accounts: unique([...trust.matchAll(/system:serviceaccount:([^:"]+):/g)].map(([, it]) => plain(it))),
    by: referred(trust, 'aws_iam_role'),
    grants: blocks('aws_iam_role_policy').filter(({ role }) => referred(role, 'aws_iam_role') === id || role === name)
      .flatMap(({ policy }) => policy.split('"Effect":').filter((it) => it.startsWith('"Allow"'))),
  }));
}

const BUCKET = /\$\{[^}]*aws_s3_bucket\.[^}]+\}|arn:[^"]*:s3:::[\w.-]+/g;
const PATH_OF_OBJECTS = /(?:arn\}|:s3:::[\w.-]+)\/([^"*]+)\*"/;

/**
 * Roles of service accounts: adds them to their namespaces, and connects those with bucket and registry.
 *
 * @param bucket receives each bucket, as an expression or an ARN
 */
export function addRoles(read: Reading, namespaces: Namespaces, bucket: (text: string) => void): void {
  const { edge } = read;
  const roles = rolesOf(read);
  for (const { id, name, accounts, grants } of roles) {
    const rights = (names: Readonly<Record<string, string>>) => Object.entries(names)
      .filter(([action]) => grants.some((it) => it.includes(`"${action}"`))).map(([, right]) => right).join(', ');
    const [, path = ''] = PATH_OF_OBJECTS.exec(`${grants.find((it) => it.includes('"s3:GetObject"'))}`) ?? [];
    const objects = rights({ 's3:GetObject': 'read', 's3:PutObject': 'write' });
    const images = rights({ 'ecr:PutImage': 'push', 'ecr:BatchGetImage': 'pull' });
    for (const it of accounts.map((account) => namespaces.named(account))) {
      it.roles.push(name);
      it.assumed.push(...roles.filter(({ by }) => by === id).map(assumedRole));
      grants.forEach((text) => [...text.matchAll(BUCKET)].forEach(([found]) => bucket(found)));
      if (objects) {
        edge(it.name, 'bucket', path ? `${objects} ${path}*` : objects);
      }
      if (images) {
        edge(it.name, 'registry', images);
      }
    }
  }
}

function assumedRole({ name, grants }: Role): string {
  const services = unique([...grants.join().matchAll(/"(\w+):\w+"/g)].map(([, service]) => service.toUpperCase()));
  return `assumes IAM role ${name} (${services.join(', ')})`;
}
