import { TerraformResource } from 'cdktf';
import { CLUSTER, POLICY, problemsOf, variable } from './fixtures';
import { ServiceAccountRole, ServiceAccountRoleProps } from '../../src/cluster';
import { PolicyEffect, PolicyStatement } from '../../src/terraform/policy-statement';
import { TerraformData } from '../../src/terraform/terraform-data';
import { messageOf, synth, TestStack } from '../support/synth';

const PROPS: ServiceAccountRoleProps = {
  roleName: 'acme-pipelines', cluster: CLUSTER, serviceAccount: { namespace: 'zenml', name: 'runner' },
};
const MANAGED = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const role = (props: object = {}) =>
  synth((stack) => void new ServiceAccountRole(stack, 'Role', { ...PROPS, ...props }));
const refused = (props: object) => problemsOf(() => role(props));

test('only the named service account assumes the role', () => {
  const { name, assume_role_policy: trust } = role().one('aws_iam_role');
  expect(name).toBe('acme-pipelines');
  expect(JSON.parse(trust)).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Sid: 'AssumeWithServiceAccount',
      Effect: 'Allow',
      Principal: { Federated: CLUSTER.oidcProviderArn },
      Action: ['sts:AssumeRoleWithWebIdentity'],
      Condition: {
        StringEquals: {
          'oidc.example.com/id/1:aud': 'sts.amazonaws.com',
          'oidc.example.com/id/1:sub': ['system:serviceaccount:zenml:runner'],
        },
      },
    }],
  });
});
test('has no policy by default', () => {
  expect(Object.keys(role().json.resource)).toEqual(['aws_iam_role', 'terraform_data']);
});
test('has the inline policies', () => {
  expect(role({ inlinePolicies: { bucket: POLICY } }).one('aws_iam_role_policy'))
    .toMatchObject({ name: 'bucket', policy: POLICY });
});
test('IAM variables in policies are not Terraform expressions', () => {
  const policy = '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::acme/${aws:username}/*"}}';
  expect(role({ inlinePolicies: { own: policy } }).one('aws_iam_role_policy').policy)
    .toBe(policy.split('${').join('$${'));
});
test('nor are they beside references', () => {
  const policy = `{"Statement":{"Action":"s3:*","Resource":"${variable().stringValue}/\${aws:username}/*"}}`;
  const made = role({ inlinePolicies: { own: policy } }).one('aws_iam_role_policy');
  const [before, after] = made.policy.split(', var.Value, ');
  expect(before).toBe('${join("", ["{\\"Statement\\":{\\"Action\\":\\"s3:*\\",\\"Resource\\":\\""');
  expect(after).toBe('"/\\u0024{aws:username}/*\\"}}"])}');
});
test('has the managed policies', () => {
  const arn = 'arn:aws:iam::111122223333:policy/acme';
  expect(role({ managedPolicyArns: [arn] }).one('aws_iam_role_policy_attachment').policy_arn).toBe(arn);
});
test('has policies that AWS manages', () => {
  expect(role({ managedPolicyArns: [MANAGED] }).one('aws_iam_role_policy_attachment').policy_arn).toBe(MANAGED);
});
test('the annotation is the one of EKS', () => {
  expect(ServiceAccountRole.ANNOTATION).toBe('eks.amazonaws.com/role-arn');
});
test('attributes are ARN, name and dependencies', () => {
  let made!: ServiceAccountRole;
  const synthesized = synth((stack) => {
    made = new ServiceAccountRole(stack, 'Role', {
      ...PROPS, inlinePolicies: { a: POLICY }, managedPolicyArns: ['arn:aws:iam::111122223333:policy/a'],
    });
    stack.addOverride('locals', { arn: made.roleArn, name: made.roleName });
  });
  const address = synthesized.address('aws_iam_role');
  expect(synthesized.json.locals).toEqual({ arn: `\${${address}.arn}`, name: `\${${address}.name}` });
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType))
    .toEqual(['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_role_policy_attachment']);
});
test('the role is the default child', () => {
  const made = new ServiceAccountRole(new TestStack(), 'Role', PROPS);
  expect((made.node.defaultChild as TerraformResource).terraformResourceType).toBe('aws_iam_role');
});

