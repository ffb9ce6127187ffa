import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import { DeploymentMark, PipelineNamespace, ZenmlAwsStack } from '../../src';
import { synthStack } from '../support/synth';

const MARK = { 'cdktf-zenml-aws/deployment': '${terraform_data.StackDeployment.id}' };

test('every object of the stack has the id of its deployment', () => {
  const synthesized = synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme' }));
  const objects = synthesized.addresses.filter((address) => address.startsWith('kubernetes_'));
  const unmarked = objects.filter((address) => {
    const [type, name] = address.split('.');
    return synthesized.all(type)[name].metadata.annotations?.['cdktf-zenml-aws/deployment'] !== MARK['cdktf-zenml-aws/deployment'];
  });
  expect([objects.length > 30, unmarked]).toEqual([true, []]);
});

test('every AWS resource of the stack that supports tags has its id and its address, and the user\'s resources do not', () => {
  const stack = new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme' });
  new SqsQueue(stack, 'Yours', { name: 'yours' });
  const synthesized = synthStack(stack);
  const inAws = synthesized.addresses.filter((address) => address.startsWith('aws_'));
  const unmarked = inAws.filter((address) => {
    const [type, name] = address.split('.');
    const { tags } = synthesized.all(type)[name] as { tags?: Record<string, string> };
    return tags?.['cdktf-zenml-aws/deployment'] !== MARK['cdktf-zenml-aws/deployment'] || tags?.['cdktf-zenml-aws/address'] !== address;
  });
  expect(synthesized.one('aws_vpc').tags).toMatchObject({ Name: 'acme-vpc' });
  // The provider does not support tags on the others.
  expect([...new Set(unmarked.map((address) => address.split('.')[0]))].sort()).toEqual([
    'aws_autoscaling_attachment', 'aws_iam_role_policy', 'aws_iam_role_policy_attachment', 'aws_kms_alias', 'aws_route',
    'aws_route_table_association', 'aws_s3_bucket_lifecycle_configuration', 'aws_s3_bucket_ownership_controls', 'aws_s3_bucket_policy',
    'aws_s3_bucket_public_access_block', 'aws_s3_bucket_server_side_encryption_configuration', 'aws_s3_bucket_versioning', 'aws_sqs_queue',
  ]);
});

test('a stack has one id, which is never replaced and is on no object of others', () => {
  const stack = new TerraformStack(Testing.app(), 'mine');
  new KubernetesProvider(stack, 'kubernetes');
  new PipelineNamespace(stack, 'A', { namespace: undefined });
  new NamespaceV1(stack, 'Yours', { metadata: { name: 'yours' } });
  const synthesized = synthStack(stack);
  expect(synthesized.one('kubernetes_namespace_v1', 'A').metadata)
    .toEqual({ name: 'zenml', annotations: MARK, labels: expect.anything() });
  expect(synthesized.one('kubernetes_namespace_v1', 'Yours').metadata).toEqual({ name: 'yours' });
  expect(Object.keys(synthesized.all('terraform_data'))).toEqual(['StackDeployment']);
  expect(synthesized.one('terraform_data').triggers_replace).toBeUndefined();
});

test('an object whose bindings take its metadata as a list has it as well', () => {
  class Listed extends TerraformResource {
    public readonly metadataInput = [{ name: 'yours' }];
    protected override synthesizeAttributes(): { [name: string]: any } {
      return { metadata: this.metadataInput };
    }
  }
  const stack = new TerraformStack(Testing.app(), 'mine');
  new Listed(stack, 'Yours', { terraformResourceType: 'kubernetes_role_v1' });
  DeploymentMark.addTo(stack);
  expect(synthStack(stack).one('kubernetes_role_v1').metadata).toEqual([{ name: 'yours', annotations: MARK }]);
});
