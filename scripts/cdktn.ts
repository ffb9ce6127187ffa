// The second package, for cdktn, the community's fork of cdktf, from the same source.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { compileIn, install, missingPackages, requireOwnTypes, writeSources } from './lib/cdktn/build';
import { compareExamples } from './lib/cdktn/examples';
import { PACKAGES, renamed } from './lib/cdktn/names';
import { helpIfAsked } from './lib/help';
import { fail, readJson, root, run } from './lib/project';

const USAGE = `Usage: node scripts/run.mjs cdktn build [FOLDER] | test

  build   writes and compiles the package for cdktn, from which jsii-pacmak can package it
          (default: build/cdktn)
  test    the same in build/cdktn, then checks: what is packed, bindings of all languages, and what the
          examples synthesize, which differs from the first package's in versions alone`;

/** Fails unless a folder is inside of the repository, and empty or of the second package. */
function requireOwn(folder: string): void {
  if (relative(root, folder).startsWith('..') || folder === root) {
    fail(`${folder} must be inside of the repository, where the tools are found.`);
  }
  const json = join(folder, 'package.json');
  const isOwn = existsSync(json) && readJson(json).name === renamed(readJson(join(root, 'package.json')).name);
  if (!isOwn && existsSync(folder) && readdirSync(folder).length > 0) {
    fail(`${folder} has other contents: name an empty folder, or none.`);
  }
}

/** Runs one of the checks of the repository on the second package. */
function check(folder: string, script: string): void {
  const { status } = run(process.execPath, [join(folder, 'scripts', 'run.mjs'), script], { cwd: folder });
  if (status !== 0) {
    fail(`scripts/${script}.ts finds problems with the package for cdktn, see above.`);
  }
}

function main(): void {
  helpIfAsked(USAGE);
  const [command = 'build', target = join('build', 'cdktn'), ...rest] = process.argv.slice(2);
  if (!['build', 'test'].includes(command) || rest.length > 0) {
    fail(USAGE);
  }
  const folder = resolve(root, target);
  requireOwn(folder);
  const started = Date.now();
  const step = (text: string) => {
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`${String(seconds).padStart(4)} s  ${text}`);
  };
  writeSources(folder);
  install(folder, command === 'test' ? missingPackages() : []);
  step(`installed: ${Object.values(PACKAGES).map(({ name, version }) => `${name} ${version}`).join(', ')}`);
  compileIn(folder);
  step('compiled');
  requireOwnTypes(folder);
  step('its types name only its own and cdktn\'s');
  if (command === 'test') {
    for (const script of ['check-package', 'check-go']) {
      check(folder, script);
      step(script);
    }
    compareExamples(folder, step);
  }
  step(`done: ${relative(root, folder)}`);
}

main();
