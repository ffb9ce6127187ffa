// Generates the bindings of all languages and reads the Go: a file that imports two packages of one name does not
// compile. Needs no compiler of any of them, only the compiled library.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clashes } from './lib/go-imports.cjs';
import { fail, quietNode, root, run } from './lib/project.mjs';

const LANGUAGES = ['go', 'python', 'java', 'dotnet'];

const work = mkdtempSync(join(tmpdir(), 'bindings-'));
try {
  const { status } = run(process.execPath, [
    createRequire(import.meta.url).resolve('jsii-pacmak/bin/jsii-pacmak'),
    '--targets', ...LANGUAGES, '--code-only', '--no-npmignore', '--outdir', work,
  ], { quiet: true, env: quietNode });
  if (status !== 0) {
    fail('Generating the bindings failed: see above. They are made from .jsii: compile first (npx projen compile).');
  }
  const made = readdirSync(work);
  const missing = LANGUAGES.filter((language) => !made.includes(language));
  const files = readdirSync(join(work, 'go'), { recursive: true }).filter((file) => file.endsWith('.go'));
  const found = files.flatMap((file) => clashes(readFileSync(join(work, 'go', file), 'utf8'))
    .map(({ name, paths }) => `${file}: "${name}" is the name of ${paths.join(' and of ')}`));
  found.forEach((clash) => console.log(clash));
  console.log(`${LANGUAGES.length - missing.length} of ${LANGUAGES.length} languages generated; `
    + `${files.length} Go files, ${found.length} with two imports of one name`);
  process.exitCode = missing.length === 0 && files.length > 0 && found.length === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true });
}
