import { Construct } from 'constructs';
import { ArtifactBucket } from './artifact-bucket';
import { ExistingArtifactBucketOptions, IArtifactBucket, StackArtifactBucketOptions } from './artifact-bucket-options';
import { DataRetention } from '../terraform/data-retention';
import { EXISTING_ARTIFACT_BUCKET, STACK_ARTIFACT_BUCKET_OPTIONS } from './private/validate';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';

/** @internal */
export interface ArtifactBucketContext {
  readonly bucketName: string;
  /** The folder in a bucket that exists, unless another is chosen. */
  readonly path: string;
  readonly dataRetention: DataRetention;
}

/** Where the stack's artifact bucket comes from. */
export abstract class ArtifactBucketSource {
  /**
   * A bucket of the stack's own.
   *
   * @example
   * import { App } from 'cdktf';
   * import { ArtifactBucketSource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   artifactBucket: ArtifactBucketSource.create({ noncurrentVersionDays: 90 }),
   * });
   */
  public static create(options: StackArtifactBucketOptions = {}): ArtifactBucketSource {
    return new CreatedArtifactBucket(options);
  }

  /**
   * A bucket that exists: `ArtifactBucket.fromAttributes()`. Nothing about it is changed, and it is never deleted. All
   * artifacts are in a folder that is called by the stack's prefix, so that several stacks can use one bucket.
   *
   * @example
   * import { App } from 'cdktf';
   * import { ArtifactBucketSource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   artifactBucket: ArtifactBucketSource.existing({ bucketName: 'acme-artifacts' }),
   * });
   */
  public static existing(options: ExistingArtifactBucketOptions): ArtifactBucketSource {
    return new ExistingArtifactBucket(options);
  }

  /** @internal */
  public abstract readonly _exists: boolean;
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /**
   * The bucket's name. May be asked before `_validate()` has told that the options are none.
   * @internal
   */
  public abstract _name(defaultName: string): string;
  /** The folder for all artifacts; '' is the whole bucket. Asked for as early as the other. @internal */
  public abstract _path(defaultPath: string): string;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: ArtifactBucketContext): IArtifactBucket;
}

class CreatedArtifactBucket extends ArtifactBucketSource {
  public readonly _exists = false;

  public constructor(private readonly options: StackArtifactBucketOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_ARTIFACT_BUCKET_OPTIONS));
  }

  public _name(defaultName: string): string {
    return this.options?.bucketName ?? defaultName;
  }

  public _path(): string {
    return '';
  }

  public _bind(scope: Construct, id: string, { bucketName, dataRetention }: ArtifactBucketContext): IArtifactBucket {
    return new ArtifactBucket(scope, id, { ...this.options, dataRetention, bucketName: this._name(bucketName) });
  }
}

class ExistingArtifactBucket extends ArtifactBucketSource {
  public readonly _exists = true;

  public constructor(private readonly options: ExistingArtifactBucketOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_ARTIFACT_BUCKET));
  }

  public _name(): string {
    return this.options?.bucketName;
  }

  public _path(defaultPath: string): string {
    return this.options?.path ?? defaultPath;
  }

  public _bind(scope: Construct, id: string, { path }: ArtifactBucketContext): IArtifactBucket {
    return ArtifactBucket.fromAttributes(scope, id, { ...this.options, path: this._path(path) });
  }
}
