import { ITerraformDependable } from 'cdktf';
import { LifecycleRuleOptions } from './lifecycle-rule-options';
import { DataRetention } from '../terraform/data-retention';

/** What a bucket needs to look like for the other constructs. */
export interface IArtifactBucket {
  /** The bucket's name. */
  readonly bucketName: string;
  /** The bucket's ARN. */
  readonly bucketArn: string;
  /** Folder for all artifacts, without slashes at its ends; where it is left out, the whole bucket. */
  readonly path?: string;
  /** ARN of the KMS key of the bucket's own, if it has one. */
  readonly kmsKeyArn?: string;
  /** All that must be there before the bucket is used. */
  readonly ready: ITerraformDependable[];
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
   * Rules beside the bucket's own one, `tidy`, which takes old versions and aborted uploads away. A bucket has one
   * list of rules: a lifecycle configuration of your own would take turns with this one.
   * @default - none
   */
  readonly lifecycleRules?: LifecycleRuleOptions[];
}

/** What can be chosen about the stack's bucket. */
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
