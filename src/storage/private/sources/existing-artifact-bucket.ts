import { Construct } from 'constructs';
import { ArtifactBucketContext, ArtifactBucketSourceKind } from './artifact-bucket-source-kind';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { ArtifactBucket } from '../../artifact-bucket';
import { ExistingArtifactBucketOptions, IArtifactBucket } from '../../artifact-bucket-options';
import { EXISTING_ARTIFACT_BUCKET } from '../validate';

/** An existing bucket. */
export class ExistingArtifactBucket implements ArtifactBucketSourceKind {
  public readonly exists = true;

  public constructor(private readonly options: ExistingArtifactBucketOptions) {}

  public name(): string {
    return this.options?.bucketName;
  }

  public path(prefix: string): string {
    return this.options?.path ?? prefix;
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_ARTIFACT_BUCKET));
  }

  public bind(scope: Construct, id: string, { prefix }: ArtifactBucketContext): IArtifactBucket {
    return ArtifactBucket.fromAttributes(scope, id, { ...this.options, path: this.path(prefix) });
  }
}
