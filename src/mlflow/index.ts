export * from './artifact-store';
export * from './artifact-store-options';
export * from './backend-store';
export * from './backend-store-options';
export * from './mlflow-source';
export * from './mlflow-tracking-server';
export * from './mlflow-tracking-server-options';
