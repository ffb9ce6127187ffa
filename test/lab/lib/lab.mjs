// Runs synthesized Terraform on the lab's stand-ins: one initialized folder, copied for every case, with a separate
// store.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compile, fail, packageCommand, root } from '../../../scripts/lib/project.ts';

/** No terraform command takes that long here; one that does is stuck. */
const COMMAND_TIMEOUT_MS = 240_000;
/** Of many, with a real provider: each import takes seconds. */
const REPAIR_TIMEOUT_MS = 1_200_000;

const labScript = resolve(root, process.env.LAB ?? '../shared/lab/lab');
const terraform = process.env.TERRAFORM_BINARY_NAME || 'terraform';
export const work = mkdtempSync(join(tmpdir(), 'zenml-lab-test.'));
const groups = new Set();

let keepWork = false;
function cleanUp() {
  for (const pid of groups) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  if (!keepWork) {
    rmSync(work, { recursive: true, force: true });
  }
}
process.on('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(130));
}

/** The options of the command line, all as text or switch. */
export function options(spec) {
  try {
    return parseArgs({ options: { jobs: { type: 'string', default: '2' }, keep: { type: 'boolean', default: false }, ...spec } }).values;
  } catch (error) {
    return fail(error.message);
  }
}

/** The variables that make terraform use the stand-ins. */
function labEnvironment() {
  const result = spawnSync(labScript, ['env'], { encoding: 'utf8' });
  if (result.error || result.status !== 0) {
    fail(`The lab cannot be set up: ${labScript} (set LAB to its script)\n${result.stderr ?? result.error.message}`);
  }
  const shell = spawnSync('bash', ['-c', `${result.stdout}\nenv -0`], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const environment = Object.fromEntries(shell.stdout.split('\0').filter(Boolean).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  for (const name of Object.keys(environment)) {
    // What the caller has set must not change what is tested.
    if (/^(KUBE|LAB_)/.test(name) || ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL', 'TF_LOG'].includes(name)) {
      delete environment[name];
    }
  }
  // The lab's own `aws` answers at once; the real one takes a second, at every command.
  environment.PATH = `${join(dirname(realpathSync(labScript)), 'bin')}:${environment.PATH}`;
  // Short processes: collecting their garbage often costs a third of their time.
  environment.GOGC = '400';
  return { ...environment, TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
}

let environment;
const env = () => {
  environment ??= labEnvironment();
  return environment;
};

/** Where the lab's programs are. */
export const path = () => env().PATH;

/** Runs a program; gives its exit code and what it wrote. */
function execute(program, args, { cwd, extra, timeout = COMMAND_TIMEOUT_MS }) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd, env: { ...env(), ...extra }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    groups.add(child.pid);
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.stderr.on('data', (data) => (text += data));
    const timer = setTimeout(() => {
      text += `\nstopped after ${timeout / 1000} s`;
      process.kill(-child.pid, 'SIGKILL');
    }, timeout);
    child.on('error', failed);
    child.on('close', (status) => {
      clearTimeout(timer);
      groups.delete(child.pid);
      done({ status, text });
    });
  });
}

/** The part of terraform's output that says what is wrong. */
const reason = (text) => {
  // At the start of a line: plans show programs, which contain error messages as well.
  const at = text.search(/^(?:\W*)Error: /m);
  return (at < 0 ? text.slice(-2000) : text.slice(at, at + 2000)).trim();
};

/**
 * Serves states as a backend, from the files where a local backend has them. Terraform writes a local state after each
 * resource, which takes up to half of the time of a command, and this one at the end.
 */
const states = createServer((request, response) => {
  const file = decodeURIComponent(request.url);
  const answer = (status, body) => response.writeHead(status).end(body);
  if (request.method === 'GET') {
    return existsSync(file) ? answer(200, readFileSync(file)) : answer(404);
  }
  const chunks = [];
  return request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    writeFileSync(file, Buffer.concat(chunks));
    answer(200);
  });
}).listen(0, '127.0.0.1').unref();
await once(states, 'listening');
let backend = 'http';

/** Gives stacks that are synthesized later a local state: for tests that kill Terraform, or repair the state. */
export function useLocalState() {
  backend = 'local';
}

