import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { HelmProviderProps } from '../helm';

/** Properties of a construct that creates Kubernetes objects. */
export interface KubernetesObjectsProps {
  /**
   * The provider that creates the Kubernetes objects: a `KubernetesProvider`.
   * @default - the Kubernetes provider of the stack
   */
  readonly kubernetesProvider?: TerraformProvider;
  /**
   * What must exist before the first object is created and until the last one is deleted: the cluster's nodes, add-ons,
   * routes and access, the policies of IAM roles, databases.
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** Properties of a construct that can be deployed on any Kubernetes cluster. */
export interface ClusterDeploymentProps extends KubernetesObjectsProps, HelmProviderProps {
  /**
   * Annotations that the cluster requires on the Service of every load balancer. Annotations of the exposure override
   * them.
   * @default - none
   */
  readonly loadBalancerAnnotations?: { [key: string]: string };
}
