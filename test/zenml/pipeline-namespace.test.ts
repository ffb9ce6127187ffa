import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { DataResource, TerraformResource, TerraformVariable } from 'cdktf';
import { ClusterNamespace } from '../../src/kubernetes';
import { PipelineNamespace, PipelineNamespaceProps } from '../../src/zenml';
import { messageOf, synth, TestStack } from '../support/synth';

const pipelines = (props: PipelineNamespaceProps = {}) => synth((stack) => void new PipelineNamespace(stack, 'Pipelines', props));
const refused = (props: PipelineNamespaceProps) => messageOf(() => pipelines(props)).split('\n  - ');
const ROLE = 'arn:aws:iam::111122223333:role/pipelines';
const parts = ['kubernetes_namespace_v1', 'kubernetes_service_account_v1', 'kubernetes_role_binding_v1'];

test('by default, creates the namespace zenml and the service account zenml-runner', () => {
  const synthesized = pipelines();
  const namespace = `\${${synthesized.address('kubernetes_namespace_v1')}.metadata[0].name}`;
  expect(synthesized.one('kubernetes_namespace_v1').metadata.name).toBe('zenml');
  expect(synthesized.one('kubernetes_service_account_v1').metadata).toMatchObject({ name: 'zenml-runner', namespace: expect.stringContaining('kubernetes_namespace_v1') });
  expect(namespace).toContain('Pipelines');
});
test('the service account may edit only its namespace', () => {
  const synthesized = pipelines();
  const binding = synthesized.one('kubernetes_role_binding_v1');
  expect(binding.metadata.name).toBe('zenml-runner-edit');
  expect(binding.role_ref).toEqual({ api_group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' });
  expect(binding.subject).toEqual([{ kind: 'ServiceAccount', name: expect.stringContaining('kubernetes_service_account_v1'), namespace: binding.metadata.namespace }]);
  expect(synthesized.all('kubernetes_cluster_role_binding_v1')).toEqual({});
});
test('accepts names and role', () => {
  const synthesized = pipelines({ namespace: ClusterNamespace.create('ml'), serviceAccountName: 'runner', roleArn: ROLE });
  expect(synthesized.one('kubernetes_namespace_v1').metadata.name).toBe('ml');
  expect(synthesized.one('kubernetes_service_account_v1').metadata).toMatchObject({ name: 'runner', annotations: { 'eks.amazonaws.com/role-arn': ROLE } });
  expect(synthesized.one('kubernetes_role_binding_v1').metadata.name).toBe('runner-edit');
});
test('an existing namespace is not created, and its objects depend on `dependsOn`', () => {
  const synthesized = synth((stack) => void new PipelineNamespace(stack, 'Pipelines', {
    namespace: ClusterNamespace.existing('ml'), dependsOn: [new DataResource(stack, 'Before')],
  }));
  expect(synthesized.all('kubernetes_namespace_v1')).toEqual({});
  expect(parts.slice(1).map((type) => synthesized.one(type).metadata.namespace)).toEqual(['ml', 'ml']);
  expect(parts.slice(1).map((type) => synthesized.reaches(synthesized.address(type), 'terraform_data.Before'))).toEqual([true, true]);
});
test('the main resource is the namespace, or else the service account', () => {
  const stack = new TestStack();
  const main = (part: PipelineNamespace) => (part.node.defaultChild as TerraformResource).terraformResourceType;
  expect(main(new PipelineNamespace(stack, 'A'))).toBe('kubernetes_namespace_v1');
  expect(main(new PipelineNamespace(stack, 'B', { namespace: ClusterNamespace.existing('ml') }))).toBe('kubernetes_service_account_v1');
});
test('accepts a provider', () => {
  const synthesized = synth((stack) => void new PipelineNamespace(stack, 'Pipelines', {
    kubernetesProvider: new KubernetesProvider(stack, 'other', { alias: 'other' }),
  }));
  expect(parts.map((type) => synthesized.one(type).provider)).toEqual(Array(3).fill('kubernetes.other'));
});
test('depends on `dependsOn`', () => {
  const synthesized = synth((stack) => void new PipelineNamespace(stack, 'Pipelines', { dependsOn: [new DataResource(stack, 'Before')] }));
  expect(parts.map((type) => synthesized.reaches(synthesized.address(type), 'terraform_data.Before'))).toEqual([true, true, true]);
});
test('attributes are the names and the dependencies', () => {
  let made!: PipelineNamespace;
  const synthesized = synth((stack) => {
    made = new PipelineNamespace(stack, 'Pipelines');
    stack.addOverride('locals', { namespace: made.namespace, serviceAccount: made.serviceAccountName });
  });
  expect(synthesized.json.locals).toEqual({
    namespace: `\${${synthesized.address('kubernetes_namespace_v1')}.metadata[0].name}`,
    serviceAccount: `\${${synthesized.address('kubernetes_service_account_v1')}.metadata[0].name}`,
  });
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType)).toEqual(parts);
});

describe('refuses', () => {
  const LONG = Array(5).fill('a'.repeat(48)).join('.');
  const ACCOUNT = 'Must be a DNS name of at most 240 lower-case letters, digits, hyphens and dots';
  test.each<[PipelineNamespaceProps, string]>([
    [{ namespace: ClusterNamespace.create('Zen') }, 'namespace: got "Zen". Must be a DNS label: 1 to 63 lower-case '
      + 'letters, digits and hyphens, with a letter or digit at both ends.'],
    ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((namespace) =>
      [{ namespace: ClusterNamespace.create(namespace) },
        `namespace: got "${namespace}". Must be an existing one, because every cluster has it. Use `
          + `ClusterNamespace.existing("${namespace}").`] as [PipelineNamespaceProps, string]),
    [{ serviceAccountName: 'a_b' }, `serviceAccountName: got "a_b". ${ACCOUNT}.`],
    [{ serviceAccountName: LONG }, `serviceAccountName: got "${LONG.slice(0, 119)}…". ${ACCOUNT}.`],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual(["PipelineNamespace 'test/Pipelines' has 1 problem in its props:", problem]);
  });
  test('several problems in one error', () => {
    expect(refused({ namespace: ClusterNamespace.create(''), serviceAccountName: '' })[0]).toBe("PipelineNamespace 'test/Pipelines' has 2 problems in its props:");
  });
});

test('allows tokens', () => {
  const text = new TerraformVariable(new TestStack(), 'Value', {}).stringValue;
  expect(() => new PipelineNamespace(new TestStack(), 'P', { namespace: ClusterNamespace.create(text), serviceAccountName: text, roleArn: text })).not.toThrow();
});