/** A folder with a stack, its state and its objects. */
export class Run {
  /** @param folder where all of it lies @param extra variables of the environment, for every command */
  constructor(folder, extra = {}) {
    this.folder = folder;
    this.tf = join(folder, 'tf');
    this.store = join(folder, 'store');
    this.extra = { LAB_STATE: this.store, ...extra, TF_HTTP_ADDRESS: `http://127.0.0.1:${states.address().port}${encodeURI(join(this.tf, 'terraform.tfstate'))}` };
  }

  /** Runs a terraform command. */
  terraform(args, extra = {}) {
    return execute(terraform, [...args, '-no-color'], { cwd: this.tf, extra: { ...this.extra, ...extra } });
  }

  /**
   * Runs the package's repair, which has to succeed; if it says that the state was lost, and how to have it again,
   * after that.
   */
  async repair(...options) {
    const repair = () => execute(process.execPath, [...packageCommand, 'repair', this.tf, '--patience', '0', ...options],
      { cwd: this.tf, extra: this.extra, timeout: REPAIR_TIMEOUT_MS });
    let { status, text } = await repair();
    const [, copy, state] = /^ {2}cp '(.+)' '(.+)'$/m.exec(text) ?? [];
    if (status !== 0 && copy) {
      cpSync(copy, state);
      ({ status, text } = await repair());
    }
    if (status !== 0) {
      throw new Error(`repair failed\n${text}`);
    }
    return text;
  }

  /** Runs a terraform command that has to succeed. */
  async succeed(args, extra) {
    const { status, text } = await this.terraform(args, extra);
    if (status !== 0) {
      throw new Error(`terraform ${args.join(' ')} failed\n${reason(text)}`);
    }
    return text;
  }

  apply(extra, ...args) {
    return this.succeed(['apply', '-auto-approve', ...args], extra);
  }

  destroy(extra, ...args) {
    return this.succeed(['destroy', '-auto-approve', ...args], extra);
  }

  /** A plan that finds nothing to do. */
  async planIsEmpty(extra) {
    const { status, text } = await this.terraform(['plan', '-detailed-exitcode'], extra);
    if (status !== 0) {
      throw new Error(`the plan is not empty\n${status === 2 ? text.slice(text.indexOf('Terraform will perform')).slice(0, 2000) : reason(text)}`);
    }
  }

  /** What is to be done: [address, actions] of everything that changes, and the plan itself. */
  async plan(extra, ...args) {
    await this.succeed(['plan', '-out=lab.plan', ...args], extra);
    const text = await this.succeed(['show', '-json', 'lab.plan'], extra);
    const plan = JSON.parse(text.slice(text.indexOf('{')));
    return plan.resource_changes.filter(({ mode, change }) => mode === 'managed' && change.actions.join() !== 'no-op');
  }

  applyPlan(extra) {
    return this.succeed(['apply', 'lab.plan'], extra);
  }

  /**
   * Nothing is left of all that was made, but for what Helm never takes away where the cluster is not of this store.
   */
  storeIsEmpty({ butCrds = false } = {}) {
    const left = existsSync(this.store) ? readdirSync(this.store, { recursive: true }).filter((name) => name.endsWith('.json') && !(butCrds && name.includes('/crd/'))) : [];
    if (left.length > 0) {
      throw new Error(`left after destroy:\n  ${left.join('\n  ')}`);
    }
  }

  /** All objects of the store: their text by their files. */
  objects() {
    return Object.fromEntries(!existsSync(this.store) ? [] : readdirSync(this.store, { recursive: true }).filter((name) => name.endsWith('.json')).sort()
      .map((name) => [name, readFileSync(join(this.store, name), 'utf8')]));
  }

  state() {
    return JSON.parse(readFileSync(join(this.tf, 'terraform.tfstate'), 'utf8'));
  }

  /** The same with another configuration, of a folder initialized for the same providers. */
  configure(stack) {
    cpSync(stack, this.tf, { recursive: true, force: true, dereference: true, filter: (source) => !/\.terraform|tfstate/.test(source.slice(stack.length)) });
  }

