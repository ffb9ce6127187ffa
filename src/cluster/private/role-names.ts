import { isUnknown } from '../../validation/validation';
import { EksClusterOptions } from '../eks-cluster-options';

/** Names of the roles that a cluster creates. */
export function roleNames(clusterName: string, { nodeGroups = {} }: EksClusterOptions = {}): string[] {
  return isUnknown(clusterName) ? [] : [
    `${clusterName}-cluster`, `${clusterName}-ebs-csi`, `${clusterName}-node`,
    ...Object.keys(nodeGroups).map((group) => nodeRoleName(clusterName, group)),
  ];
}

/** Name of the role of an additional node group. */
export function nodeRoleName(clusterName: string, group: string): string {
  return `${clusterName}-node-${group}`;
}
