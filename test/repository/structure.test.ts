import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as ts from 'typescript';

// The layout of src: allowed imports and file lengths. The lengths of all functions. ESLint checks the length of lines.

const ROOT = resolve(__dirname, '..', '..');
const SRC = join(ROOT, 'src');
const MOST_LINES = 250;
const MOST_FUNCTION_LINES = 60;

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/')).sort();
const text = (file: string) => readFileSync(join(SRC, file), 'utf8');

/** All modules that a source imports or exports from, including types and `import()`. */
function specifiersOf(source: string): string[] {
  const found: string[] = [];
  const add = (node?: ts.Node) => node && ts.isStringLiteralLike(node) && found.push(node.text);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier);
    } else if (ts.isExternalModuleReference(node)) {
      add(node.expression);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal);
    } else if (ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText())) {
      add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** Names of functions with a body, constructors and methods included, with their lengths in lines. */
function functionsOf(source: string): { name: string; lines: number }[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const found: { name: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const name = node.name?.getText() ?? (ts.isConstructorDeclaration(node) ? 'constructor' : 'anonymous');
      found.push({ name, lines: lineAt(node.end) - lineAt(node.getStart()) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The file of src for a relative import, or the import itself if there is none. */
function fileOf(from: string, specifier: string): string {
  const path = resolve(SRC, dirname(from), specifier);
  const file = [`${path}.ts`, join(path, 'index.ts')].find((it) => existsSync(it));
  return file === undefined ? specifier : relative(SRC, file).replaceAll('\\', '/');
}

/** The imports of each file of src within src. */
const imports = new Map(files.map((file) => [
  file, specifiersOf(text(file)).filter((it) => it.startsWith('.')).map((it) => fileOf(file, it)),
]));

/** Pairs of a file and one of its imports within src. */
const edges = [...imports].flatMap(([file, others]) => others.map((other) => [file, other]));

/** Groups of files that import each other, also indirectly (Tarjan). */
function circles(graph: Map<string, string[]>): string[][] {
  const found: string[][] = [];
  const stack: string[] = [];
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const visit = (file: string): void => {
    number.set(file, number.size);
    lowest.set(file, number.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!number.has(next)) {
        visit(next);
        lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
      } else if (stack.includes(next)) {
        lowest.set(file, Math.min(lowest.get(file)!, number.get(next)!));
      }
    }
    if (lowest.get(file) === number.get(file)) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || graph.get(file)?.includes(file)) {
        found.push(group.sort());
      }
    }
  };
  [...graph.keys()].filter((file) => !number.has(file)).forEach(visit);
  return found;
}

/** The folder of src that a private file belongs to. */
const ownerOf = (file: string) => /^(.*?)\/?private\//.exec(file)?.[1];

/** The foundation of all folders that deploy something on a cluster: its private files are for all of them. */
const FOUNDATION = 'kubernetes';

/** Whether a file may import another: private files are for their folder and its subfolders. */
const mayImport = (file: string, other: string) => {
  const owner = ownerOf(other);
  return owner === undefined || owner === FOUNDATION || file.startsWith(`${owner}/`);
};

/** The folders of src, with the folders that each imports. */
const folderOf = (file: string) => file.split('/')[0];
const folders = new Map<string, Set<string>>();
edges.filter(([file, other]) => file !== 'index.ts' && folderOf(file) !== folderOf(other)).forEach(([file, other]) =>
  folders.set(folderOf(file), (folders.get(folderOf(file)) ?? new Set()).add(folderOf(other))));

test('every import exists', () => {
  expect(edges.filter(([, other]) => !imports.has(other))).toEqual([]);
});

test('no file imports itself through others, including types', () => {
  expect(circles(imports)).toEqual([]);
});

test('folders import in one direction only', () => {
  expect(folders.get('stack')).toContain('cluster');
  expect(circles(new Map([...folders].map(([folder, others]) => [folder, [...others]])))).toEqual([]);
});

test('private files are imported only in their folder', () => {
  expect(edges.filter(([file, other]) => imports.has(other) && !mayImport(file, other))).toEqual([]);
});

test('no provider is imported by its root, which is slow and large', () => {
  const byRoot = files.filter((file) => specifiersOf(text(file)).some((it) => /^@cdktf\/provider-[a-z]+$/.test(it)));
  expect(byRoot).toEqual([]);
});

test(`a file has at most ${MOST_LINES} lines`, () => {
  const lengths = files.map((file) => ({ file, lines: text(file).trimEnd().split('\n').length }))
    .sort((a, b) => a.lines - b.lines);
  const [median, longest] = [lengths[Math.floor(lengths.length / 2)], lengths.at(-1)!];
  // Not console.log, because jest adds the place of the call.
  process.stdout.write(`src: ${files.length} files, median ${median.lines} lines, `
    + `longest ${longest.lines} (${longest.file})\n`);
  expect(lengths.filter(({ lines }) => lines > MOST_LINES)).toEqual([]);
});

/** Whether a file and its options can be one file: no other file imports itself through them then. */
function canMerge(graph: Map<string, string[]>, file: string, options: string): boolean {
  const renamed = (others: string[]) => [...new Set(others.map((it) => it === options ? file : it))];
  const merged = new Map([...graph].filter(([it]) => it !== options).map(([it, others]) => [it, renamed(others)]));
  merged.set(file, renamed([...graph.get(file)!, ...graph.get(options)!]).filter((it) => it !== file));
  return circles(merged).length === 0;
}

test('options are in the file of their construct, where that has room and nothing that it imports needs their type', () => {
  const lines = (file: string) => text(file).split('\n').length;
  const pairs = files.filter((file) => file.endsWith('-options.ts')).map((options) => [options.replace('-options', ''), options])
    .filter(([file]) => imports.has(file));
  expect(pairs.length).toBeGreaterThan(5);
  expect(pairs.filter(([file, options]) => lines(file) + lines(options) <= MOST_LINES && canMerge(imports, file, options))).toEqual([]);
});

test(`a function has at most ${MOST_FUNCTION_LINES} lines`, () => {
  const functions = ['src', 'cli', 'scripts'].flatMap((folder) => {
    const sources = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[cm]?[jt]s$/.test(file) && !/\.d\.[cm]?ts$/.test(file));
    expect(sources).not.toEqual([]);
    return sources.flatMap((file) => functionsOf(readFileSync(join(ROOT, folder, file), 'utf8'))
      .map((it) => ({ file: `${folder}/${file.replaceAll('\\', '/')}`, ...it })));
  });
  expect(functions.filter(({ lines }) => lines > MOST_FUNCTION_LINES)).toEqual([]);
});

/** The classes of a source, each with its internal members: their names begin with an underscore. */
function internalMembersOf(source: string): { name: string; members: string[] }[] {
  const classes = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true).statements.filter(ts.isClassDeclaration);
  return classes.map((it) => {
    const parameters = it.members.filter(ts.isConstructorDeclaration).flatMap(({ parameters: all }) => [...all])
      .filter((parameter) => ts.isParameterPropertyDeclaration(parameter, parameter.parent));
    const members = [...it.members, ...parameters].map(({ name }) => name?.getText() ?? '').filter((name) => name.startsWith('_'));
    return { name: it.name!.text, members: [...new Set(members)] };
  });
}

