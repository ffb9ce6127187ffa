export * from './network';
export * from './network-source';