describe('refuses', () => {
  const ROLE_NAME = 'Must be 1 to 64 letters, digits and "+=,.@_-"';
  const LABEL = 'a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';
  const DOCUMENT = 'a policy document: an object in JSON, whose "Statement" is a statement or a list of them';
  const EXAMPLE = 'For example JSON.stringify({ Version: "2012-10-17",'
    + ' Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] }).';
  const ARN = 'It reads "arn:aws:iam::111122223333:policy/read-models".';
  const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
  const OIDC = `It reads "arn:aws:iam::111122223333:oidc-provider/${ISSUER}".`;
  test.each<[object, string]>([
    [{ roleName: 'a b' }, `roleName: got "a b". ${ROLE_NAME}.`],
    [{ roleName: 'a'.repeat(65) }, `roleName: got "${'a'.repeat(65)}". ${ROLE_NAME}.`],
    [{ roleName: undefined }, `roleName: missing. ${ROLE_NAME}.`],
    [{ serviceAccount: { namespace: 'Zen', name: 'a' } }, `serviceAccount.namespace: got "Zen". Must be ${LABEL}.`],
    [{ serviceAccount: { namespace: 'zenml', name: '*' } },
      'serviceAccount.name: got "*". Must be a DNS name: labels of lower-case letters, digits and hyphens, joined by '
        + 'dots.'],
    [{ serviceAccount: { name: 'a' } }, `serviceAccount.namespace: missing. Must be ${LABEL}.`],
    [{ serviceAccount: 'runner' }, 'serviceAccount: got "runner". Must be an object with \'namespace\', \'name\'.'],
    [{ inlinePolicies: { 'my policy': POLICY } },
      'inlinePolicies: got "my policy". Must be keyed by names of 1 to 128 letters, digits and "+=,.@_-".'],
    ...[
      's3:GetObject', 'null', '[]', '{}', '{"Statement":[]}', '{"Statement":["a"]}', ' {"Statement":{}}',
    ].map((policy) => [
      { inlinePolicies: { a: policy } }, `inlinePolicies.a: got ${JSON.stringify(policy)}. Must be ${DOCUMENT}. `
        + `${EXAMPLE}`,
    ] as [object, string]),
    [{ inlinePolicies: { a: { Statement: [] } } }, "inlinePolicies.a: got an object with 'Statement'. Must be "
      + `${DOCUMENT}.`],
    [{ managedPolicyArns: ['ReadOnly'] }, 'managedPolicyArns[0]: got "ReadOnly". Must be the ARN of an IAM policy. '
      + `${ARN}`],
    [{ managedPolicyArns: ['arn:aws:iam::111122223333:role/a'] },
      `managedPolicyArns[0]: got "arn:aws:iam::111122223333:role/a". Must be the ARN of an IAM policy. ${ARN}`],
    [{ managedPolicyArns: ['arn:aws:iam::aws:policy/*'] },
      `managedPolicyArns[0]: got "arn:aws:iam::aws:policy/*". Must be the ARN of an IAM policy. ${ARN}`],
    [{ managedPolicyArns: [MANAGED, MANAGED] }, `managedPolicyArns: got "${MANAGED}" twice. Must name each element `
      + 'once.'],
    [{ managedPolicyArns: MANAGED },
      `managedPolicyArns: got "${MANAGED}". Must be a list of which each element is the ARN of an IAM policy. Put it `
        + `into a list: ["${MANAGED}"].`],
    [{ cluster: 'acme-eks' }, 'cluster: got "acme-eks". Must be an object with \'clusterName\', \'endpoint\', '
      + "'certificateAuthorityData', 'securityGroupId', 'oidcProviderArn', 'oidcIssuer', 'ready'."],
    [{ cluster: { ...CLUSTER, clusterName: 'a b' } }, 'cluster.clusterName: got "a b". Must be the name of an EKS '
      + 'cluster: 1 to 100 letters, digits, hyphens and underscores, with a letter or digit first.'],
    [{ cluster: { ...CLUSTER, endpoint: 'eks.example.com' } },
      'cluster.endpoint: got "eks.example.com". Must be the URL of a Kubernetes API. It begins with "https://".'],
    [{ cluster: { ...CLUSTER, certificateAuthorityData: '-----BEGIN' } },
      'cluster.certificateAuthorityData: must be a certificate in base64.'],
    [{ cluster: { ...CLUSTER, securityGroupId: 'sg' } },
      'cluster.securityGroupId: got "sg". Must be the id of a security group, for example "sg-0a1b2c3d4e5f60718".'],
    [{ cluster: { ...CLUSTER, oidcProviderArn: 'oidc' } },
      `cluster.oidcProviderArn: got "oidc". Must be the ARN of an IAM OIDC provider. ${OIDC}`],
    [{ cluster: { ...CLUSTER, oidcIssuer: 'https://oidc.example.com/id/1' } },
      'cluster.oidcIssuer: got "https://oidc.example.com/id/1". Must be an OIDC issuer without "https://". For '
        + 'example "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF".'],
    [{ cluster: { ...CLUSTER, ready: [CLUSTER] } },
      expect.stringMatching(/^cluster\.ready\[0\]: got an object with 'clusterName', .*\. Must be a resource, a data source or a module/) as any],
    [{ cluster: { ...CLUSTER, ready: undefined } },
      'cluster.ready: missing. Must be a list of which each element is a resource, a data source or a module.'],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual([problem]);
  });
  test('with its name in the message', () => {
    expect(messageOf(() => role({ roleName: '' })))
      .toMatch(/^ServiceAccountRole 'test\/Role' has 1 problem in its props:\n/);
  });
  test('several problems in one error', () => {
    expect(refused({ roleName: '', serviceAccount: { namespace: '', name: '' } })).toHaveLength(3);
  });
  test('a list token as policies, because each is written out', () => {
    expect(refused({ managedPolicyArns: variable().listValue })[0])
      .toMatch(/^managedPolicyArns: must be a list with known elements at synthesis, because/);
  });
});

