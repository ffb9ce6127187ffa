// Checks the npm tarball: its content, its size, and whether it loads as CommonJS and as an ES module.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { Block } from './lib/graph';
import { helpIfAsked } from './lib/help';
import { pack, Packed } from './lib/packed';
import { readJson } from './lib/project';
import { snippetOf } from './lib/readme';

/** Its present size and a little more. Two fifths are code, a third documentation in the declarations and .jsii. */
const MOST_BYTES = 345_000;
/** Node prints the line that throws before the message of an error that nobody catches. */
const MOST_COLUMNS = 600;
const ALLOWED = new RegExp(`^(${[
  'lib/.*\\.(js|d\\.ts)', 'bin/cdktf-zenml-aws\\.mjs', 'charts/.*', 'programs/\\w+\\.py', '\\.jsii', 'README\\.md',
  'LICENSE', 'package\\.json',
].join('|')})$`);
const NEEDED = [
  'lib/index.js', 'lib/index.d.ts', '.jsii', 'charts/seldon-gateway/Chart.yaml', 'programs/create_database.py',
  'bin/cdktf-zenml-aws.mjs', 'README.md', 'LICENSE',
];

function problemsWithFiles({ files, folder }: Packed): string[] {
  const paths = files.map((file) => file.path);
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  const is = (extension: RegExp, found: (it: string) => boolean) =>
    paths.filter((path) => extension.test(path) && found(text(path)));
  return [
    ...is(/\.d\.ts$/, (it) => it.includes('@internal')).map((path) => `${path} has something @internal`),
    ...paths.filter((path) => !ALLOWED.test(path)).map((path) => `${path} does not belong into the package`),
    ...NEEDED.filter((path) => !paths.includes(path)).map((path) => `${path} is missing: npx projen compile`),
    ...is(/\.js$/, (it) => it.includes('sourceMappingURL=data')).map((path) => `${path} has a source map inside`),
    ...is(/\.m?js$/, (it) => it.split('\n').some((line) => line.length > MOST_COLUMNS))
      .map((path) => `${path} has a line of more than ${MOST_COLUMNS} characters, which Node prints with an error`),
  ];
}

/** Compiler errors in the declarations: importing them checks them, unless skipLibCheck is set. */
function problemsWithTypes(folder: string): string[] {
  const program = ts.createProgram([join(folder, 'lib', 'index.d.ts')], {
    strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022,
  });
  return program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

/** Problems with what jsii-docgen, and so Construct Hub, makes a page of, and with the names of classes. */
function problemsWithApi(folder: string, assembly: Block): string[] {
  const library = createRequire(__filename)(join(folder, 'lib', 'index.js'));
  const isMisnamed = ([name, value]: [string, unknown]) => typeof value === 'function' && value.name !== name;
  return [
    ...Object.values<Block>(assembly.types).filter(({ docs }) => docs?.summary === undefined)
      .map(({ fqn }) => `.jsii has no documentation of ${fqn}`),
    ...(assembly.readme === undefined ? ['.jsii has no README'] : []),
    ...Object.entries(library).filter(isMisnamed)
      .map(([name]) => `${name} has another name in stack traces and messages`),
  ];
}

/** Runs the README's program as CommonJS and as an ES module, and with a wrong prop, whose error Node has to show. */
function problemsWithProgram(content: string, name: string): string[] {
  const folder = join(dirname(content), 'app');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}'); // Without it the package's name would mean the repository.
  symlinkSync(content, join(folder, 'node_modules', name));
  const start = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
    return spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
  };
  const program = snippetOf(readFileSync(join(content, 'README.md'), 'utf8'));
  const commonJs = ts.transpile(program, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
  const failures = Object.entries({ 'main.mjs': program, 'main.cjs': commonJs }).flatMap(([file, text]) => {
    const { status, stderr } = start(file, text);
    return status === 0 ? [] : [`the README's program fails as ${file}:\n${stderr}`];
  });
  const wrong = start('wrong.mjs', program.replace(/prefix: '[^']+'/, "prefix: 'Acme ML'"));
  const [shown] = wrong.stderr.split('Error: ZenmlAwsStack');
  const isShort = shown.trim().split('\n').length <= 3 && shown.length <= 300;
  return [...failures, ...(isShort ? [] : [`before an error that nobody catches Node prints:\n${shown}`])];
}

function main(): void {
  helpIfAsked(`Usage: npm run check:package

Packs what is compiled as it is published. Fails if a file is missing or superfluous, if it is too large, or if the
README's program does not run with it.`);
  const packed = pack();
  const { files, size, unpackedSize, folder } = packed;
  const assembly = readJson(join(folder, '.jsii'));
  const found = [
    ...problemsWithTypes(folder),
    ...problemsWithFiles(packed),
    ...problemsWithApi(folder, assembly),
    ...problemsWithProgram(folder, assembly.name),
    ...(size > MOST_BYTES ? [`it is larger than ${MOST_BYTES} bytes`] : []),
  ];
  console.log(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`);
  found.forEach((problem) => console.log(`  ${problem}`));
  process.exit(found.length === 0 ? 0 : 1);
}

main();
