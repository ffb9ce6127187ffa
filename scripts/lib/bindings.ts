// The bindings of other languages: what jsii-pacmak generates from the package as it is published, and from its
// dependencies.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Block } from './graph';
import { pack } from './packed';
import { quietNode, readJson, root } from './project';

export { readJson };

export type Language = 'python' | 'java' | 'go' | 'dotnet';

/** The package whose bindings are generated. */
export interface Context {
  /** Folder for files that are deleted afterwards. */
  readonly work: string;
  /** Folder of the package as it is published. */
  readonly packageDir: string;
}

const pacmak = join(root, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak');
/** Lines of output in the error about a program that failed. */
const SHOWN = 40;

const isProvider = (dependency: string) => dependency.startsWith('@cdktf/');

/** The folder in which a dependency is installed. */
export const folderOf = (name: string): string => join(root, 'node_modules', name);

/** The installed version of a dependency. */
export const versionOf = (name: string): string => readJson(join(folderOf(name), 'package.json')).version;

interface RunOptions {
  /** @default the repository */
  readonly cwd?: string;
  /** Variables in addition to those of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program without blocking, and returns its output; throws with the end of it if the program fails. */
export function run(program: string, args: string[], { cwd = root, env = {} }: RunOptions = {}): Promise<string> {
  return new Promise((done, reject) => {
    const child = spawn(program, args, {
      cwd, env: { ...process.env, ...quietNode, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (data) => { printed[stream] += data; });
    }
    child.on('error', (error) => reject(new Error(`${program} cannot be run: ${error.message}`)));
    child.on('close', (status, signal) => {
      if (status === 0) {
        done(printed.stdout);
      } else {
        const lines = `${printed.stdout}\n${printed.stderr}`.trim().split('\n').slice(-SHOWN);
        reject(new Error(`${program} ${args.join(' ')} failed with ${status ?? signal}\n${lines.join('\n')}`));
      }
    });
  });
}

/** The package as it is published: the tarball, and a folder without pack scripts, which jsii-pacmak can pack again. */
export function packAgain(): { readonly packageDir: string; readonly tarball: string } {
  const { folder, filename } = pack();
  const file = join(folder, 'package.json');
  const { scripts: { prepack, postpack, ...scripts }, ...manifest } = readJson(file);
  writeFileSync(file, JSON.stringify({ ...manifest, scripts }, undefined, 2));
  return { packageDir: folder, tarball: join(folder, '..', filename) };
}

/** Generates the bindings of a package, and returns their folder, `<out>/<language>`. */
export async function generate(project: string, language: Language, out: string): Promise<string> {
  await run(process.execPath, [
    pacmak, '--target', language, '--code-only', '--no-npmignore', '--outdir', out, project,
  ]);
  return join(out, language);
}

/** The package's dependencies that have bindings, with their versions: cdktf, the providers and constructs. */
export function dependenciesOf({ packageDir }: Pick<Context, 'packageDir'>): Record<string, string> {
  const { dependencies } = readJson(join(packageDir, '.jsii'));
  return Object.fromEntries(Object.keys(dependencies).map((name) => [name, versionOf(name)]));
}

/** The dependencies that it takes to compile the package, each after those that it needs itself. */
export function dependenciesInOrder(context: Context): string[] {
  return ['constructs', 'cdktf', ...Object.keys(dependenciesOf(context)).filter(isProvider)];
}

/** The types of a dependency that the package's API names, and those that they name in turn. */
function namedTypes({ packageDir }: Context, dependency: string): string[] {
  const all: Block = readJson(join(folderOf(dependency), '.jsii')).types;
  const named = new Set<string>();
  const visit = (value: unknown): void => {
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
 * Writes a copy of a dependency to `folder` whose API has only what the package's API names: that of AWS has 25,000
 * types, which take more than a minute to generate and longer to compile.
 */
function reduce(context: Context, dependency: string, folder: string): string {
  const from = folderOf(dependency);
  const assembly = readJson(join(from, '.jsii'));
  const names = namedTypes(context, dependency);
  const isAbove = (submodule: string) => names.some((name) => name.startsWith(`${submodule}.`));
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

/** All inputs that determine the output of `generateDependency`. */
export function keyOf(context: Context, dependencies: string[]): unknown[] {
  const types = dependencies.filter(isProvider).map((dependency) => namedTypes(context, dependency));
  return [
    versionOf('jsii-pacmak'), [generateDependency, reduce].map(String), dependencies.map(versionOf), types,
  ];
}

/**
 * Generates the bindings of a dependency, and returns their folder, `<out>/<language>`: of a provider, what the
 * package's API names; cdktf, which apps use, is complete. The npm package in them is the installed one.
 */
export async function generateDependency(
  context: Context, dependency: string, language: Language, out: string,
): Promise<string> {
  if (!isProvider(dependency)) {
    return generate(folderOf(dependency), language, out);
  }
  const reduced = reduce(context, dependency, join(context.work, language, 'reduced', dependency));
  const generated = await generate(reduced, language, out);
  // The folder may also contain those of other dependencies.
  const isItsOwn = (file: string) => file.endsWith('.tgz') && basename(file).includes(basename(dependency));
  const tarballs = readdirSync(generated, { recursive: true, encoding: 'utf8' }).filter(isItsOwn);
  await Promise.all(tarballs.map((file) => tarball(dependency, join(generated, file))));
  return generated;
}

/** Writes the npm package of a dependency as it is installed; npm itself takes four times as long. */
async function tarball(dependency: string, file: string): Promise<void> {
  await run('tar', ['-czf', file, '--transform', 's,^\\.,package,', '-C', folderOf(dependency), '.']);
}
