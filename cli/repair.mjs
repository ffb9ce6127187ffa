// repair: what an interrupted run has left half done in the cluster, made such that the next run can go on.
//
// It is this stack's only if an annotation has the id that this stack's state has, or, for a release of Helm, if this stack has created its
// namespace or the cluster: elsewhere another deployment may have a release of the same name. The rest is reported, and not touched.
import { repairAws } from './aws.mjs';
import { connectionOf, kindOf, openCluster } from './cluster.mjs';
import { LATE_SECONDS } from './log-groups.mjs';
import { aliasOf, DEPLOYMENT, onlyStack, readStack, stateOf } from './synthesized.mjs';
import { fail, lines } from './terraform.mjs';
import { withoutUserinfo } from './userinfo.mjs';

/** How old something half done has to be to be taken for dead: a run that goes on without its lock is given that time. */
const PATIENCE_SECONDS = 30;

/** The time that Terraform gives them, too. */
const NAMESPACE_SECONDS = 900;

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The first block of a provider that a resource uses. */
function providerOf(resource, { config, resolve }) {
  const name = resource.type.split('_')[0];
  const alias = aliasOf(resource);
  const block = (config.provider?.[name] ?? []).find((it) => it.alias === alias);
  return name === 'helm' ? helmConnection(block, resolve) : connectionOf(resolve(block));
}
const helmConnection = (block, resolve) => connectionOf(resolve([block?.kubernetes].flat()[0]));

/** Names as the cluster has them; undefined where something in them is not known. */
function identityOf({ type, values }, resolve) {
  const { name, namespace } = type === 'helm_release' ? values : [values.metadata].flat()[0] ?? {};
  const identity = { name: resolve(name), namespace: namespace === undefined ? undefined : resolve(namespace) };
  return identity.name === undefined || (namespace !== undefined && identity.namespace === undefined) ? undefined : identity;
}

const idOf = ({ name, namespace }) => (namespace === undefined ? name : `${namespace}/${name}`);

/** What is to be done about a release; `then` is for after it. */
function releaseRepairs(address, record, { isKnown, isTainted, destroying }) {
  const what = `the release ${record.key} is ${record.status}`;
  const isUpgrade = /^pending-(upgrade|rollback)$/.test(record.status) && record.revision > 1;
  const isHalf = /^pending-|^uninstalling$/.test(record.status);
  // Helm uninstalls in every state.
  const next = destroying || isTainted || !isHalf ? []
    : isUpgrade ? [{ do: 'forget', record, because: `${what}: its revision before counts again` }]
      : [{ do: 'taint', address, because: `${what}: it is made anew` }];
  return isKnown ? next : [{ do: 'import', address, id: record.key, because: `${what}, and Terraform does not know it`, then: next }];
}

/** Records of releases, once those that somebody may still be working on have come to an end or are old enough. */
async function settledReleases(cluster, namespaces, names, { patience, say }) {
  let told = false;
  for (;;) {
    const releases = await cluster.releases(namespaces);
    const young = [...releases.values()].filter(({ key, status, changedAt }) =>
      names.has(key) && /^pending-|^uninstalling$/.test(status) && Date.now() - changedAt < patience * 1000);
    if (young.length === 0) {
      return releases;
    }
    if (!told) {
      say(`Somebody may be working on ${young.map(({ key }) => key).join(', ')}: waiting for up to ${patience} s …`);
      told = true;
    }
    await sleep(1000);
  }
}

/** Waits for namespaces that are on their way out: nothing new gets into them, and what is there goes with them. */
async function goneNamespaces(cluster, members, { dryRun, say }) {
  const isGoing = async (it) => (await cluster.metadata?.(it))?.deletionTimestamp !== undefined;
  const until = Date.now() + NAMESPACE_SECONDS * 1000;
  for (const namespace of members.filter(({ kind }) => kind?.kind === 'Namespace')) {
    for (let told = false; (!told || !dryRun) && await isGoing(namespace); told = true) {
      if (!told) {
        say(`The namespace ${namespace.name} is being deleted: ${dryRun ? 'to be waited for' : 'waiting until it is gone …'}`);
      }
      if (Date.now() > until) {
        fail(`The namespace ${namespace.name} is still being deleted after ${NAMESPACE_SECONDS / 60} minutes. What it waits for stands in its status:
  kubectl get namespace ${namespace.name} -o yaml`);
      }
      await sleep(1000);
    }
  }
}

