export * from './mlflow';
export * from './seldon';
export * from './stack';
export * from './versions';
