import { S3Backend, TerraformStack } from 'cdktf';
import { PROFILE } from './account';
import { TerraformData } from '../../terraform/terraform-data';
import { KMS_KEY_ARN, REGION } from '../../validation/aws';
import { EXISTING_BUCKET_NAME } from '../../validation/bucket-names';
import { known, required, Rule, struct } from '../../validation/shape';
import { isUnknown } from '../../validation/validation';
import { text } from '../../validation/values';
import { RemoteStateOptions } from '../remote-state';
import { ResolvedStack, ResolvedState } from './resolve';

/** Gives the stack a backend in S3 if it is to have one, and refuses the state of another stack. */
export function defineState(stack: TerraformStack, { remoteState, prefix }: ResolvedStack): void {
  if (remoteState) {
    defineBackend(stack, remoteState);
  }
  refuseOtherState(stack, prefix);
}

/**
 * Keeps the prefix in the state, and fails a plan where the state has another one: all addresses are the same in the
 * state of another stack, so that its resources would be replaced by this one's.
 */
function refuseOtherState(stack: TerraformStack, prefix: string): void {
  const id = 'StatePrefix';
  new TerraformData(stack, id, {
    input: prefix,
    lifecycle: {
      ignoreChanges: ['input'],
      postcondition: [{
        condition: `\${self.output == "${prefix}"}`,
        errorMessage: 'This is the state of a stack with the prefix "${self.output}", and this stack has the prefix '
          + `"${prefix}": an apply would destroy what that stack has created. Give each stack its own `
          + '\'remoteState.key\', and its own folder. To rename the stack all the same, which replaces everything that '
          + `has the prefix in its name: terraform state rm terraform_data.${id}`,
      }],
    },
  });
}

function defineBackend(stack: TerraformStack, options: ResolvedState): void {
  new S3Backend(stack, {
    bucket: options.bucket,
    key: options.key,
    region: options.region,
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
