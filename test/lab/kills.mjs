// Killed at any moment. Terraform or its provider is killed half way through the create, update or delete of a release of Helm or of a named
// object of Kubernetes: the world has it, the state does not know. Then repair, and apply has to bring the stack, or destroy to take it away.
//
//   node test/lab/kills.mjs               a sample
//   node test/lab/kills.mjs --all         every release and every object, three operations, provider and terraform, apply and destroy
//   node test/lab/kills.mjs --only helm_release
//   node test/lab/kills.mjs --sample 20 --seed 7 --jobs 1
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialized, options, random, readStack, runCases, synthesize } from './lib/lab.mjs';

const { all, sample, seed, only, jobs, keep } = options({
  only: { type: 'string', default: '' }, all: { type: 'boolean', default: false }, sample: { type: 'string', default: '6' }, seed: { type: 'string', default: '1' },
});

const { example } = synthesize('eks-s3-rds', { example: () => ({}) });
const stack = readStack(example);
const empty = await initialized(example, 'empty');
const applied = empty.copy('applied');
await applied.apply();
await applied.planIsEmpty();

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

let number = 0;
const caseOf = (target, op, what, then) => [`${op} of ${target.fault}, ${what} killed, then ${then}`, async () => {
  number += 1;
  const run = applied.copy(`case-${number}`);
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
  run.storeIsEmpty();
  if (!keep) {
    run.remove();
  }
  return said.split('\n').filter((line) => line.startsWith('Repaired: ')).length ? 'repaired' : '';
}];

const cases = targets.flatMap((target) => Object.keys(starts).flatMap((op) => ['provider', 'terraform'].flatMap((what) =>
  Object.keys(ends).map((then) => caseOf(target, op, what, then)))));
const next = random(Number(seed));
const draw = (list, count) => list.map((item) => [next(), item]).sort(([a], [b]) => a - b).slice(0, count).map(([, item]) => item);
// Of each kind: releases have records, objects have not.
const [releases, objects] = [true, false].map((isRelease) => cases.filter(([name]) => name.includes(' of helm_release.') === isRelease));
await runCases(only ? cases.filter(([name]) => name.includes(only)) : all ? cases : [...draw(releases, Number(sample)), ...draw(objects, Number(sample))], { jobs, keep });
