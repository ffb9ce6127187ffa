/** Effect of a policy statement. */
export enum PolicyEffect {
  /** Allows the actions. */
  ALLOW = 'Allow',
  /** Denies the actions, even if other statements allow them. */
  DENY = 'Deny',
}

/** A statement of an IAM policy. */
export interface PolicyStatement {
  /**
   * Id of the statement, unique in the policy: letters and digits.
   * @default - none
   */
  readonly sid?: string;
  /**
   * Effect of the statement.
   * @default PolicyEffect.ALLOW
   */
  readonly effect?: PolicyEffect;
  /** IAM actions, for example `s3:GetObject`; at least one. */
  readonly actions: string[];
  /** ARNs of the resources that the statement applies to, or `*`; at least one. */
  readonly resources: string[];
  /**
   * Conditions of the statement: values by operator and key, for example `{ StringEquals: { 'aws:ResourceTag/team':
   * ['ml'] } }`.
   * @default - none
   */
  readonly conditions?: { [operator: string]: { [key: string]: string[] } };
}

/**
 * An identity that permissions can be granted to, such as a `ServiceAccountRole`. Implement it to grant permissions to
 * custom roles.
 */
export interface IGrantee {
  /** Adds statements to the identity's policy. */
  addStatements(...statements: PolicyStatement[]): void;
}
