import { join } from 'node:path';
import * as ts from 'typescript';
import { Fence, ROOT } from './markdown';
import * as library from '../../src';

// Compiles the TypeScript blocks of the documentation. A block with an import has all of its imports. A block without
// one is part of a program, and has the package's exports. Both may use values of the reader, and `this`, because they
// are in a stack.

/** Values of the reader. */
const GIVEN = `
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster, INetwork, ZenmlAwsStack } from 'cdktf-zenml-aws';
export declare const app: App;
export declare const stack: ZenmlAwsStack;
export declare const network: INetwork;
export declare const cluster: ICluster;
export declare const vpcId: string;
export declare const privateSubnetIds: string[];
export class Stack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
  }
}`;

/** The folder of the blocks as files, from which imports resolve like those of the tests. */
const FOLDER = join(ROOT, 'test');
const GIVEN_NAMES = [...GIVEN.matchAll(/^export declare const (\w+)/gm)].map(([, name]) => name);
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noImplicitReturns: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules', '@types')],
  baseUrl: ROOT,
  paths: { 'cdktf-zenml-aws': ['src/index.ts'] },
};

/** A block as a module: its text, and the number of lines before the block. */
function moduleOf({ code }: Fence): { text: string; before: number } {
  // Props of the stack: `entrance: { … },`
  const props = /^\w+: /.test(code);
  const imports = code.match(/^(?:import [^;]+;\n)*/)![0];
  const body = props ? `new ZenmlAwsStack(app, 'mlops', { region: 'eu-central-1', prefix: 'acme-ml', \n${code}});` : code.slice(imports.length);
  if (/^export /m.test(body)) {
    return { text: code, before: 0 }; // a file as it is
  }
  const used = Object.keys(library).filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const head = [
    `import { Stack, ${GIVEN_NAMES.join(', ')} } from './snippet-given';`,
    imports === '' ? `import { ${used.join(', ')} } from 'cdktf-zenml-aws';` : '',
  ].join(' ');
  // `given` is outside of the block's scope, so that the block can declare the same names.
  return {
    text: `${head}\n${imports}export class Snippet extends Stack { public made() {\n${body}\n} }\nvoid [${GIVEN_NAMES.join(', ')}];\n`,
    before: props ? 3 : 2,
  };
}

/** The compiler's messages for blocks of TypeScript, with the lines of the page. */
export function compileSnippets(fences: readonly Fence[]): ReadonlyMap<Fence, string[]> {
  const modules = fences.map((fence, index) => ({ fence, file: join(FOLDER, `snippet-${index}.ts`), ...moduleOf(fence) }));
  const texts = new Map([...modules.map(({ file, text }) => [file, text] as const), [join(FOLDER, 'snippet-given.ts'), GIVEN]]);
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists.call(host, file);
  host.readFile = (file) => texts.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, ...rest) => texts.has(file)
    ? ts.createSourceFile(file, texts.get(file)!, ts.ScriptTarget.ES2022) : getSourceFile.call(host, file, ...rest);
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  return new Map(modules.map(({ fence, file, before }) => {
    const source = program.getSourceFile(file)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return [fence, found.map(({ start, messageText }) => {
      const { line } = source.getLineAndCharacterOfPosition(start ?? 0);
      return `${fence.page}:${fence.line + line - before}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    })];
  }));
}
