import { S3Backend, TerraformStack } from 'cdktf';
import { PROFILE } from './account';
import { EXISTING_BUCKET_NAME, KMS_KEY_ARN, REGION } from '../../private/aws-rules';
import { known, required, Rule, struct } from '../../private/shape';
import { isUnknown } from '../../private/validation';
import { text } from '../../private/values';
import { RemoteStateOptions } from '../remote-state';

/** Gives the stack a backend in S3. */
export function defineRemoteState(
  stack: TerraformStack,
  options: RemoteStateOptions,
  prefix: string,
  region: string,
): void {
  new S3Backend(stack, {
    bucket: options.bucket,
    key: options.key ?? `${prefix}/terraform.tfstate`,
    region: options.region ?? region,
    encrypt: true,
    kmsKeyId: options.kmsKeyArn,
    profile: options.profile,
  });
  // Newer than cdktf's bindings; the lock in DynamoDB that they know is deprecated:
  // https://developer.hashicorp.com/terraform/language/backend/s3
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
}

// Terraform reads its backend before anything else: nothing of it may be known later.
const first = <T>(rule: Rule<T>) => known(rule, 'Terraform reads its state first');

/** Where the state is kept. Its bucket may be of another region than the stack, and the key is of the bucket's. */
export const REMOTE_STATE: Rule<RemoteStateOptions> = struct<RemoteStateOptions>(
  {
    bucket: required(first(EXISTING_BUCKET_NAME)),
    key: first(
      text(
        'a key of 1 to 1000 characters that neither begins nor ends with "/"',
        (key) => key.length >= 1 && key.length <= 1000 && !/^\/|\/$|\/\//.test(key),
        'For example "acme/terraform.tfstate".',
      ),
    ),
    region: first(REGION),
    kmsKeyArn: first({ ...KMS_KEY_ARN, check: () => undefined }), // looked at below, with the bucket's region
    profile: first(PROFILE),
  },
  (v, { kmsKeyArn, region }) => {
    if (kmsKeyArn !== undefined && !isUnknown(kmsKeyArn)) {
      KMS_KEY_ARN.check(v.knowing({ region: region ?? v.context.region }), 'kmsKeyArn', kmsKeyArn);
    }
  },
);
