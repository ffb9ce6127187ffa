// The bindings of other languages: the package as it is published, and what jsii-pacmak makes of it and of what it depends on.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pack } from './packed.mjs';
import { quietNode, root } from './project.mjs';

const pacmak = join(root, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak');
/** Lines of a program that failed which are shown. */
const SHOWN = 40;

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

const isProvider = (dependency) => dependency.startsWith('@cdktf/');

/** Where a dependency is installed. */
export const folderOf = (name) => join(root, 'node_modules', name);

/** The version of a dependency that is installed. */
export const versionOf = (name) => readJson(join(folderOf(name), 'package.json')).version;

/** Runs a program to its end; what it has printed, or an error with the end of it. */
export function run(program, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...quietNode, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (data) => { printed[stream] += data; });
    }
    child.on('error', (error) => reject(new Error(`${program} cannot be run: ${error.message}`)));
    child.on('close', (status, signal) => {
      if (status === 0) {
        resolve(printed.stdout);
      } else {
        const lines = `${printed.stdout}\n${printed.stderr}`.trim().split('\n').slice(-SHOWN);
        reject(new Error(`${program} ${args.join(' ')} ends with ${status ?? signal}\n${lines.join('\n')}`));
      }
    });
  });
}

/**
 * The package as it is published: the tarball, and a folder that jsii-pacmak can pack again; what has packed it is not in there.
 */
export function packAgain() {
  const { folder, filename } = pack();
  const file = join(folder, 'package.json');
  const { scripts: { prepack, postpack, ...scripts }, ...manifest } = readJson(file);
  writeFileSync(file, JSON.stringify({ ...manifest, scripts }, undefined, 2));
  return { packageDir: folder, tarball: join(folder, '..', filename) };
}

/** Generates the bindings of a package, as `<out>/<language>`: "python", "java", "go" or "dotnet". */
export async function generate(project, language, out) {
  await run(process.execPath, [pacmak, '--target', language, '--code-only', '--no-npmignore', '--outdir', out, project]);
  return join(out, language);
}

/** The package's dependencies that have bindings: cdktf, the providers and constructs, by name with their versions. */
export function dependenciesOf({ packageDir }) {
  return Object.fromEntries(Object.keys(readJson(join(packageDir, '.jsii')).dependencies).map((name) => [name, versionOf(name)]));
}

/** The names of those that it takes to compile the package, each after what it needs itself. */
export function dependenciesInOrder(context) {
  return ['constructs', 'cdktf', ...Object.keys(dependenciesOf(context)).filter(isProvider)];
}

/** The types of a dependency that the package's API names, and those that they name in turn. */
function namedTypes({ packageDir }, dependency) {
  const all = readJson(join(folderOf(dependency), '.jsii')).types;
  const named = new Set();
  const visit = (value) => {
    if (typeof value === 'string') {
      if (Object.hasOwn(all, value) && !named.has(value)) {
        named.add(value);
        visit({ ...all[value], fqn: undefined });
      }
    } else if (value !== null && typeof value === 'object') {
      Object.values(value).forEach(visit);
    }
  };
  visit(readJson(join(packageDir, '.jsii')).types);
  return [...named].sort();
}

/**
 * A copy of a dependency, in `folder`, whose API is what the package's API names of it: that of AWS has 25,000 types, which take a
 * minute and more to generate and longer to compile.
 */
function reduce(context, dependency, folder) {
  const from = folderOf(dependency);
  const assembly = readJson(join(from, '.jsii'));
  const names = namedTypes(context, dependency);
  const isAbove = (submodule) => names.some((name) => name.startsWith(`${submodule}.`));
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  ['package.json', 'README.md', 'LICENSE'].filter((file) => existsSync(join(from, file)))
    .forEach((file) => writeFileSync(join(folder, file), readFileSync(join(from, file))));
  writeFileSync(join(folder, '.jsii'), JSON.stringify({
    ...assembly,
    types: Object.fromEntries(names.map((name) => [name, assembly.types[name]])),
    submodules: Object.fromEntries(Object.entries(assembly.submodules ?? {}).filter(([name]) => isAbove(name))),
  }));
  return folder;
}

/** All that decides what `generateDependency` makes of dependencies. */
export function keyOf(context, dependencies) {
  const types = dependencies.filter(isProvider).map((dependency) => namedTypes(context, dependency));
  return [versionOf('jsii-pacmak'), [generateDependency, reduce].map(String), dependencies.map(versionOf), types];
}

/**
 * Generates the bindings of a dependency, as `<out>/<language>`: of a provider, what the package's API names; cdktf, which apps use, is whole.
 * The npm package that they hold is the one that is installed.
 */
export async function generateDependency(context, dependency, language, out) {
  if (!isProvider(dependency)) {
    return generate(folderOf(dependency), language, out);
  }
  const generated = await generate(reduce(context, dependency, join(context.work, language, 'reduced', dependency)), language, out);
  // Others may be there as well.
  const isItsOwn = (file) => file.endsWith('.tgz') && basename(file).includes(basename(dependency));
  await Promise.all(readdirSync(generated, { recursive: true }).filter(isItsOwn).map((file) => tarball(dependency, join(generated, file))));
  return generated;
}

/** Writes the npm package of a dependency as it is installed; npm itself takes four times as long. */
async function tarball(dependency, file) {
  await run('tar', ['-czf', file, '--transform', 's,^\\.,package,', '-C', folderOf(dependency), '.']);
}
