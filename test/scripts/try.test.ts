import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { kind } from '../../examples/existing-cluster/config';
import { scriptIn, scriptsInto } from '../support/scripts';
import { putInto, toolInto } from '../support/tools';

// `npm run try` in a minimal copy of the repository, with fake tools on the PATH.

const ROOT = join(__dirname, '..', '..');
const STACK = join('examples', 'existing-cluster', 'cdktf.out', 'stacks', 'existing-cluster-kind');
const OUTPUTS = {
  'mlflow-tracking-url': 'http://localhost:30081',
  'mlflow-tracking-username': 'mlflow',
  'mlflow-tracking-password': 'SECRET-1',
  'seldon-base-url': 'http://localhost:30082',
  'seldon-core-workload-namespace': 'models',
  'seldon-model-secret': 'minio',
  's3-endpoint-url': 'http://localhost:30084',
  's3-bucket-uri': 's3://zenml',
  's3-access-key': 'zenml',
  's3-secret-key': 'SECRET-2',
};
const NODES = (...addresses: object[]) => JSON.stringify({ items: [{ status: { addresses } }] });
const SYNTHESIS = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('cdktf.out/stacks/existing-cluster-kind', { recursive: true });
writeFileSync('cdktf.out/stacks/existing-cluster-kind/cdk.tf.json', '{}');
writeFileSync('../../synthesized', [process.argv[2], process.env.KUBE_CONTEXT, process.env.NODE_HOST].join(' '));`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'try-'));
  scriptsInto(root, 'existing-cluster');
  put('build/examples/existing-cluster/main.js', SYNTHESIS);
  put('outputs.json', JSON.stringify(Object.fromEntries(Object.entries(OUTPUTS).map(([name, value]) => [name, { value }]))));
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; output) cat "${root}/outputs.json";; esac`);
  tool('kind', '');
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, content: string, mode?: number) => putInto(root, file, content, mode);
const tool = (name: string, script: string) => toolInto(root, name, script);

function npmRunTry(args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [scriptIn(root, 'try'), ...args], {
    // The machine may have kubectl. The tools need only a shell with its built-in commands.
    env: { PATH: [join(root, 'tools'), join(root, 'base')].join(':'), HOME: root, ...env }, encoding: 'utf8',
  });
  const calls = existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
  return { status, stdout, error: stderr.trim(), calls };
}
beforeEach(() => put('base/cat', '#!/bin/sh\nexec /bin/cat "$@"\n', 0o755));
const synthesized = () => readFileSync(join(root, 'synthesized'), 'utf8');

test('without kind it prints how to install it, and how to use another cluster', () => {
  rmSync(join(root, 'tools', 'kind'));
  const { status, error, calls } = npmRunTry();
  expect(status).toBe(1);
  expect(error).toContain('https://kind.sigs.k8s.io/docs/user/quick-start/#installation');
  expect(error).toContain('KUBE_CONTEXT=<context> npm run try');
  expect(calls).toEqual(['terraform version -json']);
});

test('without Docker it prints kind\'s error', () => {
  tool('kind', 'case "$1" in get) echo "Cannot connect to the Docker daemon" >&2; exit 1;; esac');
  expect(npmRunTry().error)
    .toBe('kind get clusters failed: Cannot connect to the Docker daemon. Is Docker, or Podman, running?');
});

test('creates a cluster, and deploys the example on it', () => {
  const { status, error, calls } = npmRunTry();
  expect({ status, error }).toEqual({ status: 0, error: '' });
  expect(calls).toEqual([
    'terraform version -json',
    'kind version',
    'kind get clusters',
    `kind create cluster --name zenml-try --config ${join(root, 'examples', 'existing-cluster', 'kind.yaml')} --wait 5m`,
    'terraform init -input=false -no-color',
    'terraform state pull -no-color',
    'terraform apply -no-color -auto-approve',
    'terraform output -json -no-color',
  ]);
  expect(synthesized()).toBe('kind kind-zenml-try ');
});

test('reuses its cluster', () => {
  tool('kind', 'case "$1" in get) echo other; echo zenml-try;; esac');
  const { stdout, calls } = npmRunTry();
  expect(stdout).toContain('The cluster zenml-try exists.');
  expect(calls.filter((call) => call.startsWith('kind create'))).toEqual([]);
});

test('discards the state of a deleted cluster', () => {
  put(join(STACK, 'terraform.tfstate'), '{}');
  npmRunTry();
  expect(existsSync(join(root, STACK, 'terraform.tfstate'))).toBe(false);
});

