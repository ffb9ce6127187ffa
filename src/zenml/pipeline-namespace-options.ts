import { ClusterNamespace, KubernetesObjectsProps } from '../kubernetes';

/** Options for the namespace of ZenML's pipelines. */
export interface PipelineNamespaceOptions {
  /**
   * Namespace in which pipelines run: the orchestrator's `kubernetes_namespace`. If the construct creates it, destroy
   * deletes it with the pods of running pipelines.
   * @default ClusterNamespace.create('zenml')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Name of the service account of orchestrator and step pods, at most 240 characters.
   * @default 'zenml-runner'
   */
  readonly serviceAccountName?: string;
}

/** Properties of `PipelineNamespace`. */
export interface PipelineNamespaceProps extends PipelineNamespaceOptions, KubernetesObjectsProps {
  /**
   * ARN of the IAM role of the service account.
   * @default - none
   */
  readonly roleArn?: string;
}
