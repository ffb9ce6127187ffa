export * from './seldon';
export * from './versions';
