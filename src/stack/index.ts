export * from './remote-state';
export * from './zenml-aws-stack';
export * from './zenml-aws-stack-options';
