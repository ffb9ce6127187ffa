// What a cluster has: releases of Helm and named objects. Asked by the client of the Kubernetes project, or by helm where that is not possible.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 10_000;
const GROUPS = {
  'batch/v1': ['job', 'cron_job'],
  'policy/v1': ['pod_disruption_budget'],
  'autoscaling/v2': ['horizontal_pod_autoscaler'],
  'scheduling.k8s.io/v1': ['priority_class'],
  'apps/v1': ['deployment', 'stateful_set', 'daemon_set'],
  'networking.k8s.io/v1': ['ingress', 'ingress_class', 'network_policy'],
  'rbac.authorization.k8s.io/v1': ['role', 'role_binding', 'cluster_role', 'cluster_role_binding'],
  'storage.k8s.io/v1': ['storage_class'],
  'v1': ['namespace', 'secret', 'config_map', 'service', 'service_account', 'persistent_volume_claim', 'persistent_volume', 'resource_quota', 'limit_range'],
};

/** apiVersion and kind of a type of Terraform's provider; undefined for one that is none of a named object. */
export function kindOf(type) {
  const [, name] = /^kubernetes_(\w+?)(?:_v\d)?$/.exec(type) ?? [];
  const [apiVersion] = Object.entries(GROUPS).find(([, names]) => names.includes(name)) ?? [];
  return apiVersion && { apiVersion, kind: name.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase()) };
}

/** The cluster that a block of a provider names, its references filled in; undefined while it is not known. */
export function connectionOf(block) {
  const exec = [block?.exec].flat()[0];
  const connection = {
    server: block?.host, authority: block?.cluster_ca_certificate, isInsecure: block?.insecure, token: block?.token,
    exec: exec && { apiVersion: exec.api_version, command: exec.command, args: exec.args, env: exec.env },
    file: block?.config_path, context: block?.config_context,
  };
  return connection.server || connection.file || process.env.KUBE_CONFIG_PATH ? connection : undefined;
}

/** Opens a cluster. Throws if it does not answer. */
export async function openCluster(connection) {
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

async function byApi({ server, authority, isInsecure, token, exec, file, context }) {
  const { ApiException, CoreV1Api, KubeConfig, KubernetesObjectApi, setHeaderOptions, VersionApi } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  if (server) {
    config.loadFromOptions({
      clusters: [{ name: 'stack', server, caData: authority && Buffer.from(authority).toString('base64'), skipTLSVerify: isInsecure ?? false }],
      users: [{ name: 'stack', token, exec: exec && { ...exec, env: Object.entries(exec.env ?? {}).map(([name, value]) => ({ name, value })) } }],
      contexts: [{ name: 'stack', cluster: 'stack', user: 'stack' }],
      currentContext: 'stack',
    });
  } else {
    config.loadFromFile((file ?? process.env.KUBE_CONFIG_PATH).replace(/^~(?=\/)/, process.env.HOME));
    config.setCurrentContext(context ?? config.getCurrentContext());
  }
  await within(PATIENCE_MS, config.makeApiClient(VersionApi).getCode());
  const core = config.makeApiClient(CoreV1Api);
  const objects = KubernetesObjectApi.makeApiClient(config);
  const unlessMissing = (asked) => asked.catch((error) => {
    if (error instanceof ApiException && error.code === 404) {
      return undefined;
    }
    throw error;
  });
  return {
    /** The newest record of each release in some namespaces. */
    async releases(namespaces) {
      // What is released is in the records, too, and may be megabytes: labels are enough.
      const metadataOnly = setHeaderOptions('Accept', 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io');
      const lists = await Promise.all(namespaces.map((namespace) => core.listNamespacedSecret({ namespace, labelSelector: 'owner=helm' }, metadataOnly)));
      const newest = new Map();
      for (const { metadata: { name: record, namespace, labels, creationTimestamp } } of lists.flatMap(({ items }) => items ?? [])) {
        const revision = Number(labels.version);
        const key = `${namespace}/${labels.name}`;
        if (!(newest.get(key)?.revision > revision)) {
          const changed = labels.modifiedAt ?? labels.createdAt;
          newest.set(key, {
            key, record, namespace, name: labels.name, revision, status: labels.status,
            changedAt: changed ? Number(changed) * 1000 : new Date(creationTimestamp).getTime(),
          });
        }
      }
      return newest;
    },
    /** Takes the newest record away: the one before counts again. */
    forget: ({ namespace, record }) => core.deleteNamespacedSecret({ namespace, name: record }),
    /** The metadata of an object; undefined if it does not exist. */
    metadata: async ({ kind, namespace, name }) => (await unlessMissing(objects.read({ ...kind, metadata: { name, namespace } })))?.metadata,
  };
}

/** The same as far as helm can tell: it does not know objects, so there is no `metadata`. */
function byHelm({ server, authority, token, exec, file, context }) {
  const folder = mkdtempSync(join(tmpdir(), 'zenml-repair-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const own = server && {
    HELM_KUBEAPISERVER: server,
    HELM_KUBETOKEN: token ?? JSON.parse(spawnSync(exec?.command, exec?.args ?? [], { encoding: 'utf8', env: { ...process.env, ...exec?.env } }).stdout || '{}').status?.token,
    HELM_KUBECAFILE: authority && join(folder, 'ca.pem'),
  };
  if (own?.HELM_KUBECAFILE) {
    writeFileSync(own.HELM_KUBECAFILE, authority);
  }
  const helm = (...args) => spawnSync('helm', [...args, ...(context ? ['--kube-context', context] : [])], {
    encoding: 'utf8', timeout: PATIENCE_MS, maxBuffer: 1 << 28, env: { ...process.env, ...own, ...(file && !server && { KUBECONFIG: file }) },
  });
  const list = () => helm('list', '-A', '-a', '-o', 'json');
  if (list().status !== 0) {
    return undefined;
  }
  return {
    async releases() {
      return new Map(JSON.parse(list().stdout || '[]').map(({ name, namespace, revision, status, updated }) => {
        const key = `${namespace}/${name}`;
        return [key, { key, namespace, name, revision: Number(revision), status, changedAt: Date.parse(updated.replace(/(\.\d{3})\d* ([+-]\d{4}).*$/, '$1$2')) }];
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

function within(milliseconds, asked) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
