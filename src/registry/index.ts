export * from './container-registry';
export * from './container-registry-options';
export * from './registry-mirror';
export * from './registry-mirror-options';
