import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { putInto } from './tools';

const SCRIPTS = join(__dirname, '..', '..', 'scripts');

let built: Map<string, string> | undefined;

/** The scripts by name, each as one file: tsx would compile every copy of them again. */
function bundles(): Map<string, string> {
  const names = ['bench', 'connect', 'diagram', 'pipeline', 'quickstart', 'task', 'terraform', 'try'];
  const { outputFiles } = buildSync({
    entryPoints: names.map((name) => join(SCRIPTS, `${name}.ts`)),
    outdir: SCRIPTS,
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), text]));
}

/**
 * The file of a script that `scriptsInto` has written. It is where modules are that find the repository by their place.
 */
export const scriptIn = (root: string, name: string): string => join(root, 'scripts', 'lib', `${name}.js`);

/** Writes the scripts into a folder, as a repository in which everything is installed and compiled. */
export function scriptsInto(root: string, example: string): void {
  built ??= bundles();
  built.forEach((text, name) => putInto(root, `scripts/lib/${name}.js`, text));
  cpSync(join(SCRIPTS, 'run.mjs'), join(root, 'scripts', 'run.mjs'));
  ['package.json', 'src/index.ts', `examples/${example}/config.ts`, '.jsii'].forEach((file) => putInto(root, file, '{}'));
  linkModules(root, 'esbuild');
  putInto(root, 'node_modules/typescript/bin/tsc', '');
}

/** Links installed packages into a folder; they find their own dependencies where they are. */
export function linkModules(root: string, ...names: string[]): void {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  names.forEach((name) => symlinkSync(join(SCRIPTS, '..', 'node_modules', name), join(root, 'node_modules', name)));
}
