export * from './cluster-autoscaler';
export * from './cluster-autoscaler-options';
export * from './cluster-source';
export * from './eks-cluster';
export * from './eks-cluster-options';
export * from './node-group';
export * from './service-account-role';
