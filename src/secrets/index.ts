export * from './secret-value';
export * from './secret-value-options';
