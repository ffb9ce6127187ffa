// The lab's simulator of AWS, and stacks that the real AWS provider takes to it.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { freePort } from '../../integration/ports.mjs';
import { fail, root } from '../../../scripts/lib/project.mjs';

const PROVIDER = '5.100.0'; // that the lab has
const lab = dirname(resolve(root, process.env.LAB ?? '../shared/lab/lab'));

/** Starts a simulator, and waits until it answers. Who starts it ends its process. */
export async function startSimulator() {
  const port = await freePort();
  const child = spawn('python3', [join(lab, 'aws', 'server.py'), '--port', `${port}`], { stdio: 'ignore' });
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
