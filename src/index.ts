export * from './stack';
export * from './versions';
