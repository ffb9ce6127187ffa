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

  public name(defaultName: string): string {
    return this.options?.bucketName ?? defaultName;
  }

  public path(): string {
    return '';
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_ARTIFACT_BUCKET_OPTIONS));
  }

  public bind(scope: Construct, id: string, { bucketName, dataRetention }: ArtifactBucketContext): IArtifactBucket {
    return new ArtifactBucket(scope, id, { ...this.options, dataRetention, bucketName: this.name(bucketName) });
  }
}
