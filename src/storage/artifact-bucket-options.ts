import { ITerraformDependable } from 'cdktf';
import { LifecycleRuleOptions } from './lifecycle-rule-options';
import { DataRetention } from '../terraform/data-retention';
import { IGrantee } from '../terraform/policy-statement';

/** A created or existing artifact bucket. */
export interface IArtifactBucket {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** Folder for all artifacts, without leading or trailing slashes; undefined for the whole bucket. */
  readonly path?: string;
  /** ARN of the KMS key that encrypts the bucket's objects; undefined for S3 managed keys. */
  readonly kmsKeyArn?: string;
  /** Dependencies of resources that use the bucket. */
  readonly ready: ITerraformDependable[];
  /**
   * Grants a role permission to list and read objects, and to decrypt them with the bucket's KMS key.
   *
   * @param grantee the role, for example `stack.pipelineRole`
   * @param folder folder of the objects, without leading or trailing slashes, or '' for the whole bucket; defaults to
   * `path`
   * @throws Error that lists every invalid parameter
   */
  grantRead(grantee: IGrantee, folder?: string): void;
  /**
   * Grants a role permission to list, read, write and delete objects, and to use the bucket's KMS key. Old versions of
   * objects cannot be deleted.
   *
   * @param grantee the role, for example `stack.pipelineRole`
   * @param folder folder of the objects, without leading or trailing slashes, or '' for the whole bucket; defaults to
   * `path`
   * @throws Error that lists every invalid parameter
   */
  grantReadWrite(grantee: IGrantee, folder?: string): void;
}

/** Options for an artifact bucket. */
export interface ArtifactBucketOptions {
  /**
   * Whether versioning is enabled.
   * @default true
   */
  readonly versioned?: boolean;

  /**
   * Days until noncurrent versions of objects are deleted: 1 to 3650.
   * @default 30
   */
  readonly noncurrentVersionDays?: number;

  /**
   * ARN of the KMS key that encrypts the objects, in the bucket's region. Aliases are not supported.
   *
   * The pods' roles get permission to use it; its key policy must not deny that.
   * @default - S3 managed keys (SSE-S3)
   */
  readonly kmsKeyArn?: string;

  /**
   * Lifecycle rules in addition to `tidy`, which deletes noncurrent versions and incomplete uploads. A bucket has one
   * lifecycle configuration: another one would overwrite this one.
   * @default - none
   */
  readonly lifecycleRules?: LifecycleRuleOptions[];
}

/** Options for the stack's bucket. */
export interface StackArtifactBucketOptions extends ArtifactBucketOptions {
  /**
   * Name of the bucket, globally unique: 3 to 63 lower-case letters, digits and hyphens.
   * @default <prefix>-zenml-artifact-store
   */
  readonly bucketName?: string;
}

/** Properties of `ArtifactBucket`. */
export interface ArtifactBucketProps extends ArtifactBucketOptions {
  /** Name of the bucket, globally unique: 3 to 63 lower-case letters, digits and hyphens. */
  readonly bucketName: string;

  /**
   * Whether `destroy` retains or deletes the objects.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

/** Attributes of an existing bucket. */
export interface ExistingArtifactBucketOptions {
  /** Name of the bucket, without `s3://` and path. */
  readonly bucketName: string;

  /**
   * Folder in the bucket for the artifacts of ZenML and MLflow, without leading or trailing slashes. The pods' roles
   * can access only this folder. `''` is the whole bucket: use it for a stack whose artifacts are in the folders
   * `zenml` and `mlflow` at the bucket's root.
   * @default - the stack's prefix; outside a stack, the whole bucket
   */
  readonly path?: string;

  /**
   * ARN of the KMS key that encrypts the bucket's objects, in the bucket's region. Aliases are not supported.
   *
   * The pods' roles get permission to use it.
   * @default - the bucket is encrypted with S3 managed keys (SSE-S3)
   */
  readonly kmsKeyArn?: string;
}
