import {
  MlflowAzureBlobOptions, MlflowGcsOptions, MlflowS3CompatibleOptions, MlflowS3Options,
} from './artifact-store-options';
import { Validation } from '../validation/validation';
import { ArtifactStoreKind } from './private/stores/artifact-store-kind';
import { AzureBlobStore } from './private/stores/azure-blob';
import { GcsStore } from './private/stores/gcs';
import { S3CompatibleStore, S3Store } from './private/stores/s3';

/** Where MLflow keeps artifacts: models, pictures, files. */
export class MlflowArtifactStore {
  /** An S3 bucket, by the role of the service account or by an access key. */
  public static s3(options: MlflowS3Options): MlflowArtifactStore {
    return new MlflowArtifactStore(new S3Store(options));
  }

  /** A bucket on another server that speaks S3, for example MinIO. */
  public static s3Compatible(options: MlflowS3CompatibleOptions): MlflowArtifactStore {
    return new MlflowArtifactStore(new S3CompatibleStore(options));
  }

  /** A container of Azure Blob Storage. */
  public static azureBlob(options: MlflowAzureBlobOptions): MlflowArtifactStore {
    return new MlflowArtifactStore(new AzureBlobStore(options));
  }

  /** A bucket of Google Cloud Storage. */
  public static gcs(options: MlflowGcsOptions): MlflowArtifactStore {
    return new MlflowArtifactStore(new GcsStore(options));
  }

  /** @internal */
  public readonly _kind: ArtifactStoreKind;

  private constructor(kind: ArtifactStoreKind) {
    this._kind = kind;
  }

  /** The store as a URI, for example `s3://bucket/path`. */
  public get uri(): string {
    return this._kind.uri;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._kind.validate(v, prop);
  }
}
