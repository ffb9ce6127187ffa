import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { ClusterNamespace } from '../kubernetes';

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
export interface PipelineNamespaceProps extends PipelineNamespaceOptions {
  /**
   * ARN of the IAM role of the service account.
   * @default - none
   */
  readonly roleArn?: string;
  /**
   * The provider of the cluster: a KubernetesProvider.
   * @default - the stack's
   */
  readonly kubernetesProvider?: TerraformProvider;
  /**
   * What must be there before: a cluster that runs pods, and the role's policies.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}