test('a class has one internal member at most, beside the method that validates it', () => {
  const classes = files.flatMap((file) => internalMembersOf(text(file)));
  expect(classes.filter(({ members }) => members.includes('_source')).length).toBeGreaterThan(5);
  expect(classes.filter(({ members }) => members.filter((name) => name !== '_validate').length > 1)).toEqual([
    // Ingress.nginx() needs the check before there is a controller.
    { name: 'NginxController', members: ['_checkNeighbours', '_internals'] },
  ]);
});

// Tests of the helpers.

test.each([
  ['import { a } from "./a";', ['./a']],
  ['import type { A } from "./a";', ['./a']],
  ['import "./a";', ['./a']],
  ['export * from "./a"; export type { B } from "./b";', ['./a', './b']],
  ['import a = require("./a");', ['./a']],
  ['let a: import("./a").A; const b = await import("./b"); const c = require("./c");', ['./a', './b', './c']],
  ['// import "./a"', []],
])('imports are found: %s', (source, specifiers) => {
  expect(specifiersOf(source)).toEqual(specifiers);
});

test.each([
  ['function a() {\n  return 1;\n}', [['a', 3]]],
  ['const a = async () => 1;', [['anonymous', 1]]],
  ['class A {\n  constructor() {\n  }\n  get b() { return 1; }\n}', [['constructor', 2], ['b', 1]]],
  ['function a() {\n  const b = function c() {\n  };\n}', [['a', 4], ['c', 2]]],
  ['/** A comment before it. */\n\nfunction a() {}', [['a', 1]]],
  ['interface A { b(): void; }\ndeclare function c(): void;', []],
])('functions are measured: %j', (source, functions) => {
  expect(functionsOf(source).map(({ name, lines }) => [name, lines])).toEqual(functions);
});

test('cycles are found, also behind other files', () => {
  const graph = { a: ['b'], b: ['c', 'd'], c: ['b'], d: [], e: ['e', 'a'] };
  expect(circles(new Map(Object.entries(graph)))).toEqual([['b', 'c'], ['e']]);
});

test.each([
  ['mlflow/a.ts', 'mlflow/private/b.ts', true],
  ['mlflow/private/stores/a.ts', 'mlflow/private/b.ts', true],
  ['mlflow/a.ts', 'kubernetes/private/b.ts', true],
  ['mlflow/a.ts', 'seldon/index.ts', true],
  ['mlflow/a.ts', 'seldon/private/b.ts', false],
  ['index.ts', 'seldon/private/b.ts', false],
])('%s may import %s: %s', (file, other, may) => {
  expect(mayImport(file, other)).toBe(may);
});

test.each<[string, Record<string, string[]>, boolean]>([
  ['a construct alone', { 'a': ['a-options', 'b'], 'a-options': [], 'b': [] }, true],
  ['rules in a private file', { 'a': ['a-options', 'b'], 'a-options': [], 'b': ['a-options'] }, false],
])('options and %s in one file', (_, graph, can) => {
  expect(canMerge(new Map(Object.entries(graph)), 'a', 'a-options')).toBe(can);
});

test('internal members are found, parameter properties too', () => {
  expect(internalMembersOf('class A { get _a() { return 1; } set _a(it) {} b = 1; constructor(public readonly _c: number, _d: number) {} }'))
    .toEqual([{ name: 'A', members: ['_a', '_c'] }]);
});
