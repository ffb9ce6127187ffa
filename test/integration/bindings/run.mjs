// Compares the example of each language of the bindings with TypeScript's: the synthesized configuration is the same,
// except for the path of the state. Then tests the programs of that language in README.md and docs/. For JavaScript,
// tests README.md's repository: javascript.mjs. The tested package is the published one. secret/ has a program in each
// language with a password from a Terraform variable.
//   node scripts/run.mjs test/integration/bindings/run.mjs [LANGUAGE ...]
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { compile, fail, root, stackName } from '../../../scripts/lib/project.ts';
import { snippetOf } from '../../../scripts/lib/readme.ts';
import { packAgain, readJson, run } from './lib.mjs';

const LANGUAGES = ['javascript', 'python', 'java', 'go', 'csharp'];
/** Programs that run at once. */
const AT_ONCE = 2;
/** The stack of README.md's programs. */
const README_STACK = 'mlops';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !LANGUAGES.includes(name));
if (unknown.length > 0) {
  fail(`There are no bindings for ${unknown.join(', ')}: say one or more of ${LANGUAGES.join(', ')}, or none for all.`);
}

const counts = { passed: 0, failed: 0 };
const work = mkdtempSync(join(tmpdir(), 'bindings-test-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(1)));

/** All files of the stack that was synthesized in a folder, without the path of its state, which is the folder's. */
function stackOf(cwd, name = stackName) {
  const folder = join(cwd, 'cdktf.out', 'stacks', name);
  const files = readdirSync(folder, { recursive: true }).map((file) => join(folder, file)).filter((file) => statSync(file).isFile());
  return Object.fromEntries(files.sort().map((file) => [relative(folder, file), readFileSync(file, 'utf8').replaceAll(cwd, '<folder>')]));
}

/** How many resources there are in what was synthesized in a folder. */
function resourcesIn(cwd) {
  const stacks = join(cwd, 'cdktf.out', 'stacks');
  const names = existsSync(stacks) ? readdirSync(stacks) : [];
  return names.flatMap((name) => Object.values(readJson(join(stacks, name, 'cdk.tf.json')).resource ?? {})).flatMap(Object.keys).length;
}

/** The first line in which two texts differ. */
function difference(got, wanted) {
  const [gotLines, wantedLines] = [got, wanted].map((text) => (text ?? '(no such file)').split('\n'));
  const at = wantedLines.findIndex((line, index) => line !== gotLines[index]);
  const line = at < 0 ? wantedLines.length : at;
  return `line ${line + 1}: ${gotLines[line]?.trim()} instead of ${wantedLines[line]?.trim()}`;
}

/**
 * Each check returns what it has seen; a language that cannot synthesize says in its own words what was done instead.
 */
async function checkExample({ name, example }, synthesize, typescript) {
  const cwd = newFolder(name);
  const done = await synthesize(join(root, example), cwd);
  if (typeof done === 'string') {
    return done;
  }
  return equal(cwd, stackOf(cwd), typescript);
}

function equal(cwd, got, typescript) {
  const file = [...new Set([...Object.keys(typescript), ...Object.keys(got)])].find((it) => got[it] !== typescript[it]);
  if (file !== undefined) {
    throw new Error(`it does not equal TypeScript: ${file}, ${difference(got[file], typescript[file])}`);
  }
  return `equals TypeScript (${resourcesIn(cwd)} resources)`;
}

/** @param place where it stands: README.md has the same program in all languages */
async function checkSnippet({ name, example }, synthesize, place, text) {
  const cwd = newFolder(name);
  const program = join(cwd, basename(example));
  writeFileSync(program, text);
  const done = await synthesize(program, cwd);
  if (typeof done === 'string') {
    return done;
  }
  if (resourcesIn(cwd) === 0) {
    throw new Error('it synthesizes nothing');
  }
  if (place.startsWith('README.md:')) {
    return equal(cwd, stackOf(cwd, README_STACK), readmeProgram);
  }
  return `synthesizes (${resourcesIn(cwd)} resources)`;
}

/** `SecretValue.variable()` of a language: Terraform's variable is declared, sensitive, and a Secret refers to it. */
async function checkSecret({ name, example }, synthesize) {
  const cwd = newFolder(name);
  await synthesize(join(root, 'test', 'integration', 'bindings', 'secret', basename(example)), cwd);
  const { variable, resource } = readJson(join(cwd, 'cdktf.out', 'stacks', 'secret', 'cdk.tf.json'));
  if (variable?.db_password?.sensitive !== true) {
    throw new Error(`it declares ${JSON.stringify(variable)} instead of a sensitive db_password`);
  }
  const references = JSON.stringify(resource.kubernetes_secret_v1).match(/\bvar\.db_password\b/g) ?? [];
  if (references.length === 0) {
    throw new Error('no Secret refers to db_password');
  }
  return `declares db_password, sensitive, and refers to it (${references.length} times)`;
}

let folders = 0;
function newFolder(name) {
  const folder = join(work, `${name}-${folders++}`);
  mkdirSync(folder);
  return folder;
}

/** The fenced blocks of a language in the documentation, but for those after `<!-- not run: why -->`: [place, text]. */
function snippets(fence) {
  const documents = readdirSync(join(root, 'docs'), { recursive: true }).filter((file) => file.endsWith('.md')).sort();
  const block = new RegExp(`(<!-- not run: [^>]+ -->\\n+)?^\`\`\`${fence}\\n(.*?)^\`\`\`$`, 'gms');
  return ['README.md', ...documents.map((file) => join('docs', file))].flatMap((file) => {
    const all = readFileSync(join(root, file), 'utf8');
    return [...all.matchAll(block)].filter(([, marker]) => marker === undefined)
      .map(({ 2: text, index }) => [`${file}:${all.slice(0, index).split('\n').length}`, text]);
  });
}

/** What README.md's program in TypeScript synthesizes. */
async function stackOfReadme() {
  const cwd = newFolder('README');
  const program = join(root, 'build', 'readme', 'main.cjs'); // where the package is found by its name
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, ts.transpile(snippetOf(readFileSync(join(root, 'README.md'), 'utf8')), { module: ts.ModuleKind.CommonJS }));
  await run(process.execPath, [program], { cwd });
  return stackOf(cwd, README_STACK);
}

/** Runs checks, [what, check] each, a few at once, and prints what each of them says. */
async function report(checks) {
  const left = [...checks];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [what, check] = next;
      const started = Date.now();
      const [outcome, said] = await check().then((it) => ['passed', ` ${it}`], (error) => ['failed', `: ${error.message}`]);
      counts[outcome]++;
      console.log(`${outcome === 'passed' ? 'ok  ' : 'FAIL'}  ${what}${said}, ${seconds(started)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

compile();
const context = { root, work, ...packAgain() };
const folder = newFolder('TypeScript');
await run(process.execPath, [join(root, 'build', 'examples', stackName, 'main.js')], { cwd: folder });
const typescript = stackOf(folder);
const readmeProgram = await stackOfReadme();
for (const file of asked.length > 0 ? asked : LANGUAGES) {
  const language = await import(`./${file}.mjs`);
  if (language.checks) {
    for await (const checks of language.checks(context)) {
      await report(checks);
    }
    continue;
  }
  const { name, example, fence } = language;
  let synthesize;
  await report([[`${name}: the package`, async () => {
    synthesize = await language.prepare(context);
    return 'is built and installed';
  }]]);
  if (synthesize !== undefined) {
    await report([
      [`${name}: ${example.split('/').slice(0, 2).join('/')}`, () => checkExample(language, synthesize, typescript)],
      [`${name}: SecretValue.variable()`, () => checkSecret(language, synthesize)],
      ...snippets(fence).map(([place, text]) => [`${name}: ${place}`, () => checkSnippet(language, synthesize, place, text)]),
    ]);
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
