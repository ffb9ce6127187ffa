import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Edge } from '../../cli/diagram-reading';
import { THEMES } from '../../cli/diagram-shapes';
import { ZenmlAwsStack } from '../../src/stack';
import { bundleCommand } from '../support/command';
import { STACKS } from '../support/diagram-stacks';
import { configs, drawn, entrancePictures, isOnEdge, overlap, readPicture, within } from '../support/pictures';

// The picture of a stack: its content matches the configuration, and it is legible.

const ROOT = join(__dirname, '..', '..');
const COMMAND = bundleCommand();
const EXAMPLE = 'the example';
const NAMES = Object.keys(STACKS);

const all = configs();
const pictures = drawn(all);
const textsOf = (name: string) => readPicture(pictures[name].light).texts.map(({ text }) => text);
const edgesOf = (name: string) => pictures[name].edges.map(({ from, to, label }: Edge) => `${from} > ${to}${label && `: ${label}`}`).sort();

const entrance = entrancePictures();
test.each(['light', 'dark'] as const)('the %s pictures in docs are current: npm run diagram', (theme) => {
  const image = (name: string) => readFileSync(join(ROOT, 'docs', 'images', `${name}-${theme}.svg`), 'utf8');
  expect(image('architecture')).toBe(pictures['the README'][theme]);
  Object.entries(entrance[theme]).forEach(([name, picture]) => expect(image(name)).toBe(picture));
});

// ---- Content ----

test('shows the connections of the example', () => {
  expect(edgesOf(EXAMPLE)).toEqual([
    'balancer > ingress-nginx: 30081',
    'balancer > istio-system: 30082',
    'balancer > zenml-server: 30080',
    'clients > balancer: HTTPS 443, 8443, 8444',
    'cluster > key: encrypts with',
    'cluster > logs: logs',
    'ingress-nginx > mlflow: 5000',
    'istio-system > zenml-seldon-workloads: HTTP',
    'mlflow > bucket: read, write mlflow/*',
    'mlflow > database: 3306 TLS',
    'nat > balancer: from pods',
    'seldon-system > zenml-seldon-workloads: runs',
    'zenml > bucket: read, write',
    'zenml > nat',
    'zenml > registry: push, pull',
    'zenml > zenml-server: HTTP',
    'zenml-seldon-workloads > bucket: read',
    'zenml-server > database: 3306 TLS',
  ]);
});

test.each<[string, string[]]>([
  [EXAMPLE, [
    'zenml-demo, AWS eu-central-1', 'none allowed: allowedCidrs is empty', 'VPC 10.10.0.0/16', '3 public subnets', '3 private subnets', 'NAT gateway',
    'Load balancer', 'internet-facing', 'certificate from', 'the stack\'s CA', 'HTTPS 8443', 'EKS zenml-demo-eks, Kubernetes 1.35', 'public endpoint', 'Pipelines', 'service account zenml-runner',
    'IAM role …-pipelines', 'ZenML server 0.98.0', 'assumes IAM role …-zenml-connector (S3, ECR, EKS)', 'ZenML stacks: zenml-demo, zenml-demo-seldon',
    'NGINX Ingress', 'basic auth', 'MLflow 3.15.1', 'Istio gateway 1.30.3', 'Seldon Core 1.17.1', 'Models', 'nodes', '2–4 × t3.large',
    'ECR', '…-model-servers', 'pulled by nodes', 'S3', '…-zenml-artifact-store', 'VPC endpoint', 'RDS', 'MySQL 8.4', 'db.t4g.small', '20–100 GiB', 'Single-AZ', 'KMS key',
  ]],
  ['Karpenter, GPUs, a domain, a mirror', [
    'from 192.0.2.0/24, 198.51.100.0/24', 'Route 53', 'mlflow, models, zenml', 'machine-learning.platform.example.com', 'ACM certificate', 'HTTPS 443', 'mlflow.',
    'NAT × 3', 'Karpenter 1.14.1', 'NVIDIA device plugin 0.20.0', 'gpu (GPU)', '0–3 × g5.xlarge', 'or 1 other type', 'or 2 other types', 'NodePool cpu', 'up to 64 CPUs', 'up to 4 GPUs', 'SQS', 'interruption queue', 'Multi-AZ',
    'MLflow 3.15.1',
  ]],
  ['autoscaler, internal', ['Cluster Autoscaler 1.35.2', 'internal', 'from 10.0.0.0/8']],
  ['existing parts', [
    'Dashed: existing resources', 'VPC vpc-0a1b2c3d4e5f60718, existing', 'NAT', 'EKS their-cluster, existing', 'their-artifacts', 'mysql.example.', 'ZenML server',
    'zenml.example.com', 'Load balancer', 'port 80',
  ]],
  ['existing cluster with node names', ['istio-system, existing', 'Istio gateway', 'seldon-gateway']],
  ['existing VPC', ['VPC, existing', '3 private subnets']],
  ['existing cluster, MLflow', ['Kubernetes cluster, existing', 'from 203.0.113.0/24', 'MySQL', 'my-mlflow-artifacts', 'IAM role mlflow']],
  ['the README', ['from 203.0.113.0/24']],
  ['spot, internal, in a VPC without public subnets', ['nodes (spot)', 'NodePool cpu (spot)', 'internal', '2 private subnets']],
  ['internal load balancers by Kubernetes', ['Load balancer', 'internal', 'port 80']],
  ['kind', ['Node port', 'port 30081', 'minio', 'artifacts in minio.minio']],
])('%s: shows all parts', (name, texts) => {
  expect(textsOf(name)).toEqual(expect.arrayContaining(texts));
});