/** What is to be repaired in one cluster. */
async function repairsIn(cluster, members, stack, options) {
  if (!options.destroying) {
    await goneNamespaces(cluster, members, options);
  }
  const repairs = [];
  const foreign = [];
  const { deployment } = stack;
  const ours = new Set(members.filter(({ address, kind }) => kind?.kind === 'Namespace' && stack.known.has(address)).map(({ name }) => name));
  const objects = members.filter(({ type, address }) => type !== 'helm_release' && !stack.known.has(address));
  const seen = await Promise.all(objects.map(async (it) => ({ ...it, metadata: await cluster.metadata?.(it) })));
  for (const { address, type, kind, name, namespace, metadata } of seen) {
    const id = idOf({ name, namespace });
    const isGuess = !cluster.metadata;
    if (deployment !== undefined && (isGuess || metadata?.annotations?.[DEPLOYMENT] === deployment)) {
      repairs.push({
        do: 'import', address, id, isGuess,
        because: `${type} ${id} exists, and Terraform does not know it`,
        then: type.startsWith('kubernetes_job') && !options.destroying
          ? [{ do: 'taint', address, because: `nobody knows how the job ${id} ended: it runs again` }] : [],
      });
      if (!isGuess && kind?.kind === 'Namespace') {
        ours.add(name);
      }
    } else if (metadata) {
      foreign.push({ address, id, what: type });
    }
  }
  const releases = members.filter(({ type }) => type === 'helm_release').map((it) => ({ ...it, key: idOf(it) }));
  const records = releases.length === 0 ? new Map()
    : await settledReleases(cluster, [...new Set(releases.map(({ namespace }) => namespace))], new Set(releases.map(({ key }) => key)), options);
  for (const { address, key, namespace } of releases.filter((it) => records.has(it.key))) {
    const isKnown = stack.known.has(address);
    if (isKnown || options.isOwnCluster || ours.has(namespace)) {
      repairs.push(...releaseRepairs(address, records.get(key), { ...options, isKnown, isTainted: stack.tainted.has(address) }));
    } else {
      foreign.push({ address, id: key, what: 'helm_release' });
    }
  }
  return { repairs, foreign };
}

/** Carries one out; returns whether there was anything to do. */
async function carryOut(repair, cluster, { terraform, importAws, deployment }) {
  if (repair.do === 'forget') {
    await cluster.forget(repair.record);
    return true;
  }
  const done = repair.do === 'taint' ? terraform('taint', repair.address)
    : repair.isAws ? importAws(repair.address, repair.id) : terraform('import', '-input=false', repair.address, repair.id);
  if (done.status !== 0) {
    refuseLocked(done.stderr);
    if ((repair.isGuess || repair.isAws) && /non-existent|does not exist|not found/i.test(done.stderr)) {
      return false;
    }
    fail(`${repair.because}. It cannot be repaired: terraform ${repair.do} ${repair.address} ${repair.id ?? ''} says\n${done.stderr.trim()}`);
  }
  if (repair.do === 'import' && repair.isGuess) {
    const attributes = stateOf(terraform('state', 'pull').stdout).known.get(repair.address);
    if (attributes?.metadata?.[0]?.annotations?.[DEPLOYMENT] !== deployment) {
      terraform('state', 'rm', repair.address);
      return false;
    }
  }
  return true;
}

