import { ServiceAccountRole } from '../../src/cluster';
import { ArtifactBucket, IArtifactBucket } from '../../src/storage';
import { CLUSTER } from '../cluster/fixtures';
import { TestGrantee } from '../support/grants';
import { messageOf, synth, TestStack } from '../support/synth';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';
const WRITES = /^s3:(Put|Delete|Abort)/;

const created = (props: object = {}) => new ArtifactBucket(new TestStack(), 'Bucket', { bucketName: 'acme-models', ...props });
const existing = (options: object = {}) => ArtifactBucket.fromAttributes(new TestStack(), 'Bucket', { bucketName: 'theirs', ...options });

function granted(bucket: IArtifactBucket, method: 'grantRead' | 'grantReadWrite', folder?: string): TestGrantee {
  const grantee = new TestGrantee();
  bucket[method](grantee, folder);
  return grantee;
}

describe.each([['created', created], ['existing', existing]] as const)('an %s bucket', (_, bucket) => {
  test('grantRead allows to list and read, and nothing else', () => {
    const of = bucket();
    const { actions } = granted(of, 'grantRead');
    expect(actions).toContainEqual(['s3:ListBucket', of.bucketArn]);
    expect(actions).toContainEqual(['s3:GetObject', `${of.bucketArn}/*`]);
    expect(actions.filter(([action]) => WRITES.test(action) || action.startsWith('kms:'))).toEqual([]);
  });
  test('grantReadWrite also allows to write and delete, but no old versions', () => {
    const of = bucket();
    const { actions } = granted(of, 'grantReadWrite');
    expect(actions).toContainEqual(['s3:GetObject', `${of.bucketArn}/*`]);
    expect(actions).toContainEqual(['s3:PutObject', `${of.bucketArn}/*`]);
    expect(actions.map(([action]) => action)).not.toContain('s3:DeleteObjectVersion');
  });
  test('grants the use of the bucket\'s key', () => {
    const keyActions = (method: 'grantRead' | 'grantReadWrite') =>
      granted(bucket({ kmsKeyArn: KEY }), method).actions.filter(([, on]) => on === KEY).map(([action]) => action);
    expect(keyActions('grantRead')).toEqual(['kms:Decrypt', 'kms:DescribeKey']);
    expect(keyActions('grantReadWrite')).toEqual(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey']);
  });
  test('grants one folder', () => {
    const of = bucket();
    const { actions, statements } = granted(of, 'grantReadWrite', 'raw');
    expect(actions).toContainEqual(['s3:PutObject', `${of.bucketArn}/raw/*`]);
    expect(statements[0].conditions).toEqual({ StringLike: { 's3:prefix': ['raw', 'raw/*'] } });
  });
});

test('an existing bucket grants its own folder by default, and the whole bucket on request', () => {
  const bucket = existing({ path: 'team' });
  expect(granted(bucket, 'grantRead').actions).toContainEqual(['s3:GetObject', `${bucket.bucketArn}/team/*`]);
  expect(granted(bucket, 'grantRead', '').actions).toContainEqual(['s3:GetObject', `${bucket.bucketArn}/*`]);
});

test('a role gets permissions on several buckets in one policy', () => {
  const stack = synth((scope) => {
    const role = new ServiceAccountRole(scope, 'Role', {
      roleName: 'acme-trainer', cluster: CLUSTER, serviceAccount: { namespace: 'training', name: 'trainer' },
    });
    new ArtifactBucket(scope, 'One', { bucketName: 'acme-one' }).grantRead(role);
    new ArtifactBucket(scope, 'Two', { bucketName: 'acme-two' }).grantReadWrite(role);
  });
  const { Statement: statements } = JSON.parse(stack.one('aws_iam_role_policy').policy);
  expect(statements.map(({ Action }: { Action: string[] }) => Action[0])).toEqual([
    's3:ListBucket', 's3:GetBucketLocation', 's3:GetObject', 's3:ListBucket', 's3:GetBucketLocation', 's3:GetObject', 's3:PutObject',
  ]);
});

test('refuses what is no grantee, and a folder that is none, together', () => {
  expect(messageOf(() => created().grantRead({} as any, '/raw/'))).toMatch(
    /^ArtifactBucket\.grantRead has 2 problems.*\n.*- grantee: got \{\}\. Must be a role with a method addStatements\(\).*\n.*- folder: got "\/raw\/"\. Must be /);
});
