export * from './model-storage';
export * from './pipeline-deployments';
export * from './pipeline-namespace';
export * from './zenml-server';
export * from './zenml-server-options';
export * from './zenml-server-source';
