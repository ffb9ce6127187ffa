// Kill and resume. Every resource of the example fails once during its creation, and once during its deletion. Running
// the same command again must deploy the stack, or delete it.
//
//   node scripts/run.mjs test/lab/faults.mjs              a sample
//   node scripts/run.mjs test/lab/faults.mjs --all        every resource, both ways
//   node scripts/run.mjs test/lab/faults.mjs --sample 20 --seed 7 --jobs 1
//   node scripts/run.mjs test/lab/faults.mjs --only aws_route
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressesOf, initialized, options, random, readStack, runCases, synthesize } from './lib/lab.mjs';
import { blocksOf, graphOf, reachable } from '../../scripts/lib/graph.ts';

const { all, sample, seed, only, jobs, keep } = options({
  only: { type: 'string', default: '' },
  all: { type: 'boolean', default: false }, sample: { type: 'string', default: '6' }, seed: { type: 'string', default: '1' },
});

// What the stand-ins call an object, in their order; the id is not known while it is made.
const NAMES = ['metadata.0.name', 'name', 'tags.Name', 'cluster_name', 'identifier', 'bucket', 'node_group_name', 'role_name', 'function_name', 'filename', 'role'];
const ID_NAMES = ['node_group_name', 'addon_name', 'principal_arn'];
const value = (attributes, path) => path.split('.').reduce((at, key) => at?.[key], attributes);
/** @param given whether the value of an attribute is there already */
function nameOf(attributes, given) {
  const read = (path) => (given(path) ? value(attributes, path) : undefined);
  const path = [...NAMES, 'id'].find((name) => read(name));
  return path === undefined ? '' : String((path === 'cluster_name' && ID_NAMES.map(read).find(Boolean)) || read(path));
}
// A comma and a colon mean something in LAB_FAIL_AT; a glob stands in for them.
const pattern = (name) => name.replace(/[,:*]/g, '?');

const { example } = synthesize('eks-s3-rds', { example: () => ({}) });
const stack = readStack(example);
const graph = graphOf(stack);
const waitsFor = new Map([...graph.keys()].map((address) => [address, reachable(graph, address)]));
const empty = await initialized(example, 'empty');
const applied = empty.copy('applied');
await applied.apply();
await applied.planIsEmpty();

const instances = new Map(applied.state().resources.filter(({ mode }) => mode === 'managed')
  .map(({ type, name, instances: [{ attributes }] }) => [`${type}.${name}`, attributes]));
// Terraform makes these itself, without a provider that could fail.
const addresses = addressesOf(stack).filter((address) => !address.startsWith('terraform_data.'));
const blocks = new Map(blocksOf(stack));
const fault = (address, op) => {
  const block = blocks.get(address);
  // While a thing is made, only what its configuration says is known; its id and generated names come with it.
  const configured = (path) => value(block, path.replace('.0.', Array.isArray(block.metadata) ? '.0.' : '.')) !== undefined;
  return `${address.split('.')[0]}.${pattern(nameOf(instances.get(address), op === 'create' ? configured : () => true))}:${op}`;
};

/** What has the same name for the stand-ins and could fail in the place of `address`: it goes before, by itself. */
const others = (address, op) => addresses.filter((other) => other !== address && fault(other, op) === fault(address, op))
  .filter((other) => (op === 'create' ? !waitsFor.get(other).has(address) : !waitsFor.get(address).has(other)));

async function fails(run, command, address, op) {
  const targets = others(address, op).map((other) => `-target=${other}`);
  if (targets.length > 0) {
    await run.succeed([command, '-auto-approve', ...targets]);
  }
  const { status, text } = await run.terraform([command, '-auto-approve', '-refresh=false'], { LAB_FAIL_AT: fault(address, op) });
  if (status === 0) {
    throw new Error(`${fault(address, op)} hit nothing`);
  }
  const errors = [...text.matchAll(/^.*Error: (.*)$/gm)].map(([, message]) => message);
  const hit = op === 'create' ? text.includes(`with ${address},`) : text.includes('simulated fault');
  if (!hit || errors.length !== 1) {
    throw new Error(`expected a fault at ${address} alone, got:\n${text.slice(text.indexOf('Error:'), text.indexOf('Error:') + 1500)}`);
  }
  if (op === 'delete' && !run.state().resources.some(({ type, name }) => `${type}.${name}` === address)) {
    throw new Error(`${fault(address, op)} hit another resource of the same name`);
  }
}

let number = 0;
async function inCopy(of, body) {
  number += 1;
  const run = of.copy(`case-${number}`);
  const note = await body(run);
  if (!keep) {
    run.remove();
  }
  return note;
}

const createCase = (address) => [`create  ${address}`, () => inCopy(empty, async (run) => {
  await fails(run, 'apply', address, 'create');
  await run.apply();
  await run.planIsEmpty();
})];
const deleteCase = (address) => [`delete  ${address}`, () => inCopy(applied, async (run) => {
  await fails(run, 'destroy', address, 'delete');
  await run.destroy();
  run.storeIsEmpty();
})];

/** Everything fails once, one thing after the other, until it is done; of things with one name, one. */
const storm = (command, op, of, check) => [`every name fails once, ${command} until it is done`, () => inCopy(of, async (run) => {
  const faults = [...new Set(addresses.map((address) => fault(address, op)))];
  const log = join(run.folder, 'calls.jsonl');
  const extra = { LAB_FAIL_AT: faults.join(','), LAB_LOG: log };
  let times = 1;
  while ((await run.terraform([command, '-auto-approve'], extra)).status !== 0) {
    times += 1;
    if (times > addresses.length) {
      throw new Error(`not done after ${times} times`);
    }
  }
  const hits = readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line)).filter(({ error }) => error?.includes('simulated fault'));
  const missed = faults.filter((one) => !hits.some(({ error }) => error.includes(JSON.stringify(one))));
  if (missed.length > 0) {
    throw new Error(`hit nothing: ${missed.join(', ')}`);
  }
  await check(run);
  return `${hits.length} faults, ${times} times`;
})];

const storms = [
  storm('apply', 'create', empty, (run) => run.planIsEmpty()),
  storm('destroy', 'delete', applied, (run) => run.storeIsEmpty()),
];
const next = random(Number(seed));
const draw = (list, count) => list.map((item) => [next(), item]).sort(([a], [b]) => a - b).slice(0, count).map(([, item]) => item);
const every = [...addresses.map(createCase), ...addresses.map(deleteCase)];
const chosen = all ? every : [...draw(addresses.map(createCase), Number(sample)), ...draw(addresses.map(deleteCase), Number(sample))];
await runCases(only ? every.filter(([name]) => name.includes(only)) : [...storms, ...chosen], { jobs, keep });
