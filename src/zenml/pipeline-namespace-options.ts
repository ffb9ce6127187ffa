import { ClusterNamespace, KubernetesObjectsProps } from '../kubernetes';

/** What can be chosen about the namespace of pipelines. */
export interface PipelineNamespaceOptions {
  /**
   * The namespace in which pipelines run: the orchestrator's `kubernetes_namespace`. If it is created here, destroy
   * deletes the pods of pipelines that run.
   * @default ClusterNamespace.create('zenml')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * The service account under which orchestrator and steps run, at most 240 characters.
   * @default zenml-runner
   */
  readonly serviceAccountName?: string;
}

/** Props of `PipelineNamespace`. */
export interface PipelineNamespaceProps extends PipelineNamespaceOptions, KubernetesObjectsProps {
  /**
   * ARN of the IAM role of the service account.
   * @default - none
   */
  readonly roleArn?: string;
}
