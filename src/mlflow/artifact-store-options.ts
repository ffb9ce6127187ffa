import { Credentials } from '../kubernetes';
import { SecretValue } from '../secrets/secret-value';

/** An S3 bucket. Without an access key, MLflow uses the IAM role of its service account. */
export interface MlflowS3Options {
  /** Name of the bucket, without `s3://`. */
  readonly bucket: string;
  /**
   * Folder in the bucket, without slashes at its ends.
   * @default - the whole bucket
   */
  readonly path?: string;
  /**
   * The bucket's region.
   * @default - that of the cluster, if the pods know it
   */
  readonly region?: string;
  /**
   * An access key: `Credentials.given()` with its id and its secret part, which reach the pods by a Secret, or
   * `.existingSecret()`.
   * @default - none: the service account's role
   */
  readonly credentials?: Credentials;
}

/** A bucket on a server that speaks S3, for example MinIO. */
export interface MlflowS3CompatibleOptions {
  /** The server's URL, for example `http://minio.minio.svc:9000`. */
  readonly endpoint: string;
  /** Name of the bucket, without `s3://`. */
  readonly bucket: string;
  /**
   * Folder in the bucket, without slashes at its ends.
   * @default - the whole bucket
   */
  readonly path?: string;
  /**
   * The region that requests are signed for.
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * An access key: `Credentials.given()` with its id and its secret part, which reach the pods by a Secret, or
   * `.existingSecret()`.
   */
  readonly credentials: Credentials;
}

/** A container of Azure Blob Storage. */
export interface MlflowAzureBlobOptions {
  /** Name of the storage account. */
  readonly storageAccount: string;
  /** Name of the container. */
  readonly container: string;
  /**
   * Folder in the container, without slashes at its ends.
   * @default - the whole container
   */
  readonly path?: string;
  /**
   * Access key of the storage account. It reaches the pods by a Secret.
   * @default - one of 'connectionString' and 'existingSecret'
   */
  readonly accessKey?: SecretValue;
  /**
   * Connection string of the storage account. It reaches the pods by a Secret.
   * @default - one of 'accessKey' and 'existingSecret'
   */
  readonly connectionString?: SecretValue;
  /**
   * Name of a Secret in MLflow's namespace with the key `AZURE_STORAGE_ACCESS_KEY` or
   * `AZURE_STORAGE_CONNECTION_STRING`.
   * @default - one is made of 'accessKey' or 'connectionString'
   */
  readonly existingSecret?: string;
}

/**
 * A bucket of Google Cloud Storage. Without credentials, MLflow uses what GKE gives to its service account (workload
 * identity).
 */
export interface MlflowGcsOptions {
  /** Name of the bucket, without `gs://`. */
  readonly bucket: string;
  /**
   * Folder in the bucket, without slashes at its ends.
   * @default - the whole bucket
   */
  readonly path?: string;
  /**
   * The JSON key of a Google service account. It reaches the pods by a Secret.
   * @default - workload identity
   */
  readonly credentialsJson?: SecretValue;
  /**
   * Name of a Secret in MLflow's namespace that holds such a key as `credentials.json`.
   * @default - none
   */
  readonly existingSecret?: string;
}