  /** A copy with everything: configuration, state and objects. */
  copy(name, extra = this.extra) {
    const folder = join(work, name);
    cpSync(this.folder, folder, { recursive: true, verbatimSymlinks: true });
    return new Run(folder, { ...extra, LAB_STATE: join(folder, 'store') });
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Schemas of the types that the stacks use, and of no others: with all of them, every command spends seconds on reading
 * them.
 */
function trimmedSchemas(stacks) {
  const folder = join(work, 'schemas');
  if (existsSync(folder)) {
    return { LAB_SCHEMAS: folder };
  }
  const all = join(dirname(env().TF_CLI_CONFIG_FILE), 'schemas');
  if (!existsSync(all)) {
    return {};
  }
  mkdirSync(folder, { recursive: true });
  const used = (group) => new Set(stacks.flatMap((stack) => Object.keys(stack[group] ?? {})));
  const keep = (types, wanted) => Object.fromEntries(Object.entries(types ?? {}).filter(([type]) => wanted.has(type)));
  for (const file of readdirSync(all).filter((name) => name.endsWith('.json.gz'))) {
    const schema = JSON.parse(gunzipSync(readFileSync(join(all, file))));
    const trimmed = { ...schema, resources: keep(schema.resources, used('resource')), data: keep(schema.data, used('data')) };
    writeFileSync(join(folder, file), gzipSync(JSON.stringify(trimmed)));
  }
  return { LAB_SCHEMAS: folder };
}

/** The synthesized stacks, for their types. */
const schemas = {};

const require = createRequire(import.meta.url);
let compiled = false;
function compileOnce() {
  if (!compiled) {
    compile();
    compiled = true;
  }
}

/** The library, compiled. */
export function library() {
  compileOnce();
  return require(root);
}

/** Synthesizes apps: {name: function that adds to one}. Gives the folders of their stacks, by the apps' names. */
function synthesizeApps(id, builders) {
  compileOnce();
  const { App } = require('cdktf');
  return Object.fromEntries(Object.entries(builders).map(([name, build]) => {
    const outdir = join(work, 'synth', id, name);
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir });
    const first = [build(app)].flat()[0].node.id;
    app.synth();
    const stacks = Object.fromEntries(readdirSync(join(outdir, 'stacks')).map((stack) => [stack, join(outdir, 'stacks', stack)]));
    for (const [stack, folder] of Object.entries(stacks)) {
      // Where the state lies is not what is tested.
      writeFileSync(join(folder, 'lab_override.tf.json'), JSON.stringify({ terraform: { backend: { [backend]: {} } } }));
      schemas[`${id}/${name}/${stack}`] = readStack(folder);
    }
    return [name, { first, stacks }];
  }));
}

/** Synthesizes stacks: {name: function that adds one to an app}. Gives their folders by name; of several, the first. */
function synthesizeAll(id, builders) {
  return Object.fromEntries(Object.entries(synthesizeApps(id, builders)).map(([name, { first, stacks }]) => [name, stacks[first]]));
}

/** Synthesizes stacks of any content: {name: function that fills one}. */
export function synthesizeAny(variants) {
  compileOnce();
  const { TerraformStack } = require('cdktf');
  return synthesizeAll('any', Object.fromEntries(Object.entries(variants).map(([name, fill]) => [name, (app) => {
    const stack = new TerraformStack(app, name);
    fill(stack, require);
    return stack;
  }])));
}

/**
 * Providers of a stack that consists of parts, and a network, a cluster, a bucket and a MySQL server, all called
 * `theirs`; returns the network.
 */
export function existingParts(stack, { lib, region, require }) {
  for (const [name, config] of [['aws', { region }], ['random', {}]]) {
    const provider = require(`@cdktf/provider-${name}/lib/provider`);
    new provider[Object.keys(provider).find((it) => it.endsWith('Provider'))](stack, name, config);
  }
  const network = new lib.Network(stack, 'Network', { namePrefix: 'theirs', clusterName: 'theirs' });
  const cluster = new lib.EksCluster(stack, 'Cluster', { clusterName: 'theirs', network });
  new lib.ArtifactBucket(stack, 'Bucket', { bucketName: 'theirs-models', dataRetention: lib.DataRetention.DELETE });
  new lib.Database(stack, 'Database', {
    identifier: 'theirs', network, clientSecurityGroupIds: { cluster: cluster.securityGroupId }, dataRetention: lib.DataRetention.DELETE,
  });
  return network;
}

