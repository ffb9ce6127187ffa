import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { putInto } from './tools';

const ROOT = join(__dirname, '..', '..');

/** Copies the scripts and the commands into a folder, as a repository in which everything is installed and compiled. */
export function scriptsInto(root: string, example: string): void {
  ['scripts', 'cli'].forEach((folder) => cpSync(join(ROOT, folder), join(root, folder), { recursive: true }));
  [
    'package.json', 'package-lock.json', 'src/index.ts', `examples/${example}/config.ts`, 'node_modules/.package-lock.json', '.jsii',
  ].forEach((file) => putInto(root, file, '{}'));
  // The packages that run the scripts; they find their own dependencies where they are.
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  ['tsx', 'esbuild'].forEach((name) => symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name)));
  putInto(root, 'node_modules/typescript/bin/tsc', '');
}
