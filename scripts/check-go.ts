// Generates the bindings of all languages and reads those for Go. Needs the compiled library, and no compiler of them.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clashes } from './lib/go-imports';
import { helpIfAsked } from './lib/help';
import { fail, quietNode, run } from './lib/project';

const LANGUAGES = ['go', 'python', 'java', 'dotnet'];

/** Generates the bindings into a folder, and returns the problems with them. */
function problemsIn(work: string): string[] {
  // Where Node finds it: the package for cdktn has it from the folder above.
  const pacmak = createRequire(__filename).resolve('jsii-pacmak/bin/jsii-pacmak');
  const { status } = run(process.execPath, [
    pacmak, '--targets', ...LANGUAGES, '--code-only', '--no-npmignore', '--outdir', work,
  ], { quiet: true, env: quietNode });
  if (status !== 0) {
    fail('Generating the bindings failed: see above. They are generated from .jsii: '
      + 'compile first (npx projen compile).');
  }
  const generated = readdirSync(work);
  const missing = LANGUAGES.filter((language) => !generated.includes(language));
  const files = readdirSync(join(work, 'go'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.go'));
  const found = files.flatMap((file) => clashes(readFileSync(join(work, 'go', file), 'utf8'))
    .map(({ name, paths }) => `${file}: "${name}" is the name of ${paths.join(' and of ')}`));
  console.log(`${LANGUAGES.length - missing.length} of ${LANGUAGES.length} languages generated; `
    + `${files.length} Go files, ${found.length} with two imports of one name`);
  return [
    ...missing.map((language) => `nothing was generated for ${language}`), ...found,
    ...(files.length === 0 ? ['no Go file was generated'] : []),
  ];
}

function main(): void {
  helpIfAsked(`Usage: npm run check:go

Generates the bindings of all languages. Fails if a Go file imports two packages of one name, which does not compile.`);
  const work = mkdtempSync(join(tmpdir(), 'bindings-'));
  try {
    const problems = problemsIn(work);
    problems.forEach((problem) => console.log(problem));
    process.exitCode = problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true });
  }
}

main();
