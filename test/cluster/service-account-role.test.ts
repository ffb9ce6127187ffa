import { TerraformResource, TerraformVariable } from 'cdktf';
import { ServiceAccountRole, ServiceAccountRoleProps } from '../../src/cluster';
import { messageOf, synth, TestStack } from '../support/synth';

const PROPS: ServiceAccountRoleProps = {
  roleName: 'acme-pipelines', oidcProviderArn: 'arn:oidc', oidcIssuer: 'oidc.eks/id/1', namespace: 'zenml', serviceAccountNames: ['runner'],
};
const MANAGED = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const role = (props: Partial<ServiceAccountRoleProps> = {}) => synth((stack) => void new ServiceAccountRole(stack, 'Role', { ...PROPS, ...props }));
const refused = (props: Partial<ServiceAccountRoleProps>) => messageOf(() => role(props)).split('\n  - ');
const variable = () => new TerraformVariable(new TestStack(), 'Value', {});

test('only the named service accounts assume the role', () => {
  const { name, assume_role_policy: trust } = role().one('aws_iam_role');
  expect(name).toBe('acme-pipelines');
  expect(JSON.parse(trust).Statement[0]).toMatchObject({
    Principal: { Federated: 'arn:oidc' },
    Condition: { StringEquals: { 'oidc.eks/id/1:aud': 'sts.amazonaws.com', 'oidc.eks/id/1:sub': ['system:serviceaccount:zenml:runner'] } },
  });
});
test('has no policy by default', () => {
  expect(Object.keys(role().json.resource)).toEqual(['aws_iam_role']);
});
test('has the inline policies', () => {
  expect(role({ inlinePolicies: { bucket: '{}' } }).one('aws_iam_role_policy')).toMatchObject({ name: 'bucket', policy: '{}' });
});
test('has the managed policies', () => {
  const arn = 'arn:aws:iam::111122223333:policy/acme';
  expect(role({ managedPolicyArns: [arn] }).one('aws_iam_role_policy_attachment').policy_arn).toBe(arn);
});
test('has policies that AWS manages', () => {
  expect(role({ managedPolicyArns: [MANAGED] }).one('aws_iam_role_policy_attachment').policy_arn).toBe(MANAGED);
});
test('the annotation is that of EKS', () => {
  expect(ServiceAccountRole.ANNOTATION).toBe('eks.amazonaws.com/role-arn');
});
test('attributes are ARN, name, and what has to be ready', () => {
  let made!: ServiceAccountRole;
  const synthesized = synth((stack) => {
    made = new ServiceAccountRole(stack, 'Role', { ...PROPS, inlinePolicies: { a: '{}' }, managedPolicyArns: ['arn:aws:iam::111122223333:policy/a'] });
    stack.addOverride('locals', { arn: made.roleArn, name: made.roleName });
  });
  const address = synthesized.address('aws_iam_role');
  expect(synthesized.json.locals).toEqual({ arn: `\${${address}.arn}`, name: `\${${address}.name}` });
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType))
    .toEqual(['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_role_policy_attachment']);
});

describe('refuses', () => {
  test.each<[Partial<ServiceAccountRoleProps>, string]>([
    [{ roleName: 'a b' }, '\'roleName\' must be 1 to 64 letters, digits and "+=,.@_-", got "a b".'],
    [{ roleName: 'a'.repeat(65) }, `'roleName' must be 1 to 64 letters, digits and "+=,.@_-", got "${'a'.repeat(65)}".`],
    [{ namespace: 'Zen' }, '\'namespace\' must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends, got "Zen".'],
    [{ serviceAccountNames: [] }, "'serviceAccountNames' must be at least one name, got []. Without a name no pod could assume the role."],
    [{ serviceAccountNames: ['a', '*'] }, "'serviceAccountNames[1]' must be a DNS name: lower-case letters, digits, hyphens and dots,"
      + ' got "*". Wildcards would let other pods assume the role.'],
    [{ managedPolicyArns: ['ReadOnly'] }, '\'managedPolicyArns[0]\' must be the ARN of an IAM policy, got "ReadOnly".'
      + ` For example "${MANAGED}".`],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual(["ServiceAccountRole 'test/Role' has 1 problem in its props:", problem]);
  });
  test('several at once', () => {
    expect(refused({ roleName: '', namespace: '' })[0]).toBe("ServiceAccountRole 'test/Role' has 2 problems in its props:");
  });
  test('a policy name that IAM does not allow', () => {
    expect(refused({ inlinePolicies: { 'my policy': '{}' } })[1]).toMatch(/^'inlinePolicies' must be keyed by .*, got "my policy"/);
  });
  test.each(['serviceAccountNames', 'managedPolicyArns'])('%s that only Terraform knows as a whole, because each is written out', (prop) => {
    expect(refused({ [prop]: variable().listValue })[1]).toMatch(new RegExp(`^'${prop}' must be known when the stack is synthesized`));
  });
});

test('lets tokens through', () => {
  const text = variable().stringValue;
  expect(() => new ServiceAccountRole(new TestStack(), 'Role', {
    ...{ roleName: text, oidcProviderArn: text, oidcIssuer: text, namespace: text },
    ...{ serviceAccountNames: [text], managedPolicyArns: [text], inlinePolicies: { a: text } },
  })).not.toThrow();
});
