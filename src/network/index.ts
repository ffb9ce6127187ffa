export * from './network';
export * from './network-options';
export * from './network-source';
