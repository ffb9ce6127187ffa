/** AWS account and credentials that Terraform uses. */
export interface StackAwsProviderOptions {
  /**
   * Profile in the AWS CLI configuration to take credentials from.
   * @default - Terraform's default credential chain
   */
  readonly profile?: string;
  /**
   * ARN of an IAM role to assume, with the credentials of `profile` or those of the default chain, for everything that
   * Terraform creates in AWS and on the cluster. If the role requires an external ID, set `profile` to a profile that
   * assumes it.
   * @default - none
   */
  readonly assumeRoleArn?: string;
  /**
   * IDs of the AWS accounts that the stack may be deployed to, 12 digits each. With credentials for any other account,
   * Terraform fails before it changes anything.
   * @default - any account
   */
  readonly allowedAccountIds?: string[];
}

/** Options for all IAM roles in a stack, including those of your own constructs, unless a role sets its own. */
export interface StackRoleOptions {
  /**
   * ARN of the managed policy to use as the roles' permissions boundary.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * Path of the roles, at most 512 printable characters. It begins and ends with `/`, and does not begin with
   * `/aws-service-role/`. A later change replaces the roles, under the same names, so choose the path before the first
   * apply.
   * @default - the default of IAM, /
   */
  readonly path?: string;
}
