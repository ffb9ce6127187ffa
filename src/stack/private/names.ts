/** Derives names from the prefix. */
export function stackNames(prefix: string) {
  return {
    repository: `${prefix}-zenml-kubernetes`,
    pipelineRole: `${prefix}-pipelines`,
    modelRole: `${prefix}-models`,
    mlflowRole: `${prefix}-mlflow`,
    modelServers: `${prefix}-model-servers`,
    zenmlServerRole: `${prefix}-zenml-server`,
    connectorRole: `${prefix}-zenml-connector`,
    connectorGroup: `${prefix}-zenml-connector`,
    developerGroup: `${prefix}-developers`,
    autoscalerRole: `${prefix}-cluster-autoscaler`,
  };
}

/** Names that are derived from the prefix. */
export type StackNames = ReturnType<typeof stackNames>;

/** Folder of MLflow's artifacts, in the bucket or in the stack's folder of it. */
export const MLFLOW_PATH = 'mlflow';

/** Folder of ZenML's artifacts, next to MLflow's. */
export const ZENML_PATH = 'zenml';
