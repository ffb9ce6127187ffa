// A synthesized stack, and what Terraform's state knows of it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readObject } from './files.mjs';
import { bringBackState, parsed, stateFile } from './local-state.mjs';
import { fail, requireTerraform } from './terraform.mjs';

/** The annotation and the tag that tell whose something is. */
export const DEPLOYMENT = 'cdktf-zenml-aws/deployment';
/** The tag that tells as which resource it is known, and what of an address it holds. */
export const ADDRESS = 'cdktf-zenml-aws/address';
export const tagOf = (address) => address.slice(0, 256);
const DEFAULT_STACKS = join('cdktf.out', 'stacks');

/** The folder of the only synthesized stack. */
export function onlyStack() {
  const stacks = existsSync(DEFAULT_STACKS) && statSync(DEFAULT_STACKS).isDirectory() ? readdirSync(DEFAULT_STACKS) : [];
  if (stacks.length !== 1) {
    fail(`Name the folder of the synthesized stack, in which terraform apply ran: there ${stacks.length === 0
      ? `is none in ${DEFAULT_STACKS}` : `are ${stacks.join(', ')} in ${DEFAULT_STACKS}`}.`);
  }
  return join(DEFAULT_STACKS, stacks[0]);
}

export function requireStack(folder) {
  if (!existsSync(join(folder, 'cdk.tf.json'))) {
    fail(`${folder} holds no synthesized stack: name the folder in which terraform apply ran.`);
  }
}

/** What is synthesized in a folder. */
export function configOf(folder) {
  requireStack(folder);
  return readObject(join(folder, 'cdk.tf.json'), 'Synthesize the stack again.');
}

/** A configuration, if it has a construct of this library. */
export function requireOwn(config, path) {
  return JSON.stringify(config).includes(DEPLOYMENT) ? config
    : fail(`${path} has no construct of this library: name the folder of a stack that has.`);
}

