import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Testing } from 'cdktf';
import { DataRetention, MlflowSource, SeldonSource, ZenmlAwsStack, ZenmlAwsStackProps, ZenmlServerSource } from '../../src';
import { problemsOf } from '../cluster/fixtures';
import { synthStack } from '../support/synth';

const PROPS: ZenmlAwsStackProps = { region: 'eu-central-1', prefix: 'acme', dataRetention: DataRetention.DELETE };
const made = (props: Partial<ZenmlAwsStackProps> = {}) => new ZenmlAwsStack(Testing.app(), 'acme', { ...PROPS, ...props });
const stack = (props: Partial<ZenmlAwsStackProps> = {}) => synthStack(made(props));
const refused = (props: object) => problemsOf(() => made(props));

const ROLE = 'arn:aws:iam::111122223333:role/terraform';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

describe('the provider of AWS', () => {
  const AS = { profile: 'acme prod', assumeRoleArn: ROLE, allowedAccountIds: ['111122223333'] };
  const synthesized = stack({ awsProvider: AS });
  test('assumes the given role, in no other account', () => {
    expect(synthesized.json.provider.aws).toEqual([{
      region: 'eu-central-1',
      profile: 'acme prod',
      assume_role: [{ role_arn: ROLE }],
      allowed_account_ids: ['111122223333'],
      default_tags: [{ tags: { managedBy: 'terraform', application: 'acme' } }],
    }]);
  });
  test('has none by default', () => {
    expect(Object.keys(stack().json.provider.aws[0])).toEqual(['default_tags', 'region']);
  });
  test('the cluster\'s providers assume it as well', () => {
    const { kubernetes: [kubernetes], helm: [helm] } = synthesized.json.provider;
    const end = ['--output', 'json', '--profile', 'acme prod', '--role-arn', ROLE];
    expect(kubernetes.exec[0].args.slice(-end.length)).toEqual(end);
    expect(helm.kubernetes.exec.args.slice(-end.length)).toEqual(end);
  });
  test('and so does kubectl', () => {
    expect(synthesized.outputs['kubeconfig-command'].value)
      .toMatch(new RegExp(` --alias acme --profile 'acme prod' --assume-role-arn ${ROLE} --role-arn ${ROLE}$`));
  });
  test.each<[object, string]>([
    [{ profile: ' ' }, 'awsProvider.profile: got " ". Must be the name of a profile. Leave it out for the '
      + 'credentials that Terraform finds.'],
    [{ assumeRoleArn: 'terraform' }, 'awsProvider.assumeRoleArn: got "terraform". Must be the ARN of an IAM role. It '
      + 'reads "arn:aws:iam::111122223333:role/platform". For a session name the role that was assumed.'],
    [{ allowedAccountIds: ['1'] }, 'awsProvider.allowedAccountIds[0]: got "1". Must be the id of an account, 12 '
      + 'digits in quotes.'],
    [{ assumeRoleArn: ROLE, allowedAccountIds: ['444455556666'] }, `awsProvider.assumeRoleArn: got "${ROLE}". Must `
      + "be a role of one of 'awsProvider.allowedAccountIds' (444455556666). Terraform works in the account of "
      + 'the role that it assumes.'],
    [{ allowedAccountIds: [] }, 'awsProvider.allowedAccountIds: got []. Must be a list of at least 1 element. Leave '
      + 'it out to allow any account.'],
  ])('%j is refused', (awsProvider, problem) => expect(refused({ awsProvider })).toEqual([problem]));
});

test('the providers are members, for your own resources', () => {
  const { awsProvider, kubernetesProvider, helmProvider, randomProvider } = made();
  expect([awsProvider, kubernetesProvider, helmProvider, randomProvider].map(({ terraformResourceType }) => terraformResourceType))
    .toEqual(['aws', 'kubernetes', 'helm', 'random']);
});

describe('roles', () => {
  test('have the boundary and the path, also custom ones', () => {
    const it = made({ roles: { permissionsBoundaryArn: BOUNDARY, path: '/ml/' } });
    new IamRole(it, 'Own', { name: 'own', assumeRolePolicy: '{}' });
    const roles = Object.values(synthStack(it).all('aws_iam_role'));
    expect(roles.length).toBeGreaterThan(8);
    roles.forEach((role) => expect(role).toMatchObject({ permissions_boundary: BOUNDARY, path: '/ml/' }));
  });
  test('unless they override them', () => {
    const it = made({ roles: { permissionsBoundaryArn: BOUNDARY, path: '/ml/' } });
    new IamRole(it, 'Own', { name: 'own', assumeRolePolicy: '{}', permissionsBoundary: ROLE, path: '/' });
    expect(synthStack(it).one('aws_iam_role', 'Own')).toMatchObject({ permissions_boundary: ROLE, path: '/' });
  });
  test('have neither by default', () => Object.values(stack().all('aws_iam_role')).forEach((role) => {
    expect([role.permissions_boundary, role.path]).toEqual([undefined, undefined]);
  }));
  test('are members, and accept more permissions', () => {
    const it = made();
    const roles = { pipelines: it.pipelineRole, models: it.modelRole!, mlflow: it.mlflowRole!, zenml: it.zenmlServerRole! };
    Object.entries(roles).forEach(([name, role]) => role.addStatements({ actions: ['sqs:*'], resources: [`arn:aws:sqs:::${name}`] }));
    const policies = Object.values(synthStack(it).all('aws_iam_role_policy')).map(({ policy }) => policy);
    Object.keys(roles).forEach((name) => expect(policies.filter((policy) => policy.includes(`sqs:::${name}`))).toHaveLength(1));
  });
  test('of disabled parts do not exist', () => {
    const { mlflowRole, modelRole, zenmlServerRole } = made({
      mlflow: MlflowSource.none(), seldon: SeldonSource.none(), zenml: ZenmlServerSource.none(),
    });
    expect([mlflowRole, modelRole, zenmlServerRole]).toEqual([undefined, undefined, undefined]);
  });
  test.each<[object, string]>([
    [{ permissionsBoundaryArn: ROLE }, `roles.permissionsBoundaryArn: got "${ROLE}". Must be the ARN of an IAM policy. `
      + 'It reads "arn:aws:iam::111122223333:policy/read-models".'],
    [{ path: 'ml/' }, 'roles.path: got "ml/". Must be a path that begins and ends with "/", of at most 512 printable '
      + 'characters. For example "/platform/".'],
    [{ path: '/aws-service-role/eks.amazonaws.com/' }, 'roles.path: got "/aws-service-role/eks.amazonaws.com/". Must '
      + 'be a path that does not begin with "/aws-service-role/". IAM creates no other roles there than those '
      + 'that AWS services own. For example "/platform/".'],
    [{ path: '/ml' }, 'roles.path: got "/ml". Must be a path that begins and ends with "/", of at most 512 printable '
      + 'characters. For example "/platform/".'],
  ])('%j is refused', (roles, problem) => expect(refused({ roles })).toEqual([problem]));
});
