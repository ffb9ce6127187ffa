import { Testing } from 'cdktf';
import { ClusterSource, DataRetention, NetworkSource, SeldonSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { problemsOf } from '../cluster/fixtures';
import { EXISTING_NETWORK } from '../support/fixtures';
import { synthStack } from '../support/synth';

const ADA = 'arn:aws:iam::111122223333:user/ada';
const TEAM = 'arn:aws:iam::111122223333:role/ml/team';
const PROPS: ZenmlAwsStackProps = { region: 'eu-central-1', prefix: 'acme', dataRetention: DataRetention.DELETE };
const made = (props: Partial<ZenmlAwsStackProps>) => new ZenmlAwsStack(Testing.app(), 'acme', { ...PROPS, ...props });
const stack = (props: Partial<ZenmlAwsStackProps>) => synthStack(made(props));
const people = stack({ developerPrincipalArns: [ADA, TEAM] });

test('developers are in a group that may edit only the namespaces of pipelines and models', () => {
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
test('without models, only in the namespace of pipelines', () => {
  const association = stack({ developerPrincipalArns: [ADA], seldon: SeldonSource.none() }).one('aws_eks_access_policy_association');
  expect(association.access_scope.namespaces).toHaveLength(1);
});
test('removing one from the list does not change the others', () => {
  const names = (...developerPrincipalArns: string[]) => Object.keys(stack({ developerPrincipalArns }).all('aws_eks_access_entry'));
  expect(names(ADA, TEAM)).toEqual(expect.arrayContaining(names(TEAM)));
});
test('there are none by default', () => {
  const none = stack({});
  expect(none.addresses.filter((it) => it.includes('Developers'))).toEqual([]);
  expect(JSON.stringify(none.json)).not.toContain('acme-developers');
});
test('fails before any resource is created on a cluster without access entries', () => {
  const existing = stack({
    developerPrincipalArns: [ADA],
    cluster: ClusterSource.existing('ours'),
    network: NetworkSource.existing(EXISTING_NETWORK),
  });
  expect(existing.one('aws_eks_access_entry', 'ada').lifecycle.precondition[0].error_message)
    .toMatch(/knows no access entries, by which developers reach it\..* Or leave 'developerPrincipalArns' out\.$/);
});
test('refuses a developer who is also an administrator', () => {
  const props = { developerPrincipalArns: [ADA], cluster: ClusterSource.create({ adminPrincipalArns: [ADA] }) };
  expect(problemsOf(() => made(props))).toEqual([
    `developerPrincipalArns[0]: got "${ADA}". Must be none of 'cluster.adminPrincipalArns'. An administrator has all `
      + 'rights of a developer.',
  ]);
});

describe('refuses', () => {
  const DEPLOYER = 'arn:aws:iam::111122223333:role/deploy';
  const refused = (props: Partial<ZenmlAwsStackProps>) => problemsOf(() => made(props));
  const both = (principal: string, more: Partial<ZenmlAwsStackProps> = {}) => [
    refused({ ...more, developerPrincipalArns: [principal] }),
    refused({ ...more, cluster: ClusterSource.create({ adminPrincipalArns: [principal] }) }),
  ].map((problems) => problems.map((problem) => problem.replace(/^\S+: /, '')));

  test.each([
    ['a service-linked role', 'arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
      /^got "arn:.*"\. Must be no service-linked role, for which EKS has no access entries\. Name the role/],
    ['a role of IAM Identity Center without its path', 'arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef',
      /with its path, .* It is printed by: aws iam get-role --role-name AWSReservedSSO_Admin_0123456789abcdef --query Role.Arn --output text$/],
    ['a role of pipelines', 'arn:aws:iam::111122223333:role/ml/acme-pipelines', /^got "arn:aws:iam::111122223333:role\/ml\/acme-pipelines"\. Must be none of the roles that are created here\./],
    ['the role of ZenML\'s connector', 'arn:aws:iam::111122223333:role/acme-zenml-connector', /got "arn:aws:iam::111122223333:role\/acme-zenml-connector"/],
    ['the role of nodes', 'arn:aws:iam::111122223333:role/acme-eks-node', /got "arn:aws:iam::111122223333:role\/acme-eks-node"/],
    ['the role of Karpenter\'s nodes', 'arn:aws:iam::111122223333:role/acme-karpenter-node', /got "arn:aws:iam::111122223333:role\/acme-karpenter-node"/],
  ])('%s', (_, principal, problem) => {
    expect(both(principal)).toEqual([[expect.stringMatching(problem)], [expect.stringMatching(problem)]]);
  });
  test('the role that Terraform assumes, because it creates the cluster', () => {
    const problem = expect.stringMatching(/^got "arn:.*"\. Must not be the role that creates the cluster\. EKS makes it the administrator: leave it out/);
    expect(both(DEPLOYER, { awsProvider: { assumeRoleArn: DEPLOYER } })).toEqual([[problem], [problem]]);
  });
  test('but not if that makes nobody an administrator, nor on an existing cluster', () => {
    const cluster = ClusterSource.create({ adminPrincipalArns: [DEPLOYER], bootstrapClusterCreatorAdminPermissions: false });
    expect(() => made({ awsProvider: { assumeRoleArn: DEPLOYER }, cluster })).not.toThrow();
  });
  test('a developer who creates the cluster, in the plan', () => {
    expect(people.one('aws_eks_access_entry', 'team').lifecycle.precondition[0]).toEqual({
      condition: expect.stringContaining('"arn:aws:sts::111122223333:assumed-role/team/"'),
      error_message: expect.stringMatching(/^arn:aws:iam::111122223333:role\/ml\/team is the identity that creates the cluster\. /),
    });
  });
  test('but not roles of IAM Identity Center with their path, or people of another account', () => {
    const developerPrincipalArns = [
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef',
      'arn:aws:iam::444455556666:role/team',
    ];
    expect(() => made({ developerPrincipalArns, awsProvider: { allowedAccountIds: ['111122223333'] } })).not.toThrow();
  });
});
