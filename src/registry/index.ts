export * from './container-registry';
export * from './container-registry-options';
export * from './container-registry-source';
