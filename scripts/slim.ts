// Packs what users need into few files: npm runs this before it packs, and with --restore after it.
import { cpSync, existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpIfAsked } from './lib/help';
import { fail, readJson, root } from './lib/project';
import { bundledCommand, bundledLibrary } from './lib/slim/bundles';
import { declarationsOf } from './lib/slim/declarations';

const USAGE = `Usage: node scripts/run.mjs slim [--restore]

Packs what is compiled into few files, as they are published:
- JavaScript as one readable file, which loads faster than two hundred, and the command as another; comments are in the
  declarations.
- Declarations as one file: without what is @internal, and only those that users reach from index.d.ts.
- .jsii with all documentation, from which Construct Hub renders its page, but without the submodules of the providers
  that nothing in it names, and without lines of sources, which are not published.

  --restore   puts back what was compiled`;

const lib = join(root, 'lib');
const assembly = join(root, '.jsii');
const compiled = join(root, 'build', 'compiled');
const PARTS = ['lib', '.jsii'];

/** Restores the compiled files, if all of them were saved. */
function restore(): void {
  if (existsSync(join(compiled, 'complete'))) {
    for (const path of PARTS) {
      rmSync(join(root, path), { recursive: true, force: true });
      cpSync(join(compiled, path), join(root, path), { recursive: true, preserveTimestamps: true });
    }
  }
  rmSync(compiled, { recursive: true, force: true });
}

function save(): void {
  for (const path of PARTS) {
    cpSync(join(root, path), join(compiled, path), { recursive: true, preserveTimestamps: true });
  }
  writeFileSync(join(compiled, 'complete'), '');
}

function slimLibrary(): void {
  const library = bundledLibrary();
  const declarations = declarationsOf(lib, compiled);
  rmSync(lib, { recursive: true });
  mkdirSync(lib);
  writeFileSync(join(lib, 'index.js'), library);
  writeFileSync(join(lib, 'index.d.ts'), declarations);
  mkdirSync(join(root, 'bin'), { recursive: true });
  writeFileSync(join(root, 'bin', 'cdktf-zenml-aws.mjs'), bundledCommand(), { mode: 0o755 });
}

function slimAssembly(): void {
  // Its time shows whether the sources are newer than the compiled files.
  const { atime, mtime } = statSync(assembly);
  const { dependencyClosure, types, ...rest } = readJson(assembly);
  const text = JSON.stringify(types);
  const namedOf = (submodules: object) =>
    Object.fromEntries(Object.entries(submodules).filter(([fqn]) => text.includes(`"${fqn}.`)));
  const closure = Object.fromEntries(Object.entries<{ submodules?: object }>(dependencyClosure)
    .map(([name, { submodules = {}, ...it }]) => [name, { ...it, submodules: namedOf(submodules) }]));
  // jsii-rosetta recognizes a type in the examples that it translates by the file of its symbol: one has them all.
  const published = JSON.parse(text, (key, value) => {
    const symbol = () => (key === 'symbolId' ? value.replace(/^.*:/, 'src/index:') : value);
    return key === 'locationInModule' ? undefined : symbol();
  });
  writeFileSync(assembly, JSON.stringify({ ...rest, types: published, dependencyClosure: closure }));
  utimesSync(assembly, atime, mtime);
}

function main(): void {
  helpIfAsked(USAGE);
  restore(); // Also what an interrupted run has left.
  if (process.argv.includes('--restore')) {
    return;
  }
  if (!existsSync(lib) || !existsSync(assembly)) {
    fail('There is nothing to pack: compile first (npx projen compile).');
  }
  save();
  slimLibrary();
  slimAssembly();
}

main();
