import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { MlflowSource, ZenmlAwsStack, ZenmlAwsStackProps, ZenmlServerSource } from '../../src';
import { RegistryMirrorOptions } from '../../src/helm';
import { bundleCommand } from '../support/command';

// The package's command on a synthesized stack, as a user has it.

const COMMAND = bundleCommand();
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mirror-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** The folder of a stack with this mirror. */
function synthesized(id: string, registryMirror?: RegistryMirrorOptions, more: Partial<ZenmlAwsStackProps> = {}): string {
  const outdir = join(root, id);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  new ZenmlAwsStack(app, 'acme', { region: 'eu-central-1', prefix: 'acme', registryMirror, ...more });
  app.synth();
  return join(outdir, 'stacks', 'acme');
}
function run(args: string[], cwd = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'mirror', ...args], { cwd, encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n'), error: stderr.trim() };
}

const OCI: RegistryMirrorOptions = { imageRegistry: 'registry.example.com/mirror', chartRepository: 'oci://registry.example.com/charts' };
const PARTS = { mlflow: MlflowSource.none(), zenml: ZenmlServerSource.none() };

test('copies images with crane, and charts with helm', () => {
  expect(run([synthesized('oci', OCI, PARTS)])).toEqual({
    status: 0,
    error: '',
    lines: [
      'set -e',
      'crane copy docker.io/seldonio/rclone-storage-initializer:1.17.1 registry.example.com/mirror/seldonio/rclone-storage-initializer:1.17.1',
      ...['executor', 'operator'].map((name) =>
        `crane copy docker.io/seldonio/seldon-core-${name}:1.17.1 registry.example.com/mirror/seldonio/seldon-core-${name}:1.17.1`),
      'crane copy registry.istio.io/release/pilot:1.30.3 registry.example.com/mirror/release/pilot:1.30.3',
      'crane copy registry.istio.io/release/proxyv2:1.30.3 registry.example.com/mirror/release/proxyv2:1.30.3',
      '# 11 more images serve models of kinds that deployments may name: --model-servers copies them, too.',
      ...['base', 'gateway', 'istiod'].flatMap((chart) => [
        `helm pull ${chart} --repo https://blob.istio.io/istio-release/charts --version 1.30.3`, `helm push ${chart}-1.30.3.tgz oci://registry.example.com/charts`,
      ]),
      'helm pull seldon-core-operator --repo https://storage.googleapis.com/seldon-charts --version 1.17.1',
      'helm push seldon-core-operator-1.17.1.tgz oci://registry.example.com/charts',
    ],
  });
});

test('copies images of model servers with --model-servers, uses skopeo on request, and needs no name for the only stack', () => {
  synthesized('skopeo/cdktf.out', { imageRegistry: OCI.imageRegistry }, PARTS);
  const { lines } = run(['--model-servers', '--skopeo'], join(root, 'skopeo'));
  expect(lines).toHaveLength(1 + 5 + 11);
  expect(lines).toContain(
    'skopeo copy --all docker://nvcr.io/nvidia/tritonserver:21.08-py3 docker://registry.example.com/mirror/nvidia/tritonserver:21.08-py3',
  );
});

test('removes references to the internet from a chart\'s schema', () => {
  const charts = join(__dirname, '..', 'charts');
  const online = readdirSync(charts).map((chart) => join(charts, chart, 'values.schema.json'))
    .filter((file) => existsSync(file) && readFileSync(file, 'utf8').includes('"$ref": "http'));
  expect(online).toEqual([join(charts, 'nginx-ingress-2.6.4', 'values.schema.json')]);
  const { lines } = run([synthesized('nginx', OCI)]);
  const first = lines.indexOf('helm pull oci://ghcr.io/nginx/charts/nginx-ingress --version 2.6.4 --untar');
  expect(lines.slice(first + 1, first + 5)).toEqual([
    'rm nginx-ingress/values.schema.json  # refers to schemas on the internet',
    'helm package nginx-ingress',
    'rm -r nginx-ingress',
    'helm push nginx-ingress-2.6.4.tgz oci://registry.example.com/charts',
  ]);
});

test('uploads charts to a repository that is not a registry by HTTP', () => {
  const { lines } = run([synthesized('https', { chartRepository: 'https://charts.example.com' }, PARTS)]);
  expect(lines.slice(0, 3)).toEqual([
    'set -e', 'helm pull base --repo https://blob.istio.io/istio-release/charts --version 1.30.3', '# upload base-1.30.3.tgz to https://charts.example.com',
  ]);
});

test('reports an image whose tag only its chart knows', () => {
  mkdirSync(join(root, 'untagged'));
  writeFileSync(join(root, 'untagged/cdk.tf.json'), JSON.stringify({
    '//': { registryMirror: { images: { 'docker.io/nginx/nginx-ingress': 'm.io:5000/nginx/nginx-ingress' }, modelServerImages: {}, charts: {} } },
  }));
  expect(run(['untagged']).lines[1]).toBe('# docker.io/nginx/nginx-ingress, with the tag that its chart names, to m.io:5000/nginx/nginx-ingress');
});

test('prints a script', () => {
  const { lines } = run([synthesized('script', OCI), '--model-servers']);
  const { status, stderr } = spawnSync('sh', ['-n'], { input: lines.join('\n'), encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test.each([
  ['a stack without a mirror', () => [synthesized('none', undefined, PARTS)], "has no mirror: set 'registryMirror', or use RegistryMirror.apply()"],
  ['a folder without a stack', () => ['nothing'], 'nothing holds no synthesized stack'],
  ['an option that it does not know', () => ['--models'], "unknown option '--models'"],
])('%s is reported', (_, args, message) => {
  const { status, error } = run(args());
  expect([status, error.includes(message)]).toEqual([1, true]);
});
