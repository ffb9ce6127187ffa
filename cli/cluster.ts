// Helm releases and named objects on a cluster: read with the Kubernetes client, or with helm if the client cannot
// reach the cluster.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreV1Api, KubeConfig, V1ObjectMeta } from '@kubernetes/client-node' with { 'resolution-mode': 'import' };
import { KubernetesBlock, listOf } from './documents';
import { MAX_OUTPUT } from './terraform';

const PATIENCE_MS = 10_000;
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'batch/v1': ['job', 'cron_job'],
  'policy/v1': ['pod_disruption_budget'],
  'autoscaling/v2': ['horizontal_pod_autoscaler'],
  'scheduling.k8s.io/v1': ['priority_class'],
  'apps/v1': ['deployment', 'stateful_set', 'daemon_set'],
  'networking.k8s.io/v1': ['ingress', 'ingress_class', 'network_policy'],
  'rbac.authorization.k8s.io/v1': ['role', 'role_binding', 'cluster_role', 'cluster_role_binding'],
  'storage.k8s.io/v1': ['storage_class'],
  'v1': [
    'namespace', 'secret', 'config_map', 'service', 'service_account', 'persistent_volume_claim', 'persistent_volume',
    'resource_quota', 'limit_range',
  ],
};

export interface Kind { readonly apiVersion: string; readonly kind: string }

/** Names of an object in a cluster. */
export interface Identity { readonly name: string; readonly namespace?: string }

/** The newest record of a Helm release. */
export interface Release {
  /** `namespace/name`, by which Terraform imports it. */
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly status: string;
  /** In milliseconds since 1970. */
  readonly changedAt: number;
  /** The Secret that holds it; unknown to helm. */
  readonly record?: string;
}

/** The parts of an object's metadata that identify its owner. */
export interface Metadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly deletionTimestamp?: unknown;
}

export interface Cluster {
  /** The newest record of each release in some namespaces. */
  releases(namespaces: ReadonlyArray<string | undefined>): Promise<Map<string, Release>>;
  /** Deletes the newest record, so that the previous one is current again. */
  forget(release: Release): Promise<unknown>;
  /** The metadata of an object, undefined if it does not exist. helm does not know, and has no such method. */
  metadata?(object: Identity & { readonly kind?: Kind }): Promise<Metadata | undefined>;
}

