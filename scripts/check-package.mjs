// The tarball for npm: it holds what users need and nothing else, it is small, and it loads as CommonJS and as an ES module. Checks what is compiled.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { pack } from './lib/packed.mjs';
import { snippetOf } from './lib/readme.mjs';

/** What it has now and a little more. Two fifths are the code and a third its documentation, in the declarations and in .jsii. */
const MOST_BYTES = 345_000;
const ALLOWED = /^(lib\/.*\.(js|d\.ts)|bin\/cdktf-zenml-aws\.mjs|charts\/.*|programs\/\w+\.py|\.jsii|README\.md|LICENSE|package\.json)$/;
const NEEDED = [
  'lib/index.js', 'lib/index.d.ts', '.jsii', 'charts/seldon-gateway/Chart.yaml', 'programs/create_database.py', 'bin/cdktf-zenml-aws.mjs',
  'README.md', 'LICENSE',
];

const { files, size, unpackedSize, folder: content } = pack();
const paths = files.map((file) => file.path);
const missing = NEEDED.filter((path) => !paths.includes(path));
const mapped = paths.filter((path) => path.endsWith('.js')
  && readFileSync(join(content, path), 'utf8').includes('sourceMappingURL=data'));
// Whoever imports it has the declarations checked, unless he says otherwise.
const program = ts.createProgram([join(content, 'lib', 'index.d.ts')], { strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 });
const wrong = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(content))
  .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
  .map(({ file, messageText }) => `${file.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
const internal = paths.filter((path) => path.endsWith('.d.ts') && /@internal/.test(readFileSync(join(content, path), 'utf8')));
// Node shows the line that throws before the message of an error that nobody catches.
const MOST_COLUMNS = 600;
const long = paths.filter((path) => /\.m?js$/.test(path) && readFileSync(join(content, path), 'utf8').split('\n').some((line) => line.length > MOST_COLUMNS));
// jsii-docgen, and so Construct Hub, makes a page of it.
const assembly = JSON.parse(readFileSync(join(content, '.jsii'), 'utf8'));
const undocumented = Object.values(assembly.types).filter(({ docs }) => docs?.summary === undefined).map(({ fqn }) => fqn);
const library = createRequire(import.meta.url)(join(content, 'lib', 'index.js'));
const misnamed = Object.entries(library).filter(([name, value]) => typeof value === 'function' && value.name !== name).map(([name]) => name);
const found = [
  ...wrong,
  ...internal.map((path) => `${path} has something @internal`),
  ...paths.filter((path) => !ALLOWED.test(path)).map((path) => `${path} does not belong into the package`),
  ...missing.map((path) => `${path} is missing: npx projen compile`),
  ...mapped.map((path) => `${path} has a source map inside`),
  ...long.map((path) => `${path} has a line of more than ${MOST_COLUMNS} characters, which Node shows when an error is thrown in it`),
  ...undocumented.map((type) => `.jsii has no documentation of ${type}`),
  ...(assembly.readme === undefined ? ['.jsii has no README'] : []),
  ...misnamed.map((name) => `${name} has another name in stack traces and messages`),
  ...failedPrograms(),
  ...(size > MOST_BYTES ? [`it is larger than ${MOST_BYTES} bytes`] : []),
];
console.log(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`);
found.forEach((problem) => console.log(`  ${problem}`));
process.exit(found.length === 0 ? 0 : 1);

/** The README's program as CommonJS and as an ES module, beside a package that is found by its name; and what Node prints when a prop is wrong. */
function failedPrograms() {
  const folder = join(dirname(content), 'app');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}'); // Below that of the repository, the package's name would mean the repository.
  symlinkSync(content, join(folder, 'node_modules', assembly.name));
  const program = snippetOf(readFileSync(join(content, 'README.md'), 'utf8'));
  const commonJs = ts.transpile(program, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
  const programs = { 'main.mjs': program, 'main.cjs': commonJs };
  const failures = Object.entries(programs).map(([file, text]) => [file, start(folder, file, text)]).filter(([, { status }]) => status !== 0)
    .map(([file, { stderr }]) => `the README's program fails as ${file}:\n${stderr}`);
  const [shown] = start(folder, 'wrong.mjs', program.replace(/prefix: '[^']+'/, "prefix: 'Acme ML'")).stderr.split('Error: ZenmlAwsStack');
  return [...failures, ...(shown.trim().split('\n').length > 3 || shown.length > 300 ? [`of an error that nobody catches Node prints first:\n${shown}`] : [])];
}

function start(folder, file, text) {
  writeFileSync(join(folder, file), text);
  return spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
}
