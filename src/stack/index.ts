export * from './account-options';
export * from './remote-state';
export * from './stack-entrance-options';
export * from './zenml-aws-stack';
export * from './zenml-aws-stack-options';
