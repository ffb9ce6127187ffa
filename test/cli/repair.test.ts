import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { bundleCommand } from '../support/command';

// The package's repair, with a fake terraform that records its calls, and a fake Kubernetes API whose objects a test
// sets. Real ones: test/lab/kills.mjs.

const COMMAND = bundleCommand();
const RELEASE = 'helm_release.Mlflow';
const JOB = 'kubernetes_job_v1.Job';
const NAMESPACE = 'kubernetes_namespace_v1.Ns';
const DEPLOYMENT = 'terraform_data.StackDeployment';
const OURS = { 'cdktf-zenml-aws/deployment': 'the-id' };
const READ_NAMESPACE = '/api/v1/namespaces/mlflow';
const READ_JOB = '/apis/batch/v1/namespaces/mlflow/jobs/create-database';

let root: string;
let server: Server;
let objects: { [path: string]: object | undefined };
let records: object[];
let asked: string[];
let answered: ((path: string) => void)[];

beforeEach((done) => {
  root = mkdtempSync(join(tmpdir(), 'repair-'));
  [objects, records, asked, answered] = [{}, [], [], []];
  objects[READ_NAMESPACE] = object({ name: 'mlflow', annotations: OURS });
  server = createServer((request, response) => {
    const path = request.url!.split('?')[0];
    asked.push(`${request.method} ${request.url}`);
    const resources = (list: [string, string][]) => ({ resources: list.map(([name, kind]) => ({ name, kind, namespaced: kind !== 'Namespace' })) });
    const answer = path.startsWith('/version') ? { major: '1', minor: '35' }
      : path === '/api/v1' ? resources([['namespaces', 'Namespace'], ['secrets', 'Secret']])
        : path === '/apis/batch/v1' ? resources([['jobs', 'Job']])
          : path === '/api/v1/namespaces/mlflow/secrets' ? { kind: 'SecretList', items: records.length > 0 ? records : null }
            : request.method === 'DELETE' ? {} : objects[path];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? { kind: 'Status', code: 404 }));
    answered.forEach((it) => it(path));
  }).listen(0, '127.0.0.1', done);
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; state) cat "${root}/state.json";; esac`);
  put('cdk.tf.json', JSON.stringify({
    provider: {
      // Without TLS, which the client treats as insecure.
      kubernetes: [{ host: '${aws_eks_cluster.C.endpoint}', token: 'x', insecure: true }],
      helm: [{ kubernetes: { host: '${aws_eks_cluster.C.endpoint}', token: 'x', insecure: true } }],
    },
    resource: {
      helm_release: { Mlflow: { name: 'mlflow-tracking', namespace: '${kubernetes_namespace_v1.Ns.metadata[0].name}' } },
      kubernetes_namespace_v1: { Ns: { metadata: { name: 'mlflow' } } },
      kubernetes_job_v1: { Job: { metadata: { name: 'create-database', namespace: '${kubernetes_namespace_v1.Ns.metadata[0].name}' } } },
    },
  }));
});
afterEach((done) => {
  rmSync(root, { recursive: true });
  server.close(done);
});

const put = (file: string, content: string, mode = 0o644) => writeFileSync(join(root, file), content, { mode });
const tool = (name: string, script: string) => put(name, `#!/bin/sh\necho "$*" >> "${root}/calls"\n${script}\n`, 0o755);
const object = (metadata: object) => ({ metadata });
const record = (status: string, { revision = 1, age = 3600 } = {}) => object({
  name: `sh.helm.release.v1.mlflow-tracking.v${revision}`,
  namespace: 'mlflow',
  labels: { name: 'mlflow-tracking', owner: 'helm', status, version: `${revision}`, modifiedAt: `${Math.floor(Date.now() / 1000) - age}` },
});

