import { ICluster } from './eks-cluster-options';
import { ServiceAccountReference } from '../kubernetes';

/** Props of `ServiceAccountRole`. */
export interface ServiceAccountRoleProps {
  /** The role's name: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /** The cluster that the service account lies in. */
  readonly cluster: ICluster;
  /** The Kubernetes service account that may assume the role; no other may. */
  readonly serviceAccount: ServiceAccountReference;
  /**
   * IAM policies of the role by name, each a policy document in JSON. A name has 1 to 128 letters, digits and
   * `+=,.@_-`.
   * @default - none
   */
  readonly inlinePolicies?: { [name: string]: string };
  /**
   * ARNs of managed policies to attach.
   * @default - none
   */
  readonly managedPolicyArns?: string[];
}

/** Whether a statement allows or forbids. */
export enum PolicyEffect {
  /** It allows. */
  ALLOW = 'Allow',
  /** It forbids, whatever else allows. */
  DENY = 'Deny',
}

/** A statement of a role's policy. */
export interface PolicyStatement {
  /**
   * Its id, unique in the policy: letters and digits.
   * @default - none
   */
  readonly sid?: string;
  /**
   * Whether it allows or forbids.
   * @default PolicyEffect.ALLOW
   */
  readonly effect?: PolicyEffect;
  /** Actions, for example `s3:GetObject`; at least one. */
  readonly actions: string[];
  /** ARNs of what it is about, or `*`; at least one. */
  readonly resources: string[];
  /**
   * Conditions: values by operator and key, for example `{ StringEquals: { 'aws:ResourceTag/team': ['ml'] } }`.
   * @default - none
   */
  readonly conditions?: { [operator: string]: { [key: string]: string[] } };
}
