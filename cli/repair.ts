// repair: repairs what an interrupted run left incomplete in AWS and on the cluster, so that the next run can continue.
//
// An object on the cluster belongs to this stack only if an annotation has the id of this state, or, for a Helm
// release, if this stack created its namespace or the cluster: elsewhere another deployment may have a release of the
// same name. Others are only reported.
import { repairAws } from './aws';
import { Cluster, Connection, connectionOf, Kind, kindOf, openCluster } from './cluster';
import { knownOf, listOf, Resource } from './documents';
import { LATE_SECONDS } from './log-groups';
import { Member, repairsIn } from './repair-cluster';
import { Repair, RepairOptions, report } from './repairs';
import { readStack, Say, Stack, stateOf } from './stack';
import { aliasOf, DEPLOYMENT, onlyStack } from './synthesized';
import { codeOf, fail, lines, messageOf } from './terraform';
import { withoutUserinfo } from './userinfo';

/** The minimum age in seconds of an incomplete operation: another run without a lock may still be working on it. */
const PATIENCE_SECONDS = 30;

/** The cluster of the provider block that a resource uses; undefined if it is unknown. */
function clusterOf(resource: Resource, { config, resolve }: Stack): Connection | undefined {
  const alias = aliasOf(resource);
  const kubernetes = resource.type === 'helm_release'
    ? listOf(listOf(config.provider?.helm).find((it) => it.alias === alias)?.kubernetes)[0]
    : listOf(config.provider?.kubernetes).find((it) => it.alias === alias);
  return connectionOf(resolve(kubernetes));
}

/** A resource with its names on the cluster; undefined if they are unknown. */
function memberOf(resource: Resource, kind: Kind | undefined, { resolve }: Stack): Member | undefined {
  const { type, values } = resource;
  const { name: written, namespace: within } = type === 'helm_release' ? values : listOf(values.metadata)[0] ?? {};
  const [name, namespace] = [resolve(written), resolve(within)];
  return name === undefined || (within !== undefined && namespace === undefined) ? undefined
    : { ...resource, name, namespace, kind };
}

interface ClusterMembers { readonly connection: Connection; readonly members: Member[] }

/** The known clusters of a configuration, each with the stack's resources on it. */
function clustersOf(stack: Stack): ClusterMembers[] {
  const clusters = new Map<string, ClusterMembers>();
  for (const resource of stack.resources) {
    const kind = kindOf(resource.type);
    const isIn = kind !== undefined || resource.type === 'helm_release';
    const connection = isIn ? clusterOf(resource, stack) : undefined;
    const member = isIn ? memberOf(resource, kind, stack) : undefined;
    if (connection && member) {
      const key = JSON.stringify(connection);
      const found = clusters.get(key) ?? { connection, members: [] };
      found.members.push(member);
      clusters.set(key, found);
    }
  }
  return [...clusters.values()];
}

/** Applies a repair. Returns whether it changed anything. */
async function carryOut(it: Repair, cluster: Cluster | undefined, stack: Stack): Promise<boolean> {
  if (it.do === 'forget') {
    await cluster!.forget(it.record);
    return true;
  }
  const { terraform, importAws, deployment } = stack;
  const isImport = it.do === 'import';
  const done = !isImport ? terraform('taint', it.address)
    : it.isAws ? importAws(it.address, it.id)
      : terraform('import', '-input=false', it.address, it.id);
  if (done.status !== 0) {
    refuseLocked(done.stderr);
    const mayBeMissing = it.isGuess || (isImport && it.isAws);
    if (mayBeMissing && /non-existent|does not exist|not found/i.test(done.stderr)) {
      return false;
    }
    const command = `terraform ${it.do} ${it.address}${isImport ? ` ${it.id}` : ''}`;
    fail(`${it.because}. This cannot be repaired: ${command} failed with\n${done.stderr.trim()}`);
  }
  if (isImport && it.isGuess) {
    const attributes = stateOf(terraform('state', 'pull').stdout).known.get(it.address);
    if (listOf(attributes?.metadata)[0]?.annotations?.[DEPLOYMENT] !== deployment) {
      terraform('state', 'rm', it.address);
      return false;
    }
  }
  return true;
}

