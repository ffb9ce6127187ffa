import { TerraformVariable, Testing } from 'cdktf';
import { ClusterNamespace, SeldonSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../../src';
import { resolve } from '../../../src/stack/private/resolve';
import { compareNamespaces } from '../../../src/stack/private/rules/namespaces';
import { problemsOf } from '../../support/problems';
import { messageOf, synth } from '../../support/synth';

const REQUIRED = { region: 'eu-central-1', prefix: 'acme' };
const problems = (props: Partial<ZenmlAwsStackProps>) => problemsOf((v) => compareNamespaces(v, resolve({ ...REQUIRED, ...props })));
const same = (prop: string, name: string) =>
  `pipelines.namespace: got "${name}", which '${prop}' has. Must be another one. Parts are created and deleted in an `
    + 'order, each namespace with everything in it.';

test('the defaults differ', () => expect(problems({})).toEqual([]));

test.each(['istioNamespace', 'seldonNamespace', 'workloadNamespace'] as const)('refuses the pipelines\' namespace for seldon.%s', (prop) => {
  expect(problems({ seldon: SeldonSource.create({ [prop]: ClusterNamespace.create('zenml') }) })).toEqual([same(`seldon.${prop}`, 'zenml')]);
});
test.each([['istio-system', 'istioNamespace'], ['seldon-system', 'seldonNamespace'], ['zenml-seldon-workloads', 'workloadNamespace']])(
  'refuses the default %s as the pipelines\' namespace', (namespace, prop) => {
    expect(problems({ pipelines: { namespace: ClusterNamespace.create(namespace) } })).toEqual([same(`seldon.${prop}`, namespace)]);
  });
test('also if a namespace is declared as existing, because it does not exist before the pipelines\' is created', () => {
  expect(problems({ seldon: SeldonSource.create({ workloadNamespace: ClusterNamespace.existing('zenml') }) })).toEqual([same('seldon.workloadNamespace', 'zenml')]);
});
test('a disabled part has none', () => {
  expect(problems({ pipelines: { namespace: ClusterNamespace.create('istio-system') }, seldon: SeldonSource.none() })).toEqual([]);
});
test('allows tokens', () => {
  synth((stack) => {
    const name = new TerraformVariable(stack, 'name', { type: 'string' }).stringValue;
    const namespace = ClusterNamespace.create(name);
    expect(problems({ pipelines: { namespace }, seldon: SeldonSource.create({ istioNamespace: namespace }) })).toEqual([]);
  });
});
test('the stack reports it once for each namespace', () => {
  const build = () => new ZenmlAwsStack(Testing.app(), 'acme', {
    ...REQUIRED, pipelines: { namespace: ClusterNamespace.create('ml') }, seldon: SeldonSource.create({ workloadNamespace: ClusterNamespace.create('ml'), seldonNamespace: ClusterNamespace.create('ops') }),
  });
  expect(messageOf(build)).toBe(`ZenmlAwsStack 'acme' has 1 problem in its props:\n  - ${same('seldon.workloadNamespace', 'ml')}`);
});
