import { App, Testing } from 'cdktf';
import { build } from '../../examples/eks-s3-rds/app';
import { config } from '../../examples/eks-s3-rds/config';
import { durations } from '../../scripts/durations.json';
import * as criticalPaths from '../../scripts/lib/critical-path';
import { synthStack } from '../support/synth';
import { DataRetention, DatabaseSource, NatGateways, NetworkSource, ZenmlAwsStack } from 'cdktf-zenml-aws';

const stack = synthStack(build(Testing.app(), config));
const path = criticalPaths.criticalPath(stack.json);

const withoutDuration = ({ blocks }: criticalPaths.CriticalPath) => [...blocks.keys()]
  .filter((address) => criticalPaths.durationOf(address, blocks.get(address)!) === undefined);

test('every type of the example has a duration', () => {
  expect(withoutDuration(path)).toEqual([]);
});

test('every duration has a source', () => {
  for (const { type, seconds, why } of durations) {
    expect({ type, seconds, why }).toEqual({
      type, seconds: expect.any(Number), why: expect.stringMatching(/^[A-Z].{7,}(\.|\.json|https:.+)$/),
    });
  }
});

test('the critical path contains the cluster and its nodes', () => {
  const addresses = path.chain.map(({ address }) => address);
  expect(addresses).toContain(stack.address('aws_eks_cluster'));
  expect(addresses).toContain(stack.address('aws_eks_node_group'));
  expect(path.chain.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(path.total);
});

test('most of the critical path is unavoidable: cluster, then nodes', () => {
  expect(criticalPaths.unavoidable(path) / path.total).toBeGreaterThan(0.6);
});

test.each(['aws_db_instance', 'aws_s3_bucket', 'aws_ecr_repository', 'aws_nat_gateway'])(
  '%s is created in parallel to the cluster, with time to spare', (type) => {
    for (const name of Object.keys(stack.all(type))) {
      expect(path.slack(`${type}.${name}`)).toBeGreaterThan(0);
    }
  });

test.each([
  'aws_db_instance', 'aws_s3_bucket', 'aws_ecr_repository', 'aws_nat_gateway', 'aws_launch_template', 'random_password',
])('%s does not depend on the cluster', (type) => {
  for (const name of Object.keys(stack.all(type))) {
    expect(stack.reaches(`${type}.${name}`, stack.address('aws_eks_cluster'))).toBe(false);
  }
});

test.each(['aws_db_instance', 'aws_nat_gateway', 'aws_s3_bucket'])('the cluster does not depend on %s', (type) => {
  expect(stack.reaches(stack.address('aws_eks_cluster'), stack.address(type))).toBe(false);
});

test('the nodes do not depend on the database', () => {
  expect(stack.reaches(stack.address('aws_eks_node_group'), stack.address('aws_db_instance'))).toBe(false);
});

test('bench prints the total, each long step and the unavoidable share', () => {
  const text = criticalPaths.describe(path).join('\n');
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
    database: DatabaseSource.create({ multiAz: true, clientCidrs: ['203.0.113.0/24'] }),
    dataRetention: DataRetention.KEEP,
  });
  expect(withoutDuration(criticalPaths.criticalPath(synthStack(full).json))).toEqual([]);
});
