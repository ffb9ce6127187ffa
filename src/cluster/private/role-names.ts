import { isUnknown } from '../../validation/validation';
import { EksClusterOptions } from '../eks-cluster-options';

/** The names of the roles that a cluster creates. */
export function roleNames(clusterName: string, { nodeGroups = {} }: EksClusterOptions = {}): string[] {
  return isUnknown(clusterName) ? [] : [
    `${clusterName}-cluster`, `${clusterName}-ebs-csi`, `${clusterName}-node`,
    ...Object.keys(nodeGroups).map((group) => nodeRoleName(clusterName, group)),
  ];
}

/** The role of the nodes of a further group. */
export function nodeRoleName(clusterName: string, group: string): string {
  return `${clusterName}-node-${group}`;
}
