// The tarball for npm: it holds what users need and nothing else, and it is small. Looks at what is compiled.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { fail, root, run } from './lib/project.mjs';

/** What it has now and a little more. */
const MOST_BYTES = 170_000;
const ALLOWED = /^(lib\/.*\.(js|d\.ts)|bin\/cdktf-zenml-aws\.mjs|charts\/.*|programs\/\w+\.py|\.jsii|README\.md|LICENSE|package\.json)$/;
const NEEDED = [
  'lib/index.js', 'lib/index.d.ts', '.jsii', 'charts/seldon-gateway/Chart.yaml', 'programs/create_database.py', 'bin/cdktf-zenml-aws.mjs',
  'README.md', 'LICENSE',
];

// What npm runs before it packs must not print between the JSON.
const packed = join(root, 'build', 'packed');
rmSync(packed, { recursive: true, force: true });
mkdirSync(packed, { recursive: true });
const { status, stdout } = run('npm', ['pack', '--pack-destination', packed, '--json', '--foreground-scripts=false'], { quiet: true });
if (status !== 0) {
  fail('npm pack failed, see above.');
}
const [{ filename, files, size, unpackedSize }] = JSON.parse(stdout);
// Below the root, so that what it depends on is found.
execFileSync('tar', ['-xzf', join(packed, filename), '-C', packed]);
const content = join(packed, 'package');
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
const found = [
  ...wrong,
  ...internal.map((path) => `${path} has something @internal`),
  ...paths.filter((path) => !ALLOWED.test(path)).map((path) => `${path} does not belong into the package`),
  ...missing.map((path) => `${path} is missing: npx projen compile`),
  ...mapped.map((path) => `${path} has a source map inside`),
  ...(size > MOST_BYTES ? [`it is larger than ${MOST_BYTES} bytes`] : []),
];
console.log(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`);
found.forEach((problem) => console.log(`  ${problem}`));
process.exit(found.length === 0 ? 0 : 1);
