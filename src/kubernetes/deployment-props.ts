import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { HelmProviderProps } from '../helm';

/** Properties of a construct that creates Kubernetes objects. */
export interface KubernetesObjectsProps {
  /**
   * `KubernetesProvider` that creates the Kubernetes objects.
   * @default - the Kubernetes provider of the stack
   */
  readonly kubernetesProvider?: TerraformProvider;
  /**
   * Dependencies that must be created before the first object and deleted after the last one: the cluster's nodes,
   * add-ons, routes and access entries, the policies of IAM roles, databases.
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
