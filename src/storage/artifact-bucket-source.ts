import { Construct } from 'constructs';
import { ArtifactBucket } from './artifact-bucket';
import { ExistingArtifactBucketOptions, IArtifactBucket, StackArtifactBucketOptions } from './artifact-bucket-options';
import { DataRetention } from '../data-retention';
import { EXISTING_ARTIFACT_BUCKET, STACK_ARTIFACT_BUCKET_OPTIONS } from './private/validate';
import { checkValue, required } from '../private/shape';
import { Validation } from '../private/validation';

/** @internal */
export interface ArtifactBucketContext {
  readonly bucketName: string;
  readonly dataRetention: DataRetention;
}

/** Where the stack's artifact bucket comes from. */
export abstract class ArtifactBucketSource {
  /** A bucket of the stack's own. */
  public static create(options: StackArtifactBucketOptions = {}): ArtifactBucketSource {
    return new CreatedArtifactBucket(options);
  }

  /** A bucket that exists: `ArtifactBucket.fromAttributes()`. Nothing about it is changed, and it is never deleted. */
  public static existing(options: ExistingArtifactBucketOptions): ArtifactBucketSource {
    return new ExistingArtifactBucket(options);
  }

  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /**
   * The bucket's name. May be asked before `_validate()` has told that the options are none.
   * @internal
   */
  public abstract _name(defaultName: string): string;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: ArtifactBucketContext): IArtifactBucket;
}

class CreatedArtifactBucket extends ArtifactBucketSource {
  public constructor(private readonly options: StackArtifactBucketOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_ARTIFACT_BUCKET_OPTIONS));
  }

  public _name(defaultName: string): string {
    return this.options?.bucketName ?? defaultName;
  }

  public _bind(scope: Construct, id: string, context: ArtifactBucketContext): IArtifactBucket {
    return new ArtifactBucket(scope, id, { ...this.options, ...context, bucketName: this._name(context.bucketName) });
  }
}

class ExistingArtifactBucket extends ArtifactBucketSource {
  public constructor(private readonly options: ExistingArtifactBucketOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_ARTIFACT_BUCKET));
  }

  public _name(): string {
    return this.options?.bucketName;
  }

  public _bind(scope: Construct, id: string): IArtifactBucket {
    return ArtifactBucket.fromAttributes(scope, id, this.options);
  }
}
