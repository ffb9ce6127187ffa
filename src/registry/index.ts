export * from './container-registry';
export * from './container-registry-options';
