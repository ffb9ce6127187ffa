// Makes what is packed small. npm runs this before it packs.
// - JavaScript in one file, and the command in another, without comments, which the declarations have a second time, and without layout; what it
//   depends on stays where it is.
// - Declarations without what is @internal, and those alone that users reach from index.d.ts.
// - .jsii without layout, without lines of sources that are not published, and without the thousand submodules of the
//   providers that nothing in it names.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { fail, root } from './lib/project.mjs';

const lib = join(root, 'lib');
const assembly = join(root, '.jsii');
if (!existsSync(lib) || !existsSync(assembly)) {
  fail('There is nothing to pack: compile first (npx projen compile).');
}
const files = readdirSync(lib, { recursive: true }).map((file) => join(lib, file));

const main = join(lib, 'index.js');
// Messages of other libraries name a construct by its class.
const footer = 'for(const[name,value]of Object.entries(module.exports))typeof value=="function"&&Object.defineProperty(value,"name",{value:name});';
// From the sources, whose modules become one; those that jsii has compiled would stay apart, and be a fifth larger. Their fields are the same.
const tsconfigRaw = { compilerOptions: { target: 'ES2022', useDefineForClassFields: true } };
const library = bundled(join(root, 'src', 'index.ts'), { format: 'cjs', tsconfigRaw, footer: { js: footer } });
files.filter((file) => file.endsWith('.js')).forEach((file) => rmSync(file));
writeFileSync(main, library);
mkdirSync(join(root, 'bin'), { recursive: true });
writeFileSync(join(root, 'bin', 'cdktf-zenml-aws.mjs'), bundled(join(root, 'cli', 'cdktf-zenml-aws.mjs'), { format: 'esm' }), { mode: 0o755 });

const kept = new Set();
keepDeclaration(join(lib, 'index.d.ts'));
files.filter((file) => file.endsWith('.d.ts') && !kept.has(file)).forEach((file) => rmSync(file));

// Its time tells whether the sources are newer than what was compiled.
const { atime, mtime } = statSync(assembly);
const { dependencyClosure, ...rest } = JSON.parse(readFileSync(assembly, 'utf8'));
const types = JSON.stringify(rest.types);
const closure = Object.fromEntries(Object.entries(dependencyClosure).map(([name, { submodules = {}, ...it }]) =>
  [name, { ...it, submodules: Object.fromEntries(Object.entries(submodules).filter(([fqn]) => types.includes(`"${fqn}.`))) }]));
writeFileSync(assembly, JSON.stringify({ ...rest, dependencyClosure: closure },
  (key, value) => (key === 'locationInModule' ? undefined : value)));
utimesSync(assembly, atime, mtime);

/** A program and what it imports of the package's own, in one file. */
function bundled(entry, options) {
  return buildSync({
    entryPoints: [entry], write: false, bundle: true, packages: 'external', platform: 'node', target: 'node20', minify: true, legalComments: 'none',
    charset: 'utf8', ...options,
  }).outputFiles[0].contents;
}

/** Takes what is internal out of a declaration, and goes on with those that it imports. */
function keepDeclaration(file) {
  if (kept.has(file)) {
    return;
  }
  kept.add(file);
  const text = withoutInternal(readFileSync(file, 'utf8')).replace(/^(?: {4})+/gm, (indent) => ' '.repeat(indent.length / 4));
  writeFileSync(file, text);
  for (const { moduleSpecifier: from } of parse(text).statements.filter((it) => it.moduleSpecifier)) {
    const path = join(dirname(file), from.text);
    const found = from.text.startsWith('.') && [`${path}.d.ts`, join(path, 'index.d.ts')].find((it) => existsSync(it));
    if (found) {
      keepDeclaration(found);
    }
  }
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