test.each<[string, RegExp, string]>([
  ['everything disabled', /MLflow|NGINX|Seldon|Istio|ZenML server|Models|ECR|Load balancer|Clients|Route 53|Karpenter|SQS/, 'RDS'],
  ['no Seldon', /Seldon|Istio|Models|8444/, 'MLflow 3.15.1'],
  ['no MLflow, no ZenML', /MLflow|NGINX|ZenML server|3306/, 'Seldon Core 1.17.1'],
  ['port forwarding only', /Load balancer|Clients|HTTPS|300\d\d/, 'MLflow 3.15.1'],
  ['existing VPC', /NAT|RDS/, 'MySQL'],
  ['spot, internal, in a VPC without public subnets', /public subnets/, 'RDS'],
  ['the README', /none allowed|internal/, 'RDS'],
  ['existing cluster', /VPC|subnet|RDS|S3|ECR|EKS|MLflow|IAM/, 'Seldon Core 1.17.1'],
  [EXAMPLE, /Dashed|existing|Route 53|Karpenter|SQS|GPU/, 'RDS'],
])('%s: shows no absent parts', (name, wrong, right) => {
  const texts = textsOf(name);
  expect(texts.filter((text) => wrong.test(text))).toEqual([]);
  expect(texts).toContain(right);
});

test.each(NAMES)('%s: edges lead to existing nodes', (name) => {
  // A long name has two lines.
  const texts = textsOf(name);
  const namespaces = new Set([...texts, ...texts.slice(1).map((text, index) => `${texts[index]}${text}`)].map((text) => text.replace(/, ?existing$/, '')));
  const titles: Record<string, string> = {
    clients: 'Clients', balancer: 'Load balancer', bucket: 'S3', registry: 'ECR', key: 'KMS key', logs: 'CloudWatch Logs', queue: 'SQS',
  };
  const ends = pictures[name].edges.flatMap(({ from, to }) => [from, to]).filter((it) => !['nat', 'cluster', 'database'].includes(it));
  expect(ends.map((it) => titles[it] ?? it).filter((it) => !namespaces.has(it))).toEqual([]);
});

test.each([
  ['existing parts', 8], ['existing VPC', 4], [EXAMPLE, 0], ['existing cluster', 1],
])('%s: draws %d shapes dashed', (name, count) => {
  expect(readPicture(pictures[name].light).rects.filter(({ dashed }) => dashed)).toHaveLength(count);
});

test('draws a picture without any one resource type of the example', () => {
  const { resource } = all[EXAMPLE];
  const without = (type: string) => ({ ...all[EXAMPLE], resource: { ...resource, [type]: undefined } });
  const less = drawn(Object.fromEntries(Object.keys(resource).map((type) => [type, without(type)])));
  expect(Object.keys(less)).toEqual(Object.keys(resource));
  expect(less.aws_db_instance.edges.filter(({ to }) => to === 'database')).toHaveLength(2);
  expect(less.aws_iam_role_policy.edges.filter(({ to }) => to === 'registry')).toEqual([]);
  expect(Object.values(less).filter(({ light }) => /undefined|NaN/.test(light))).toEqual([]);
});

