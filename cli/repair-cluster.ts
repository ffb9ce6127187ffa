// repair: incomplete operations on one cluster.
import { Cluster, Identity, Kind, Release } from './cluster';
import { Resource } from './documents';
import { Repair, RepairOptions, sleep } from './repairs';
import { Stack } from './stack';
import { DEPLOYMENT } from './synthesized';
import { fail } from './terraform';

/** The timeout for the deletion of a namespace, the same as Terraform's. */
const NAMESPACE_SECONDS = 900;

/** A resource on a cluster; a Helm release has no kind. */
export interface Member extends Resource, Identity { readonly kind: Kind | undefined }

/** An object that belongs to another stack. */
export interface Foreign { readonly address: string; readonly id: string; readonly what: string }

export interface ClusterRepairOptions extends RepairOptions {
  /** The minimum age in seconds of an incomplete operation. */
  readonly patience: number;
  /** Whether this stack has created the cluster. */
  readonly isOwnCluster: boolean;
}

export interface ClusterRepairs { readonly repairs: readonly Repair[]; readonly foreign: readonly Foreign[] }

const HALF_DONE = /^pending-|^uninstalling$/;

const idOf = ({ name, namespace }: Identity): string => (namespace === undefined ? name : `${namespace}/${name}`);

const isNamespace = ({ kind }: Member): boolean => kind?.kind === 'Namespace';

/** Repairs on one cluster, and the objects on it that belong to other stacks. */
export async function repairsIn(
  cluster: Cluster, members: readonly Member[], stack: Stack, options: ClusterRepairOptions,
): Promise<ClusterRepairs> {
  if (!options.destroying) {
    await deletedNamespaces(cluster, members, options);
  }
  const objects = await objectRepairs(cluster, members, stack, options);
  const releases = await releaseRepairs(cluster, members, stack, options, objects.namespaces);
  return {
    repairs: [...objects.repairs, ...releases.repairs],
    foreign: [...objects.foreign, ...releases.foreign],
  };
}

/** Waits for namespaces that are being deleted: nothing new can be created in them. */
async function deletedNamespaces(
  cluster: Cluster, members: readonly Member[], { dryRun, say }: ClusterRepairOptions,
): Promise<void> {
  const isBeingDeleted = async (it: Member) => (await cluster.metadata?.(it))?.deletionTimestamp !== undefined;
  const until = Date.now() + NAMESPACE_SECONDS * 1000;
  for (const namespace of members.filter(isNamespace)) {
    for (let isReported = false; (!isReported || !dryRun) && await isBeingDeleted(namespace); isReported = true) {
      if (!isReported) {
        const remedy = dryRun ? 'repair will wait for it' : 'waiting for it …';
        say(`The namespace ${namespace.name} is being deleted: ${remedy}`);
      }
      if (Date.now() > until) {
        fail(`The namespace ${namespace.name} is still being deleted after ${NAMESPACE_SECONDS / 60} minutes. `
          + `Its status shows what it waits for:
  kubectl get namespace ${namespace.name} -o yaml`);
      }
      await sleep(1000);
    }
  }
}

/** Objects that exist but are missing from the state; `namespaces` are those of this stack. */
async function objectRepairs(
  cluster: Cluster, members: readonly Member[], stack: Stack, { destroying }: ClusterRepairOptions,
): Promise<ClusterRepairs & { readonly namespaces: ReadonlySet<string> }> {
  const [repairs, foreign]: [Repair[], Foreign[]] = [[], []];
  const namespaces = new Set(members.filter((it) => isNamespace(it) && stack.known.has(it.address))
    .map(({ name }) => name));
  const missing = members.filter(({ type, address }) => type !== 'helm_release' && !stack.known.has(address));
  const seen = await Promise.all(missing.map(async (it) => ({ it, metadata: await cluster.metadata?.(it) })));
  const isGuess = !cluster.metadata;
  for (const { it, metadata } of seen) {
    const { address, type } = it;
    const id = idOf(it);
    const isOurs = isGuess || metadata?.annotations?.[DEPLOYMENT] === stack.deployment;
    if (stack.deployment !== undefined && isOurs) {
      const isJob = type.startsWith('kubernetes_job') && !destroying;
      repairs.push({
        do: 'import',
        address,
        id,
        isGuess,
        because: `${type} ${id} exists, and is not in Terraform's state`,
        then: isJob ? [{ do: 'taint', address, because: `the result of the job ${id} is unknown: it runs again` }] : [],
      });
      if (!isGuess && isNamespace(it)) {
        namespaces.add(it.name);
      }
    } else if (metadata) {
      foreign.push({ address, id, what: type });
    }
  }
  return { repairs, foreign, namespaces };
}

/** Helm releases that are incomplete, or missing from the state. */
async function releaseRepairs(
  cluster: Cluster, members: readonly Member[], stack: Stack, options: ClusterRepairOptions, ours: ReadonlySet<string>,
): Promise<ClusterRepairs> {
  const [repairs, foreign]: [Repair[], Foreign[]] = [[], []];
  const releases = members.filter(({ type }) => type === 'helm_release').map((it) => ({ ...it, key: idOf(it) }));
  if (releases.length === 0) {
    return { repairs, foreign };
  }
  const namespaces = [...new Set(releases.map(({ namespace }) => namespace))];
  const keys = new Set(releases.map(({ key }) => key));
  const records = await settledReleases(cluster, namespaces, keys, options);
  for (const { address, key, namespace } of releases) {
    const record = records.get(key);
    const isKnown = stack.known.has(address);
    const isOurs = isKnown || options.isOwnCluster || (namespace !== undefined && ours.has(namespace));
    if (record && isOurs) {
      const isReplaced = options.destroying || stack.tainted.has(address);
      repairs.push(...repairsOf(address, record, { isKnown, isReplaced }));
    } else if (record) {
      foreign.push({ address, id: key, what: 'helm_release' });
    }
  }
  return { repairs, foreign };
}

/** Repairs of one release. */
function repairsOf(
  address: string, record: Release,
  { isKnown, isReplaced }: { readonly isKnown: boolean; readonly isReplaced: boolean },
): Repair[] {
  const what = `the release ${record.key} is ${record.status}`;
  const isUpgrade = /^pending-(upgrade|rollback)$/.test(record.status) && record.revision > 1;
  // Helm uninstalls in every state.
  const next: Repair[] = isReplaced || !HALF_DONE.test(record.status) ? []
    : isUpgrade ? [{ do: 'forget', record, because: `${what}: its previous revision counts again` }]
      : [{ do: 'taint', address, because: `${what}: it is replaced` }];
  const because = `${what}, and is not in Terraform's state`;
  return isKnown ? next : [{ do: 'import', address, id: record.key, because, then: next }];
}

/** Releases, after those that another run may still be working on are complete or old enough. */
async function settledReleases(
  cluster: Cluster, namespaces: ReadonlyArray<string | undefined>, keys: ReadonlySet<string>,
  { patience, say }: ClusterRepairOptions,
): Promise<Map<string, Release>> {
  for (let isReported = false; ; isReported = true) {
    const releases = await cluster.releases(namespaces);
    const young = [...releases.values()].filter(({ key, status, changedAt }) =>
      keys.has(key) && HALF_DONE.test(status) && Date.now() - changedAt < patience * 1000);
    if (young.length === 0) {
      return releases;
    }
    if (!isReported) {
      say(`Another run may be working on ${young.map(({ key }) => key).join(', ')}: waiting for up to ${patience} s …`);
    }
    await sleep(1000);
  }
}
