import { keyRead, keyUse, policyDocument, trustService, trustServiceAccount } from '../../src/terraform/iam';

describe('policyDocument', () => {
  test('writes statements, and omits undefined members', () => {
    expect(JSON.parse(policyDocument({ sid: 'A', actions: ['s3:*'] }))).toEqual({
      Version: '2012-10-17', Statement: [{ Sid: 'A', Effect: 'Allow', Action: ['s3:*'] }],
    });
  });
  test('writes all members', () => {
    const statement = policyDocument({
      sid: 'A', effect: 'Deny', actions: ['a:b'], resources: ['*'], principals: { AWS: '*' }, conditions: { Bool: { c: 'false' } },
    });
    expect(JSON.parse(statement).Statement).toEqual([
      { Sid: 'A', Effect: 'Deny', Principal: { AWS: '*' }, Action: ['a:b'], Resource: ['*'], Condition: { Bool: { c: 'false' } } },
    ]);
  });
});

test('trustService allows the service to assume the role', () => {
  expect(JSON.parse(trustService('eks.amazonaws.com')).Statement).toEqual([
    { Sid: 'Assume', Effect: 'Allow', Principal: { Service: 'eks.amazonaws.com' }, Action: ['sts:AssumeRole'] },
  ]);
});

test('trustServiceAccount names audience and service accounts exactly', () => {
  expect(JSON.parse(trustServiceAccount('arn:oidc', 'oidc.eks/id/1', 'ns', ['a', 'b'])).Statement).toEqual([{
    Sid: 'AssumeWithServiceAccount',
    Effect: 'Allow',
    Principal: { Federated: 'arn:oidc' },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: {
      StringEquals: {
        'oidc.eks/id/1:aud': 'sts.amazonaws.com',
        'oidc.eks/id/1:sub': ['system:serviceaccount:ns:a', 'system:serviceaccount:ns:b'],
      },
    },
  }]);
});

test('keyUse covers one key', () => {
  expect(keyUse('arn:key')).toEqual([{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'], resources: ['arn:key'] }]);
});

test('keyRead covers one key, and does not allow encryption', () => {
  expect(keyRead('arn:key')).toEqual([{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: ['arn:key'] }]);
});