test('derives access to a bucket from the role\'s policy, ignoring statements that deny', () => {
  const role = (Effect: string) => ({
    terraform_data: { StackDeployment: {} },
    aws_iam_role: { R: { name: 'role', assume_role_policy: '{"Condition":{"StringEquals":{"sub":["system:serviceaccount:team:account"]}}}' } },
    aws_iam_role_policy: {
      P: {
        role: '${aws_iam_role.R.name}',
        policy: JSON.stringify({ Statement: [{ Effect, Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::theirs/in/*'] }] }),
      },
    },
  });
  const { allowed, denied } = drawn({ allowed: { resource: role('Allow') }, denied: { resource: role('Deny') } });
  expect(allowed.edges).toEqual([{ from: 'team', to: 'bucket', label: 'read in/*' }]);
  expect(denied.edges).toEqual([]);
});

test.each(NAMES)('%s: no text is truncated', (name) => {
  expect(textsOf(name).filter((text) => text.endsWith('…'))).toEqual([]);
});

test('the description lists all connections for readers who cannot see the picture', () => {
  const { light } = pictures[EXAMPLE];
  expect(light).toContain('<title id="t">Architecture of zenml-demo, AWS eu-central-1</title>');
  expect(/<desc id="d">([^<]+)</.exec(light)![1]).toMatch(/^Connections: .*clients to load balancer \(HTTPS 443, 8443, 8444\).*mlflow to database \(3306 TLS\).*\.$/);
});

test('docs/entrance.md shows each of its pictures with its description', () => {
  const page = readFileSync(join(ROOT, 'docs', 'entrance.md'), 'utf8');
  const shown = Object.entries(entrance.light).map(([name, picture]) => `<img alt="${/<desc id="d">([^<]+)</.exec(picture)![1]}" src="images/${name}-light.svg">`);
  expect(shown.filter((it) => !page.includes(it))).toEqual([]);
});

// ---- Legibility ----

test('the picture of the README is wider than tall', () => {
  const { page } = readPicture(pictures['the README'].light);
  expect(page.h).toBeLessThan(0.9 * page.w);
});

test.each([...NAMES, ...Object.keys(entrance.light)])('%s: an RDS database is in the private subnets', (name) => {
  const { texts, boxes, frames } = readPicture(pictures[name]?.light ?? entrance.light[name]);
  const title = texts.find(({ text }) => text === 'RDS');
  const subnets = frames.filter((frame) => texts.some((it) => it.text.endsWith('private subnets') && within(it, frame)));
  const box = title && boxes.find((it) => within(title, it));
  expect(box && subnets.filter((frame) => within(box, frame)).length === 0).not.toBe(true);
});

describe.each([...NAMES, ...Object.keys(entrance.light)])('%s', (name) => {
  const picture = pictures[name]?.light ?? entrance.light[name];
  const { page, texts, frames, boxes, segments, ends } = readPicture(picture);
  const lines = segments.map((it) => ({ ...it, w: it.w || 0.1, h: it.h || 0.1 }));

  test('is as wide as a README, and small', () => {
    expect(page.w).toBeLessThanOrEqual(910);
    expect(picture.length).toBeLessThan(25_000);
  });
  test('every text has a fixed width, independent of the font and close to Arial\'s', () => {
    expect(texts.filter(({ w, natural }) => !(Math.abs(w - natural) <= Math.max(3, natural * 0.08))).map(({ text }) => text)).toEqual([]);
  });
  test('every line starts and ends at a box or frame', () => {
    expect(ends.filter((end) => ![...boxes, ...frames].some((box) => isOnEdge(end, box)))).toEqual([]);
  });
  test('every text is within the picture', () => {
    expect(texts.filter((it) => !within(it, page)).map(({ text }) => text)).toEqual([]);
  });
  test('no text overlaps another', () => {
    expect(texts.flatMap((a, index) => texts.slice(index + 1).filter((b) => overlap(a, b)).map((b) => `${a.text} | ${b.text}`))).toEqual([]);
  });
  test('every text is inside or outside of a box or frame', () => {
    expect(texts.filter((it) => [...frames, ...boxes].some((box) => overlap(it, box) && !within(it, box))).map(({ text }) => text)).toEqual([]);
  });
  test('no line crosses a text', () => {
    expect(texts.filter((it) => lines.some((line) => overlap(it, line, -0.5))).map(({ text }) => text)).toEqual([]);
  });
  test('no line crosses a box', () => {
    expect(lines.filter((line) => boxes.some(({ x, y, w, h }) => overlap(line, { x: x + 1, y: y + 1, w: w - 2, h: h - 2 }, 0)))).toEqual([]);
  });
  test('boxes are within their frames, and overlap only their contents', () => {
    const crossing = [...frames, ...boxes].flatMap((a, index, list) => list.slice(index + 1)
      .filter((b) => overlap(a, b) && !within(a, b) && !within(b, a)));
    expect(crossing).toEqual([]);
  });
  test('lines do not cross each other', () => {
    const crossed = lines.flatMap((a, index) => lines.slice(index + 1).filter((b) => a.w > a.h !== b.w > b.h && overlap(a, b, 0)
      // Except where one begins at another.
      && ![b.x, b.x + b.w].some((x) => Math.abs(x - a.x) < 0.2) && ![a.x, a.x + a.w].some((x) => Math.abs(x - b.x) < 0.2)));
    expect(crossed).toEqual([]);
  });
});

describe('colors', () => {
  /** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
  const luminance = (color: string) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
    .reduce((sum, it, index) => sum + it * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
  };
  test.each(['light', 'dark'] as const)('%s: texts have a contrast of 4.5, lines of 3', (theme) => {
    const { page, outer, box, head, text, quiet, ...lines } = THEMES[theme];
    const grounds = { page, outer, box };
    const low = (colors: Record<string, string>, on: Record<string, string>, least: number) => Object.entries(colors)
      .flatMap(([name, it]) => Object.entries(on).filter(([, ground]) => contrast(it, ground) < least).map(([ground]) => `${name} on ${ground}`));
    expect(low({ text, quiet }, { ...grounds, head }, 4.5)).toEqual([]);
    expect(low({ quiet, ...lines }, grounds, 3)).toEqual([]);
  });
});

// ---- The command ----

describe('the diagram command', () => {
  let root: string;
  beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'diagram-'))));
  afterAll(() => rmSync(root, { recursive: true }));
  const run = (args: string[], cwd = root) => spawnSync(process.execPath, [COMMAND, 'diagram', ...args], { cwd, encoding: 'utf8' });
  const put = (file: string, content: string) => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), content);
  };

  test('the only stack needs no name, and the picture is printed, with the mirror in it', () => {
    const app = new App({ outdir: join(root, 'cdktf.out') });
    new ZenmlAwsStack(app, 'ml', { region: 'eu-central-1', prefix: 'acme', registryMirror: { imageRegistry: 'registry.example.com/mirror' } });
    app.synth();
    const { status, stdout, stderr } = run([]);
    expect([status, stderr]).toEqual([0, '']);
    const texts = readPicture(stdout).texts.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['acme, AWS eu-central-1', 'Registry mirror', 'registry.example.com']));
    expect(texts.filter((text) => text.endsWith('…'))).toEqual([]);
  });
  test('accepts a file, a theme and an output path', () => {
    put('stack.json', JSON.stringify(all[EXAMPLE]));
    const { status, stdout } = run(['stack.json', '--theme', 'dark', '--out', 'picture.svg']);
    expect([status, stdout]).toEqual([0, `Written: picture.svg, ${Buffer.byteLength(pictures[EXAMPLE].dark)} bytes, theme dark\n`]);
    expect(readFileSync(join(root, 'picture.svg'), 'utf8')).toBe(pictures[EXAMPLE].dark);
  });
  test('without a prefix the title is the stack\'s name', () => {
    put('named/cdk.tf.json', JSON.stringify({ ...all['existing cluster'], '//': { metadata: { stackName: 'serving' } } }));
    expect(readPicture(run(['named']).stdout).texts.map(({ text }) => text)).toContain('serving');
  });
  test.each<[string, string[], string]>([
    ['a stack without anything of the library', ['other'],
      'other has no construct of this library: name the folder of a stack that has one.'],
    ['a folder without a stack', ['nothing'], 'nothing holds no synthesized stack'],
    ['a theme that it does not know', ['--theme', 'blue'], "option '--theme <THEME>' argument 'blue' is invalid. Allowed choices are light, dark."],
    ['an option that it does not know', ['--png'], "unknown option '--png'"],
  ])('%s is reported', (_, args, message) => {
    put('other/cdk.tf.json', JSON.stringify({ resource: { aws_vpc: { V: { cidr_block: '10.0.0.0/16' } } } }));
    const { status, stderr } = run(args);
    expect([status, stderr.includes(message)]).toEqual([1, true]);
  });
});

test('no picture contains a secret', () => {
  expect(JSON.stringify(all['existing parts'])).toContain('ZENKEY_abc');
  expect(pictures['existing parts'].light).not.toMatch(/ZENKEY|secret|password=/);
});

test('texts of users are escaped', () => {
  const name = '<script>"a" & b</script>';
  const { evil } = drawn({
    evil: {
      resource: {
        terraform_data: { StackDeployment: {} },
        kubernetes_namespace_v1: { N: { metadata: { name } } },
        helm_release: { R: { name: '</text><b>', chart: 'theirs', namespace: '${kubernetes_namespace_v1.N.metadata[0].name}', version: '1' } },
      },
    },
  });
  expect(evil.light).not.toMatch(/<script|<b>/);
  expect(readPicture(evil.light).texts.map(({ text }) => text)).toEqual(expect.arrayContaining([name, '</text><b> 1']));
});
