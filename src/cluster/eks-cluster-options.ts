import { NodeGroupOptions } from './node-group';
import { KubernetesVersion } from '../versions';

/** What can be chosen about an EKS cluster. */
export interface EksClusterOptions {
  /**
   * The Kubernetes version. EKS upgrades one minor at a time.
   * @default KubernetesVersion.DEFAULT (1.35)
   */
  readonly kubernetesVersion?: KubernetesVersion;

  /**
   * The nodes.
   * @default - two t3.large that may become four
   */
  readonly nodeGroup?: NodeGroupOptions;

  /**
   * IPv4 ranges from which the Kubernetes API can be reached over the internet; it asks for credentials in any case.
   *
   * Terraform itself must be among them, or inside the VPC. From inside the VPC the API is always reached privately.
   * @default ['0.0.0.0/0']
   */
  readonly endpointPublicAccessCidrs?: string[];

  /**
   * ARNs of IAM users and roles that become administrators of the cluster, besides the one that creates it.
   *
   * They are told apart by their place in the list: append new ones at its end.
   * @default - none
   */
  readonly adminPrincipalArns?: string[];

  /**
   * Days for which CloudWatch keeps the control plane's logs, one of the periods that CloudWatch Logs offers; 0 is for ever.
   * @default 90
   */
  readonly logRetentionDays?: number;

  /**
   * Versions of the add-ons `vpc-cni`, `kube-proxy`, `coredns` and `aws-ebs-csi-driver` by name, for example `v1.20.4-eksbuild.2`.
   * @default - what EKS gives a new cluster of the Kubernetes version
   */
  readonly addonVersions?: { [name: string]: string };
}