/** Synthesizes variants of an example: {name: function from its config to what is different}. */
export function synthesize(example, variants) {
  compileOnce();
  const { build } = require(join(root, 'build', 'examples', example, 'app.js'));
  const { config } = require(join(root, 'build', 'examples', example, 'config.js'));
  const builder = (change) => (app) => build(app, { ...config, ...change(config) });
  return synthesizeAll(example, Object.fromEntries(Object.entries(variants).map(([name, change]) => [name, builder(change)])));
}

/** Synthesizes an example of several stacks: their folders by the stacks' names. */
export function synthesizeExample(example) {
  compileOnce();
  const { build } = require(join(root, 'build', 'examples', example, 'app.js'));
  const { config } = require(join(root, 'build', 'examples', example, 'config.js'));
  return synthesizeApps(example, { example: (app) => build(app, config) }).example.stacks;
}

/** Synthesizes stacks from their props: {name: props}; `extend` among them adds to the stack. */
export function synthesizeStacks(variants) {
  const { ZenmlAwsStack } = library();
  const builder = ({ extend, ...props }) => (app) => {
    const stack = new ZenmlAwsStack(app, 'stack', props);
    extend?.(stack);
    return stack;
  };
  return synthesizeAll('stack', Object.fromEntries(Object.entries(variants).map(([name, props]) => [name, builder(props)])));
}

/** Synthesizes stacks of one app from their props: {name: props}. Gives their folders by name. */
export function synthesizeTogether(variants) {
  const { ZenmlAwsStack } = library();
  const together = (app) => Object.entries(variants).map(([name, props]) => new ZenmlAwsStack(app, name, props));
  return synthesizeApps('together', { app: together }).app.stacks;
}

/** The change of props that disables the services. */
export const withoutParts = () => {
  const { MlflowSource, SeldonSource, ZenmlServerSource } = library();
  return { zenml: ZenmlServerSource.none(), mlflow: MlflowSource.none(), seldon: SeldonSource.none() };
};

export const readStack = (folder) => JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));

/** A stack's folder, initialized, with nothing applied: to be copied. Synthesize all variants before. */
export async function initialized(stack, name, extra = {}) {
  const run = new Run(join(work, name), { ...trimmedSchemas(Object.values(schemas)), ...extra });
  mkdirSync(run.tf, { recursive: true });
  run.configure(stack);
  await run.succeed(['init']);
  return run;
}

/** Every resource of a stack: its address. */
export const addressesOf = (stack) => Object.entries(stack.resource).flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`));

/** The files in which two collections of objects differ. */
export const changedBetween = (before, after) =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);

/** A generator of pseudo-random numbers from 0 to 1 that gives the same for the same seed. */
export function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Runs cases, `jobs` at a time; prints a line each; ends the process. A case is [name, async function that throws when
 * it fails].
 */
export async function runCases(cases, { jobs = 1, keep = false } = {}) {
  const started = Date.now();
  let failed = 0;
  const todo = [...cases];
  const worker = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const [name, body] = next;
      const since = Date.now();
      const seconds = () => `${((Date.now() - since) / 1000).toFixed(1).padStart(6)}s`;
      try {
        const note = await body();
        console.log(`ok    ${name.padEnd(88)} ${seconds()}${note ? `  ${note}` : ''}`);
      } catch (error) {
        failed += 1;
        console.log(`FAIL  ${name.padEnd(88)} ${seconds()}\n${String(error.message).replace(/^/gm, '      ')}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(jobs)) }, worker));
  if (keep) {
    keepWork = true;
    console.log(`kept  ${work}`);
  }
  console.log(`${cases.length - failed} passed, ${failed} failed (${((Date.now() - started) / 1000).toFixed(0)} s)`);
  process.exit(failed === 0 && cases.length > 0 ? 0 : 1);
}
