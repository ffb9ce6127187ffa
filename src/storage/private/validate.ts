import { compareLifecycle, LIFECYCLE_RULES } from './lifecycle';
import { DataRetention } from '../../terraform/data-retention';
import { KMS_KEY_ARN } from '../../validation/aws';
import { bucketNameRemedy, EXISTING_BUCKET_NAME } from '../../validation/bucket-names';
import { STORE_FOLDER } from '../../validation/rules';
import { also, known, required, Rule, Shape, struct } from '../../validation/shape';
import { FLAG, integer, oneOf, text } from '../../validation/values';
import {
  ArtifactBucketOptions, ArtifactBucketProps, ExistingArtifactBucketOptions, StackArtifactBucketOptions,
} from '../artifact-bucket-options';

/**
 * A bucket name without dots, which break TLS host names. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const BUCKET_NAME: Rule<string> = text(
  '3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends '
  + 'and no prefix or suffix that S3 reserves',
  (name) => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)
    && !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/.test(name),
  bucketNameRemedy,
);

/**
 * A folder that is also used in policies: without wildcards, and only with characters that IAM allows. Source:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html (PolicyDocument)
 */
export const BUCKET_FOLDER: Rule<string> = also(known(STORE_FOLDER, 'paths are compared with those of other stacks'),
  [(path) => !/[*\u0100-\uffff]/.test(path), 'a folder without "*", of characters up to U+00FF',
    'Role policies contain it, and IAM allows no other characters.'],
  [(path) => path.length <= 512, 'at most 512 characters long', 'Keys have at most 1,024 bytes, including the path '
    + 'of the artifact.'],
);

const SHAPE: Shape<ArtifactBucketOptions> = {
  versioned: FLAG,
  noncurrentVersionDays: integer({ min: 1, max: 3650, unit: ' days' }),
  kmsKeyArn: KMS_KEY_ARN,
  lifecycleRules: LIFECYCLE_RULES,
};

/** Rules for the options of the stack's bucket. */
export const STACK_ARTIFACT_BUCKET_OPTIONS: Rule<StackArtifactBucketOptions> = struct<StackArtifactBucketOptions>({
  ...SHAPE,
  bucketName: BUCKET_NAME,
}, compareLifecycle);

/** Rules for the props of `ArtifactBucket`. */
export const ARTIFACT_BUCKET_PROPS: Rule<ArtifactBucketProps> = struct<ArtifactBucketProps>({
  ...SHAPE,
  bucketName: required(BUCKET_NAME),
  dataRetention: oneOf('DataRetention', DataRetention),
}, compareLifecycle);

/** Rules for an existing bucket. */
export const EXISTING_ARTIFACT_BUCKET: Rule<ExistingArtifactBucketOptions> = struct<ExistingArtifactBucketOptions>({
  bucketName: required(EXISTING_BUCKET_NAME),
  path: BUCKET_FOLDER,
  kmsKeyArn: KMS_KEY_ARN,
});
