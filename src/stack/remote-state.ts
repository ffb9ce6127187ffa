/**
 * Options for Terraform state in an S3 bucket: an encrypted object, with a lock file next to it.
 *
 * The state contains the password of the database. Create the bucket before the stack, and enable versioning, so that a
 * lost state can be restored. The deployer needs permission to list the bucket, and to read, write and delete the
 * object and its lock file, `<key>.tflock`.
 *
 * Requires Terraform or OpenTofu 1.10 or newer. To move an existing local state to the bucket, run `terraform init
 * -migrate-state`.
 */
export interface RemoteStateOptions {
  /** Name of the bucket. It must not be the artifact bucket, which pipelines can read. */
  readonly bucket: string;
  /**
   * Key of the object, unique among the states in the bucket. A plan fails if the state belongs to a stack with a
   * different prefix.
   * @default <prefix>/terraform.tfstate
   */
  readonly key?: string;
  /**
   * Region of the bucket.
   * @default - the region of the stack
   */
  readonly region?: string;
  /**
   * ARN of the KMS key that encrypts the state.
   * @default - the bucket's default encryption
   */
  readonly kmsKeyArn?: string;
  /**
   * Profile in the AWS CLI configuration that Terraform uses to read and write the state.
   * @default - Terraform's default credential chain
   */
  readonly profile?: string;
}
