// Exports for other folders, besides the public classes.
export { autoscalerVersion, checkAutoscalerVersion } from './private/autoscaler-version';
export { checkKarpenterVersion } from './private/karpenter-version';
export { clusterDiscovery } from './private/statements';
export { CLUSTER_AUTOSCALER_SHAPE } from './private/validate-cluster-autoscaler';
export { roleNames } from './private/role-names';
export { CLUSTER } from './private/validate-eks-cluster';
export { KARPENTER_SHAPE } from './private/validate-karpenter';