/** Ends the process with a remedy if terraform's output says that the state is locked. */
export function refuseLocked(stderr: string): void {
  if (/Error acquiring the state lock/.test(stderr)) {
    // eslint-disable-next-line no-control-regex
    const plain = stderr.replace(/\x1b\[\d*m/g, '');
    const [id, who, since] = ['ID', 'Who', 'Created'].map((name) =>
      new RegExp(`\\b${name}:\\s+(.+)`).exec(plain)?.[1].trim() ?? '?');
    fail(`${who} has locked the state since ${since}. If that run is still active, wait for it. If it was killed, run `
      + `in the stack's folder:
  terraform force-unlock ${id}`);
  }
}

async function carryOutAll(
  repairs: readonly Repair[], cluster: Cluster, stack: Stack, options: RepairOptions,
): Promise<void> {
  for (const it of repairs) {
    if (options.dryRun ? !it.isGuess : await carryOut(it, cluster, stack)) {
      report(options, it.because, it.do);
      await carryOutAll(it.then ?? [], cluster, stack, options);
    }
  }
}

/** Repairs incomplete operations on one cluster. */
async function repairCluster(
  { connection, members }: ClusterMembers, stack: Stack, options: RepairOptions & { readonly patience: number },
): Promise<void> {
  const { say } = options;
  const reportUnanswered = (error: unknown): undefined => {
    say(`The cluster ${connection.server ?? connection.file} does not answer (${lines(messageOf(error))[0]}): `
      + 'what an interrupted run has left there is not repaired.');
  };
  const cluster = await openCluster(connection).catch(reportUnanswered);
  const isOwnCluster = knownOf(stack.known, 'aws_eks_cluster')
    .some(([, { endpoint }]) => endpoint === connection.server);
  const found = cluster && await repairsIn(cluster, members, stack, { ...options, isOwnCluster }).catch((error) => {
    if (codeOf(error) === undefined) {
      throw error;
    }
    return reportUnanswered(error); // Of the network, or of the API: not everyone may read everything.
  });
  if (found) {
    found.foreign.forEach(({ address, id, what }) =>
      say(`${what} ${id} exists, and does not belong to this stack: it is left as it is. `
        + `If it does belong to it: terraform import ${address} ${id}`));
    await carryOutAll(found.repairs, cluster, stack, options);
  }
}

export interface RepairSettings extends Partial<RepairOptions> {
  /** The command that runs terraform. */
  readonly binary?: string;
  /** The minimum age in seconds of an incomplete operation. */
  readonly patience?: number;
}

/**
 * Finds and repairs problems that would fail the next run. Exits with a message if the deployer has to decide. Returns
 * the number of resources in the state.
 */
export async function repair(folder: string, settings: RepairSettings = {}): Promise<number> {
  const { binary, dryRun = false, patience = PATIENCE_SECONDS, say: print = console.log } = settings;
  const say: Say = (line) => print(withoutUserinfo(line));
  const stack = readStack(folder, binary, { dryRun, say });
  const options: RepairOptions = {
    destroying: settings.destroying ?? false,
    dryRun,
    adopt: settings.adopt ?? false,
    newDatabase: settings.newDatabase ?? false,
    keepsData: settings.keepsData ?? false,
    // A destroy re-creates nothing.
    lateSeconds: settings.lateSeconds ?? (stack.known.size === 0 ? LATE_SECONDS : 0),
    say,
  };
  await repairAws(stack, { ...options, carryOut: async (it) => carryOut(it, undefined, stack) });
  if (stack.known.size > 0) {
    for (const it of clustersOf(stack)) {
      await repairCluster(it, stack, { ...options, patience });
    }
  }
  return stack.known.size;
}

/** Options of the command. */
export interface RepairFlags {
  readonly destroy?: boolean;
  readonly dryRun?: boolean;
  readonly adopt?: boolean;
  readonly newDatabase?: boolean;
  readonly patience?: string;
  readonly json?: boolean;
}

/** The command; with `--json` it prints one JSON document at the end. */
export async function repairCommand(folder: string | undefined, flags: RepairFlags): Promise<void> {
  const { destroy: destroying, dryRun, adopt, newDatabase, patience, json } = flags;
  if (patience !== undefined && !/^\d+$/.test(patience)) {
    fail(`--patience: got ${patience}. Must be a whole number of seconds.`);
  }
  const seconds = patience === undefined ? undefined : Number(patience);
  const repairs: Array<{ readonly action: string; readonly what: string }> = [];
  const messages: string[] = [];
  const record: Say = (line) => {
    const [, what, action] = /^(?:Repaired|To repair): ([^]*) \((\w+)\)$/.exec(line) ?? [];
    if (what === undefined) {
      messages.push(line);
    } else {
      repairs.push({ action, what });
    }
  };
  await repair(folder ?? onlyStack(), {
    destroying, dryRun, adopt, newDatabase, patience: seconds, lateSeconds: seconds, say: json ? record : undefined,
  });
  if (json) {
    console.log(JSON.stringify({ dryRun: dryRun ?? false, repairs, messages }, null, 2));
  }
}
