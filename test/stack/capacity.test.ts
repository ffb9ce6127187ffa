import { Testing } from 'cdktf';
import { AmiType, ClusterSource, MlflowSource, NodeGroupOptions, SeldonSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { STACK_NEEDS } from '../../src/stack/private/rules/cluster';
import { ADDONS, allocatable, DAEMONS, mebibytes, milliCpu, model, PIPELINE, place, Pods, podsOfReleases, sum, T3_LARGE } from '../support/capacity';
import { Synthesized, synthStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

const MODELS = 2;
const stack = (props: Partial<ZenmlAwsStackProps> = {}) =>
  synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props }));
const byDefault = stack();
const autoscaled = stack({ clusterAutoscaler: {} });
const all = (of: Synthesized): Pods[] => [...ADDONS, ...podsOfReleases(of), model(of, MODELS), ...PIPELINE];

test('the capacity of a default node for pods', () => {
  expect(byDefault.one('aws_eks_node_group').instance_types).toEqual(['t3.large']);
  expect(allocatable(T3_LARGE)).toEqual({ cpu: 1930, memory: 6837 });
});

describe.each([['by default', byDefault], ['with the autoscaler', autoscaled]])('%s', (_, synthesized) => {
  const { min_size: least, desired_size: nodes } = synthesized.one('aws_eks_node_group').scaling_config;

  test('the default nodes have room for the stack, a pipeline and two models', () => {
    const pods = all(synthesized);
    const { nodes: left, homeless } = place(pods, nodes);
    expect(homeless).toEqual([]);
    expect(left.reduce((total, node) => total + node.cpu, 0)).toBe(nodes * (1930 - sum(DAEMONS, 'cpu')) - sum(pods, 'cpu'));
  });
  test('the autoscaler may not remove more nodes than this', () => expect(least).toBe(nodes));
  test('one node has room for the stack while the other is replaced', () => {
    expect(place([...ADDONS, ...podsOfReleases(synthesized)], 1).homeless).toEqual([]);
  });
  test('the releases list their pods with their requests', () => {
    expect(podsOfReleases(synthesized)).toEqual(expect.arrayContaining([
      { name: 'istiod', count: 1, cpu: 100, memory: 512 },
      { name: 'istio-ingressgateway', count: 1, cpu: 100, memory: 128 },
      { name: 'seldon-core-operator', count: 1, cpu: 100, memory: 200 },
      { name: 'zenml-server', count: 1, cpu: 100, memory: 512 },
    ]));
    expect(model(synthesized, 1)).toEqual({ name: 'model', count: 1, cpu: 250, memory: 576 });
  });
});

test('node groups are checked against the requests of the stack', () => {
  const pods = [...ADDONS, ...podsOfReleases(byDefault)];
  expect(STACK_NEEDS).toEqual({ pods: pods.reduce((total, { count }) => total + count, 0), memoryMib: sum(pods, 'memory') });
});
describe('refuses node groups that are too small', () => {
  const problemsFor = (nodeGroup: NodeGroupOptions, more: Partial<ZenmlAwsStackProps> = {}) =>
    () => stack({ cluster: ClusterSource.create({ nodeGroup }), ...more });
  test.each([
    [{ instanceTypes: ['t3.small'] }, "cluster.nodeGroup: must have room for the stack's pods"],
    [{ instanceTypes: ['t3.medium'], minSize: 1, desiredSize: 1 }, "Use t3.large or larger, or a greater 'desiredSize'."],
    [{ instanceTypes: ['m7g.medium'], amiType: AmiType.AL2023_ARM_64_STANDARD }, '10 pods'],
    [{ instanceTypes: ['t3.large', 't3.small'] }, 'of the smallest of \'instanceTypes\''],
  ])('%j', (nodeGroup, problem) => expect(problemsFor(nodeGroup)).toThrow(problem));
  test.each([{ instanceTypes: ['t3.medium'] }, { instanceTypes: ['c7i.large'] }, { instanceTypes: ['t3.large'], minSize: 1, desiredSize: 1 }])(
    'allows %j', (nodeGroup) => expect(problemsFor(nodeGroup)).not.toThrow());
  test('allows them for disabled parts', () => {
    expect(problemsFor({ instanceTypes: ['t3.small'] }, { seldon: SeldonSource.none(), mlflow: MlflowSource.none() })).not.toThrow();
  });
});

test('takes the autoscaler into account', () => {
  expect(podsOfReleases(autoscaled)).toContainEqual({ name: 'cluster-autoscaler', count: 1, cpu: 100, memory: 300 });
});

describe('the capacity check', () => {
  test('finds that the recipe\'s single t3.medium was too small', () => {
    expect(place(all(byDefault), 1, { cpu: 2000, memory: Math.floor(4096 * 0.925), pods: 17 }).homeless).not.toEqual([]);
  });
  test('includes the user\'s requests', () => {
    const large = stack({ seldon: SeldonSource.create({ istiod: { resources: { memoryRequest: '16Gi' }, replicas: 2 } }) });
    expect(podsOfReleases(large)).toContainEqual({ name: 'istiod', count: 2, cpu: 100, memory: 16384 });
    expect(place(all(large), 2).homeless).toEqual(['istiod', 'istiod']);
  });
  test('includes the limit of pods per node', () => {
    expect(place([{ name: 'small', count: 33, cpu: 1, memory: 1 }], 1).homeless).toEqual(['small']);
  });
  test('refuses an unknown chart', () => {
    const strange = stack({ cluster: ClusterSource.create() });
    strange.one('helm_release', 'Istiod').chart = 'strange';
    expect(() => podsOfReleases(strange)).toThrow('test/support/capacity.ts does not know what the pods of chart strange ask for');
  });
  test('reads documents that Terraform encodes in part', () => {
    expect(parseDocument('{"a":{"b.c":"x = $${1} \\"y\\""},"list":[${jsonencode(aws_x.Y.arn)},2],"url":${jsonencode(join("", ["(\\"", a.b]))},"n":1.5}'))
      .toEqual({ a: { 'b.c': 'x = ${1} "y"' }, list: ['${aws_x.Y.arn}', 2], url: '${join("", ["(\\"", a.b])}', n: 1.5 });
    expect(() => parseDocument('{"a":${jsonencode(b}')).toThrow('a call does not end');
  });
  test.each([['100m', 100], ['2', 2000], [undefined, 0]])('CPU of %s', (quantity, expected) => expect(milliCpu(quantity)).toBe(expected));
  test.each([['512Mi', 512], ['2Gi', 2048], ['1048576', 1], [undefined, 0]])('memory of %s', (quantity, expected) => expect(mebibytes(quantity)).toBe(expected));
});
