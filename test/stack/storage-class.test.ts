import { Testing } from 'cdktf';
import { ClusterSource, NetworkSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { EXISTING_NETWORK } from '../support/fixtures';
import { synthStack } from '../support/synth';

const stack = (props: Partial<ZenmlAwsStackProps> = {}) =>
  synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props }));

test('the default class of volumes is gp3, encrypted', () => {
  expect(stack().one('kubernetes_storage_class_v1')).toMatchObject({
    metadata: { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    storage_provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true' },
    volume_binding_mode: 'WaitForFirstConsumer',
    allow_volume_expansion: true,
  });
});
test('is deleted before its driver', () => {
  const synthesized = stack();
  const driver = synthesized.address('aws_eks_addon', 'EbsCsiDriver');
  expect(synthesized.reaches(synthesized.address('kubernetes_storage_class_v1'), driver)).toBe(true);
});
test('an existing cluster keeps its default class', () => {
  const existing = stack({
    cluster: ClusterSource.existing('ours'),
    network: NetworkSource.existing(EXISTING_NETWORK),
  });
  expect(existing.all('kubernetes_storage_class_v1')).toEqual({});
});
