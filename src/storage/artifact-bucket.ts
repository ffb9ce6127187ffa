import { DataAwsS3Bucket } from '@cdktf/provider-aws/lib/data-aws-s3-bucket';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import {
  S3BucketServerSideEncryptionConfigurationA,
} from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { ITerraformDependable, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { ArtifactBucketProps, ExistingArtifactBucketOptions, IArtifactBucket } from './artifact-bucket-options';
import { DataRetention } from '../terraform/data-retention';
import { markDeployment } from '../terraform/deployment';
import { ExistingBucket } from './private/existing-bucket';
import { grantRead, grantReadWrite } from './private/grants';
import { lifecycleRules } from './private/lifecycle';
import { tlsOnly } from './private/statements';
import { ARTIFACT_BUCKET_PROPS, EXISTING_ARTIFACT_BUCKET } from './private/validate';
import { policyDocument } from '../terraform/iam';
import { addressOf, KeptBucket } from '../terraform/kept';
import { IGrantee } from '../terraform/policy-statement';
import { validateProps } from '../validation/shape';

/**
 * The S3 bucket for artifacts: private, encrypted and versioned. Only requests over TLS are allowed.
 *
 * The stack must contain an `AwsProvider`.
 *
 * @example
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { ArtifactBucket } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new ArtifactBucket(stack, 'Images', { bucketName: 'acme-vision-images' });
 */
export class ArtifactBucket extends Construct implements IArtifactBucket {
  /**
   * An existing bucket. It is never changed or deleted.
   *
   * @throws Error that lists every invalid option
   *
   * @example
   * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
   * import { App, TerraformStack } from 'cdktf';
   * import { ArtifactBucket } from 'cdktf-zenml-aws';
   *
   * const stack = new TerraformStack(new App(), 'platform');
   * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
   * const images = ArtifactBucket.fromAttributes(stack, 'Images', { bucketName: 'acme-images', path: 'vision' });
   */
  public static fromAttributes(
    scope: Construct, id: string, attributes: ExistingArtifactBucketOptions,
  ): IArtifactBucket {
    const parent = new Construct(scope, id);
    validateProps('ArtifactBucket.fromAttributes', parent, EXISTING_ARTIFACT_BUCKET, attributes);
    const { path, kmsKeyArn } = attributes;
    const { bucket: bucketName, arn: bucketArn } = new DataAwsS3Bucket(parent, 'Resource', {
      bucket: attributes.bucketName,
    });
    return new ExistingBucket({ bucketName, bucketArn, path, kmsKeyArn });
  }

  public readonly bucketName: string;
  public readonly bucketArn: string;
  public readonly kmsKeyArn?: string;
  public readonly ready: ITerraformDependable[];

  private readonly resource: S3Bucket;
  private readonly settings: TerraformResource[];

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: ArtifactBucketProps) {
    super(scope, id);
    validateProps('ArtifactBucket', this, ARTIFACT_BUCKET_PROPS, props);
    markDeployment(this);

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
      rule: [{
        ...(props.kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
          : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.kmsKeyArn },
            bucketKeyEnabled: true,
          }),
        // S3 blocks customer-provided keys on new buckets, and without this the provider plans a change every time:
        // https://github.com/hashicorp/terraform-provider-aws/issues/47320
        blockedEncryptionTypes: ['SSE-C'],
      }],
    });
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket, versioningConfiguration: { status: props.versioned ?? true ? 'Enabled' : 'Suspended' },
    });
    const lifecycle = new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket, rule: lifecycleRules(props), dependsOn: [versioning],
    });
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket, policy: policyDocument(tlsOnly(resource.arn)), dependsOn: [publicAccess, ownership],
    });

    this.bucketName = bucket;
    this.bucketArn = resource.arn;
    this.kmsKeyArn = props.kmsKeyArn;
    this.resource = resource;
    this.settings = [publicAccess, ownership, encryption, versioning, lifecycle, policy];
    this.ready = [resource, ...this.settings];
  }

  public grantRead(grantee: IGrantee, folder?: string): void {
    grantRead(this, grantee, folder);
  }

  public grantReadWrite(grantee: IGrantee, folder?: string): void {
    grantReadWrite(this, grantee, folder);
  }

  /**
   * The bucket as `destroy` handles it if its data is retained.
   * @internal
   */
  public get _kept(): KeptBucket {
    return {
      address: addressOf(this.resource),
      name: this.resource.getStringAttribute('bucket'),
      settings: this.settings.map(addressOf),
    };
  }
}
