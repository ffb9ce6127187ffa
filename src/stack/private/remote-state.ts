import { S3Backend, TerraformStack } from 'cdktf';
import { isKmsKeyArn, isRegion, REGION, regionRemedy } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { RemoteStateOptions } from '../remote-state';

/** Gives the stack a backend in S3. */
export function defineRemoteState(stack: TerraformStack, options: RemoteStateOptions, prefix: string, region: string): void {
  new S3Backend(stack, {
    bucket: options.bucket,
    key: options.key ?? `${prefix}/terraform.tfstate`,
    region: options.region ?? region,
    encrypt: true,
    kmsKeyId: options.kmsKeyArn,
    profile: options.profile,
  });
  // Newer than cdktf's bindings; the lock in DynamoDB that they know is deprecated: https://developer.hashicorp.com/terraform/language/backend/s3
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
}

/** Checks where the state is kept. Terraform reads its backend before anything else: nothing of it may be known later. */
export function validateRemoteState(v: Validation, options: RemoteStateOptions | undefined, artifactBucketName: string): void {
  if (options === undefined) {
    return;
  }
  for (const prop of ['bucket', 'key', 'region', 'kmsKeyArn', 'profile'] as const) {
    v.known(prop, options[prop], 'Terraform reads its state first');
  }
  v.check('bucket', options.bucket, (name) => /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(name), 'the name of an S3 bucket, without "s3://"');
  if (!isUnknown(artifactBucketName)) {
    v.check('bucket', options.bucket, (name) => name !== artifactBucketName, 'another bucket than the one for artifacts',
      'Pipelines read that one, and the state holds the database\'s password.');
  }
  v.check('key', options.key, (key) => key.length >= 1 && key.length <= 1000 && !/^\/|\/$|\/\//.test(key),
    'a key of 1 to 1000 characters that neither begins nor ends with "/"', 'For example "acme/terraform.tfstate".');
  v.check('region', options.region, isRegion, REGION, regionRemedy);
  v.check('kmsKeyArn', options.kmsKeyArn, isKmsKeyArn, 'the ARN of a KMS key',
    'For example "arn:aws:kms:eu-central-1:111122223333:key/…".');
  v.check('profile', options.profile, (profile) => profile.trim() !== '', 'the name of a profile', 'Leave it out for the credentials that Terraform finds.');
}
