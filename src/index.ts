export * from './mlflow';
export * from './seldon';
export * from './versions';
