// Packs what users need into few files. npm runs this before it packs, and with `--restore` after it: what was compiled is then as it was.
// - JavaScript as one readable file, which loads faster than two hundred, and the command as another; comments are in the declarations.
// - Declarations as one file: without what is @internal, and only those that users reach from index.d.ts.
// - .jsii with all documentation, from which Construct Hub renders its page, but without the thousand submodules of the providers that nothing in
//   it names, and without lines of sources, which are not published.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { generateDtsBundle } from 'dts-bundle-generator';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { fail, root } from './lib/project.mjs';

const lib = join(root, 'lib');
const assembly = join(root, '.jsii');
const compiled = join(root, 'build', 'compiled');
/** commander is bundled into the command: it is CommonJS, calls `require` for Node's modules, and its license has to be included. */
const commander = dirname(createRequire(import.meta.url).resolve('commander'));
const COMMAND = {
  format: 'esm', packages: 'bundle', external: ['@kubernetes/client-node'],
  banner: { js: `/*! With commander:\n${readFileSync(join(commander, 'LICENSE'), 'utf8').trim()}\n*/\n`
    + "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};

// Of a run that was stopped half way, too.
restore();
if (process.argv.includes('--restore')) {
  process.exit();
}
if (!existsSync(lib) || !existsSync(assembly)) {
  fail('There is nothing to pack: compile first (npx projen compile).');
}
for (const path of ['lib', '.jsii']) {
  cpSync(join(root, path), join(compiled, path), { recursive: true, preserveTimestamps: true });
}
writeFileSync(join(compiled, 'complete'), '');

// From the sources, whose modules become one; those that jsii has compiled would stay apart, and be a fifth larger. Their fields are the same.
const tsconfigRaw = { compilerOptions: { target: 'ES2022', useDefineForClassFields: true } };
const library = withClassNames(bundled(join(root, 'src', 'index.ts'), { format: 'cjs', tsconfigRaw }));
const declarations = declarationsOf(join(lib, 'index.d.ts'));
rmSync(lib, { recursive: true });
mkdirSync(lib);
writeFileSync(join(lib, 'index.js'), library);
writeFileSync(join(lib, 'index.d.ts'), declarations);
mkdirSync(join(root, 'bin'), { recursive: true });
writeFileSync(join(root, 'bin', 'cdktf-zenml-aws.mjs'), bundled(join(root, 'cli', 'cdktf-zenml-aws.mjs'), COMMAND), { mode: 0o755 });

// Its time tells whether the sources are newer than what was compiled.
const { atime, mtime } = statSync(assembly);
const { dependencyClosure, types, ...rest } = JSON.parse(readFileSync(assembly, 'utf8'));
const named = JSON.stringify(types);
const closure = Object.fromEntries(Object.entries(dependencyClosure).map(([name, { submodules = {}, ...it }]) =>
  [name, { ...it, submodules: Object.fromEntries(Object.entries(submodules).filter(([fqn]) => named.includes(`"${fqn}.`))) }]));
// By the symbol's file jsii-rosetta recognizes a type in the examples that it translates: it is the one that has all declarations.
const published = JSON.parse(named, (key, value) => (key === 'locationInModule' ? undefined
  : key === 'symbolId' ? value.replace(/^.*:/, 'src/index:') : value));
writeFileSync(assembly, JSON.stringify({ ...rest, types: published, dependencyClosure: closure }));
utimesSync(assembly, atime, mtime);

/** Puts back what was compiled, if it was kept whole. */
function restore() {
  if (existsSync(join(compiled, 'complete'))) {
    for (const path of ['lib', '.jsii']) {
      rmSync(join(root, path), { recursive: true, force: true });
      cpSync(join(compiled, path), join(root, path), { recursive: true, preserveTimestamps: true });
    }
  }
  rmSync(compiled, { recursive: true, force: true });
}

/** A program and the package's own modules that it imports, in one file. */
function bundled(entry, options) {
  return buildSync({
    entryPoints: [entry], write: false, bundle: true, packages: 'external', platform: 'node', target: 'node20', legalComments: 'none', charset: 'utf8', lineLimit: 300,
    ...options,
  }).outputFiles[0].text;
}

/** esbuild names a class with an underscore where the class names itself, and so would stack traces and messages. */
function withClassNames(text) {
  return [...text.matchAll(/^var (\w+) = class (_\1) /gm)].reduce((all, [, name, inner]) => all.replace(new RegExp(`\\b${inner}\\b`, 'g'), name), text);
}

/** A declaration and those of ours that it names, in one, without what is internal. */
function declarationsOf(entry) {
  readdirSync(lib, { recursive: true }).filter((file) => file.endsWith('.d.ts')).map((file) => join(lib, file))
    .forEach((file) => writeFileSync(file, withoutInternal(readFileSync(file, 'utf8'))));
  const config = join(compiled, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, types: [] }, files: [entry] }));
  const external = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).peerDependencies);
  const [text] = generateDtsBundle([{
    filePath: entry, output: { noBanner: true, exportReferencedTypes: false }, libraries: { importedLibraries: external },
  }], { preferredConfigPath: config });
  return text.replace(/^\t+/gm, (indent) => ' '.repeat(indent.length));
}

function parse(text) {
  return ts.createSourceFile('a.d.ts', text, ts.ScriptTarget.ES2022, true);
}

/** Without members and declarations whose documentation says @internal, and then without imports that nothing names. */
function withoutInternal(text) {
  const source = parse(text);
  const cuts = [];
  const visit = (node) => {
    if (ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal')) {
      cuts.push([node.getFullStart(), node.end]);
    } else {
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(source, visit);
  const public_ = cut(text, cuts);
  const imports = parse(public_).statements.filter(ts.isImportDeclaration);
  const others = cut(public_, imports.map((it) => [it.getFullStart(), it.end]));
  return cut(public_, imports.filter((it) => !names(it).some((name) => new RegExp(`\\b${name}\\b`).test(others)))
    .map((it) => [it.getFullStart(), it.end]));
}

function names({ importClause }) {
  return importClause?.namedBindings?.elements?.map((it) => it.name.text) ?? ['.'];
}

function cut(text, ranges) {
  return [...ranges].sort(([a], [b]) => b - a).reduce((all, [from, to]) => all.slice(0, from) + all.slice(to), text);
}
