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

/** Configures the S3 backend if one is given, and rejects the state of another stack. */
export function defineState(stack: TerraformStack, { remoteState, prefix }: ResolvedStack): void {
  if (remoteState) {
    defineBackend(stack, remoteState);
  }
  refuseOtherState(stack, prefix);
}

/**
 * Stores the prefix in the state, and fails the plan if the state has a different one. All stacks have the same
 * resource addresses, so that an apply with the state of another stack would replace the resources of that stack.
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
          + "'remoteState.key', and its own folder. To rename the stack anyway, which replaces every resource "
          + `with the prefix in its name: terraform state rm terraform_data.${id}`,
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
  // Not in cdktf's bindings, which support only the deprecated lock in DynamoDB:
  // https://developer.hashicorp.com/terraform/language/backend/s3
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
}

// Terraform reads its backend first, so all values must be known at synthesis.
const first = <T>(rule: Rule<T>) => known(rule, 'Terraform reads its state first');

/**
 * Rules for remote state. The bucket can be in another region than the stack; the KMS key must be in the bucket's
 * region.
 */
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
    kmsKeyArn: first({ ...KMS_KEY_ARN, check: () => undefined }), // checked below, with the bucket's region
    profile: first(PROFILE),
  },
  (v, { kmsKeyArn, region }) => {
    if (kmsKeyArn !== undefined && !isUnknown(kmsKeyArn)) {
      KMS_KEY_ARN.check(v.knowing({ region: region ?? v.context.region }), 'kmsKeyArn', kmsKeyArn);
    }
  },
);
