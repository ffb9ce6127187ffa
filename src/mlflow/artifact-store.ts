import {
  MlflowAzureBlobOptions, MlflowGcsOptions, MlflowS3CompatibleOptions, MlflowS3Options,
} from './artifact-store-options';
import { Validation } from '../validation/validation';
import { ArtifactStoreKind } from './private/stores/artifact-store-kind';
import { AzureBlobStore } from './private/stores/azure-blob';
import { GcsStore } from './private/stores/gcs';
import { S3CompatibleStore, S3Store } from './private/stores/s3';

/**
 * Store of MLflow's artifacts: models, images, files.
 *
 * @example
 * import { MlflowArtifactStore } from 'cdktf-zenml-aws';
 *
 * const store = MlflowArtifactStore.s3({ bucket: 'acme-models', path: 'mlflow' });
 */
export class MlflowArtifactStore {
  /**
   * An S3 bucket, accessed with the IAM role of the service account or with an access key. S3 Standard costs about 0.02
   * USD per GB and month.
   *
   * @example
   * import { MlflowArtifactStore } from 'cdktf-zenml-aws';
   *
   * const store = MlflowArtifactStore.s3({ bucket: 'acme-models' });
   */
  public static s3(options: MlflowS3Options): MlflowArtifactStore {
    return new MlflowArtifactStore(new S3Store(options));
  }

  /**
   * A bucket on an S3-compatible server, for example MinIO.
   *
   * @example
   * import { Credentials, MlflowArtifactStore } from 'cdktf-zenml-aws';
   *
   * const store = MlflowArtifactStore.s3Compatible({
   *   endpoint: 'http://minio.minio.svc:9000',
   *   bucket: 'models',
   *   credentials: Credentials.existingSecret('minio-mlflow'),
   * });
   */
  public static s3Compatible(options: MlflowS3CompatibleOptions): MlflowArtifactStore {
    return new MlflowArtifactStore(new S3CompatibleStore(options));
  }

  /**
   * A container of Azure Blob Storage.
   *
   * @example
   * import { MlflowArtifactStore, SecretValue } from 'cdktf-zenml-aws';
   *
   * const store = MlflowArtifactStore.azureBlob({
   *   storageAccount: 'acmemodels',
   *   container: 'mlflow',
   *   accessKey: SecretValue.variable('storage_key'),
   * });
   */
  public static azureBlob(options: MlflowAzureBlobOptions): MlflowArtifactStore {
    return new MlflowArtifactStore(new AzureBlobStore(options));
  }

  /**
   * A bucket of Google Cloud Storage.
   *
   * @example
   * import { MlflowArtifactStore } from 'cdktf-zenml-aws';
   *
   * const store = MlflowArtifactStore.gcs({ bucket: 'acme-models' });
   */
  public static gcs(options: MlflowGcsOptions): MlflowArtifactStore {
    return new MlflowArtifactStore(new GcsStore(options));
  }

  /** @internal */
  public readonly _kind: ArtifactStoreKind;

  private constructor(kind: ArtifactStoreKind) {
    this._kind = kind;
  }

  /** URI of the store, for example `s3://bucket/path`. */
  public get uri(): string {
    return this._kind.uri;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._kind.validate(v, prop);
  }
}
