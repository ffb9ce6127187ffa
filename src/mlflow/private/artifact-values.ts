import { MlflowArtifactStore, MlflowS3Secret } from '../artifact-store';
import { SECRETS } from './names';

/** Where the JSON key of a Google service account is mounted. */
const GCS_FOLDER = '/etc/mlflow/gcs';
const GCS_FILE = 'credentials.json';

/** What the Secret of an artifact store holds, if the construct has to make one. */
export function artifactSecretData(store: MlflowArtifactStore): Record<string, string> | undefined {
  const s3 = store._s3 ?? store._s3Compatible;
  const azure = store._azureBlob;
  if (s3?.accessKeyId !== undefined && s3.secretAccessKey !== undefined) {
    return { AWS_ACCESS_KEY_ID: s3.accessKeyId, AWS_SECRET_ACCESS_KEY: s3.secretAccessKey };
  }
  if (azure?.accessKey !== undefined) {
    return { AZURE_STORAGE_ACCESS_KEY: azure.accessKey };
  }
  if (azure?.connectionString !== undefined) {
    return { AZURE_STORAGE_CONNECTION_STRING: azure.connectionString };
  }
  return store._gcs?.credentialsJson === undefined ? undefined : { [GCS_FILE]: store._gcs.credentialsJson };
}

/** The chart's values for an artifact store: `artifactRoot`, and how its credentials reach the pod. */
export function artifactStoreValues(store: MlflowArtifactStore, proxied: boolean): Record<string, any> {
  const ownSecret = artifactSecretData(store) && SECRETS.artifacts;
  const root = { proxiedArtifactStorage: proxied };
  const azure = store._azureBlob;
  if (azure) {
    return {
      artifactRoot: { ...root, azureBlob: { enabled: true, storageAccount: azure.storageAccount, container: azure.container, path: azure.path ?? '' } },
      extraSecretNamesForEnvFrom: [ownSecret ?? azure.existingSecret],
    };
  }
  const gcs = store._gcs;
  if (gcs) {
    const secretName = ownSecret ?? gcs.existingSecret;
    return {
      artifactRoot: { ...root, gcs: { enabled: true, bucket: gcs.bucket, path: gcs.path ?? '' } },
      ...(secretName && {
        extraEnvVars: { GOOGLE_APPLICATION_CREDENTIALS: `${GCS_FOLDER}/${GCS_FILE}` },
        extraVolumes: [{ name: 'gcs-credentials', secret: { secretName } }],
        extraVolumeMounts: [{ name: 'gcs-credentials', mountPath: GCS_FOLDER, readOnly: true }],
      }),
    };
  }
  const s3 = store._s3 ?? store._s3Compatible!;
  const secret: MlflowS3Secret | undefined = ownSecret ? { name: ownSecret } : s3.existingSecret;
  return {
    artifactRoot: {
      ...root,
      s3: { enabled: true, bucket: s3.bucket, path: s3.path ?? '', ...(secret && { existingSecret: existingSecret(secret) }) },
    },
    extraEnvVars: { ...(s3.region && { AWS_DEFAULT_REGION: s3.region }), ...compatibility(store) },
  };
}

function existingSecret(secret: MlflowS3Secret): Record<string, string> {
  return {
    name: secret.name,
    keyOfAccessKeyId: secret.accessKeyIdKey ?? 'AWS_ACCESS_KEY_ID',
    keyOfSecretAccessKey: secret.secretAccessKeyKey ?? 'AWS_SECRET_ACCESS_KEY',
  };
}

function compatibility(store: MlflowArtifactStore): Record<string, string> {
  const options = store._s3Compatible;
  return options ? {
    AWS_DEFAULT_REGION: options.region ?? 'us-east-1',
    MLFLOW_S3_ENDPOINT_URL: options.endpoint,
    // Many servers do not know the checksums that boto3 adds since 1.36: https://github.com/boto/boto3/issues/4392
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
    AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
  } : {};
}