/** Terraform's state, besides the cluster and the deployment's id. */
function known(...addresses: string[]): void {
  const attributes: { [address: string]: object } = {
    'aws_eks_cluster.C': { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    [DEPLOYMENT]: { id: 'the-id' },
    [NAMESPACE]: { metadata: [{ name: 'mlflow' }] },
  };
  put('state.json', JSON.stringify({
    resources: ['aws_eks_cluster.C', DEPLOYMENT, ...addresses].map((address) => {
      const [type, name] = address.split('.');
      const isExisting = type === 'aws_eks_cluster' && readFileSync(join(root, 'cdk.tf.json'), 'utf8').includes('data.aws_eks_cluster');
      return { mode: isExisting ? 'data' : 'managed', type, name, instances: [{ attributes: attributes[address] ?? {} }] };
    }),
  }));
}

async function repair(...options: string[]) {
  const child = spawn(process.execPath, [COMMAND, 'repair', root, '--patience', '0', ...options], {
    cwd: root, env: { PATH: [root, '/usr/bin', '/bin'].join(delimiter), HOME: root },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const status = await new Promise((done) => child.on('close', done));
  const calls = (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [])
    .filter((call) => !/^(version|state pull)/.test(call));
  return { status, calls, said: stdout.trim().split('\n').filter(Boolean), error: stderr.trim() };
}
/** Runs a callback after a number of answers for a path. */
function whenAsked(path: string, times: number, then: () => void): void {
  let left = times;
  answered.push((it) => it === path && --left === 0 && then());
}
const deleted = () => asked.filter((request) => request.startsWith('DELETE'));

const IMPORT = `import -input=false ${RELEASE} mlflow/mlflow-tracking -no-color`;
const TAINT = `taint ${RELEASE} -no-color`;
describe.each<[string, { status: string; revision?: number; isKnown: boolean }, { apply: string[]; destroy: string[]; isForgotten?: boolean }]>([
  ['an install that was killed', { status: 'pending-install', isKnown: false }, { apply: [IMPORT, TAINT], destroy: [IMPORT] }],
  ['a failed one that Terraform did not keep', { status: 'failed', isKnown: false }, { apply: [IMPORT], destroy: [IMPORT] }],
  ['one that went well after Terraform was killed', { status: 'deployed', isKnown: false }, { apply: [IMPORT], destroy: [IMPORT] }],
  ['an upgrade that was killed', { status: 'pending-upgrade', revision: 2, isKnown: true }, { apply: [], destroy: [], isForgotten: true }],
  ['the same with a state that was lost', { status: 'pending-upgrade', revision: 2, isKnown: false }, { apply: [IMPORT], destroy: [IMPORT], isForgotten: true }],
  ['an uninstall that was killed', { status: 'uninstalling', isKnown: true }, { apply: [TAINT], destroy: [] }],
  ['a deployed release', { status: 'deployed', isKnown: true }, { apply: [], destroy: [] }],
])('%s', (_, { status, revision, isKnown }, { apply, destroy, isForgotten }) => {
  beforeEach(() => {
    records = [...(revision ? [record('deployed')] : []), record(status, { revision })];
    known(NAMESPACE, JOB, ...(isKnown ? [RELEASE] : []));
  });
  test('before an apply', async () => {
    const { status: ended, calls, error } = await repair();
    expect({ ended, calls, error }).toEqual({ ended: 0, calls: apply, error: '' });
    expect(deleted()).toEqual(isForgotten ? ['DELETE /api/v1/namespaces/mlflow/secrets/sh.helm.release.v1.mlflow-tracking.v2'] : []);
  });
  test('before a destroy', async () => {
    expect((await repair('--destroy')).calls).toEqual(destroy);
    expect(deleted()).toEqual([]);
  });
  test('a dry run prints the same, and changes nothing', async () => {
    const wet = (await repair()).said.map((line) => line.replace('Repaired: ', ''));
    rmSync(join(root, 'calls'));
    asked = [];
    const dry = await repair('--dry-run');
    expect([dry.said.map((line) => line.replace('To repair: ', '')), dry.calls, deleted()]).toEqual([wet, [], []]);
  });
});

test('an existing job is imported into the state, and runs again', async () => {
  known(NAMESPACE);
  objects[READ_JOB] = object({ name: 'create-database', annotations: OURS });
  const { calls, said } = await repair();
  expect(calls).toEqual([`import -input=false ${JOB} mlflow/create-database -no-color`, `taint ${JOB} -no-color`]);
  expect(said).toEqual([
    'Repaired: kubernetes_job_v1 mlflow/create-database exists, and is not in Terraform\'s state (import)',
    'Repaired: the result of the job mlflow/create-database is unknown: it runs again (taint)',
  ]);
});

describe('on an existing cluster', () => {
  beforeEach(() => put('cdk.tf.json', readFileSync(join(root, 'cdk.tf.json'), 'utf8').replaceAll('aws_eks_cluster.C', 'data.aws_eks_cluster.C')));
  const left = (...all: [address: string, id: string][]) => all.map(([address, id]) =>
    `${address.split('.')[0]} ${id} exists, and does not belong to this stack: it is left as it is. If it does belong to it: terraform import ${address} ${id}`);

  test('objects of another deployment, or without a mark, are reported and not changed, as is a release in another\'s namespace', async () => {
    known();
    objects[READ_NAMESPACE] = object({ name: 'mlflow', annotations: { 'cdktf-zenml-aws/deployment': 'another-id' } });
    objects[READ_JOB] = object({ name: 'create-database' });
    records = [record('pending-install')];
    const { calls, said } = await repair();
    expect(calls).toEqual([]);
    expect(said).toEqual(left([NAMESPACE, 'mlflow'], [JOB, 'mlflow/create-database'], [RELEASE, 'mlflow/mlflow-tracking']));
  });
  test.each(['deployed', 'pending-install'])('a release that is %s in another\'s namespace is not changed, even beside objects of this stack', async (status) => {
    known(JOB);
    objects[READ_NAMESPACE] = undefined;
    objects[READ_JOB] = object({ name: 'create-database', annotations: OURS });
    records = [record(status)];
    const { calls, said } = await repair();
    expect(calls).toEqual([]);
    expect(said).toEqual(left([RELEASE, 'mlflow/mlflow-tracking']));
  });
  test('a release in a namespace of this stack is repaired', async () => {
    known(NAMESPACE, JOB);
    records = [record('pending-install')];
    expect((await repair()).calls).toEqual([IMPORT, TAINT]);
  });
});

test('on the stack\'s own cluster a release in a default namespace is repaired', async () => {
  known(JOB);
  objects[READ_NAMESPACE] = undefined;
  records = [record('pending-install')];
  expect((await repair()).calls).toEqual([IMPORT, TAINT]);
});

test('operations that may still be running are waited for', async () => {
  known(NAMESPACE, JOB);
  records = [record('pending-install', { age: 0 })];
  whenAsked('/api/v1/namespaces/mlflow/secrets', 2, () => (records = [record('deployed')]));
  const { said } = await repair('--patience', '600');
  expect(said).toEqual([
    'Another run may be working on mlflow/mlflow-tracking: waiting for up to 600 s …',
    'Repaired: the release mlflow/mlflow-tracking is deployed, and is not in Terraform\'s state (import)',
  ]);
});

test('a namespace that is being deleted is waited for', async () => {
  known(NAMESPACE, JOB);
  objects[READ_NAMESPACE] = object({ name: 'mlflow', deletionTimestamp: '2026-01-01T00:00:00Z' });
  expect((await repair('--dry-run')).said).toEqual(['The namespace mlflow is being deleted: repair will wait for it']);
  whenAsked(READ_NAMESPACE, 2, () => (objects[READ_NAMESPACE] = undefined));
  expect((await repair()).said).toEqual(['The namespace mlflow is being deleted: waiting for it …']);
});

test('a locked state is reported with the remedy', async () => {
  known(NAMESPACE, JOB);
  records = [record('pending-install')];
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; state) cat "${root}/state.json";;
*) printf 'Error: Error acquiring the state lock\\nLock Info:\\n  ID:        1a2b\\n  Who:       ada@laptop\\n  Created:   2026-01-01 00:00:00\\n' >&2; exit 1;; esac`);
  expect(await repair()).toMatchObject({
    status: 1,
    error: 'ada@laptop has locked the state since 2026-01-01 00:00:00. If that run is still active, wait for it. If it was killed, run in the stack\'s folder:\n  terraform force-unlock 1a2b',
  });
});

describe('a local state', () => {
  const file = () => join(root, 'terraform.tfstate');
  const whole = () => JSON.stringify({ version: 4, lineage: 'a', ...JSON.parse(readFileSync(join(root, 'state.json'), 'utf8')) });
  const aged = (name: string, seconds: number) => utimesSync(join(root, name), Date.now() / 1000 - seconds, Date.now() / 1000 - seconds);
  beforeEach(() => {
    known(NAMESPACE, JOB);
    put('terraform.tfstate.backup', whole());
    aged('terraform.tfstate.backup', 60);
  });
  test.each([['is empty', ''], ['cannot be read', '{"resources": [']])('that %s is restored from an older intact copy', async (lost, content) => {
    put('terraform.tfstate', content);
    const { status, said } = await repair();
    expect([status, said]).toEqual([0, [`Repaired: Terraform's state ${file()} ${lost}: it is replaced by the copy of the run before it, which has 4 resources (copy)`]]);
    expect(readFileSync(file(), 'utf8')).toBe(whole());
    expect(readFileSync(`${file()}.lost`, 'utf8')).toBe(content);
  });
  test('is only reported with --dry-run', async () => {
    put('terraform.tfstate', '');
    const { status, said, calls } = await repair('--dry-run');
    expect([status, said.length, calls]).toEqual([1, 1, []]);
    expect(readFileSync(file(), 'utf8')).toBe('');
  });
  test.each<[string, string | undefined, () => void]>([
    ['does not exist', undefined, () => undefined],
    ['is empty', '', () => aged('terraform.tfstate', 120)], // the copy is the newer one
    ['is empty', '', () => put('terraform.tfstate.backup', JSON.stringify({ ...JSON.parse(whole()), lineage: undefined }))],
  ])('that %s is reported, if the copy may not replace it', async (lost, content, prepare) => {
    if (content !== undefined) {
      put('terraform.tfstate', content);
    }
    prepare();
    const { status, error, calls } = await repair();
    expect([status, calls]).toEqual([1, []]);
    expect(error).toContain(`Terraform's state ${file()} ${lost}, and the copy beside it has 4 resources`);
    expect(error).toContain(`\n  cp '${file()}.backup' '${file()}'\n`);
    expect(existsSync(file())).toBe(content !== undefined);
  });
  test('that is intact is not changed', async () => {
    put('terraform.tfstate', '{"version": 4, "resources": []}');
    expect((await repair()).said).toEqual([]);
    expect(readFileSync(file(), 'utf8')).toBe('{"version": 4, "resources": []}');
  });
});

