import { ArtifactStoreKind, exclusive, SecretData, uriOf, uriRemedy } from './artifact-store-kind';
import { secret } from '../../../secrets/rules';
import { SECRET_NAME, STORE_FOLDER } from '../../../validation/rules';
import { checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { text } from '../../../validation/values';
import { MlflowGcsOptions } from '../../artifact-store-options';

/** Folder in which the JSON key of a Google service account is mounted. */
const FOLDER = '/etc/mlflow/gcs';
const FILE = 'credentials.json';

/**
 * Checks the name of a bucket. Names with dots can be longer. Source:
 * https://cloud.google.com/storage/docs/buckets#naming
 */
function isGcsBucket(name: string): boolean {
  return name.length <= 222 && /^[a-z0-9][a-z0-9._-]+[a-z0-9]$/.test(name)
    && name.split('.').every((part) => part.length >= 1 && part.length <= 63);
}

const OPTIONS: Rule<MlflowGcsOptions> = struct<MlflowGcsOptions>({
  bucket: required(text(
    'the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and underscores, or up to 222 in parts of up to '
      + '63 that are joined by dots',
    isGcsBucket, uriRemedy('gs'),
  )),
  path: STORE_FOLDER,
  credentialsJson: secret(
    'the JSON key of a service account', isJsonObject, 'Give the text of the file, not its path.',
  ),
  existingSecret: SECRET_NAME,
}, (v, options) => exclusive(v, options, ['credentialsJson', 'existingSecret']));

/** A bucket of Google Cloud Storage. */
export class GcsStore implements ArtifactStoreKind {
  public readonly hasAwsKey = false;

  public constructor(private readonly options: MlflowGcsOptions) {}

  public get uri(): string {
    return uriOf(`gs://${this.options.bucket}`, this.options.path);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public secretData(): SecretData | undefined {
    return this.options.credentialsJson === undefined ? undefined : { [FILE]: this.options.credentialsJson };
  }

  public values(proxied: boolean, ownSecret?: string): Record<string, any> {
    const { bucket, path = '', existingSecret } = this.options;
    const secretName = ownSecret ?? existingSecret;
    return {
      artifactRoot: { proxiedArtifactStorage: proxied, gcs: { enabled: true, bucket, path } },
      ...(secretName !== undefined && {
        extraEnvVars: { GOOGLE_APPLICATION_CREDENTIALS: `${FOLDER}/${FILE}` },
        extraVolumes: [{ name: 'gcs-credentials', secret: { secretName } }],
        extraVolumeMounts: [{ name: 'gcs-credentials', mountPath: FOLDER, readOnly: true }],
      }),
    };
  }
}

function isJsonObject(value: string): boolean {
  try {
    const key: unknown = JSON.parse(value);
    return typeof key === 'object' && key !== null && !Array.isArray(key);
  } catch {
    return false;
  }
}
