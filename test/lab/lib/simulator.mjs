// The lab's simulator of AWS, and stacks that the real AWS provider deploys to it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freePort } from '../../integration/ports.mjs';
import { fail, root } from '../../../scripts/lib/project.ts';

const PROVIDER = '5.100.0'; // that the lab has
const AWS_CLI = '1.45.11';
const lab = dirname(resolve(root, process.env.LAB ?? '../shared/lab/lab'));

/**
 * Starts a simulator, and waits until it answers. Who starts it ends its process. `account` are variables: what its
 * account has besides.
 */
export async function startSimulator(account = {}) {
  const port = await freePort();
  const child = spawn('python3', [join(lab, 'aws', 'server.py'), '--port', `${port}`], { stdio: 'ignore', env: { ...process.env, ...account } });
  const url = `http://127.0.0.1:${port}`;
  for (let left = 150; left > 0 && !(await fetch(`${url}/lab/health`).then((it) => it.ok, () => false)); left--) {
    await new Promise((done) => setTimeout(done, 200));
  }
  return { url, child };
}

/** Makes a synthesized stack use the real AWS provider, of the version that the lab has. */
export function pinAwsProvider(folder) {
  const { status, stderr } = spawnSync('python3', [join(lab, 'bin', 'pin-aws.py'), join(folder, 'cdk.tf.json'), PROVIDER], { encoding: 'utf8' });
  if (status !== 0) {
    fail(stderr);
  }
}

const run = (program, ...args) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout : fail(`${program} ${args.join(' ')}\n${stderr}`);
};

/** The real AWS CLI, of one version, whatever this machine has. */
function awsCli() {
  const venv = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdktf-zenml-aws', `awscli-${AWS_CLI}`);
  if (!existsSync(join(venv, 'bin', 'aws'))) {
    mkdirSync(dirname(venv), { recursive: true });
    run('python3', '-m', 'venv', '--clear', venv);
    run(join(venv, 'bin', 'pip'), 'install', '-q', '--disable-pip-version-check', `awscli==${AWS_CLI}`);
  }
  return join(venv, 'bin', 'aws');
}

/** A folder below another with a program `aws`, for the PATH. */
function folderWithAws(work, variables, program) {
  const bin = join(work, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\n${variables} exec '${process.execPath}' '${join(root, 'test', 'lab', 'lib', program)}' "$@"\n`, { mode: 0o755 });
  return bin;
}

/** The real AWS CLI for the simulator. */
export const awsOnSimulator = (work) => folderWithAws(work, `AWS_CLI='${awsCli()}'`, 'aws-cli.mjs');

/** An AWS CLI for the store of the stand-ins. */
export const awsOnStore = (work) => folderWithAws(work, `LAB_AWS='${join(lab, 'bin', 'aws')}'`, 'store-aws.mjs');
