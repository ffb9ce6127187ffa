import { Testing } from 'cdktf';
import { ClusterSource, DataRetention, NetworkSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { problemsOf } from '../cluster/fixtures';
import { synthStack } from '../support/synth';

const ADA = 'arn:aws:iam::111122223333:user/ada';
const TEAM = 'arn:aws:iam::111122223333:role/ml/team';
const PROPS: ZenmlAwsStackProps = { region: 'eu-central-1', prefix: 'acme', dataRetention: DataRetention.DELETE };
const made = (props: Partial<ZenmlAwsStackProps>) => new ZenmlAwsStack(Testing.app(), 'acme', { ...PROPS, ...props });
const stack = (props: Partial<ZenmlAwsStackProps>) => synthStack(made(props));
const people = stack({ developerPrincipalArns: [ADA, TEAM] });

test('developers are in a group, and may edit in the namespaces of pipelines and models alone', () => {
  expect(people.one('aws_eks_access_entry', 'ada')).toMatchObject({ principal_arn: ADA, kubernetes_groups: ['acme-developers'] });
  const { access_scope: scope, policy_arn: policy } = people.one('aws_eks_access_policy_association', 'ada');
  expect(policy).toMatch(/:eks::aws:cluster-access-policy\/AmazonEKSEditPolicy$/);
  expect(scope).toEqual({
    type: 'namespace',
    namespaces: [
      expect.stringMatching(/^\$\{kubernetes_namespace_v1\.Pipelines_.*\.name\}$/),
      expect.stringMatching(/^\$\{kubernetes_namespace_v1\.Seldon_WorkloadNamespace_.*\.name\}$/),
    ],
  });
});
test('they may deploy models', () => {
  const groups = people.one('kubernetes_role_binding_v1', 'Deployer').subject.filter(({ kind }: { kind: string }) => kind === 'Group');
  expect(groups.map(({ name }: { name: string }) => name)).toContain('acme-developers');
});
test('without models, in that of pipelines', () => {
  const association = stack({ developerPrincipalArns: [ADA], seldon: { enabled: false } }).one('aws_eks_access_policy_association');
  expect(association.access_scope.namespaces).toHaveLength(1);
});
test('one is taken out of the list without touching the others', () => {
  const names = (...developerPrincipalArns: string[]) => Object.keys(stack({ developerPrincipalArns }).all('aws_eks_access_entry'));
  expect(names(ADA, TEAM)).toEqual(expect.arrayContaining(names(TEAM)));
});
test('there are none by default', () => {
  const none = stack({});
  expect(none.addresses.filter((it) => it.includes('Developers'))).toEqual([]);
  expect(JSON.stringify(none.json)).not.toContain('acme-developers');
});
test('on a cluster that knows no access entries it is said before anything is made', () => {
  const existing = stack({
    developerPrincipalArns: [ADA],
    cluster: ClusterSource.existing('ours'),
    network: NetworkSource.existing({
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
      publicSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
    }),
  });
  expect(existing.one('aws_eks_access_entry', 'ada').lifecycle.precondition[0].error_message)
    .toMatch(/knows no access entries, by which developers reach it\..* Or leave 'developerPrincipalArns' out\.$/);
});
test('none is an administrator as well', () => {
  const props = { developerPrincipalArns: [ADA], cluster: ClusterSource.create({ adminPrincipalArns: [ADA] }) };
  expect(problemsOf(() => made(props))).toEqual([
    `'developerPrincipalArns[0]' must be none of 'cluster.adminPrincipalArns', got "${ADA}". An administrator may do it all anyhow.`,
  ]);
});
