export * from './cluster-namespace';
export * from './credentials';
export * from './load-balancer-scheme';
export * from './load-balancer-tls';
export * from './mysql-tls';
export * from './pod-resources';
export * from './service-account-reference';
export * from './service-exposure';
