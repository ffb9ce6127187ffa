import { ITerraformDependable } from 'cdktf';
import { LifecycleRuleOptions } from './lifecycle-rule-options';
import { DataRetention } from '../terraform/data-retention';
import { IGrantee } from '../terraform/policy-statement';

/** An artifact bucket: one that is created, or an existing one. */
export interface IArtifactBucket {
  /** The bucket's name. */
  readonly bucketName: string;
  /** The bucket's ARN. */
  readonly bucketArn: string;
  /** Folder for all artifacts, without slashes at its ends; undefined for the whole bucket. */
  readonly path?: string;
  /** ARN of the KMS key that encrypts the bucket's objects; undefined for S3's own keys. */
  readonly kmsKeyArn?: string;
  /** What to depend on before the bucket is used. */
  readonly ready: ITerraformDependable[];
  /**
   * Grants a role permission to list and read objects, and to decrypt them by the bucket's KMS key.
   *
   * @param grantee the role, for example `stack.pipelineRole`
   * @param folder the folder that the permission is for, without slashes at its ends, or '' for the whole bucket; by
   * default `path`
   * @throws Error that lists every parameter that is wrong
   */
  grantRead(grantee: IGrantee, folder?: string): void;
  /**
   * Grants a role permission to list, read, write and delete objects, and to use the bucket's KMS key. Old versions of
   * objects cannot be deleted.
   *
   * @param grantee the role, for example `stack.pipelineRole`
   * @param folder the folder that the permission is for, without slashes at its ends, or '' for the whole bucket; by
   * default `path`
   * @throws Error that lists every parameter that is wrong
   */
  grantReadWrite(grantee: IGrantee, folder?: string): void;
}

/** How an artifact bucket treats its objects. */
export interface ArtifactBucketOptions {
  /**
   * Whether S3 keeps the old versions of objects.
   * @default true
   */
  readonly versioned?: boolean;

  /**
   * Days after which an old version of an object goes: 1 to 3650.
   * @default 30
   */
  readonly noncurrentVersionDays?: number;

  /**
   * ARN of the KMS key that encrypts the objects, of the bucket's region; an alias does not do.
   *
   * The pods' roles get the right to use it; its own policy must not forbid that.
   * @default - S3's own keys (SSE-S3)
   */
  readonly kmsKeyArn?: string;

  /**
   * Lifecycle rules in addition to `tidy`, which deletes old versions and aborted uploads. A bucket has one list of
   * rules: a second lifecycle configuration would overwrite this one.
   * @default - none
   */
  readonly lifecycleRules?: LifecycleRuleOptions[];
}

/** Options for the stack's bucket. */
export interface StackArtifactBucketOptions extends ArtifactBucketOptions {
  /**
   * The bucket's name, unique in all of AWS: 3 to 63 lower-case letters, digits and hyphens.
   * @default <prefix>-zenml-artifact-store
   */
  readonly bucketName?: string;
}

/** Props of `ArtifactBucket`. */
export interface ArtifactBucketProps extends ArtifactBucketOptions {
  /** The bucket's name, unique in all of AWS: 3 to 63 lower-case letters, digits and hyphens. */
  readonly bucketName: string;

  /**
   * What `destroy` does to the objects.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

/** A bucket that exists. */
export interface ExistingArtifactBucketOptions {
  /** The bucket's name alone, without `s3://` and path. */
  readonly bucketName: string;

  /**
   * Folder in the bucket for the artifacts of ZenML and MLflow, without slashes at its ends. The pods' roles reach this
   * folder alone. `''` is the whole bucket: use it for a stack whose artifacts are in the folders `zenml` and `mlflow`
   * at the bucket's root.
   * @default - of a stack its prefix, else the whole bucket
   */
  readonly path?: string;

  /**
   * ARN of the KMS key that encrypts the bucket's objects, of the bucket's region; an alias does not do.
   *
   * The pods' roles get the right to use it.
   * @default - the bucket is encrypted with S3's own keys
   */
  readonly kmsKeyArn?: string;
}
