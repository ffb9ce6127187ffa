// What the scripts share: where things are, and how to run them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../../cli/terraform.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const example = join(root, 'examples', 'eks-s3-rds');
export const stackName = 'eks-s3-rds';
/** The synthesized stack. `cdktf synth` in the example's folder writes to the same place. */
export const stackFolder = join(example, 'cdktf.out', 'stacks', stackName);

/** The first pipeline, and the virtual environment that connects with the server and runs it: options of connect. */
export const pipelineFolder = join(root, 'examples', 'first-pipeline');
export const pipelineVenv = ['--venv', join(pipelineFolder, '.venv'), '--requirements', join(pipelineFolder, 'requirements.txt')];

/** That of package.json's engines. */
const OLDEST_NODE = '20.9.0';

/**
 * jsii's tools warn about every version of Node that is past its end of life; the library supports it all the same. They
 * want to be told for which: https://github.com/aws/jsii/blob/main/packages/%40jsii/check-node/src/index.ts
 */
export const quietNode = {
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0], JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
};

export { fail };

/** Runs a command; its output goes to the terminal unless `quiet`, where it is shown only if the command fails, as `shown` makes it. */
export function run(command, args, { cwd = root, env = {}, quiet = false, shown = (text) => text } = {}) {
  const result = spawnSync(command, args, {
    cwd, env: { ...process.env, ...env }, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', encoding: 'utf8', maxBuffer: 1 << 28,
  });
  if (quiet && result.status !== 0) {
    process.stderr.write(shown(`${result.stdout ?? ''}${result.stderr ?? ''}`));
  }
  return result;
}

/** Runs terraform, and stays until it has ended: on Ctrl-C it still writes down what it has made. @param out takes what it prints */
export function runToItsEnd(binary, command, cwd, out) {
  return new Promise((done) => {
    process.on('SIGINT', () => undefined); // A terminal tells both, and a second one would kill it.
    const child = spawn(binary, command, { cwd, stdio: ['inherit', out ? 'pipe' : 'inherit', 'pipe'] });
    child.stdout?.setEncoding('utf8').on('data', out);
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
      process.stderr.write(data);
    });
    ['SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => child.kill(signal)));
    child.on('close', (status) => done({ status, stderr }));
  });
}

/** Runs a task of the project and ends with its exit code if it fails. */
export function projen(task, ...args) {
  const result = run(process.execPath, [join(root, 'node_modules', 'projen', 'bin', 'projen'), task, ...args], { env: quietNode });
  if (result.status !== 0) {
    process.exit(result.status ?? 1);
  }
}

/** Installs the dependencies of the lock file unless they are there. */
export function ensureDependencies() {
  if (process.versions.node.localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0) {
    fail(`Node ${process.versions.node} is too old: Node ${OLDEST_NODE} or newer is required. Install Node 22 (https://nodejs.org) and run this again.`);
  }
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) {
    return;
  }
  console.log('Installing the dependencies (npm ci): one to two minutes …');
  const started = Date.now();
  const result = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  if (result.error || result.status !== 0) {
    fail(`npm ci failed${result.error ? ` (${result.error.message})` : ''}. Most often the npm registry cannot be reached:
  - check the network, and the proxy or mirror in your npm configuration (npm config get registry);
  - then run the same command again. It continues where it stopped.`);
  }
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** What tools and programs write below the examples. */
const WRITTEN = ['cdktf.out', 'node_modules', '.venv', 'target', 'bin', 'obj', '.gen'];

/** When the newest file below a folder, or a file, was changed; 0 if there is none. */
function changed(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 0 : !stat.isDirectory() ? stat.mtimeMs
    : Math.max(0, ...readdirSync(path).filter((name) => !WRITTEN.includes(name) && !/tfstate/.test(name)).map((name) => changed(join(path, name))));
}

/** Compiles the library and the examples, each if its sources are newer than what was compiled. */
export function compile() {
  const tool = (name, ...args) => run(process.execPath, [join(root, 'node_modules', ...name), ...args], { quiet: true, env: quietNode });
  const done = ({ status }) => status === 0
    || fail('Nothing was synthesized, because compiling failed: fix the errors above, then run the same command again.');
  const at = (...path) => join(root, ...path);
  const assembly = at('.jsii');
  if (changed(assembly) < Math.max(changed(at('src')), changed(at('package.json')))) {
    console.log('Compiling the library: about half a minute …');
    done(tool(['jsii', 'bin', 'jsii'], '--silence-warnings=reserved-word'));
  }
  const stamp = at('build', 'examples', '.compiled');
  if (changed(stamp) < Math.max(changed(at('examples')), changed(assembly))) {
    console.log('Compiling the examples: about ten seconds …');
    done(tool(['typescript', 'bin', 'tsc'], '-p', 'examples/tsconfig.json'));
    mkdirSync(at('build', 'examples'), { recursive: true });
    writeFileSync(stamp, '');
  }
}

/** Synthesizes the example with what is compiled. */
export function synthesize() {
  const result = run(process.execPath, [join(root, 'build', 'examples', 'eks-s3-rds', 'main.js')], { cwd: example });
  if (result.status !== 0) {
    fail('Nothing was synthesized: fix the errors above, then run the same command again.');
  }
}
