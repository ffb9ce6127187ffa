import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { PipelineNamespace, ZenmlAwsStack } from '../../src';
import { synthStack } from '../support/synth';

const MARK = { 'cdktf-zenml-aws/deployment': '${terraform_data.StackDeployment.id}' };

test('every object of the stack carries the id of its deployment', () => {
  const synthesized = synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme' }));
  const objects = synthesized.addresses.filter((address) => address.startsWith('kubernetes_'));
  const unmarked = objects.filter((address) => {
    const [type, name] = address.split('.');
    return synthesized.all(type)[name].metadata.annotations?.['cdktf-zenml-aws/deployment'] !== MARK['cdktf-zenml-aws/deployment'];
  });
  expect([objects.length > 30, unmarked]).toEqual([true, []]);
});

test('the id is one for a stack, never made anew, and in no object of others', () => {
  const stack = new TerraformStack(Testing.app(), 'mine');
  new KubernetesProvider(stack, 'kubernetes');
  new PipelineNamespace(stack, 'A', { namespace: undefined });
  new NamespaceV1(stack, 'Yours', { metadata: { name: 'yours' } });
  const synthesized = synthStack(stack);
  expect(synthesized.one('kubernetes_namespace_v1', 'A').metadata).toEqual({ name: 'zenml', annotations: MARK });
  expect(synthesized.one('kubernetes_namespace_v1', 'Yours').metadata).toEqual({ name: 'yours' });
  expect(Object.keys(synthesized.all('terraform_data'))).toEqual(['StackDeployment']);
  expect(synthesized.one('terraform_data').triggers_replace).toBeUndefined();
});