/** Ends with what to do if that is what terraform says. */
export function refuseLocked(stderr) {
  if (/Error acquiring the state lock/.test(stderr)) {
    const plain = stderr.replace(/\x1b\[\d*m/g, '');
    const [id, who, since] = ['ID', 'Who', 'Created'].map((name) => new RegExp(`\\b${name}:\\s+(.+)`).exec(plain)?.[1].trim() ?? '?');
    fail(`${who} has locked the state since ${since}. If that run is going, wait for it. If it was killed, in the stack's folder:
  terraform force-unlock ${id}`);
  }
}

/**
 * Looks at what a run is about to meet, and repairs what would stop it. Ends the process with a message where a person has to decide. Returns how
 * many resources the state knows.
 *
 * `keepsData`: after a destroy that has left the data, which is no sign of a lost state then. `lateSeconds`: before a destroy nothing is expected to come back; after it, AWS may bring log groups back for so long.
 */
export async function repair(folder, {
  binary, destroying = false, dryRun = false, adopt = false, newDatabase = false, keepsData = false, patience = PATIENCE_SECONDS, lateSeconds,
  say: print = console.log,
} = {}) {
  const say = (line) => print(withoutUserinfo(line));
  const stack = readStack(folder, binary, { dryRun, say });
  const options = { destroying, dryRun, adopt, newDatabase, keepsData, say, lateSeconds: lateSeconds ?? (stack.known.size === 0 ? LATE_SECONDS : 0) };
  await repairAws(stack, { ...options, carryOut: (it) => carryOut(it, undefined, stack) });
  if (stack.known.size === 0) {
    return 0;
  }
  const clusters = new Map();
  for (const resource of stack.resources.filter(({ type }) => type === 'helm_release' || kindOf(type))) {
    const connection = providerOf(resource, stack);
    const identity = identityOf(resource, stack.resolve);
    if (connection && identity) {
      const key = JSON.stringify(connection);
      const found = clusters.get(key) ?? { connection, members: [] };
      found.members.push({ ...resource, ...identity, kind: kindOf(resource.type) });
      clusters.set(key, found);
    }
  }
  for (const { connection, members } of clusters.values()) {
    const unanswered = (error) => say(`The cluster ${connection.server ?? connection.file} does not answer (${lines(error.message)[0]}): `
      + 'what an interrupted run has left there is not repaired.');
    const cluster = await openCluster(connection).catch(unanswered);
    const isOwnCluster = [...stack.known].some(([address, { endpoint }]) => address.startsWith('aws_eks_cluster.') && endpoint === connection.server);
    const found = cluster && await repairsIn(cluster, members, stack, { destroying, dryRun, patience, say, isOwnCluster }).catch((error) => {
      if (error.code === undefined) {
        throw error;
      }
      unanswered(error); // Of the network, or of the API: not everyone may read everything.
    });
    if (!found) {
      continue;
    }
    found.foreign.forEach(({ address, id, what }) => say(`${what} ${id} exists, and is not of this stack: it is left as it is. If it is yours all the same: terraform import ${address} ${id}`));
    const carryOutAll = async (repairs) => {
      for (const it of repairs) {
        if (dryRun ? !it.isGuess : await carryOut(it, cluster, stack)) {
          say(`${dryRun ? 'To repair' : 'Repaired'}: ${it.because} (${it.do})`);
          await carryOutAll(it.then ?? []);
        }
      }
    };
    await carryOutAll(found.repairs);
  }
  return stack.known.size;
}

/** The same as a command; with `json`, what was said is one JSON document at the end. */
export async function repairCommand(folder, { destroy: destroying, dryRun, adopt, newDatabase, patience, json }) {
  if (patience !== undefined && !/^\d+$/.test(patience)) {
    fail(`--patience must be a whole number of seconds, got ${patience}.`);
  }
  const repairs = [];
  const messages = [];
  const record = (line) => {
    const [, what, action] = /^(?:Repaired|To repair): ([^]*) \((\w+)\)$/.exec(line) ?? [];
    what === undefined ? messages.push(line) : repairs.push({ action, what });
  };
  await repair(folder ?? onlyStack(), {
    destroying, dryRun, adopt, newDatabase, ...(patience !== undefined && { patience: Number(patience), lateSeconds: Number(patience) }),
    ...(json && { say: record }),
  });
  if (json) {
    console.log(JSON.stringify({ dryRun: dryRun ?? false, repairs, messages }, null, 2));
  }
}
