import { ArtifactStoreKind, SecretData, uriOf, uriRemedy } from './artifact-store-kind';
import { credentials, secretReference } from '../../../kubernetes/private/credentials';
import { secret } from '../../../secrets/rules';
import { REGION } from '../../../validation/aws';
import { EXISTING_BUCKET_NAME, isBucketName } from '../../../validation/bucket-names';
import { defined } from '../../../validation/options';
import { ENDPOINT_URL, STORE_FOLDER } from '../../../validation/rules';
import { checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { secretText, text } from '../../../validation/values';
import { MlflowS3CompatibleOptions, MlflowS3Options } from '../../artifact-store-options';

const BUCKET = text(EXISTING_BUCKET_NAME.allowed, isBucketName, uriRemedy('s3'));
const KEY = credentials({
  kinds: ['given', 'existingSecret'],
  username: secretText('the id of an access key, without spaces', (value) => /^[\x21-\x7e]+$/.test(value)),
  password: secret('the secret part of an access key, without spaces', (value) => /^[\x21-\x7e]+$/.test(value)),
});
/** Environment variables from which boto3 reads an access key. */
const KEY_NAMES = { usernameKey: 'AWS_ACCESS_KEY_ID', passwordKey: 'AWS_SECRET_ACCESS_KEY' };
/** Default region of most S3-compatible servers. */
const COMPATIBLE_REGION = 'us-east-1';

const S3: Rule<MlflowS3Options> = struct<MlflowS3Options>({
  bucket: required(BUCKET), path: STORE_FOLDER, region: REGION, credentials: KEY,
});
const S3_COMPATIBLE: Rule<MlflowS3CompatibleOptions> = struct<MlflowS3CompatibleOptions>({
  endpoint: required(ENDPOINT_URL),
  bucket: required(BUCKET),
  path: STORE_FOLDER,
  region: text('the name of a region: letters, digits and hyphens', (value) => /^[\w-]+$/.test(value)),
  credentials: required(KEY),
});

/** An S3 bucket. */
export class S3Store implements ArtifactStoreKind {
  public constructor(private readonly options: MlflowS3Options) {}

  public get uri(): string {
    return uriOf(`s3://${this.options.bucket}`, this.options.path);
  }

  public get hasAwsKey(): boolean {
    return this.options.credentials !== undefined;
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(S3));
  }

  public secretData(): SecretData | undefined {
    const { credentials: key } = this.options;
    return key?._source.kind !== 'given' ? undefined
      : { [KEY_NAMES.usernameKey]: key._source.username!, [KEY_NAMES.passwordKey]: key._source.password! };
  }

  public values(proxied: boolean, ownSecret?: string): Record<string, any> {
    const { bucket, path = '', region, credentials: key } = this.options;
    const existing = ownSecret === undefined ? key && secretReference(key, KEY_NAMES)
      : { name: ownSecret, ...KEY_NAMES };
    return {
      artifactRoot: {
        proxiedArtifactStorage: proxied,
        s3: {
          enabled: true,
          bucket,
          path,
          ...(existing && {
            existingSecret: {
              name: existing.name, keyOfAccessKeyId: existing.usernameKey, keyOfSecretAccessKey: existing.passwordKey,
            },
          }),
        },
      },
      extraEnvVars: defined({ AWS_DEFAULT_REGION: region }),
    };
  }
}

/** A bucket on an S3-compatible server. */
export class S3CompatibleStore extends S3Store {
  public constructor(private readonly compatible: MlflowS3CompatibleOptions) {
    super(compatible);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.compatible, required(S3_COMPATIBLE));
  }

  public values(proxied: boolean, ownSecret?: string): Record<string, any> {
    return {
      ...super.values(proxied, ownSecret),
      extraEnvVars: {
        AWS_DEFAULT_REGION: this.compatible.region ?? COMPATIBLE_REGION,
        MLFLOW_S3_ENDPOINT_URL: this.compatible.endpoint,
        // Many servers do not support the checksums that boto3 adds since 1.36:
        // https://github.com/boto/boto3/issues/4392
        AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
        AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
      },
    };
  }
}
