import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { synthStack, Synthesized } from './support/synth';
import { build } from '../examples/eks-s3-rds/app';
import { config } from '../examples/eks-s3-rds/config';
import { DataRetention, DatabaseSource, NatGateways, NetworkSource, ZenmlAwsStack } from 'cdktf-zenml-aws';

interface Path {
  readonly total: number;
  readonly chain: { readonly address: string; readonly seconds: number }[];
  readonly slack: Record<string, number>;
  readonly missing: string[];
  readonly unavoidable: number;
  readonly text: string[];
}

const MODULE = JSON.stringify(join(__dirname, '..', 'scripts', 'lib', 'critical-path.mjs'));
const work = mkdtempSync(join(tmpdir(), 'critical-path-'));

/** What scripts/lib/critical-path.mjs says, in a process of its own: jest does not load modules of that kind. */
function pathOf(stack: Synthesized): Path {
  const file = join(work, 'stack.json');
  writeFileSync(file, JSON.stringify(stack.json));
  const script = `
    import { readFileSync } from 'node:fs';
    import { criticalPath, describe, durationOf, unavoidable } from ${MODULE};
    const path = criticalPath(JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8')));
    const addresses = [...path.blocks.keys()];
    console.log(JSON.stringify({
      total: path.total, chain: path.chain, unavoidable: unavoidable(path), text: describe(path),
      slack: Object.fromEntries(addresses.map((address) => [address, path.slack(address)])),
      missing: addresses.filter((address) => durationOf(address, path.blocks.get(address)) === undefined),
    }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

afterAll(() => rmSync(work, { recursive: true }));

const stack = synthStack(build(Testing.app(), config));
const path = pathOf(stack);

test('every type of the example has a duration', () => {
  expect(path.missing).toEqual([]);
});

test('every duration says where it comes from', () => {
  const { durations } = JSON.parse(readFileSync(join(__dirname, '..', 'scripts', 'durations.json'), 'utf8'));
  for (const { type, seconds, why } of durations) {
    expect({ type, seconds, why }).toEqual({ type, seconds: expect.any(Number), why: expect.stringMatching(/^[A-Z].{7,}(\.|\.json|https:.+)$/) });
  }
});

test('the critical path goes over the cluster and its nodes', () => {
  const addresses = path.chain.map(({ address }) => address);
  expect(addresses).toContain(stack.address('aws_eks_cluster'));
  expect(addresses).toContain(stack.address('aws_eks_node_group'));
  expect(path.chain.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(path.total);
});

test('most of the critical path is what cannot be avoided: cluster, then nodes', () => {
  expect(path.unavoidable / path.total).toBeGreaterThan(0.6);
});

test.each(['aws_db_instance', 'aws_s3_bucket', 'aws_ecr_repository', 'aws_nat_gateway'])('%s is made beside the cluster, with time to spare', (type) => {
  expect(path.slack[stack.address(type)]).toBeGreaterThan(0);
});

test.each(['aws_db_instance', 'aws_s3_bucket', 'aws_ecr_repository', 'aws_nat_gateway', 'aws_launch_template', 'random_password'])(
  '%s does not wait for the cluster', (type) => {
    for (const name of Object.keys(stack.all(type))) {
      expect(stack.reaches(`${type}.${name}`, stack.address('aws_eks_cluster'))).toBe(false);
    }
  });

test.each(['aws_db_instance', 'aws_nat_gateway', 'aws_s3_bucket'])('the cluster does not wait for %s', (type) => {
  expect(stack.reaches(stack.address('aws_eks_cluster'), stack.address(type))).toBe(false);
});

test('the nodes do not wait for the database', () => {
  expect(stack.reaches(stack.address('aws_eks_node_group'), stack.address('aws_db_instance'))).toBe(false);
});

test('what bench prints has the total, each long step and the unavoidable share', () => {
  const text = path.text.join('\n');
  expect(text).toMatch(/^Deploy, .*: \d+:\d\d min on the critical path\n/);
  expect(text).toMatch(/10:00 {2}aws_eks_cluster\.Cluster\n/);
  expect(text).toMatch(/unavoidable: cluster, then nodes, 12:30 min, \d+ % of it/);
  expect(text).toMatch(/aws_db_instance\.Database done at \d+:\d\d, slack \d+:\d\d/);
});

test('every type of a stack with all its options has a duration', () => {
  const full = new ZenmlAwsStack(Testing.app() as App, 'full', {
    region: 'eu-central-1',
    prefix: 'zenml-full',
    network: NetworkSource.create({ natGateways: NatGateways.ONE_PER_ZONE }),
    database: DatabaseSource.create({ multiAz: true, allowedCidrs: ['203.0.113.0/24'] }),
    dataRetention: DataRetention.KEEP,
  });
  expect(pathOf(synthStack(full)).missing).toEqual([]);
});
