// Kills at any moment. Terraform or its provider is killed in the middle of the create, update or delete of a Helm
// release or a named Kubernetes object, which then exists without being in the state. After repair, an apply must
// deploy the stack, or a destroy delete it.
//
//   node scripts/run.mjs test/lab/kills.mjs               a sample
//   node scripts/run.mjs test/lab/kills.mjs --all         every release and object, all operations, provider and
//                                                      terraform
//   node scripts/run.mjs test/lab/kills.mjs --only helm_release
//   node scripts/run.mjs test/lab/kills.mjs --sample 20 --seed 7 --jobs 1
//   node scripts/run.mjs test/lab/kills.mjs --kubeconfig FILE   on a real cluster, the lab's
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialized, library, options, random, readStack, runCases, synthesize, synthesizeAny, useLocalState } from './lib/lab.mjs';
import { root } from '../../scripts/lib/project.ts';
import { helpIfAsked } from '../../scripts/lib/help.ts';

helpIfAsked(`Usage: npm run test:kills [-- options]

Kills Terraform or a provider half way, then repairs, then applies or destroys, on the lab's stand-ins of the providers.

  --all               every release and every object, instead of a sample
  --only TYPE         one type of resource, for example helm_release
  --sample N --seed N --jobs N
  --kubeconfig FILE   on a real cluster`);

useLocalState();
const { all, sample, seed, only, jobs, keep, kubeconfig } = options({
  only: { type: 'string', default: '' }, all: { type: 'boolean', default: false }, sample: { type: 'string', default: '6' }, seed: { type: 'string', default: '1' },
  kubeconfig: { type: 'string' },
});

/** What of the library needs nothing but a cluster. */
function onCluster(stack, require) {
  const { KubernetesProvider } = require('@cdktf/provider-kubernetes/lib/provider');
  const { HelmProvider } = require('@cdktf/provider-helm/lib/provider');
  const { TlsProvider } = require('@cdktf/provider-tls/lib/provider');
  const { PipelineNamespace, SeldonCoreIstio, ServiceExposure } = library();
  new KubernetesProvider(stack, 'kubernetes', { configPath: kubeconfig });
  new HelmProvider(stack, 'helm', { kubernetes: { configPath: kubeconfig } });
  new TlsProvider(stack, 'tls');
  const { namespace, serviceAccountName: name } = new PipelineNamespace(stack, 'Pipelines', {});
  new SeldonCoreIstio(stack, 'Seldon', { gateway: { exposure: ServiceExposure.clusterIp() }, deployers: [{ namespace, name }], releaseTimeoutSeconds: 120 });
}

/** What a cluster has besides what is its own and Helm leaves on purpose. */
function objectsOf() {
  const { status, stdout, stderr } = spawnSync('kubectl', ['--kubeconfig', kubeconfig, 'get', '-o', 'name',
    'namespaces,clusterroles,clusterrolebindings,validatingwebhookconfigurations,mutatingwebhookconfigurations'], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

const extra = kubeconfig && { LAB_KUBECONFIG: kubeconfig, LAB_CHARTS: join(root, 'test', 'integration', 'zenml', 'charts') };
Object.assign(process.env, extra); // The lab has separate providers for real clusters.
const { example } = kubeconfig ? synthesizeAny({ example: onCluster }) : synthesize('eks-s3-rds', { example: () => ({}) });
const stack = readStack(example);
const empty = await initialized(example, 'empty', extra);
const before = kubeconfig && objectsOf();
const applied = kubeconfig ? empty : empty.copy('applied');
if (!kubeconfig) {
  await applied.apply();
  await applied.planIsEmpty();
}

const targets = Object.entries(stack.resource).filter(([type]) => type === 'helm_release' || type.startsWith('kubernetes_'))
  .flatMap(([type, byName]) => Object.entries(byName).map(([name, { metadata, ...it }]) => ({ address: `${type}.${name}`, type, name, fault: `${type}.${(metadata ?? it).name}` })));

/** The same stack, but for something small about one resource. */
function change(run, { type, name }) {
  const file = join(run.tf, 'cdk.tf.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  const resource = config.resource[type][name];
  if (type === 'helm_release') {
    resource.description = 'changed';
  } else {
    resource.metadata = { ...resource.metadata, labels: { ...resource.metadata.labels, changed: 'yes' } };
  }
  writeFileSync(file, JSON.stringify(config));
}

const starts = {
  create: { command: 'apply', prepare: (run, { address }) => run.destroy({}, `-target=${address}`) },
  update: { command: 'apply', prepare: change },
  delete: { command: 'destroy', prepare: () => undefined },
};
const ends = {
  apply: async (run) => {
    const said = await run.repair();
    await run.apply();
    await run.planIsEmpty();
    await run.destroy();
    return said;
  },
  destroy: async (run) => {
    const said = await run.repair('--destroy');
    await run.destroy();
    return said;
  },
};

async function killedCase(run, target, op, what, then) {
  await starts[op].prepare(run, target);
  const { status, text } = await run.terraform([starts[op].command, '-auto-approve'], { LAB_KILL_AT: `${target.fault}:${op}`, LAB_KILL_WHAT: what });
  if (status === 0) {
    throw new Error('nothing was killed');
  }
  const wrong = /^\W*Error: (?!.*(Plugin did not respond|plugin|rpc|connection|Request cancelled))(.*)/m.exec(text);
  if (what === 'provider' && wrong) {
    throw new Error(`something else failed: ${wrong[0]}`);
  }
  const said = await ends[then](run);
  if (!kubeconfig) {
    run.storeIsEmpty();
  } else if (objectsOf() !== before) {
    throw new Error(`left after destroy:\n${objectsOf()}`);
  }
  return said.includes('Repaired: ') ? 'repaired' : '';
}

let number = 0;
const caseOf = (target, op, what, then) => [`${op} of ${target.fault}, ${what} killed, then ${then}`, async () => {
  number += 1;
  const run = applied.copy(`case-${number}`);
  if (kubeconfig) {
    await run.apply();
  }
  try {
    return await killedCase(run, target, op, what, then);
  } finally {
    if (kubeconfig) {
      await run.terraform(['destroy', '-auto-approve']); // The next one has the same cluster.
    }
    if (!keep) {
      run.remove();
    }
  }
}];

const cases = targets.flatMap((target) => Object.keys(starts).flatMap((op) => ['provider', 'terraform'].flatMap((what) =>
  Object.keys(ends).map((then) => caseOf(target, op, what, then)))));
const next = random(Number(seed));
const draw = (list, count) => list.map((item) => [next(), item]).sort(([a], [b]) => a - b).slice(0, count).map(([, item]) => item);
// Of each kind: releases have records, objects have not.
const [releases, objects] = [true, false].map((isRelease) => cases.filter(([name]) => name.includes(' of helm_release.') === isRelease));
await runCases(only ? cases.filter(([name]) => name.includes(only)) : all ? cases : [...draw(releases, Number(sample)), ...draw(objects, Number(sample))],
  { jobs: kubeconfig ? 1 : jobs, keep });
