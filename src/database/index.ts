export * from './database';
export * from './database-options';
export * from './database-source';
