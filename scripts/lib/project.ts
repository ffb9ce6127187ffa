// Shared by the scripts: paths, and functions that run commands.
import { spawn, spawnSync, SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Block } from './graph';
import { fail } from '../../cli/terraform';

export { fail };

export const root = resolve(__dirname, '..', '..');
export const example = join(root, 'examples', 'eks-s3-rds');
export const stackName = 'eks-s3-rds';
/** The synthesized stack. `cdktf synth` in the example's folder writes to the same place. */
export const stackFolder = join(example, 'cdktf.out', 'stacks', stackName);
export const stackFile = join(stackFolder, 'cdk.tf.json');

/** Arguments with which Node runs the package's command from its sources. */
export const packageCommand = [join(root, 'scripts', 'run.mjs'), join(root, 'cli', 'cdktf-zenml-aws.ts')];

/** The first pipeline, and the virtual environment that connects to the server and runs it. */
export const pipelineFolder = join(root, 'examples', 'first-pipeline');
export const pipelineVenv = {
  venv: join(pipelineFolder, '.venv'), requirements: join(pipelineFolder, 'requirements.txt'),
};

/**
 * Silences jsii's warnings about versions of Node past their end of life, which the library supports. jsii requires the
 * version: https://github.com/aws/jsii/blob/main/packages/%40jsii/check-node/src/index.ts
 */
export const quietNode = {
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0],
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
};

export const readJson = (file: string): Block => JSON.parse(readFileSync(file, 'utf8'));

/** The maximum captured output of a command, in bytes. */
const OUTPUT_BYTES = 2 ** 28;

interface RunOptions {
  /** @default the repository */
  readonly cwd?: string;
  /** Variables in addition to those of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether output is captured, and shown only if the command fails. */
  readonly quiet?: boolean;
  /** Changes the output of a command that fails. */
  readonly shown?: (text: string) => string;
}

/** Runs a command; its output goes to the terminal unless `quiet`. */
export function run(command: string, args: string[], options: RunOptions = {}): SpawnSyncReturns<string> {
  const { cwd = root, env = {}, quiet = false, shown = (text: string) => text } = options;
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES,
  });
  if (quiet && result.status !== 0) {
    process.stderr.write(shown(`${result.stdout ?? ''}${result.stderr ?? ''}`));
  }
  return result;
}

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/**
 * Runs terraform and waits for its end: on Ctrl-C it still writes its state.
 *
 * @param out receives its standard output
 */
export function runToItsEnd(
  binary: string, args: string[], cwd: string, out?: (text: string) => void,
): Promise<Ended> {
  return new Promise((done) => {
    process.on('SIGINT', () => undefined); // A terminal signals both, and a second signal would kill it.
    const child = spawn(binary, args, { cwd, stdio: ['inherit', out ? 'pipe' : 'inherit', 'pipe'] });
    if (out) {
      child.stdout?.setEncoding('utf8').on('data', out);
    }
    let stderr = '';
    child.stderr?.on('data', (data) => {
      stderr += data;
      process.stderr.write(data);
    });
    (['SIGTERM', 'SIGHUP'] as const).forEach((signal) => process.on(signal, () => child.kill(signal)));
    child.on('close', (status) => done({ status, stderr }));
  });
}

/** Runs a program of a dependency, with its output as `run` has it. @param path below node_modules */
export const runTool = (path: string, args: string[], options: RunOptions = {}): SpawnSyncReturns<string> =>
  run(process.execPath, [join(root, 'node_modules', path), ...args], {
    ...options, env: { ...quietNode, ...options.env },
  });

/** Directories that tools and programs write below the examples. */
const WRITTEN = ['cdktf.out', 'node_modules', '.venv', 'target', 'bin', 'obj', '.gen'];

/** When a file, or the newest file below a folder, was changed; 0 if there is none. */
function changed(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    return stat?.mtimeMs ?? 0;
  }
  const names = readdirSync(path).filter((name) => !WRITTEN.includes(name) && !/tfstate/.test(name));
  return Math.max(0, ...names.map((name) => changed(join(path, name))));
}

function compileWith(path: string, ...args: string[]): void {
  if (runTool(path, args, { quiet: true }).status !== 0) {
    fail('Compilation failed, and nothing was synthesized: fix the errors above, then run the same command again.');
  }
}

/** Compiles the library and the examples, each if its sources are newer than its output. */
export function compile(): void {
  const at = (...path: string[]) => changed(join(root, ...path));
  if (at('.jsii') < Math.max(at('src'), at('package.json'))) {
    console.log('Compiling the library: about half a minute …');
    compileWith('jsii/bin/jsii', '--silence-warnings=reserved-word');
  }
  const folder = join(root, 'build', 'examples');
  const stamp = join(folder, '.compiled');
  if (changed(stamp) < Math.max(at('examples'), at('.jsii'))) {
    console.log('Compiling the examples: about ten seconds …');
    compileWith('typescript/bin/tsc', '-p', 'examples/tsconfig.json');
    mkdirSync(folder, { recursive: true });
    writeFileSync(stamp, '');
  }
}

/** Runs an example that is compiled, which synthesizes its stacks. */
export function runExample(name: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): void {
  const program = join(root, 'build', 'examples', name, 'main.js');
  if (run(process.execPath, [program, ...args], { cwd: join(root, 'examples', name), env }).status !== 0) {
    fail('Nothing was synthesized: fix the errors above, then run the same command again.');
  }
}

/** Compiles changed files, synthesizes the example, and returns the stack. */
export function synthesized(): Block {
  compile();
  runExample(stackName);
  return readJson(stackFile);
}

/** The stack that was synthesized last; fails with a message if there is none. */
export function requireSynthesized(message: string): void {
  if (!existsSync(stackFile)) {
    fail(message);
  }
}
