import { ITerraformDependable, TerraformProvider } from 'cdktf';

/** Props of `ModelStorage`. */
export interface ModelStorageProps {
  /** The namespace in which models are deployed. */
  readonly namespace: string;
  /** The region of the bucket. */
  readonly region: string;
  /** ARN of the IAM role that may read the bucket. */
  readonly roleArn: string;
  /**
   * The provider of the cluster: a KubernetesProvider.
   * @default - the stack's
   */
  readonly kubernetesProvider?: TerraformProvider;
  /**
   * What must be there before: the namespace, and the role's policies.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}
