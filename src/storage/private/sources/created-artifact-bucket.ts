import { Construct } from 'constructs';
import { ArtifactBucketContext, ArtifactBucketSourceKind } from './artifact-bucket-source-kind';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { ArtifactBucket } from '../../artifact-bucket';
import { IArtifactBucket, StackArtifactBucketOptions } from '../../artifact-bucket-options';
import { STACK_ARTIFACT_BUCKET_OPTIONS } from '../validate';

/** A dedicated bucket. */
export class CreatedArtifactBucket implements ArtifactBucketSourceKind {
  public readonly exists = false;

  public constructor(private readonly options: StackArtifactBucketOptions) {}

  public name(prefix: string): string {
    return this.options?.bucketName ?? `${prefix}-zenml-artifact-store`;
  }

  public path(): string {
    return '';
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_ARTIFACT_BUCKET_OPTIONS));
  }

  public bind(scope: Construct, id: string, { prefix, dataRetention }: ArtifactBucketContext): IArtifactBucket {
    return new ArtifactBucket(scope, id, { ...this.options, dataRetention, bucketName: this.name(prefix) });
  }
}
