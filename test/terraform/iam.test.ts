import {
  bucketRead, bucketReadWrite, bucketVersions, keyRead, keyUse, policyDocument, repositoryReadWrite, trustService, trustServiceAccount,
} from '../../src/terraform/iam';

const BUCKET = 'arn:aws:s3:::artifacts';

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

describe('bucket statements', () => {
  const objects = (path: string) => bucketReadWrite(BUCKET, path).filter(({ sid }) => /Objects/.test(sid));

  test('cover the whole bucket without a path', () => {
    expect(objects('').map(({ resources }) => resources)).toEqual([[`${BUCKET}/*`], [`${BUCKET}/*`]]);
    expect(bucketRead(BUCKET)[0].conditions).toBeUndefined();
  });
  test('cover only a given path', () => {
    expect(objects('mlflow/').map(({ resources }) => resources)).toEqual([[`${BUCKET}/mlflow/*`], [`${BUCKET}/mlflow/*`]]);
    expect(bucketRead(BUCKET, 'mlflow/')[0].conditions).toEqual({ StringLike: { 's3:prefix': ['mlflow', 'mlflow/*'] } });
  });
  test('bucketRead allows no writes', () => {
    expect(bucketRead(BUCKET).flatMap(({ actions }) => actions).filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
  });
  test('bucketReadWrite adds put, delete and abort', () => {
    expect(bucketReadWrite(BUCKET).at(-1)!.actions).toEqual(['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']);
  });
  test('bucketVersions lists versions of the bucket and deletes those of its objects', () => {
    expect(bucketVersions(BUCKET).map(({ actions, resources }) => [actions, resources])).toEqual([
      [['s3:GetBucketVersioning', 's3:ListBucketVersions'], [BUCKET]],
      [['s3:DeleteObjectVersion'], [`${BUCKET}/*`]],
    ]);
  });
});

test('keyUse covers one key', () => {
  expect(keyUse('arn:key')).toEqual([{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'], resources: ['arn:key'] }]);
});

test('keyRead covers one key, and does not allow encryption', () => {
  expect(keyRead('arn:key')).toEqual([{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: ['arn:key'] }]);
});

test('repositoryReadWrite allows login everywhere, and pull and push only on the repositories', () => {
  const [logIn, images] = repositoryReadWrite(['arn:a', 'arn:b']);
  expect([logIn.actions, logIn.resources]).toEqual([['ecr:GetAuthorizationToken'], ['*']]);
  expect(images.resources).toEqual(['arn:a', 'arn:b']);
  expect(images.actions).toEqual(expect.arrayContaining(['ecr:BatchGetImage', 'ecr:PutImage']));
  expect(images.actions.filter((action) => /Delete|SetRepositoryPolicy|\*/.test(action))).toEqual([]);
});

test('no statement has all actions of a service, and each has a sid of letters', () => {
  const all = [...bucketReadWrite(BUCKET, 'a/'), ...bucketVersions(BUCKET), ...keyUse('arn:key'), ...repositoryReadWrite(['arn:a'])];
  expect(all.flatMap(({ actions }) => actions).filter((action) => !/^[a-z0-9]+:[A-Z][A-Za-z]+$/.test(action))).toEqual([]);
  expect(all.filter(({ sid }) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  expect(new Set(all.map(({ sid }) => sid)).size).toBe(all.length);
});
