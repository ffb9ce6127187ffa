import { Construct } from 'constructs';
import { DataRetention } from '../../../terraform/data-retention';
import { Validation } from '../../../validation/validation';
import { IArtifactBucket } from '../../artifact-bucket-options';

/** Attributes of the stack that uses the artifact bucket. */
export interface ArtifactBucketContext {
  /** The stack's prefix, from which the bucket's name and the folder in an existing bucket are derived. */
  readonly prefix: string;
  readonly dataRetention: DataRetention;
}

/** Interface of artifact bucket sources for the stack. Names are read before `validate()`. */
export interface ArtifactBucketSourceKind {
  /** Whether the bucket is an existing one. */
  readonly exists: boolean;
  /** Returns the bucket's name. */
  name(prefix: string): string;
  /** Returns the folder for all artifacts; '' is the whole bucket. */
  path(prefix: string): string;
  /** Validates the options. */
  validate(v: Validation, prop: string): void;
  /** Creates the bucket, or looks it up. */
  bind(scope: Construct, id: string, context: ArtifactBucketContext): IArtifactBucket;
}
