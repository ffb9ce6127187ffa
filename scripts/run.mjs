// Runs a TypeScript program of this repository. On a fresh clone it installs the dependencies first.
//   node scripts/run.mjs NAME ARGS…                scripts/NAME.ts
//   node scripts/run.mjs test/lab/NAME.mjs ARGS…   any other file, which may import TypeScript
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
/** That of package.json's engines. */
const OLDEST_NODE = '20.9.0';

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** Installs the dependencies of the lock file unless they are installed. Standard output is the program's own. */
function ensureDependencies() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (!existsSync(lock) || (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs)) {
    return;
  }
  console.error('Installing the dependencies (npm ci): one to two minutes …');
  const started = Date.now();
  const { error, status, stdout, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error || status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
    const reason = error ? ` (${error.message})` : '';
    fail(`npm ci failed${reason}. The most frequent cause is an npm registry that cannot be reached:
  - check the network, and the proxy or mirror in your npm configuration (npm config get registry);
  - then run the same command again. It continues where it stopped.`);
  }
  console.error(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

const [name, ...args] = process.argv.slice(2);
if (name === undefined) {
  fail('Usage: node scripts/run.mjs NAME ARGS…');
}
if (process.platform === 'win32') {
  fail('The scripts of this repository do not run on Windows itself. '
    + 'Run them in WSL: https://learn.microsoft.com/windows/wsl/install');
}
if (process.versions.node.localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0) {
  fail(`Node ${process.versions.node} is too old: Node ${OLDEST_NODE} or newer is required. `
    + 'Install Node 22 (https://nodejs.org) and run this again.');
}
ensureDependencies();

// In this process: signals and the exit status are the program's own.
const file = name.includes('/') ? resolve(name) : join(root, 'scripts', `${name}.ts`);
process.argv = [process.argv[0], file, ...args];
require('tsx/cjs/api').register();
if (file.endsWith('.ts')) {
  require(file);
} else {
  require('tsx/esm/api').register();
  await import(pathToFileURL(file).href);
}
