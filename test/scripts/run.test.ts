import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { linkModules } from '../support/scripts';
import { putInto, toolInto } from '../support/tools';

// How scripts start: dependencies are installed where they are missing, in a repository with a script and a made-up
// npm.

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-'));
  cpSync(join(__dirname, '..', '..', 'scripts', 'run.mjs'), join(root, 'scripts', 'run.mjs'));
  putInto(root, 'package-lock.json', '{}');
  putInto(root, 'scripts/greet.ts', 'const names: string[] = process.argv.slice(2);\nconsole.log(names.join());\nprocess.exitCode = 3;\n');
  putInto(root, 'test/greet.mjs', "import { it } from './it.ts';\nconsole.log(it, ...process.argv.slice(2));\n");
  putInto(root, 'test/it.ts', "export const it: string = 'typed';\n");
  linkModules(root, 'tsx');
  toolInto(root, 'npm', `echo installed > "${root}/node_modules/.package-lock.json"`);
});
afterEach(() => rmSync(root, { recursive: true }));

const start = (...args: string[]) => startWith({}, ...args);

function startWith(env: NodeJS.ProcessEnv, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('scripts', 'run.mjs'), ...args], {
    cwd: root, env: { PATH: [join(root, 'tools'), '/usr/bin', '/bin'].join(delimiter), HOME: root, ...env }, encoding: 'utf8',
  });
  const calls = existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
  return { status, stdout, error: stderr.trim(), calls };
}

test('installs missing dependencies once, and leaves standard output to the script', () => {
  const first = start('greet', 'Ada', 'Grace');
  expect(first).toMatchObject({ status: 3, stdout: 'Ada,Grace\n', calls: ['npm ci --no-audit --no-fund --loglevel=error'] });
  expect(first.error).toMatch(/^Installing the dependencies \(npm ci\): one to two minutes …\nInstalled in \d+ s\.$/);
  expect(start('greet', 'Ada')).toEqual({ status: 3, stdout: 'Ada\n', error: '', calls: first.calls });
});

test('reports an installation that fails, with the output of npm', () => {
  toolInto(root, 'npm', 'echo "npm error network" >&2; exit 1');
  const { status, stdout, error } = start('greet');
  expect([status, stdout]).toEqual([1, '']);
  expect(error).toMatch(/npm error network\n\nnpm ci failed\.[^]*run the same command again/);
});

test('runs other programs, which import TypeScript', () => {
  expect(start('test/greet.mjs', 'Ada')).toMatchObject({ status: 0, stdout: 'typed Ada\n' });
});

test('without a name it prints how it is used', () => {
  expect(start()).toMatchObject({ status: 1, error: 'Usage: node scripts/run.mjs NAME ARGS…', calls: [] });
});

test('names WSL on Windows before it installs anything', () => {
  putInto(root, 'windows.cjs', "Object.defineProperty(process, 'platform', { value: 'win32' });");
  const { status, error, calls } = startWith({ NODE_OPTIONS: `--require ${join(root, 'windows.cjs')}` }, 'greet');
  expect({ status, calls }).toEqual({ status: 1, calls: [] });
  expect(error).toContain('Run them in WSL');
});

test('refuses a Node that is too old', () => {
  putInto(root, 'old.cjs', "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });");
  const { status, error, calls } = startWith({ NODE_OPTIONS: `--require ${join(root, 'old.cjs')}` }, 'greet');
  expect({ status, calls }).toEqual({ status: 1, calls: [] });
  expect(error).toMatch(/^Node 18\.20\.0 is too old: Node 20\.9\.0 or newer is required\./);
});
