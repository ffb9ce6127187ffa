// Takes the comments out of what is packed, except where they are documentation: the JavaScript has all of them a second
// time, and nobody imports the declarations of private files. Takes the layout out of .jsii, which no person reads.
// npm runs this before it packs.
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { fail, root } from './lib/project.mjs';

const lib = join(root, 'lib');
const assembly = join(root, '.jsii');
if (!existsSync(lib) || !existsSync(assembly)) {
  fail('There is nothing to pack: compile first (npx projen compile).');
}
// Its time tells whether the sources are newer than what was compiled.
const { atime, mtime } = statSync(assembly);
writeFileSync(assembly, JSON.stringify(JSON.parse(readFileSync(assembly, 'utf8'))));
utimesSync(assembly, atime, mtime);

const printer = ts.createPrinter({ removeComments: true });
readdirSync(lib, { recursive: true }).map((file) => join(lib, file))
  .filter((file) => file.endsWith('.js') || /[\\/]private[\\/].*\.d\.ts$/.test(file))
  .forEach((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
    writeFileSync(file, printer.printFile(source));
  });
