/**
 * Where Terraform keeps the stack's state: an object in an S3 bucket, encrypted, with a lock file beside it.
 *
 * The state holds the database's password. Create the bucket before the stack, and enable its
 * versioning, so that a lost state can be restored. The deployer must be able to list the bucket, and to read, write
 * and delete the object and its lock, `<key>.tflock`.
 *
 * Needs Terraform 1.10 or newer, or OpenTofu 1.10 or newer. On a stack that has a local state, `terraform init
 * -migrate-state` moves it.
 */
export interface RemoteStateOptions {
  /** The bucket's name. Not the artifact bucket, which pipelines read. */
  readonly bucket: string;
  /**
   * The object's key, unique among the states in the bucket. A plan fails with the state of a stack that has another
   * prefix.
   * @default <prefix>/terraform.tfstate
   */
  readonly key?: string;
  /**
   * The bucket's region.
   * @default - the stack's
   */
  readonly region?: string;
  /**
   * ARN of the KMS key that encrypts the state.
   * @default - the bucket's default encryption
   */
  readonly kmsKeyArn?: string;
  /**
   * The profile of the AWS CLI's configuration with which Terraform reads and writes the state.
   * @default - the credentials that Terraform finds, as for everything else
   */
  readonly profile?: string;
}
