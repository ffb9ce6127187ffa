/** In which account, and as whom, Terraform works with AWS. */
export interface StackAwsProviderOptions {
  /**
   * The profile of the AWS CLI's configuration whose credentials are used.
   * @default - the credentials that Terraform finds
   */
  readonly profile?: string;
  /**
   * ARN of an IAM role that is assumed, from the profile or from the credentials that Terraform finds; for all that is
   * made in AWS and on the cluster. A role that demands an external id is named in a profile.
   * @default - none
   */
  readonly assumeRoleArn?: string;
  /**
   * Ids of the only accounts to work in, 12 digits each: with credentials of another one Terraform stops before it
   * changes anything.
   * @default - whatever account the credentials are of
   */
  readonly allowedAccountIds?: string[];
}

/** What all IAM roles of a stack have, those of your own constructs in it too, unless they say otherwise. */
export interface StackRoleOptions {
  /**
   * ARN of the managed policy that bounds what the roles may do.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * Path of the roles: begins and ends with `/`, at most 512 printable characters, but not `/aws-service-role/`.
   * IAM replaces a role that moves to another path, under the same name: decide this before the first apply.
   * @default - that of IAM, /
   */
  readonly path?: string;
}
