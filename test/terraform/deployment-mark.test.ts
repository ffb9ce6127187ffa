import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { build } from '../../examples/existing-cluster/app';
import { kind } from '../../examples/existing-cluster/config';
import { DeploymentMark } from '../../src';

/** A stack without constructs of the library. */
function bareStack(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'mine');
  new KubernetesProvider(stack, 'Kubernetes', { configPath: '~/.kube/config' });
  return stack;
}
const MARK = { 'cdktf-zenml-aws/deployment': '${terraform_data.StackDeployment.id}' };

/** Metadata of all Kubernetes objects of a stack, by address. */
function metadataIn(stack: TerraformStack): [string, any][] {
  const { resource } = JSON.parse(Testing.synth(stack, true));
  return Object.entries<object>(resource).filter(([type]) => type.startsWith('kubernetes_'))
    .flatMap(([type, all]) => Object.entries<any>(all).map(([name, { metadata }]): [string, any] => [`${type}.${name}`, [metadata].flat()[0]]));
}

test('marks objects of other constructs, including those that are added later', () => {
  const stack = bareStack();
  new NamespaceV1(stack, 'Before', { metadata: { name: 'before', annotations: { mine: 'stays' } } });
  DeploymentMark.addTo(stack);
  new PersistentVolumeClaimV1(stack, 'After', {
    metadata: { name: 'after' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  });
  expect(metadataIn(stack).map(([, { annotations }]) => annotations)).toEqual([{ mine: 'stays', ...MARK }, MARK]);
});

test('does not change the objects of other scopes', () => {
  const stack = bareStack();
  const other = new NamespaceV1(stack, 'Other', { metadata: { name: 'other' } });
  DeploymentMark.addTo(new NamespaceV1(stack, 'Mine', { metadata: { name: 'mine' } }));
  const [, metadata] = metadataIn(stack).find(([address]) => address.endsWith(other.friendlyUniqueId))!;
  expect(metadata.annotations).toBeUndefined();
});

test('refuses a value that is not a construct', () => {
  expect(() => DeploymentMark.addTo({} as TerraformStack)).toThrow(/scope: got .*\. Must be a construct/);
});

test('marks every object of npm run try, so that repair does not treat the remains of a killed run as another deployment\'s', () => {
  const unmarked = metadataIn(build(Testing.app(), kind)).filter(([, { annotations }]) => annotations?.['cdktf-zenml-aws/deployment'] === undefined);
  expect(unmarked.map(([address]) => address)).toEqual([]);
});
