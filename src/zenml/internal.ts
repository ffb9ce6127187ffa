// Internals of this folder that the stack uses.
export * from './private/aws-connector';
export { PIPELINE_OPTIONS, pipelineNamespace } from './private/pipeline-rules';
export * from './private/prefixed-server';
export * from './private/registration';
export * from './private/sources/zenml-server-kind';
export * from './private/stack-components';
export * from './private/stack-yaml';
