import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DataRetention } from '../data-retention';
import { DEFAULT_NONCURRENT_VERSION_DAYS, tlsOnly, validateArtifactBucket } from './private/validate';
import { policyDocument } from '../private/policies';
import { Validation } from '../private/validation';

/** What a bucket needs to look like for the other constructs. */
export interface IArtifactBucket {
  /** The bucket's name. */
  readonly bucketName: string;
  /** The bucket's ARN. */
  readonly bucketArn: string;
  /** ARN of the KMS key of the bucket's own, if it has one. */
  readonly kmsKeyArn?: string;
  /** All that must be there before the bucket is used. */
  readonly ready: ITerraformDependable[];
}

/** How an artifact bucket treats its objects. */
export interface ArtifactBucketSettings {
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
   * ARN of the KMS key that encrypts the objects. The pods' roles get the right to use it; its own policy must not forbid that.
   * @default - S3's own keys (SSE-S3)
   */
  readonly kmsKeyArn?: string;
}

/** Props of `ArtifactBucket`. */
export interface ArtifactBucketProps extends ArtifactBucketSettings {
  /** The bucket's name, unique in all of AWS: 3 to 63 lower-case letters, digits and hyphens. */
  readonly bucketName: string;
  /**
   * What `destroy` does to the objects.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

/**
 * The S3 bucket for artifacts: private, encrypted, versioned, reached by TLS only.
 */
export class ArtifactBucket extends Construct implements IArtifactBucket {
  public readonly bucketName: string;
  public readonly bucketArn: string;
  public readonly kmsKeyArn?: string;
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: ArtifactBucketProps) {
    super(scope, id);
    const validation = new Validation();
    validateArtifactBucket(validation, props);
    validation.throwIfAny(`ArtifactBucket '${this.node.path}'`);

    const resource = new S3Bucket(this, 'Resource', {
      bucket: props.bucketName, forceDestroy: props.dataRetention === DataRetention.DELETE,
    });
    const bucket = resource.bucket;
    const publicAccess = new S3BucketPublicAccessBlock(this, 'PublicAccessBlock', {
      bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true,
    });
    const ownership = new S3BucketOwnershipControls(this, 'OwnershipControls', {
      bucket, rule: { objectOwnership: 'BucketOwnerEnforced' }, dependsOn: [publicAccess],
    });
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket,
      rule: [props.kmsKeyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
        : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.kmsKeyArn }, bucketKeyEnabled: true }],
    });
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket, versioningConfiguration: { status: props.versioned ?? true ? 'Enabled' : 'Suspended' },
    });
    const lifecycle = new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket,
      rule: [{
        id: 'tidy',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        noncurrentVersionExpiration: [{ noncurrentDays: props.noncurrentVersionDays ?? DEFAULT_NONCURRENT_VERSION_DAYS }],
      }],
      dependsOn: [versioning],
    });
    const policy = new S3BucketPolicy(this, 'Policy', { bucket, policy: policyDocument(tlsOnly(resource.arn)), dependsOn: [publicAccess, ownership] });

    this.bucketName = bucket;
    this.bucketArn = resource.arn;
    this.kmsKeyArn = props.kmsKeyArn;
    this.ready = [resource, publicAccess, ownership, encryption, versioning, lifecycle, policy];
  }
}
