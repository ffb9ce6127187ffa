import { ITerraformDependable } from 'cdktf';
import { grantRead, grantReadWrite } from './grants';
import { IGrantee } from '../../terraform/policy-statement';
import { IArtifactBucket } from '../artifact-bucket-options';

/** Attributes of an existing bucket. */
export interface ExistingBucketAttributes {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly path?: string;
  readonly kmsKeyArn?: string;
}

/** An existing bucket. */
export class ExistingBucket implements IArtifactBucket {
  public readonly bucketName: string;
  public readonly bucketArn: string;
  public readonly path?: string;
  public readonly kmsKeyArn?: string;
  public readonly ready: ITerraformDependable[] = [];

  public constructor({ bucketName, bucketArn, path, kmsKeyArn }: ExistingBucketAttributes) {
    this.bucketName = bucketName;
    this.bucketArn = bucketArn;
    this.path = path === '' ? undefined : path;
    this.kmsKeyArn = kmsKeyArn;
  }

  public grantRead(grantee: IGrantee, folder?: string): void {
    grantRead(this, grantee, folder);
  }

  public grantReadWrite(grantee: IGrantee, folder?: string): void {
    grantReadWrite(this, grantee, folder);
  }
}