test('ends with the next steps, and shows no secret', () => {
  const { stdout } = npmRunTry();
  for (const text of [
    'http://localhost:30081', 'http://localhost:30082/seldon/models/<name>/api/v0.1/predictions', 'kubectl --context kind-zenml-try get pods -A',
    'zenml experiment-tracker register', 'zenml model-deployer register', 'zenml artifact-store register', 'npm run try -- destroy',
  ]) {
    expect(stdout).toContain(text);
  }
  expect(stdout).not.toContain('SECRET');
  expect(stdout).toContain(`uv pip install --requirement ${join(root, 'examples', 'first-pipeline', 'requirements.txt')}`);
  expect(stdout).not.toMatch(/^ .*zenml integration install/m);
});

test('a failed apply is reported with the remedy', () => {
  tool('terraform', 'case "$1" in version) echo \'{"terraform_version": "1.13.4"}\';; apply) echo "Error: no" >&2; exit 1;; esac');
  const { status, error } = npmRunTry();
  expect(status).toBe(1);
  expect(error).toMatch(/^Error: no\n\nterraform apply failed, see above\. The same command continues where it stopped; /);
});

test('destroy deletes the cluster and the state, and needs nothing else', () => {
  put(join(STACK, 'terraform.tfstate'), '{}');
  const { status, calls } = npmRunTry(['destroy']);
  expect({ status, calls }).toEqual({
    status: 0, calls: ['terraform version -json', 'kind version', 'kind delete cluster --name zenml-try'],
  });
  expect(existsSync(join(root, STACK, 'terraform.tfstate'))).toBe(false);
});

describe('with an existing cluster', () => {
  const OWN = { KUBE_CONTEXT: 'mine' };
  beforeEach(() => {
    rmSync(join(root, 'tools', 'kind'));
    put('nodes.json', NODES({ type: 'Hostname', address: 'a' }, { type: 'InternalIP', address: '10.0.0.7' }));
    tool('kubectl', `cat "${root}/nodes.json"`);
  });

  test('Terraform asks before it creates anything, and ports are those of a node', () => {
    const { status, error, calls } = npmRunTry([], OWN);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(calls).toContain('kubectl --context mine get nodes -o json');
    expect(calls).toContain('terraform apply -no-color');
    expect(synthesized()).toBe('kind mine 10.0.0.7');
  });

  test('prefers an address that others can reach', () => {
    put('nodes.json', NODES({ type: 'InternalIP', address: '10.0.0.7' }, { type: 'ExternalIP', address: '203.0.113.7' }));
    npmRunTry([], OWN);
    expect(synthesized()).toBe('kind mine 203.0.113.7');
  });

  test('accepts an address, and then needs no kubectl', () => {
    rmSync(join(root, 'tools', 'kubectl'));
    expect(npmRunTry([], { ...OWN, NODE_HOST: 'node.example.com' }).status).toBe(0);
    expect(synthesized()).toBe('kind mine node.example.com');
  });

  test('without kubectl and address it prints the remedy', () => {
    rmSync(join(root, 'tools', 'kubectl'));
    expect(npmRunTry([], OWN).error).toBe('kubectl is not on the PATH (https://kubernetes.io/docs/tasks/tools/). It is asked for '
      + 'the address of a node; without it, give that: NODE_HOST=<address>');
  });

  test('a cluster that does not answer is reported', () => {
    tool('kubectl', 'echo "error: context \\"mine\\" does not exist" >&2; exit 1');
    expect(npmRunTry([], OWN).error)
      .toBe('The cluster of the context mine does not answer: error: context "mine" does not exist');
  });

  test('destroy is Terraform\'s, and passes its arguments on', () => {
    const { calls, stdout } = npmRunTry(['destroy', '-auto-approve'], OWN);
    expect(calls).toContain('terraform destroy -no-color -auto-approve');
    expect(stdout).not.toContain('It is running');
  });
});

test('kind.yaml maps the ports of config.ts to this machine only', () => {
  const { nodes: [{ extraPortMappings: mappings }] }: any = load(readFileSync(join(ROOT, 'examples', 'existing-cluster', 'kind.yaml'), 'utf8'));
  const { local: { mlflow, minio }, seldon } = kind;
  const exposures = [mlflow, seldon.gateway!.exposure!].map((it: any) => [it._source.nodePort.nodePort, it._source.nodePort.url]);
  const ports = [...exposures, [minio.nodePort, minio.url]];
  expect(mappings).toEqual(ports.map(([port]) => ({ containerPort: port, hostPort: port, listenAddress: '127.0.0.1' })));
  expect(ports.map(([, url]) => url)).toEqual(ports.map(([port]) => `http://localhost:${port}`));
});