interface Exec {
  readonly apiVersion: string;
  readonly command: string;
  readonly args?: string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Connection settings of a cluster. */
export interface Connection {
  readonly server?: string;
  readonly authority?: string;
  readonly isInsecure?: boolean;
  readonly token?: string;
  readonly exec?: Exec;
  readonly file?: string;
  readonly context?: string;
}

/** apiVersion and kind of a type of Terraform's provider; undefined for a type that is not a named object. */
export function kindOf(type: string): Kind | undefined {
  const [, name] = /^kubernetes_(\w+?)(?:_v\d)?$/.exec(type) ?? [];
  const [apiVersion] = Object.entries(GROUPS).find(([, names]) => names.includes(name)) ?? [];
  const kind = name?.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return apiVersion === undefined ? undefined : { apiVersion, kind };
}

/** The cluster that a resolved provider block specifies; undefined if it is unknown. */
export function connectionOf(block: KubernetesBlock | undefined): Connection | undefined {
  const [exec] = listOf(block?.exec);
  const connection = {
    server: block?.host,
    authority: block?.cluster_ca_certificate,
    isInsecure: block?.insecure,
    token: block?.token,
    exec: exec && { apiVersion: exec.api_version, command: exec.command, args: exec.args, env: exec.env },
    file: block?.config_path,
    context: block?.config_context,
  };
  return connection.server || connection.file || process.env.KUBE_CONFIG_PATH ? connection : undefined;
}

/** Connects to a cluster. Throws if it does not respond. */
export async function openCluster(connection: Connection): Promise<Cluster> {
  try {
    return await byApi(connection);
  } catch (error) {
    const helm = byHelm(connection);
    if (helm) {
      return helm;
    }
    throw error;
  }
}

async function byApi(connection: Connection): Promise<Cluster> {
  // eslint-disable-next-line import/no-extraneous-dependencies -- optional: without it helm is asked
  const client = await import('@kubernetes/client-node');
  const config = new client.KubeConfig();
  load(config, connection);
  await within(PATIENCE_MS, config.makeApiClient(client.VersionApi).getCode());
  const core = config.makeApiClient(client.CoreV1Api);
  const objects = client.KubernetesObjectApi.makeApiClient(config);
  // The record contains the whole release, which may be megabytes: read only its labels.
  const metadataOnly = client.setHeaderOptions(
    'Accept', 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io');
  const recordsIn = async (namespace: string) =>
    (await core.listNamespacedSecret({ namespace, labelSelector: 'owner=helm' }, metadataOnly)).items ?? [];
  return {
    releases: async (namespaces) => newestOf((await Promise.all(namespaces.map(async (it) => recordsIn(it!)))).flat()
      .map(({ metadata }) => metadata!)),
    forget: async (release) => forget(core, release),
    metadata: async ({ kind, namespace, name }) => {
      try {
        // Without a namespace the object is cluster-scoped.
        const found = await objects.read({ ...kind, metadata: { name, namespace: namespace! } });
        return found.metadata;
      } catch (error) {
        if (error instanceof client.ApiException && error.code === 404) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

function load(config: KubeConfig, { server, authority, isInsecure, token, exec, file, context }: Connection): void {
  if (!server) {
    config.loadFromFile((file ?? process.env.KUBE_CONFIG_PATH!).replace(/^~(?=\/)/, process.env.HOME!));
    config.setCurrentContext(context ?? config.getCurrentContext());
    return;
  }
  const env = Object.entries(exec?.env ?? {}).map(([name, value]) => ({ name, value }));
  const caData = authority && Buffer.from(authority).toString('base64');
  config.loadFromOptions({
    clusters: [{ name: 'stack', server, caData, skipTLSVerify: isInsecure ?? false }],
    users: [{ name: 'stack', token, exec: exec && { ...exec, env } }],
    contexts: [{ name: 'stack', cluster: 'stack', user: 'stack' }],
    currentContext: 'stack',
  });
}

/** The newest of Helm's records by release. */
function newestOf(records: readonly V1ObjectMeta[]): Map<string, Release> {
  const newest = new Map<string, Release>();
  for (const { name: record, namespace = '', labels = {}, creationTimestamp } of records) {
    const revision = Number(labels.version);
    const key = `${namespace}/${labels.name}`;
    if (!((newest.get(key)?.revision ?? -Infinity) > revision)) {
      const changed = labels.modifiedAt ?? labels.createdAt;
      const changedAt = changed ? Number(changed) * 1000 : new Date(creationTimestamp!).getTime();
      newest.set(key, { key, record, namespace, name: labels.name, revision, status: labels.status, changedAt });
    }
  }
  return newest;
}

const forget = async (core: CoreV1Api, { namespace, record }: Release): Promise<unknown> =>
  core.deleteNamespacedSecret({ namespace, name: record! });

interface HelmRelease {
  readonly name: string;
  readonly namespace: string;
  readonly revision: string;
  readonly status: string;
  readonly updated: string;
}

/** The output of the credentials command in a kubeconfig. */
interface ExecCredential { readonly status?: { readonly token?: string } }

function tokenOf(exec: Exec | undefined): string | undefined {
  if (!exec) {
    return undefined;
  }
  const env = { ...process.env, ...exec.env };
  const { stdout } = spawnSync(exec.command, exec.args ?? [], { encoding: 'utf8', env });
  return (JSON.parse(stdout || '{}') as ExecCredential).status?.token;
}

/** The cluster's releases, read with helm; undefined if helm cannot reach the cluster. */
function byHelm({ server, authority, token, exec, file, context }: Connection): Cluster | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'zenml-repair-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const authorityFile = join(folder, 'ca.pem');
  if (server && authority) {
    writeFileSync(authorityFile, authority);
  }
  const env = {
    ...process.env,
    ...(server && { HELM_KUBEAPISERVER: server, HELM_KUBETOKEN: token ?? tokenOf(exec) }),
    ...(server && authority && { HELM_KUBECAFILE: authorityFile }),
    ...(file && !server && { KUBECONFIG: file }),
  };
  const inContext = context ? ['--kube-context', context] : [];
  const helm = (...args: readonly string[]) =>
    spawnSync('helm', [...args, ...inContext], { encoding: 'utf8', timeout: PATIENCE_MS, maxBuffer: MAX_OUTPUT, env });
  const list = () => helm('list', '-A', '-a', '-o', 'json');
  if (list().status !== 0) {
    return undefined;
  }
  return {
    async releases() {
      const found = JSON.parse(list().stdout || '[]') as HelmRelease[];
      return new Map(found.map(({ name, namespace, revision, status, updated }) => {
        const key = `${namespace}/${name}`;
        const changedAt = Date.parse(updated.replace(/(\.\d{3})\d* ([+-]\d{4}).*$/, '$1$2'));
        return [key, { key, name, namespace, status, revision: Number(revision), changedAt }];
      }));
    },
    async forget({ namespace, name, revision }) {
      const done = helm('rollback', name, `${revision - 1}`, '-n', namespace);
      if (done.status !== 0) {
        throw new Error(done.stderr);
      }
    },
  };
}

async function within<T>(milliseconds: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
