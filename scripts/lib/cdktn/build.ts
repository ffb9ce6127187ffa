// Writes, installs and compiles the package for cdktn in a folder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foreignModules } from './compare';
import { leftovers, PACKAGES, renamed } from './names';
import { packageOf, readmeOf, README_LEAD } from './package';
import { fail, readJson, root, run, runTool } from '../project';

/** The sources of the package; a folder is copied with all that is in it. */
const SOURCES = [
  'src', 'cli', 'programs', 'charts', 'scripts/run.mjs', 'scripts/slim.ts', 'scripts/check-package.ts',
  'scripts/check-go.ts', 'scripts/lib/slim',
  ...['project', 'help', 'graph', 'packed', 'readme', 'go-imports'].map((name) => `scripts/lib/${name}.ts`),
];
/** Files that are not renamed. */
const UNCHANGED = ['LICENSE', 'tsconfig.json'];

type Package = typeof PACKAGES[string];

/** Writes the renamed sources; installed packages are kept. */
export function writeSources(folder: string): void {
  mkdirSync(folder, { recursive: true });
  readdirSync(folder).filter((name) => name !== 'node_modules')
    .forEach((name) => rmSync(join(folder, name), { recursive: true }));
  writePackage(folder);
  SOURCES.forEach((path) => copy(path, folder));
  UNCHANGED.forEach((file) => writeFileSync(join(folder, file), readFileSync(join(root, file))));
  const json = readJson(join(root, 'package.json')) as { homepage: string };
  const readme = readmeOf(readFileSync(join(root, 'README.md'), 'utf8'), json);
  writeFileSync(join(folder, 'README.md'), readme);
  refuse('README.md', leftovers(readme.replace(README_LEAD(json), '')));
}

/** Copies a file of the repository, or the files in a folder, renamed. @param change another way to change the text */
export function copy(path: string, folder: string, change = (_: string, text: string) => renamed(text)): void {
  const from = join(root, path);
  if (statSync(from).isDirectory()) {
    readdirSync(from).filter((name) => name !== '__pycache__')
      .forEach((name) => copy(join(path, name), folder, change));
    return;
  }
  const text = change(path, readFileSync(from, 'utf8'));
  const to = join(folder, renamed(path));
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
  refuse(path, leftovers(text));
}

function refuse(path: string, lines: string[]): void {
  if (lines.length > 0) {
    fail(`${path} names cdktf where it is not renamed, and no rule of STAYS in scripts/lib/cdktn/names.ts keeps it:
  ${lines.join('\n  ')}`);
  }
}

/** @param from sources of packages that are not from the registry, by name */
function writePackage(folder: string, from: Record<string, string> = {}): void {
  const json = packageOf(readJson(join(root, 'package.json')));
  const devDependencies = { ...json.devDependencies, ...from };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...json, devDependencies }, undefined, 2)}\n`);
}

/** Packages that are missing from the npm registry. A mirror may not have packages of a new scope yet. */
export function missingPackages(): Package[] {
  return Object.values(PACKAGES).filter(({ name, version }) => {
    const asked = ['view', `${name}@${version}`, 'version'];
    const { status, stdout, stderr } = spawnSync('npm', asked, { cwd: root, encoding: 'utf8' });
    if (status !== 0 && !stderr.includes('E404')) {
      fail(`npm view ${name}@${version} failed:\n${stderr}`);
    }
    return stdout.trim() !== version;
  });
}

/** Installs what the package is compiled with. @param missing packages to take from PyPI, which is enough for a test */
export function install(folder: string, missing: Package[]): void {
  const work = mkdtempSync(join(tmpdir(), 'cdktn-'));
  try {
    writePackage(folder, Object.fromEntries(missing.map((it) => [it.name, `file:${fromPyPi(it, work)}`])));
    const { status } = run('npm', [
      'install', '--omit=optional', '--no-package-lock', '--ignore-scripts', '--prefer-offline', '--no-audit',
      '--no-fund', '--loglevel=error',
    ], { cwd: folder, quiet: true });
    if (status !== 0) {
      fail('The dependencies of the package for cdktn cannot be installed, see above. '
        + 'A mirror of the public registry may lack some of them.');
    }
  } finally {
    rmSync(work, { recursive: true });
    writePackage(folder);
  }
}

/** Takes an npm package out of its Python binding, in which jsii packs it as it is. Returns the tarball. */
function fromPyPi({ name, version }: Package, work: string): string {
  const project = name.replace('@', '').replace('/', '-');
  console.log(`        npm does not have ${name}@${version}: for this test it is taken from ${project} ${version} `
    + 'on PyPI, which contains the same package');
  const python = (...args: string[]) => {
    if (run('python3', args, { cwd: work, quiet: true }).status !== 0) {
      fail(`PyPI does not have ${project} ${version} either, see above.`);
    }
  };
  python('-m', 'pip', 'download', '--quiet', '--no-deps', '--disable-pip-version-check', '--dest', work,
    `${project}==${version}`);
  const wheel = readdirSync(work).find((file) => file.startsWith(`${project.replaceAll('-', '_')}-`))!;
  python('-m', 'zipfile', '-e', join(work, wheel), join(work, project));
  const files = readdirSync(join(work, project), { recursive: true, encoding: 'utf8' });
  return join(work, project, files.find((file) => file.endsWith('.jsii.tgz'))!);
}

/** Runs a tool of the repository on the package. */
export function tool(folder: string, path: string, ...args: string[]): void {
  if (runTool(path, args, { cwd: folder, quiet: true }).status !== 0) {
    fail('The package for cdktn is not complete, see above.');
  }
}

/** Compiles the library and the snippets of its documentation. */
export function compileIn(folder: string): void {
  tool(folder, 'jsii/bin/jsii', '--silence-warnings=reserved-word');
  tool(folder, 'jsii-rosetta/bin/jsii-rosetta', 'extract', '--strict', '--compile');
}

/** Fails if the package's types are those of other packages. */
export function requireOwnTypes(folder: string): void {
  const foreign = foreignModules(readJson(join(folder, '.jsii')));
  if (foreign.length > 0) {
    fail(`The types of the package for cdktn name other packages: ${foreign.join(', ')}`);
  }
}
