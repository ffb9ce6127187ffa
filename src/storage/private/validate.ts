import { Statement } from '../../private/policies';
import { isKmsKeyArn } from '../../private/rules';
import { Validation } from '../../private/validation';
import { ArtifactBucketOptions } from '../artifact-bucket-source';

export const DEFAULT_NONCURRENT_VERSION_DAYS = 30;

/** Refuses every request that does not use TLS. */
export function tlsOnly(bucketArn: string): Statement {
  return {
    sid: 'TlsOnly',
    effect: 'Deny',
    principals: { AWS: '*' },
    actions: ['s3:*'],
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; without dots, which break TLS host names. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)
    && !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3|-an)$/.test(name);
}

/** Checks what can be chosen about the artifact bucket. */
export function validateArtifactBucket(v: Validation, options: ArtifactBucketOptions): void {
  v.check('bucketName', options.bucketName, isBucketName,
    '3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends and no prefix or suffix that S3 reserves');
  v.integer('noncurrentVersionDays', options.noncurrentVersionDays, 1, 3650, ' days');
  v.check('kmsKeyArn', options.kmsKeyArn, isKmsKeyArn, 'the ARN of a KMS key',
    'For example "arn:aws:kms:eu-central-1:111122223333:key/…"; an alias does not do, because roles are given rights to the key itself.');
}
