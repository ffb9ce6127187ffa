export * from './node-versions';
export * from './versions';
