// What the stack uses of this folder, in addition to its public classes.
export * from './private/aws-connector';
export * from './private/registration';
export * from './private/stack-components';
export * from './private/stack-yaml';
