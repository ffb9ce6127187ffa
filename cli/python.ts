// A Python on which ZenML's client is, or can be, installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, MAX_OUTPUT } from './terraform';

/** The versions that ZenML 0.98 runs on, the preferred one first: ZenML's images and the model servers use it. */
const VERSIONS = ['3.12', '3.11', '3.13'];
/** Compatible with Python 2 and newer. */
const VERSION_QUESTION = 'import sys; print("%d.%d" % sys.version_info[:2])';
const windows = process.platform === 'win32';
const inVenv = (venv: string, program: string): string =>
  windows ? join(venv, 'Scripts', `${program}.exe`) : join(venv, 'bin', program);

const askVersion = (program: string) => spawnSync(program, ['-c', VERSION_QUESTION], { encoding: 'utf8' });

function versionOf(program: string): string | undefined {
  const { status, stdout } = askVersion(program);
  return status === 0 ? stdout.trim() : undefined;
}

function run(program: string, args: readonly string[], what: string): void {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: MAX_OUTPUT });
  if (error || status !== 0) {
    fail(`${what} failed (${error?.message ?? `${program} ended with ${status}`}):\n${stdout ?? ''}${stderr ?? ''}`);
  }
}

/** A Python that ZenML supports. Exits if the program is not one. */
export function requirePython(program: string): string {
  const { error, status, stdout } = askVersion(program);
  if (error || status !== 0) {
    fail(`${program} cannot be run: ${error?.message ?? `it ended with ${status}`}`);
  }
  const version = stdout.trim();
  if (!VERSIONS.includes(version)) {
    fail(`${program} is Python ${version}. ZenML runs on ${[...VERSIONS].sort().join(', ')}: `
      + 'name one by --python PROGRAM, or let --venv FOLDER create an environment.');
  }
  return program;
}

/** The Python of the active virtual environment, else the one on the PATH; undefined if there is none. */
export function activePython(): string | undefined {
  const { VIRTUAL_ENV: active } = process.env;
  const candidates = [...(active ? [inVenv(active, 'python')] : []), 'python3', 'python'];
  return candidates.find((program) => versionOf(program) !== undefined);
}

/** Creates a virtual environment. @param uv undefined if the machine has none */
function createVenv(venv: string, uv: string | undefined): void {
  const candidates = [...VERSIONS.map((version) => `python${version}`), 'python3', 'python'];
  const base = candidates.find((program) => VERSIONS.includes(versionOf(program) ?? ''));
  console.error(`Creating ${venv} …`);
  if (uv) {
    run(uv, ['venv', '--quiet', '--python', base ?? VERSIONS[0], venv], 'uv venv');
  } else if (base) {
    run(base, ['-m', 'venv', venv], `${base} -m venv`);
  } else {
    fail(`No Python that ZenML supports was found: install one of ${VERSIONS.join(', ')}
(https://www.python.org/downloads/), or uv (https://docs.astral.sh/uv/), which installs one, then run the same command
again.`);
  }
}

/**
 * The Python of a virtual environment, which is created if it does not exist, and filled again if its requirements have
 * changed.
 *
 * Packages are installed by uv, which is itself installed into the environment if the machine has none: what pip
 * chooses is a set of packages with which ZenML does not start.
 */
export function ensureVenv(venv: string, requirements: readonly string[]): string {
  const python = inVenv(venv, 'python');
  const machines = spawnSync('uv', ['--version']).status === 0 ? 'uv' : undefined;
  if (!existsSync(python)) {
    createVenv(venv, machines);
  }
  const uv = machines ?? inVenv(venv, 'uv');
  const install = ['pip', 'install', '--python', python, ...requirements];
  // uv lists the packages that it would install: none if none is missing.
  const { error, status, stderr } = spawnSync(uv, [...install, '--dry-run', '--offline'], { encoding: 'utf8' });
  if (!error && status === 0 && !/Would (install|uninstall|download)/.test(stderr)) {
    return python;
  }
  console.error('Installing missing Python packages: a minute or two the first time …');
  if (!machines && !existsSync(uv)) {
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv'], 'pip install uv');
  }
  run(uv, [...install, '--quiet'], 'uv pip install');
  return python;
}
