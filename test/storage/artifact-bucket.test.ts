import { Fn, TerraformResource, TerraformVariable, Token } from 'cdktf';
import { ArtifactBucket, ArtifactBucketProps, ExistingArtifactBucketOptions, IArtifactBucket } from '../../src/storage';
import { DataRetention } from '../../src/terraform/data-retention';
import { messageOf, synth, TestStack } from '../support/synth';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const bucket = (props: Partial<ArtifactBucketProps> = {}) =>
  synth((stack) => void new ArtifactBucket(stack, 'Bucket', { bucketName: 'acme-artifacts', ...props }));
const refused = (props: object) => messageOf(() => bucket(props)).split('\n  - ');
const variable = () => new TerraformVariable(new TestStack(), 'Value', {});

describe('by default, the bucket', () => {
  const synthesized = bucket();
  const reference = `\${${synthesized.address('aws_s3_bucket', 'Bucket_')}.bucket}`;

  test('is kept if it has objects', () => {
    expect(synthesized.one('aws_s3_bucket')).toMatchObject({ bucket: 'acme-artifacts', force_destroy: false });
  });
  test('blocks public access in all four ways', () => {
    expect(synthesized.one('aws_s3_bucket_public_access_block')).toMatchObject({
      bucket: reference,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });
  test('has no ACL', () => {
    expect(synthesized.one('aws_s3_bucket_ownership_controls').rule)
      .toEqual({ object_ownership: 'BucketOwnerEnforced' });
    expect(synthesized.all('aws_s3_bucket_acl')).toEqual({});
  });
  test('is encrypted with S3\'s own keys', () => {
    expect(synthesized.one('aws_s3_bucket_server_side_encryption_configuration')).toMatchObject({
      bucket: reference, rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
  });
  test('keeps noncurrent versions', () => {
    expect(synthesized.one('aws_s3_bucket_versioning'))
      .toMatchObject({ bucket: reference, versioning_configuration: { status: 'Enabled' } });
  });
  test('deletes noncurrent versions after 30 days with their delete markers, and aborted uploads after 7', () => {
    expect(synthesized.one('aws_s3_bucket_lifecycle_configuration').rule).toEqual([{
      id: 'tidy',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      expiration: [{ expired_object_delete_marker: true }],
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

test.each([[DataRetention.KEEP, false], [DataRetention.DELETE, true]])(
  'retention %s: force_destroy is %p', (dataRetention, force) => {
    expect(bucket({ dataRetention }).one('aws_s3_bucket').force_destroy).toBe(force);
  });

test('suspends versioning without versions', () => {
  const { versioning_configuration: versioning } = bucket({ versioned: false }).one('aws_s3_bucket_versioning');
  expect(versioning).toEqual({ status: 'Suspended' });
});

test('sets the days of noncurrent versions', () => {
  const [rule] = bucket({ noncurrentVersionDays: 5 }).one('aws_s3_bucket_lifecycle_configuration').rule;
  expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: 5 }]);
});

test('uses a bucket key with a custom KMS key', () => {
  expect(bucket({ kmsKeyArn: KEY }).one('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([{
    apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY },
    bucket_key_enabled: true,
    blocked_encryption_types: ['SSE-C'],
  }]);
});

test('blocks customer-provided keys, as S3 does by default', () => {
  expect(bucket().one('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([{
    apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' },
    blocked_encryption_types: ['SSE-C'],
  }]);
});

test('orders the settings that S3 refuses to change concurrently', () => {
  const synthesized = bucket();
  const dependencies = (type: string) => synthesized.dependencies(synthesized.address(type));
  expect(dependencies('aws_s3_bucket_policy')).toEqual(expect.arrayContaining([
    synthesized.address('aws_s3_bucket_public_access_block'), synthesized.address('aws_s3_bucket_ownership_controls'),
  ]));
  expect(dependencies('aws_s3_bucket_ownership_controls'))
    .toContain(synthesized.address('aws_s3_bucket_public_access_block'));
  expect(dependencies('aws_s3_bucket_lifecycle_configuration'))
    .toContain(synthesized.address('aws_s3_bucket_versioning'));
});

test('attributes are name, ARN, key and dependencies', () => {
  let made!: ArtifactBucket;
  const synthesized = synth((stack) => {
    made = new ArtifactBucket(stack, 'Bucket', { bucketName: 'acme-artifacts', kmsKeyArn: KEY });
    stack.addOverride('locals', { name: made.bucketName, arn: made.bucketArn });
  });
  const address = synthesized.address('aws_s3_bucket', 'Bucket_');
  expect(synthesized.json.locals).toEqual({ name: `\${${address}.bucket}`, arn: `\${${address}.arn}` });
  expect(made.kmsKeyArn).toBe(KEY);
  const types = made.ready.map((part) => (part as TerraformResource).terraformResourceType);
  expect(types.sort()).toEqual(Object.keys(synthesized.json.resource).filter((type) => type.startsWith('aws_')).sort());
});

test('the main resource is the bucket', () => {
  const made = new ArtifactBucket(new TestStack(), 'Bucket', { bucketName: 'acme-artifacts' });
  expect((made.node.defaultChild as TerraformResource).terraformResourceType).toBe('aws_s3_bucket');
});

test('kept data lists the addresses in the state and the names in AWS, with all settings', () => {
  let made!: ArtifactBucket;
  const synthesized = synth((stack) => {
    made = new ArtifactBucket(stack, 'Bucket', { bucketName: 'acme-artifacts' });
    stack.addOverride('locals', { name: made._kept.name });
  });
  const address = synthesized.address('aws_s3_bucket', 'Bucket_');
  const settings = synthesized.addresses.filter((other) => other.startsWith('aws_') && other !== address);
  expect([made._kept.address, synthesized.json.locals.name]).toEqual([address, `\${${address}.bucket}`]);
  expect([...made._kept.settings].sort()).toEqual(settings.sort());
});

describe('refuses', () => {
  const NAME = 'Must be 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both '
    + 'ends and no prefix or suffix that S3 reserves';
  test.each([
    'ab', 'a'.repeat(64), 'Acme', 'acme.artifacts', 'acme_artifacts', '-acme', 'acme-', '',
    'xn--acme', 'sthree-acme', 'amzn-s3-demo-acme',
    'acme-s3alias', 'acme--ol-s3', 'acme--x-s3', 'acme--table-s3', 'acme-an',
  ])('the name %s', (bucketName) => {
    expect(refused({ bucketName }))
      .toEqual([
        "ArtifactBucket 'test/Bucket' has 1 problem in its props:", `bucketName: got "${bucketName}". ${NAME}.`,
      ]);
  });
  test.each(['s3://acme', 's3://acme/path', 'arn:aws:s3:::acme'])('%s as the name, and suggests the name in it', (uri) => {
    expect(refused({ bucketName: uri })[1]).toBe(`bucketName: got "${uri}". ${NAME}. Did you mean "acme"?`);
  });
  test.each([0, 3651, 1.5, NaN])('%p days', (days) => {
    expect(refused({ noncurrentVersionDays: days })[1])
      .toBe(`noncurrentVersionDays: got ${days}. Must be a whole number from 1 to 3650 days.`);
  });
  test.each([
    'alias/acme', 'arn:aws:kms:eu-central-1:111122223333:alias/acme', 'arn:aws:iam::111122223333:key/1',
    'arn:aws:kms:eu-central-1:111122223333:key/*',
  ])('the key %s', (kmsKeyArn) => {
    expect(refused({ kmsKeyArn })[1]).toBe(`kmsKeyArn: got "${kmsKeyArn}". Must be the ARN of a KMS key. It reads `
      + '"arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012". Aliases are not '
      + 'supported, because roles get permissions for the key itself.');
  });
  test.each([['keep', 'KEEP'], ['delete', 'DELETE']])('the retention %p as text', (dataRetention, member) => {
    expect(refused({ dataRetention })[1]).toBe(`dataRetention: got "${dataRetention}". Must be one of `
      + `DataRetention.KEEP, DataRetention.DELETE. Did you mean DataRetention.${member}?`);
  });
  test('an unknown retention', () => {
    expect(refused({ dataRetention: 'forever' })[1])
      .toBe('dataRetention: got "forever". Must be one of DataRetention.KEEP, DataRetention.DELETE.');
  });
  test.each([
    ['bucketName', 7, '7'], ['versioned', 'false', '"false"'], ['noncurrentVersionDays', '30', '"30"'],
    ['kmsKeyArn', ['a'], 'a list of 1 element'], ['dataRetention', true, 'true'],
  ])('%s of a wrong type', (prop, value, shown) => {
    expect(refused({ [prop]: value })[1]).toMatch(new RegExp(`^${prop}: got .*\\. Must be `));
    expect(refused({ [prop]: value })[1]).toContain(`: got ${shown}. Must be `);
  });
  test.each(['versioned', 'noncurrentVersionDays', 'kmsKeyArn', 'dataRetention'])('null as %s', (prop) => {
    expect(refused({ [prop]: null })[1]).toMatch(/: got null\. Must be ((?!\. ).)*\. Leave it out for the default\.$/);
  });
  test.each([undefined, null])('%p as the name', (bucketName) => {
    expect(refused({ bucketName })[1]).toBe(`bucketName: ${bucketName === null ? 'got null' : 'missing'}. ${NAME}.`);
  });
  test('missing props', () => {
    expect(messageOf(() => new ArtifactBucket(new TestStack(), 'Bucket', undefined as any)))
      .toContain("- props: missing. Must be an object with 'bucketName'.");
  });
  test('several problems in one error', () => {
    expect(refused({ bucketName: 'A', noncurrentVersionDays: 0, kmsKeyArn: 'x', dataRetention: 'keep' })[0])
      .toBe("ArtifactBucket 'test/Bucket' has 4 problems in its props:");
  });
});

test('allows tokens', () => {
  const { stringValue: text, numberValue: number } = variable();
  expect(() => new ArtifactBucket(new TestStack(), 'B', {
    bucketName: text, noncurrentVersionDays: number, kmsKeyArn: text,
  })).not.toThrow();
});

describe('fromAttributes', () => {
  const existing = (options: object) => ArtifactBucket.fromAttributes(
    new TestStack(), 'Bucket', { bucketName: 'mine', ...options } as ExistingArtifactBucketOptions);
  const problemOf = (options: object) => messageOf(() => existing(options)).split('\n  - ')[1];

  test('looks up the bucket and creates nothing', () => {
    let made!: IArtifactBucket;
    const synthesized = synth((stack) => {
      made = ArtifactBucket.fromAttributes(stack, 'Bucket', { bucketName: 'mine.old_one', kmsKeyArn: KEY });
      stack.addOverride('locals', { name: made.bucketName, arn: made.bucketArn });
    });
    const [id] = Object.keys(synthesized.json.data.aws_s3_bucket);
    expect(synthesized.json.resource).toBeUndefined();
    expect(synthesized.data('aws_s3_bucket').bucket).toBe('mine.old_one');
    expect(synthesized.json.locals)
      .toEqual({ name: `\${data.aws_s3_bucket.${id}.bucket}`, arn: `\${data.aws_s3_bucket.${id}.arn}` });
    expect([made.kmsKeyArn, made.ready]).toEqual([KEY, []]);
  });
  test('has no key by default', () => expect(existing({}).kmsKeyArn).toBeUndefined());

  const NAME = 'Must be the name of an S3 bucket, without "s3://": 3 to 63 lower-case letters, digits, '
    + 'dots, hyphens and underscores';
  test.each(['Mine', 'a', 'a/b', ''])('refuses the name %p', (bucketName) => {
    expect(problemOf({ bucketName })).toBe(`bucketName: got "${bucketName}". ${NAME}.`);
  });
  test.each(['s3://mine.old', 's3://mine.old/models/', 'arn:aws-cn:s3:::mine.old'])(
    'refuses the name %p, and suggests the name in it', (bucketName) => {
      expect(problemOf({ bucketName })).toBe(`bucketName: got "${bucketName}". ${NAME}. Did you mean "mine.old"?`);
    });
  test('refuses an invalid key', () => {
    expect(problemOf({ kmsKeyArn: 'x' })).toMatch(/^kmsKeyArn: got "x"\. Must be the ARN of a KMS key\./);
  });
  test('has its name in the error', () => {
    expect(messageOf(() => existing({ bucketName: 'A', kmsKeyArn: 'x' })))
      .toMatch(/^ArtifactBucket\.fromAttributes 'test\/Bucket' has 2 problems in its props:/);
  });
  test('allows tokens', () => {
    const name = Token.asString(Fn.element(variable().listValue, 0));
    expect(() => existing({ bucketName: name, kmsKeyArn: name })).not.toThrow();
  });
});
