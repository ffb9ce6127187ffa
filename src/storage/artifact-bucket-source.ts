import { DataAwsS3Bucket } from '@cdktf/provider-aws/lib/data-aws-s3-bucket';
import { Construct } from 'constructs';
import { ArtifactBucket, ArtifactBucketSettings, IArtifactBucket } from './artifact-bucket';
import { DataRetention } from '../data-retention';
import { validateArtifactBucket } from './private/validate';
import { Validation } from '../private/validation';

/** What can be chosen about the stack's bucket. */
export interface ArtifactBucketOptions extends ArtifactBucketSettings {
  /**
   * The bucket's name, unique in all of AWS: 3 to 63 lower-case letters, digits and hyphens.
   * @default <prefix>-zenml-artifact-store
   */
  readonly bucketName?: string;
}

/** A bucket that exists. */
export interface ExistingArtifactBucketOptions {
  /** The bucket's name. */
  readonly bucketName: string;
  /**
   * ARN of the KMS key that encrypts the bucket's objects; the pods' roles get the right to use it.
   * @default - the bucket is encrypted with S3's own keys
   */
  readonly kmsKeyArn?: string;
}

/** @internal */
export interface ArtifactBucketContext {
  readonly bucketName: string;
  readonly dataRetention: DataRetention;
}

/** Where the stack's artifact bucket comes from. */
export abstract class ArtifactBucketSource {
  /** A bucket of the stack's own. */
  public static create(options: ArtifactBucketOptions = {}): ArtifactBucketSource {
    return new CreatedArtifactBucket(options);
  }

  /** A bucket that exists. The stack changes nothing about it, and never deletes it. */
  public static existing(options: ExistingArtifactBucketOptions): ArtifactBucketSource {
    return new ExistingArtifactBucket(options);
  }

  /** @internal */
  public abstract _validate(v: Validation): void;
  /** The bucket's name. @internal */
  public abstract _name(defaultName: string): string;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: ArtifactBucketContext): IArtifactBucket;
}

class CreatedArtifactBucket extends ArtifactBucketSource {
  public constructor(private readonly options: ArtifactBucketOptions) {
    super();
  }

  public _validate(v: Validation): void {
    validateArtifactBucket(v, this.options);
  }

  public _name(defaultName: string): string {
    return this.options.bucketName ?? defaultName;
  }

  public _bind(scope: Construct, id: string, context: ArtifactBucketContext): IArtifactBucket {
    return new ArtifactBucket(scope, id, { ...this.options, ...context, bucketName: this._name(context.bucketName) });
  }
}

class ExistingArtifactBucket extends ArtifactBucketSource {
  public constructor(private readonly options: ExistingArtifactBucketOptions) {
    super();
  }

  public _validate(v: Validation): void {
    // Old buckets may have names that S3 no longer gives.
    v.check('bucketName', this.options.bucketName, (name) => /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(name), 'the name of an S3 bucket, without "s3://"');
    validateArtifactBucket(v, { kmsKeyArn: this.options.kmsKeyArn });
  }

  public _name(): string {
    return this.options.bucketName;
  }

  public _bind(scope: Construct, id: string): IArtifactBucket {
    const bucket = new DataAwsS3Bucket(new Construct(scope, id), 'Resource', { bucket: this.options.bucketName });
    return { bucketName: bucket.bucket, bucketArn: bucket.arn, kmsKeyArn: this.options.kmsKeyArn, ready: [] };
  }
}
