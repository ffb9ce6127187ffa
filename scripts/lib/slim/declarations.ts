// The declarations that users reach, as one file.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDtsBundle } from 'dts-bundle-generator';
import * as ts from 'typescript';
import { cut } from './cut';
import { readJson, root } from '../project';

/** index.d.ts and the declarations that it names, in one, without what is internal. @param work for a temporary file */
export function declarationsOf(lib: string, work: string): string {
  const entry = join(lib, 'index.d.ts');
  readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'))
    .map((file) => join(lib, file))
    .forEach((file) => writeFileSync(file, withoutInternal(readFileSync(file, 'utf8'))));
  const config = join(work, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({
    compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, types: [] }, files: [entry],
  }));
  const external = Object.keys(readJson(join(root, 'package.json')).peerDependencies);
  const [text] = generateDtsBundle([{
    filePath: entry,
    output: { noBanner: true, exportReferencedTypes: false },
    libraries: { importedLibraries: external },
  }], { preferredConfigPath: config });
  return text.replace(/^\t+/gm, (indent) => ' '.repeat(indent.length));
}

const parse = (text: string) => ts.createSourceFile('a.d.ts', text, ts.ScriptTarget.ES2022, true);

/** Without members and declarations whose documentation says @internal, and then without imports that nothing names. */
function withoutInternal(text: string): string {
  const cuts: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal')) {
      cuts.push(node);
    } else {
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(parse(text), visit);
  const rest = without(text, cuts);
  const imports = parse(rest).statements.filter(ts.isImportDeclaration);
  const others = without(rest, imports);
  const isUsed = (name: string) => new RegExp(`\\b${name}\\b`).test(others);
  return without(rest, imports.filter((it) => !namesIn(it).some(isUsed)));
}

/** The names that an import declares, or what matches everything where they are not listed. */
function namesIn({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements.map((it) => it.name.text) : ['.'];
}

function without(text: string, nodes: ts.Node[]): string {
  return cut(text, nodes.map((it) => [it.getFullStart(), it.end]));
}
