import { TerraformVariable } from 'cdktf';
import { ArtifactBucketSource, IArtifactBucket } from '../../src/storage';
import { DataRetention } from '../../src/terraform/data-retention';
import { Validation, ValidationContext } from '../../src/validation/validation';
import { messageOf, synth, TestStack } from '../support/synth';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';

function bind(source: ArtifactBucketSource, dataRetention = DataRetention.KEEP) {
  let bucket!: IArtifactBucket;
  const synthesized = synth((stack) => {
    bucket = source._source.bind(stack, 'Bucket', { prefix: 'acme', dataRetention });
  });
  return { bucket, synthesized };
}

const check = (source: ArtifactBucketSource, context?: ValidationContext) =>
  Validation.run('Stack', (v) => source._validate(v, 'artifactBucket'), context);
const problemsOf = (source: ArtifactBucketSource, context?: ValidationContext) =>
  messageOf(() => check(source, context)).split('\n  - ').slice(1);

describe('create', () => {
  test('uses the name and the retention of the stack', () => {
    expect(bind(ArtifactBucketSource.create(), DataRetention.DELETE).synthesized.one('aws_s3_bucket'))
      .toMatchObject({ bucket: 'acme-zenml-artifact-store', force_destroy: true });
  });
  test('accepts a custom name', () => {
    const source = ArtifactBucketSource.create({ bucketName: 'mine' });
    expect(bind(source).synthesized.one('aws_s3_bucket').bucket).toBe('mine');
    expect(source._source.name('acme')).toBe('mine');
  });
  test('passes the options to the bucket', () => {
    const { synthesized, bucket } = bind(ArtifactBucketSource.create({
      versioned: false, noncurrentVersionDays: 5, kmsKeyArn: KEY,
    }));
    expect(synthesized.one('aws_s3_bucket_versioning').versioning_configuration.status).toBe('Suspended');
    const [rule] = synthesized.one('aws_s3_bucket_lifecycle_configuration').rule;
    expect(rule.noncurrent_version_expiration[0].noncurrent_days).toBe(5);
    expect(bucket.kmsKeyArn).toBe(KEY);
  });
  test('accepts its defaults', () => expect(() => check(ArtifactBucketSource.create())).not.toThrow());
  test('reports props by their path', () => {
    expect(problemsOf(ArtifactBucketSource.create({ noncurrentVersionDays: 0, bucketName: 'A' }))).toEqual([
      'artifactBucket.noncurrentVersionDays: got 0. Must be a whole number from 1 to 3650 days.',
      expect.stringMatching(/^artifactBucket\.bucketName: got "A"\. Must be 3 to 63 lower-case letters, [^.]*\.$/),
    ]);
  });
  test('refuses a key of another region', () => {
    expect(problemsOf(ArtifactBucketSource.create({ kmsKeyArn: KEY }), { region: 'us-east-1' })).toEqual([
      'artifactBucket.kmsKeyArn: got a KMS key of the region eu-central-1. Must be one of us-east-1. It can be used '
        + 'only in its region.',
    ]);
  });
  test('refuses a key of the stack\'s region in another partition', () => {
    const kmsKeyArn = KEY.replace('arn:aws:', 'arn:aws-cn:');
    expect(problemsOf(ArtifactBucketSource.create({ kmsKeyArn }), { region: 'eu-central-1' })[0]).toMatch(
      /^artifactBucket\.kmsKeyArn: got a KMS key of the partition aws-cn\. Must be one of aws\. /);
  });
  test('accepts a key of the stack\'s region', () => {
    expect(() => check(ArtifactBucketSource.create({ kmsKeyArn: KEY }), { region: 'eu-central-1' })).not.toThrow();
  });
  test.each([[null, 'null'], ['acme', '"acme"'], [[], '[]']])('refuses %j as options', (options, shown) => {
    const source = ArtifactBucketSource.create(options as any);
    expect(problemsOf(source)[0])
      .toMatch(/^artifactBucket: got .*\. Must be an object with members such as 'versioned', /);
    expect(problemsOf(source)[0]).toContain(`: got ${shown}. Must be `);
    expect(source._source.name('acme')).toBe('acme-zenml-artifact-store');
  });
});

describe('existing', () => {
  test('looks up the bucket and changes nothing', () => {
    const source = ArtifactBucketSource.existing({ bucketName: 'mine.old_one', kmsKeyArn: KEY });
    const { synthesized, bucket } = bind(source);
    expect(synthesized.json.resource).toBeUndefined();
    expect(synthesized.data('aws_s3_bucket', 'Bucket_').bucket).toBe('mine.old_one');
    expect([bucket.kmsKeyArn, bucket.ready]).toEqual([KEY, []]);
  });
  test('has the given name', () => {
    expect(ArtifactBucketSource.existing({ bucketName: 'mine' })._source.name('acme')).toBe('mine');
  });
  test('reports props by their path', () => {
    expect(problemsOf(ArtifactBucketSource.existing({ bucketName: 's3://mine', kmsKeyArn: 'x' }))).toEqual([
      'artifactBucket.bucketName: got "s3://mine". Must be the name of an S3 bucket, without "s3://": 3 to 63 '
        + 'lower-case letters, digits, dots, hyphens and underscores. Did you mean "mine"?',
      expect.stringMatching(/^artifactBucket\.kmsKeyArn: got "x"\. Must be the ARN of a KMS key\. /),
    ]);
  });
  test('refuses a key of another region', () => {
    const source = ArtifactBucketSource.existing({ bucketName: 'mine', kmsKeyArn: KEY });
    expect(problemsOf(source, { region: 'us-east-1' })[0])
      .toMatch(/^artifactBucket\.kmsKeyArn: got a KMS key of the region eu-central-1\. Must be one of us-east-1\. /);
  });
  test('refuses a missing name', () => {
    expect(problemsOf(ArtifactBucketSource.existing({} as any))[0])
      .toMatch(/^artifactBucket\.bucketName: missing\. Must be [^.]*\.$/);
  });
  test('refuses a text as options', () => {
    expect(problemsOf(ArtifactBucketSource.existing('mine' as any)))
      .toEqual(['artifactBucket: got "mine". Must be an object with \'bucketName\'.']);
  });
  test('allows tokens', () => {
    const text = new TerraformVariable(new TestStack(), 'Value', {}).stringValue;
    expect(() => check(ArtifactBucketSource.existing({ bucketName: text, kmsKeyArn: text }))).not.toThrow();
  });
});
