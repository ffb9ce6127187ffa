// The tarball for npm: it holds what users need and nothing else, and it is small. Looks at what is compiled.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { pack } from './lib/packed.mjs';

/** What it has now and a little more. */
const MOST_BYTES = 260_000;
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
// Texts are not broken.
const MOST_COLUMNS = 4000;
const long = paths.filter((path) => /\.m?js$/.test(path) && readFileSync(join(content, path), 'utf8').split('\n').some((line) => line.length > MOST_COLUMNS));
const found = [
  ...wrong,
  ...internal.map((path) => `${path} has something @internal`),
  ...paths.filter((path) => !ALLOWED.test(path)).map((path) => `${path} does not belong into the package`),
  ...missing.map((path) => `${path} is missing: npx projen compile`),
  ...mapped.map((path) => `${path} has a source map inside`),
  ...long.map((path) => `${path} has a line of more than ${MOST_COLUMNS} characters, which Node shows when an error is thrown in it`),
  ...(size > MOST_BYTES ? [`it is larger than ${MOST_BYTES} bytes`] : []),
];
console.log(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`);
found.forEach((problem) => console.log(`  ${problem}`));
process.exit(found.length === 0 ? 0 : 1);