test('a cluster that does not answer is reported, and the run continues', async () => {
  known(NAMESPACE);
  const state = JSON.parse(readFileSync(join(root, 'state.json'), 'utf8'));
  state.resources[0].instances[0].attributes.endpoint = 'http://127.0.0.1:1';
  put('state.json', JSON.stringify(state));
  const { status, calls, said } = await repair();
  expect({ status, calls }).toEqual({ status: 0, calls: [] });
  expect(said).toEqual([expect.stringMatching(/^The cluster http:\/\/127\.0\.0\.1:1 does not answer \(.+\): what an interrupted run has left there is not repaired\.$/)]);
});

test('so is a cluster with insufficient permissions', async () => {
  known(NAMESPACE, JOB);
  server.removeAllListeners('request').on('request', ({ url }, response) => response.writeHead(url!.startsWith('/version') ? 200 : 403, { 'content-type': 'application/json' })
    .end(JSON.stringify({ kind: 'Status', message: 'forbidden' })));
  const { status, said, error } = await repair();
  expect({ status, error }).toEqual({ status: 0, error: '' });
  expect(said).toEqual([expect.stringMatching(/does not answer \(.*HTTP-Code: 403\): what an interrupted run has left there is not repaired\.$/)]);
});

test('nothing is checked if nothing has been deployed', async () => {
  put('state.json', '');
  expect(await repair()).toMatchObject({ status: 0, calls: [], said: [] });
  expect(asked).toEqual([]);
});

test('an invalid --patience is refused', async () => {
  known();
  expect(await repair('--patience', 'long')).toMatchObject({ status: 1, error: '--patience: got long. Must be a whole number of seconds.' });
});
