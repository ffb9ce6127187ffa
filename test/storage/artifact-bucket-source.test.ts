import { TerraformVariable } from 'cdktf';
import { DataRetention } from '../../src/data-retention';
import { Validation } from '../../src/private/validation';
import { ArtifactBucketSource, IArtifactBucket } from '../../src/storage';
import { synth, TestStack } from '../support/synth';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';

function bind(source: ArtifactBucketSource, dataRetention = DataRetention.KEEP) {
  let bucket!: IArtifactBucket;
  const synthesized = synth((stack) => {
    bucket = source._bind(stack, 'Bucket', { bucketName: 'acme-zenml-artifact-store', dataRetention });
    stack.addOverride('locals', { name: bucket.bucketName, arn: bucket.bucketArn });
  });
  return { bucket, synthesized };
}

function problemsOf(source: ArtifactBucketSource): string[] {
  const validation = new Validation('artifactBucket');
  source._validate(validation);
  return validation.problems;
}

describe('create', () => {
  test('takes the stack\'s name and retention', () => {
    expect(bind(ArtifactBucketSource.create(), DataRetention.DELETE).synthesized.one('aws_s3_bucket'))
      .toMatchObject({ bucket: 'acme-zenml-artifact-store', force_destroy: true });
  });
  test('takes a name of one\'s own', () => {
    expect(bind(ArtifactBucketSource.create({ bucketName: 'mine' })).synthesized.one('aws_s3_bucket').bucket).toBe('mine');
  });
  test('passes the settings on', () => {
    const { synthesized, bucket } = bind(ArtifactBucketSource.create({ versioned: false, noncurrentVersionDays: 5, kmsKeyArn: KEY }));
    expect(synthesized.one('aws_s3_bucket_versioning').versioning_configuration.status).toBe('Suspended');
    expect(synthesized.one('aws_s3_bucket_lifecycle_configuration').rule[0].noncurrent_version_expiration[0].noncurrent_days).toBe(5);
    expect(bucket.kmsKeyArn).toBe(KEY);
  });
  test('names the props by their path', () => {
    expect(problemsOf(ArtifactBucketSource.create({ noncurrentVersionDays: 0 })))
      .toEqual(["'artifactBucket.noncurrentVersionDays' must be a whole number from 1 to 3650 days, got 0."]);
  });
});

describe('existing', () => {
  test('reads the bucket, and changes nothing about it', () => {
    const { synthesized, bucket } = bind(ArtifactBucketSource.existing({ bucketName: 'Mine.old_one'.toLowerCase(), kmsKeyArn: KEY }));
    expect(synthesized.json.resource).toBeUndefined();
    expect(synthesized.data('aws_s3_bucket').bucket).toBe('mine.old_one');
    expect(synthesized.json.locals).toEqual({
      name: expect.stringMatching(/^\$\{data\.aws_s3_bucket\..*\.bucket\}$/), arn: expect.stringMatching(/^\$\{data\.aws_s3_bucket\..*\.arn\}$/),
    });
    expect([bucket.kmsKeyArn, bucket.ready]).toEqual([KEY, []]);
  });
  test('has no key by default', () => {
    expect(bind(ArtifactBucketSource.existing({ bucketName: 'mine' })).bucket.kmsKeyArn).toBeUndefined();
  });
  test.each(['s3://mine', 'Mine', 'a', 'a/b'])('refuses the name %s', (bucketName) => {
    expect(problemsOf(ArtifactBucketSource.existing({ bucketName })))
      .toEqual([`'artifactBucket.bucketName' must be the name of an S3 bucket, without "s3://", got "${bucketName}".`]);
  });
  test('refuses a key that is none', () => {
    expect(problemsOf(ArtifactBucketSource.existing({ bucketName: 'mine', kmsKeyArn: 'x' }))[0])
      .toMatch(/^'artifactBucket\.kmsKeyArn' must be the ARN of a KMS key, got "x"\./);
  });
  test('lets tokens through', () => {
    const text = new TerraformVariable(new TestStack(), 'Value', {}).stringValue;
    expect(problemsOf(ArtifactBucketSource.existing({ bucketName: text, kmsKeyArn: text }))).toEqual([]);
  });
});
