export * from './artifact-store';
export * from './backend-store';
export * from './mlflow-tracking-server';
export * from './mlflow-tracking-server-options';
