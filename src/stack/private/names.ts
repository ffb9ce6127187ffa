/** The names that are made from the prefix. */
export function stackNames(prefix: string) {
  return {
    cluster: `${prefix}-eks`,
    bucket: `${prefix}-zenml-artifact-store`,
    database: `${prefix}-mysql`,
    repository: `${prefix}-zenml-kubernetes`,
    pipelineRole: `${prefix}-pipelines`,
    modelRole: `${prefix}-models`,
    mlflowRole: `${prefix}-mlflow`,
    autoscalerRole: `${prefix}-cluster-autoscaler`,
  };
}

/** The database of MLflow on the stack's MySQL server. */
export const MLFLOW_DATABASE = 'mlflow';

/** MLflow's folder in the bucket. */
export const MLFLOW_PATH = 'mlflow';