/** Terraform in the stack's folder, initialized if the first command fails; `terraform('output', '-json')` returns what a process does. */
export function terraformIn(folder, binary = requireTerraform().binary) {
  const run = (args) => spawnSync(binary, [...args, '-no-color'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  let isInitialized = false;
  const terraform = (...args) => {
    const asked = run(args);
    if (asked.status === 0 || isInitialized) {
      isInitialized = true;
      return asked;
    }
    isInitialized = true;
    const init = run(['init', '-input=false']);
    return init.status === 0 ? run(args) : init;
  };
  return { binary, terraform };
}

/** A block with nothing in it that is known later only. */
const settled = (value, key) => Array.isArray(value) ? value.map((it) => settled(it, key) ?? 'unknown')
  : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, it]) => [name, settled(it, name)]))
    : !/\$\{/.test(value) ? value : key === 'host' ? 'https://127.0.0.1' : null;

/** Resources without their arguments: for an import they only have to be there. */
const bare = (resources) => Object.fromEntries(Object.entries(resources ?? {}).map(([type, byName]) =>
  [type, Object.fromEntries(Object.entries(byName).map(([name, { provider }]) => [name, provider === undefined ? {} : { provider }]))]));

/** Whether what the AWS provider needs is computed from the rest of the configuration. */
const isComputed = (blocks) => /\$\{[^}]*\b(data|local)\./.test(JSON.stringify(blocks ?? []));

/**
 * `terraform import` that needs no cluster. Terraform configures all providers for it, and reads all data sources, some of them from the cluster: it
 * runs in a copy of the folder whose providers are told something else, whose resources have no arguments, and which has no data sources, with the
 * same state.
 */
function importerOf(folder, binary, config, file) {
  let copy;
  return (...args) => {
    if (!copy) {
      copy = mkdtempSync(join(tmpdir(), 'zenml-repair-'));
      process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
      const isReduced = !isComputed(config.provider?.aws);
      readdirSync(folder).filter((name) => !/^(terraform\.tfstate.*|\.terraform\.tfstate\.lock\.info)$/.test(name) && !(isReduced && name === 'cdk.tf.json'))
        .forEach((name) => symlinkSync(resolve(folder, name), join(copy, name)));
      const provider = Object.fromEntries(Object.entries(config.provider ?? {}).map(([name, blocks]) => [name, name === 'aws' ? blocks : settled(blocks)]));
      const { terraform, variable, resource } = config;
      const written = isReduced ? ['cdk.tf.json', { terraform, variable, provider, resource: bare(resource) }]
        : ['zz_repair_override.tf.json', { provider: { ...provider, aws: undefined } }];
      writeFileSync(join(copy, written[0]), JSON.stringify(written[1]));
    }
    const options = ['-input=false', '-no-color', ...(file ? [`-state=${file}`] : [])];
    return spawnSync(binary, ['import', ...options, ...args], { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28 });
  };
}

/** What is synthesized in a folder, and what Terraform knows of it. */
export function readStack(folder, program, { dryRun = false, say = console.log } = {}) {
  const config = configOf(folder);
  const file = stateFile(folder, config);
  bringBackState(file, { dryRun, say });
  const { binary, terraform } = terraformIn(folder, program);
  const pulled = terraform('state', 'pull');
  if (pulled.status !== 0) {
    fail(`${binary} cannot read the state of ${folder}:\n${pulled.stderr}`);
  }
  const { known, tainted } = stateOf(pulled.stdout);
  const refresh = () => {
    const now = stateOf(terraform('state', 'pull').stdout);
    known.clear();
    now.known.forEach((attributes, address) => known.set(address, attributes));
  };
  const resources = Object.entries(config.resource ?? {}).flatMap(([type, all]) => Object.entries(all)
    .filter(([, it]) => it.count === undefined && it.for_each === undefined)
    .map(([name, values]) => ({ address: `${type}.${name}`, type, values })));
  return {
    folder, config, resources, known, tainted, terraform, refresh,
    importAws: importerOf(folder, binary, config, file),
    resolve: (value) => resolved(value, { config, known }),
    /** The id that this state alone has; undefined before the first apply. */
    deployment: known.get('terraform_data.StackDeployment')?.id,
  };
}

/** The alias of the provider that a resource uses; undefined for the one without. */
export const aliasOf = ({ values: { provider } }) => provider?.split('.')[1];

/** What a state knows: attributes by address, and the addresses of what is to be made anew. */
export function stateOf(text) {
  const found = (parsed(text)?.resources ?? []).filter((it) => it.module === undefined && it.instances.length > 0)
    .map(({ mode, type, name, instances: [instance] }) => [`${mode === 'data' ? 'data.' : ''}${type}.${name}`, instance]);
  return {
    known: new Map(found.map(([address, { attributes }]) => [address, attributes])),
    tainted: new Set(found.filter(([, { status }]) => status === 'tainted').map(([address]) => address)),
  };
}

const REFERENCE = /\$\{(base64decode\()?((?:data\.)?\w+\.[\w-]+)\.([\w.[\]]+)\)?\}/g;

/** A value with its references to attributes filled in; undefined if one is not known. */
function resolved(value, stack) {
  if (Array.isArray(value)) {
    return value.map((it) => resolved(it, stack));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, resolved(it, stack)]));
  }
  if (typeof value !== 'string') {
    return value;
  }
  let isKnown = true;
  const text = value.replace(REFERENCE, (_, decode, address, path) => {
    const found = attribute(stack, address, path);
    isKnown &&= typeof found === 'string' && !found.includes('${');
    return decode && isKnown ? Buffer.from(found, 'base64').toString() : found;
  });
  return isKnown && !/\$\{/.test(text) ? text : undefined;
}

/** An attribute as the state has it, else as it is written. */
function attribute({ config, known }, address, path) {
  const [type, name] = address.split('.').slice(-2);
  const written = address.startsWith('data.') ? undefined : config.resource?.[type]?.[name];
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  // A block of one is an object as it is written, and a list in the state.
  const walk = (from) => steps.reduce((at, step) => (/^\d+$/.test(step) && !Array.isArray(at) ? at : at?.[step]), from);
  return walk(known.get(address)) ?? walk(written);
}
