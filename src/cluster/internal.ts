// What other folders use of this folder beside its public classes.
export { autoscalerVersion, checkAutoscalerVersion } from './private/autoscaler-version';
export { checkKarpenterVersion } from './private/karpenter-version';
export { CLUSTER_AUTOSCALER_SHAPE } from './private/validate-cluster-autoscaler';
export { CLUSTER, roleNames } from './private/validate-eks-cluster';
export { KARPENTER_SHAPE } from './private/validate-karpenter';
