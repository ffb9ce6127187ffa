/** A Secret in MLflow's namespace that holds an S3 access key. */
export interface MlflowS3Secret {
  /** Name of the Secret. */
  readonly name: string;
  /**
   * Its key that holds the access key id.
   * @default 'AWS_ACCESS_KEY_ID'
   */
  readonly accessKeyIdKey?: string;
  /**
   * Its key that holds the secret access key.
   * @default 'AWS_SECRET_ACCESS_KEY'
   */
  readonly secretAccessKeyKey?: string;
}

/** An S3 bucket. Without keys, MLflow uses the IAM role of its service account. */
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
   * Id of an access key.
   * @default - the service account's role
   */
  readonly accessKeyId?: string;
  /**
   * The secret part of the access key. It reaches the pods by a Secret.
   * @default - the service account's role
   */
  readonly secretAccessKey?: string;
  /**
   * A Secret with an access key.
   * @default - none
   */
  readonly existingSecret?: MlflowS3Secret;
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
   * Id of an access key.
   * @default - from 'existingSecret'
   */
  readonly accessKeyId?: string;
  /**
   * The secret part of the access key. It reaches the pods by a Secret.
   * @default - from 'existingSecret'
   */
  readonly secretAccessKey?: string;
  /**
   * A Secret with an access key.
   * @default - one is made of 'accessKeyId' and 'secretAccessKey'
   */
  readonly existingSecret?: MlflowS3Secret;
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
  readonly accessKey?: string;
  /**
   * Connection string of the storage account. It reaches the pods by a Secret.
   * @default - one of 'accessKey' and 'existingSecret'
   */
  readonly connectionString?: string;
  /**
   * Name of a Secret in MLflow's namespace with the key `AZURE_STORAGE_ACCESS_KEY` or `AZURE_STORAGE_CONNECTION_STRING`.
   * @default - one is made of 'accessKey' or 'connectionString'
   */
  readonly existingSecret?: string;
}

/** A bucket of Google Cloud Storage. Without credentials, MLflow uses what GKE gives to its service account (workload identity). */
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
  readonly credentialsJson?: string;
  /**
   * Name of a Secret in MLflow's namespace that holds such a key as `credentials.json`.
   * @default - none
   */
  readonly existingSecret?: string;
}

/** Where MLflow keeps artifacts: models, pictures, files. */
export class MlflowArtifactStore {
  /** An S3 bucket, by the role of the service account or by an access key. */
  public static s3(options: MlflowS3Options): MlflowArtifactStore {
    return new MlflowArtifactStore({ _s3: options });
  }

  /** A bucket on another server that speaks S3, for example MinIO. */
  public static s3Compatible(options: MlflowS3CompatibleOptions): MlflowArtifactStore {
    return new MlflowArtifactStore({ _s3Compatible: options });
  }

  /** A container of Azure Blob Storage. */
  public static azureBlob(options: MlflowAzureBlobOptions): MlflowArtifactStore {
    return new MlflowArtifactStore({ _azureBlob: options });
  }

  /** A bucket of Google Cloud Storage. */
  public static gcs(options: MlflowGcsOptions): MlflowArtifactStore {
    return new MlflowArtifactStore({ _gcs: options });
  }

  /** The store as a URI, for example `s3://bucket/path`. */
  public readonly uri: string;
  /** @internal */
  public readonly _s3?: MlflowS3Options;
  /** @internal */
  public readonly _s3Compatible?: MlflowS3CompatibleOptions;
  /** @internal */
  public readonly _azureBlob?: MlflowAzureBlobOptions;
  /** @internal */
  public readonly _gcs?: MlflowGcsOptions;

  private constructor(kind: Partial<MlflowArtifactStore>) {
    this._s3 = kind._s3;
    this._s3Compatible = kind._s3Compatible;
    this._azureBlob = kind._azureBlob;
    this._gcs = kind._gcs;
    const s3 = kind._s3 ?? kind._s3Compatible;
    const azure = kind._azureBlob;
    const [root, path] = s3 ? [`s3://${s3.bucket}`, s3.path]
      : azure ? [`wasbs://${azure.container}@${azure.storageAccount}.blob.core.windows.net`, azure.path]
        : [`gs://${kind._gcs!.bucket}`, kind._gcs!.path];
    this.uri = path ? `${root}/${path}` : root;
  }
}
