export * from './artifact-store';
export * from './backend-store';
export * from './basic-auth';
export * from './ingress';
export * from './mlflow-tracking-server';
export * from './options';
