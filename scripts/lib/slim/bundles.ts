// The library and the command, each as one JavaScript file.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildOptions, buildSync } from 'esbuild';
import * as ts from 'typescript';
import { cut } from './cut';
import { root } from '../project';

/** A program and the package's own modules that it imports, in one file. */
function bundled(entry: string, options: BuildOptions): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    charset: 'utf8',
    lineLimit: 300,
    ...options,
  });
  return outputFiles![0].text;
}

/** esbuild names a class with an underscore where the class names itself, and so would stack traces and messages. */
function withClassNames(text: string): string {
  return [...text.matchAll(/^var (\w+) = class (_\1) /gm)]
    .reduce((all, [, name, inner]) => all.replace(new RegExp(`\\b${inner}\\b`, 'g'), name), text);
}

/** Without comments that fill lines, except licenses and the paths of modules: the declarations have the docstrings. */
export function withoutComments(text: string): string {
  const kept = /^(?:\/\*!|\/\/ (?:src|cli|scripts|node_modules)\/\S+$)/;
  const found = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).forEach(({ pos, end }) => found.set(pos, end));
    node.getChildren().forEach(visit);
  };
  visit(ts.createSourceFile('bundle.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  const lineOf = (pos: number) => text.lastIndexOf('\n', pos - 1) + 1;
  const fillsLines = (pos: number, end: number) => text[end] === '\n' && text.slice(lineOf(pos), pos).trim() === '';
  return cut(text, [...found].filter(([pos, end]) => fillsLines(pos, end) && !kept.test(text.slice(pos, end)))
    .map(([pos, end]) => [lineOf(pos), end + 1]));
}

/**
 * The library, from the sources, whose modules become one; those that jsii has compiled would remain apart, and be a
 * fifth larger. Their fields are the same.
 */
export function bundledLibrary(): string {
  const tsconfigRaw = { compilerOptions: { target: 'ES2022', useDefineForClassFields: true } };
  return withoutComments(withClassNames(bundled(join(root, 'src', 'index.ts'), { format: 'cjs', tsconfigRaw })));
}

/** Variables of CommonJS modules that ES modules do not have. */
const COMMONJS = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); "
  + "const __dirname = require('node:path').dirname(require('node:url').fileURLToPath(import.meta.url));";

/** The command, with commander in it: that is CommonJS, requires Node's modules, and its license must be included. */
export function bundledCommand(): string {
  const license = readFileSync(join(dirname(require.resolve('commander')), 'LICENSE'), 'utf8').trim();
  return withoutComments(bundled(join(root, 'cli', 'cdktf-zenml-aws.ts'), {
    format: 'esm',
    packages: 'bundle',
    external: ['@kubernetes/client-node'],
    banner: { js: `/*! With commander:\n${license}\n*/\n${COMMONJS}` },
  }));
}
