export * from './helm-options';
export * from './registry-mirror';
export * from './registry-mirror-options';
