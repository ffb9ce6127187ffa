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
