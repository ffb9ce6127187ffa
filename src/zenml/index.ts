export * from './model-storage';
export * from './pipeline-namespace';