test('allows tokens', () => {
  const text = variable().stringValue;
  expect(() => new ServiceAccountRole(new TestStack(), 'Role', {
    roleName: text,
    cluster: { ...CLUSTER, oidcProviderArn: text, oidcIssuer: text },
    serviceAccount: { namespace: text, name: text },
    managedPolicyArns: [text],
    inlinePolicies: { a: text },
  })).not.toThrow();
});

describe('added statements', () => {
  const QUEUE = { actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:eu-central-1:111122223333:acme'] };
  const added = (props: object, ...statements: PolicyStatement[][]) => synth((stack) => {
    const made = new ServiceAccountRole(stack, 'Role', { ...PROPS, ...props });
    statements.forEach((it) => made.addStatements(...it));
    new TerraformData(stack, 'After', { dependsOn: made.ready });
  });
  test('are added to the first policy, on which pods already depend', () => {
    const { Statement: before } = JSON.parse(POLICY);
    const { policy } = added({ inlinePolicies: { bucket: POLICY, other: POLICY } }, [QUEUE], [{ ...QUEUE, sid: 'Again' }])
      .one('aws_iam_role_policy', 'bucket');
    expect(JSON.parse(policy).Statement).toEqual([
      ...before,
      { Effect: 'Allow', Action: QUEUE.actions, Resource: QUEUE.resources },
      { Sid: 'Again', Effect: 'Allow', Action: QUEUE.actions, Resource: QUEUE.resources },
    ]);
  });
  test('do not change the other policies', () => {
    expect(added({ inlinePolicies: { bucket: POLICY, other: POLICY } }, [QUEUE]).one('aws_iam_role_policy', 'other').policy).toBe(POLICY);
  });
  test('can be added to a policy with a single statement', () => {
    const single = '{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}';
    expect(JSON.parse(added({ inlinePolicies: { own: single } }, [QUEUE]).one('aws_iam_role_policy').policy).Statement).toHaveLength(2);
  });
  test('create a policy on a role without one, on which its dependents depend', () => {
    const synthesized = added({}, [{ ...QUEUE, effect: PolicyEffect.DENY, conditions: { Bool: { 'aws:SecureTransport': ['false'] } } }], [QUEUE]);
    const policy = synthesized.one('aws_iam_role_policy');
    expect(policy.name).toBe('added');
    expect(JSON.parse(policy.policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Action: QUEUE.actions, Resource: QUEUE.resources, Condition: { Bool: { 'aws:SecureTransport': ['false'] } } },
        { Effect: 'Allow', Action: QUEUE.actions, Resource: QUEUE.resources },
      ],
    });
    expect(synthesized.reaches('terraform_data.After', synthesized.address('aws_iam_role_policy'))).toBe(true);
  });
  test('create a policy on a role whose policy only Terraform knows', () => {
    const document = variable().stringValue;
    expect(Object.values(added({ inlinePolicies: { own: document } }, [QUEUE]).all('aws_iam_role_policy')).map(({ name }) => name).sort())
      .toEqual(['added', 'own']);
  });
  test('can contain tokens', () => {
    const arn = variable().stringValue;
    expect(added({}, [{ ...QUEUE, resources: [arn, `${arn}/*`] }]).one('aws_iam_role_policy').policy)
      .toContain('"Resource":["${var.Value}","${var.Value}/*"]');
  });
  test.each<[object[], string]>([
    [[], 'statements: got []. Must be a list of at least 1 element.'],
    [[{ resources: ['*'] }], 'statements[0].actions: missing. Must be a list of which each element is an action, '
      + 'for example "s3:GetObject".'],
    [[{ actions: ['read'], resources: ['*'] }], 'statements[0].actions[0]: got "read". Must be an action, for '
      + 'example "s3:GetObject".'],
    [[{ actions: ['s3:*'], resources: ['acme'] }], 'statements[0].resources[0]: got "acme". Must be an ARN or "*".'],
    [[{ actions: ['s3:*'], resources: ['*'], sid: 'a b' }], 'statements[0].sid: got "a b". Must be letters and '
      + 'digits.'],
  ])('%j is refused', (statements, problem) =>
    expect(problemsOf(() => added({}, statements as PolicyStatement[]))).toEqual([problem]));
});
