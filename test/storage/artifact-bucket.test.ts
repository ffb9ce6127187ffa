import { TerraformResource, TerraformVariable } from 'cdktf';
import { DataRetention } from '../../src/data-retention';
import { ArtifactBucket, ArtifactBucketProps } from '../../src/storage';
import { messageOf, synth, TestStack } from '../support/synth';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const bucket = (props: Partial<ArtifactBucketProps> = {}) =>
  synth((stack) => void new ArtifactBucket(stack, 'Bucket', { bucketName: 'acme-artifacts', ...props }));
const refused = (props: Partial<ArtifactBucketProps>) => messageOf(() => bucket(props)).split('\n  - ');

describe('by default, the bucket', () => {
  const synthesized = bucket();
  const reference = `\${${synthesized.address('aws_s3_bucket', 'Bucket_')}.bucket}`;

  test('is kept where it has objects', () => {
    expect(synthesized.one('aws_s3_bucket')).toMatchObject({ bucket: 'acme-artifacts', force_destroy: false });
  });
  test('blocks public access in all four ways', () => {
    expect(synthesized.one('aws_s3_bucket_public_access_block')).toMatchObject({
      bucket: reference, block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true,
    });
  });
  test('has no ACL', () => {
    expect(synthesized.one('aws_s3_bucket_ownership_controls').rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
    expect(synthesized.all('aws_s3_bucket_acl')).toEqual({});
  });
  test('is encrypted with S3\'s own keys', () => {
    expect(synthesized.one('aws_s3_bucket_server_side_encryption_configuration')).toMatchObject({
      bucket: reference, rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
  });
  test('keeps old versions', () => {
    expect(synthesized.one('aws_s3_bucket_versioning')).toMatchObject({ bucket: reference, versioning_configuration: { status: 'Enabled' } });
  });
  test('deletes old versions after 30 days and aborted uploads after 7', () => {
    expect(synthesized.one('aws_s3_bucket_lifecycle_configuration').rule).toEqual([{
      id: 'tidy',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
    }]);
  });
  test('refuses requests without TLS', () => {
    const arn = reference.replace('.bucket}', '.arn}');
    expect(JSON.parse(synthesized.one('aws_s3_bucket_policy').policy).Statement).toEqual([{
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:*'],
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }]);
  });
});

test.each([[DataRetention.KEEP, false], [DataRetention.DELETE, true]])('retention %s: force_destroy is %p', (dataRetention, force) => {
  expect(bucket({ dataRetention }).one('aws_s3_bucket').force_destroy).toBe(force);
});

test('without versions, versioning is suspended', () => {
  expect(bucket({ versioned: false }).one('aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Suspended' });
});

test('takes the days of old versions', () => {
  const [rule] = bucket({ noncurrentVersionDays: 5 }).one('aws_s3_bucket_lifecycle_configuration').rule;
  expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: 5 }]);
});

test('a key of one\'s own comes with a bucket key', () => {
  expect(bucket({ kmsKeyArn: KEY }).one('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([{
    apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY }, bucket_key_enabled: true,
  }]);
});

test('what S3 refuses to change at once comes one after the other', () => {
  const synthesized = bucket();
  const dependencies = (type: string) => synthesized.dependencies(synthesized.address(type));
  expect(dependencies('aws_s3_bucket_policy')).toEqual(expect.arrayContaining([
    synthesized.address('aws_s3_bucket_public_access_block'), synthesized.address('aws_s3_bucket_ownership_controls'),
  ]));
  expect(dependencies('aws_s3_bucket_ownership_controls')).toContain(synthesized.address('aws_s3_bucket_public_access_block'));
  expect(dependencies('aws_s3_bucket_lifecycle_configuration')).toContain(synthesized.address('aws_s3_bucket_versioning'));
});

test('attributes are name, ARN, key, and what has to be ready', () => {
  let made!: ArtifactBucket;
  const synthesized = synth((stack) => {
    made = new ArtifactBucket(stack, 'Bucket', { bucketName: 'acme-artifacts', kmsKeyArn: KEY });
    stack.addOverride('locals', { name: made.bucketName, arn: made.bucketArn });
  });
  const address = synthesized.address('aws_s3_bucket', 'Bucket_');
  expect(synthesized.json.locals).toEqual({ name: `\${${address}.bucket}`, arn: `\${${address}.arn}` });
  expect(made.kmsKeyArn).toBe(KEY);
  const types = made.ready.map((part) => (part as TerraformResource).terraformResourceType);
  expect(types.sort()).toEqual(Object.keys(synthesized.json.resource).sort());
});

describe('refuses', () => {
  const NAME = "'bucketName' must be 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends"
    + ' and no prefix or suffix that S3 reserves';
  test.each([
    'ab', 'a'.repeat(64), 'Acme', 'acme.artifacts', 'acme_artifacts', '-acme', 'acme-', 's3://acme',
    'xn--acme', 'sthree-acme', 'amzn-s3-demo-acme', 'acme-s3alias', 'acme--ol-s3', 'acme--x-s3', 'acme--table-s3', 'acme-an',
  ])('the name %s', (bucketName) => {
    expect(refused({ bucketName })).toEqual(["ArtifactBucket 'test/Bucket' has 1 problem in its props:", `${NAME}, got "${bucketName}".`]);
  });
  test.each([0, 3651, 1.5])('%p days', (days) => {
    expect(refused({ noncurrentVersionDays: days })[1]).toBe(`'noncurrentVersionDays' must be a whole number from 1 to 3650 days, got ${days}.`);
  });
  test.each(['alias/acme', 'arn:aws:kms:eu-central-1:111122223333:alias/acme', 'arn:aws:iam::111122223333:key/1'])('the key %s', (kmsKeyArn) => {
    expect(refused({ kmsKeyArn })[1]).toBe(`'kmsKeyArn' must be the ARN of a KMS key, got "${kmsKeyArn}". For example`
      + ' "arn:aws:kms:eu-central-1:111122223333:key/…"; an alias does not do, because roles are given rights to the key itself.');
  });
  test('several at once', () => {
    expect(refused({ bucketName: 'A', noncurrentVersionDays: 0, kmsKeyArn: 'x' })[0]).toBe("ArtifactBucket 'test/Bucket' has 3 problems in its props:");
  });
});

test('lets tokens through', () => {
  const { stringValue: text, numberValue: number } = new TerraformVariable(new TestStack(), 'Value', {});
  expect(() => new ArtifactBucket(new TestStack(), 'B', { bucketName: text, noncurrentVersionDays: number, kmsKeyArn: text })).not.toThrow();
});
