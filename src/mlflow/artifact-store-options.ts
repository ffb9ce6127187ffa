import { Credentials } from '../kubernetes';
import { SecretValue } from '../secrets/secret-value';

/** Options for artifacts in an S3 bucket. Without an access key, MLflow uses the IAM role of its service account. */
export interface MlflowS3Options {
  /** Name of the bucket, without `s3://`. */
  readonly bucket: string;
  /**
   * Folder in the bucket, without leading or trailing slashes.
   * @default - the whole bucket
   */
  readonly path?: string;
  /**
   * Region of the bucket.
   * @default - the region that EKS sets in the pods
   */
  readonly region?: string;
  /**
   * Access key: `Credentials.given()` with its ID and its secret, which are stored in a Kubernetes Secret, or
   * `.existingSecret()`.
   * @default - none; MLflow uses the IAM role of the service account
   */
  readonly credentials?: Credentials;
}

/** Options for artifacts in a bucket on an S3-compatible server, for example MinIO. */
export interface MlflowS3CompatibleOptions {
  /** URL of the server, for example `http://minio.minio.svc:9000`. */
  readonly endpoint: string;
  /** Name of the bucket, without `s3://`. */
  readonly bucket: string;
  /**
   * Folder in the bucket, without leading or trailing slashes.
   * @default - the whole bucket
   */
  readonly path?: string;
  /**
   * Region that requests are signed for.
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * Access key: `Credentials.given()` with its ID and its secret, which are stored in a Kubernetes Secret, or
   * `.existingSecret()`.
   */
  readonly credentials: Credentials;
}

/**
 * Options for artifacts in a container of Azure Blob Storage. Exactly one of `accessKey`, `connectionString` and
 * `existingSecret` is required.
 */
export interface MlflowAzureBlobOptions {
  /** Name of the storage account. */
  readonly storageAccount: string;
  /** Name of the container. */
  readonly container: string;
  /**
   * Folder in the container, without leading or trailing slashes.
   * @default - the whole container
   */
  readonly path?: string;
  /**
   * Access key of the storage account. It is stored in a Kubernetes Secret.
   * @default - none
   */
  readonly accessKey?: SecretValue;
  /**
   * Connection string of the storage account. It is stored in a Kubernetes Secret.
   * @default - none
   */
  readonly connectionString?: SecretValue;
  /**
   * Name of a Secret in MLflow's namespace with the key `AZURE_STORAGE_ACCESS_KEY` or
   * `AZURE_STORAGE_CONNECTION_STRING`.
   * @default - a Secret is created from `accessKey` or `connectionString`
   */
  readonly existingSecret?: string;
}

/**
 * Options for artifacts in a bucket of Google Cloud Storage. Without credentials, MLflow uses GKE's workload identity
 * of its service account.
 */
export interface MlflowGcsOptions {
  /** Name of the bucket, without `gs://`. */
  readonly bucket: string;
  /**
   * Folder in the bucket, without leading or trailing slashes.
   * @default - the whole bucket
   */
  readonly path?: string;
  /**
   * JSON key of a Google service account. It is stored in a Kubernetes Secret.
   * @default - workload identity
   */
  readonly credentialsJson?: SecretValue;
  /**
   * Name of a Secret in MLflow's namespace that contains the JSON key as `credentials.json`.
   * @default - none
   */
  readonly existingSecret?: string;
}
