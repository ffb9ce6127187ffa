import { DataResource, TerraformResource, TerraformVariable } from 'cdktf';
import { ClusterNamespace } from '../../src/kubernetes';
import { PipelineDeployments, PipelineDeploymentsProps } from '../../src/zenml';
import { messageOf, synth, TestStack } from '../support/synth';

const deployments = (props: PipelineDeploymentsProps = {}) => synth((stack) => void new PipelineDeployments(stack, 'Deployments', props));
const refused = (props: PipelineDeploymentsProps) => messageOf(() => deployments(props)).split('\n  - ');
const ROLE = 'arn:aws:iam::111122223333:role/deployments';
const API_GROUP = 'rbac.authorization.k8s.io';
const GRANTS = ['kubernetes_role_v1', 'kubernetes_role_binding_v1', 'kubernetes_cluster_role_v1', 'kubernetes_cluster_role_binding_v1'];
const WHO = { deployers: [{ namespace: 'zenml', name: 'zenml-runner' }], deployerGroups: ['acme-zenml-connector'] };

test('by default, creates the namespace zenml-deployments and a service account without permissions', () => {
  const synthesized = deployments();
  expect(synthesized.one('kubernetes_namespace_v1').metadata.name).toBe('zenml-deployments');
  expect(synthesized.one('kubernetes_service_account_v1').metadata).toMatchObject({ name: 'zenml-deployment', namespace: expect.stringContaining('kubernetes_namespace_v1') });
  expect(GRANTS.map((type) => synthesized.all(type))).toEqual([{}, {}, {}, {}]);
});
test('Terraform does not change the labels that ZenML sets on the namespace', () => {
  const { lifecycle, metadata } = deployments().one('kubernetes_namespace_v1');
  expect(lifecycle.ignore_changes).toEqual(['managed-by', 'zenml-deployment-id', 'zenml-deployment-name'].map((label) => `metadata[0].labels["${label}"]`));
  expect(Object.keys(metadata.labels)).toEqual(['pod-security.kubernetes.io/audit', 'pod-security.kubernetes.io/warn']);
});
test('deployers get the verbs of ZenML\'s deployer, in this namespace only', () => {
  const synthesized = deployments(WHO);
  const role = synthesized.one('kubernetes_role_v1');
  const namespace = `\${${synthesized.address('kubernetes_namespace_v1')}.metadata[0].name}`;
  expect(role.metadata).toMatchObject({ name: 'zenml-pipeline-deployer', namespace });
  expect(Object.fromEntries(role.rule.map(({ resources, verbs }: any) => [resources.join(), verbs.join()]))).toEqual({
    'secrets': 'create,patch,delete',
    'services': 'create,patch,get,delete',
    'deployments': 'create,patch,get,delete',
    'virtualservices': 'create,patch,delete',
    'pods': 'list',
    'pods/log': 'get',
  });
  expect(synthesized.one('kubernetes_cluster_role_v1')).toMatchObject({
    metadata: { name: 'zenml-pipeline-deployer-zenml-deployments' },
    rule: [{ api_groups: [''], resources: ['namespaces'], resource_names: [namespace], verbs: ['patch'] }],
  });
  const subject = [
    { kind: 'ServiceAccount', name: 'zenml-runner', namespace: 'zenml' }, { kind: 'Group', name: 'acme-zenml-connector', api_group: API_GROUP },
  ];
  expect(synthesized.one('kubernetes_role_binding_v1').subject).toEqual(subject);
  expect(synthesized.one('kubernetes_cluster_role_binding_v1').subject).toEqual(subject);
  expect(synthesized.reaches(synthesized.address('kubernetes_cluster_role_binding_v1'), synthesized.address('kubernetes_namespace_v1'))).toBe(true);
});
test('two namespaces on a cluster have dedicated cluster roles', () => {
  const synthesized = synth((stack) => ['a', 'b'].forEach((name) =>
    new PipelineDeployments(stack, name, { namespace: ClusterNamespace.create(name), deployerGroups: ['team'] })));
  const roles: any[] = Object.values(synthesized.all('kubernetes_cluster_role_v1'));
  expect(roles.map(({ metadata }) => metadata.name)).toEqual(['zenml-pipeline-deployer-a', 'zenml-pipeline-deployer-b']);
});
test('accepts names and a role', () => {
  const synthesized = deployments({ namespace: ClusterNamespace.create('services'), serviceAccountName: 'service', roleArn: ROLE });
  expect(synthesized.one('kubernetes_namespace_v1').metadata.name).toBe('services');
  expect(synthesized.one('kubernetes_service_account_v1').metadata).toMatchObject({ name: 'service', annotations: { 'eks.amazonaws.com/role-arn': ROLE } });
});
test('an existing namespace is not created, and all objects depend on `dependsOn`', () => {
  const synthesized = synth((stack) => void new PipelineDeployments(stack, 'Deployments', {
    ...WHO, namespace: ClusterNamespace.existing('ml'), dependsOn: [new DataResource(stack, 'Before')],
  }));
  expect(synthesized.all('kubernetes_namespace_v1')).toEqual({});
  const types = ['kubernetes_service_account_v1', ...GRANTS];
  expect(types.map((type) => synthesized.reaches(synthesized.address(type), 'terraform_data.Before'))).toEqual(types.map(() => true));
  expect(synthesized.one('kubernetes_role_v1').metadata.namespace).toBe('ml');
});
test('attributes are the names and the dependencies', () => {
  const made = new PipelineDeployments(new TestStack(), 'Deployments', WHO);
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType)).toEqual([
    'kubernetes_namespace_v1', 'kubernetes_service_account_v1', 'kubernetes_role_binding_v1', 'kubernetes_cluster_role_binding_v1',
  ]);
  const beside = new PipelineDeployments(new TestStack(), 'Deployments', { namespace: ClusterNamespace.existing('ml') });
  expect((beside.node.defaultChild as TerraformResource).terraformResourceType).toBe('kubernetes_service_account_v1');
});
test('every wrong prop is in one error', () => {
  expect(refused({
    namespace: ClusterNamespace.create('kube-system'), serviceAccountName: 'a_b', deployerGroups: ['system:masters'], deployers: [{ namespace: 'A', name: 'a' }],
  })).toEqual([
    "PipelineDeployments 'test/Deployments' has 4 problems in its props:",
    expect.stringMatching(/^namespace: got "kube-system"\. Must be/),
    'serviceAccountName: got "a_b". Must be a DNS name of at most 240 lower-case letters, digits, hyphens and dots.',
    expect.stringMatching(/^deployers\[0\]\.namespace: got "A"\. Must be a DNS label/),
    'deployerGroups[0]: got "system:masters". Must be the name of a group, not empty and without "system:".',
  ]);
});
test('allows tokens', () => {
  const text = new TerraformVariable(new TestStack(), 'Value', {}).stringValue;
  expect(() => new PipelineDeployments(new TestStack(), 'D', { namespace: ClusterNamespace.create(text), serviceAccountName: text, roleArn: text, deployerGroups: [text] })).not.toThrow();
});
