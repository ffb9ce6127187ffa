import { ExistingArtifactBucketOptions, StackArtifactBucketOptions } from './artifact-bucket-options';
import { Validation } from '../validation/validation';
import { ArtifactBucketSourceKind } from './private/sources/artifact-bucket-source-kind';
import { CreatedArtifactBucket } from './private/sources/created-artifact-bucket';
import { ExistingArtifactBucket } from './private/sources/existing-artifact-bucket';

/** Source of the stack's artifact bucket. */
export class ArtifactBucketSource {
  /**
   * A dedicated bucket.
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
    return new ArtifactBucketSource(new CreatedArtifactBucket(options));
  }

  /**
   * An existing bucket: `ArtifactBucket.fromAttributes()`. It is never changed or deleted. The default folder for all
   * artifacts is the stack's prefix, so that several stacks can share a bucket.
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
    return new ArtifactBucketSource(new ExistingArtifactBucket(options));
  }

  /** @internal */
  public readonly _source: ArtifactBucketSourceKind;

  private constructor(source: ArtifactBucketSourceKind) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
