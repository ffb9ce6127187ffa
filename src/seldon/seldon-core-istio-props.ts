import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { ITerraformDependable } from 'cdktf';
import { SeldonCoreIstioOptions } from './seldon-core-istio-options';

/** Props of SeldonCoreIstio. */
export interface SeldonCoreIstioProps extends SeldonCoreIstioOptions {
  /**
   * The provider that makes namespaces and roles.
   * @default - the Kubernetes provider of the stack
   */
  readonly kubernetesProvider?: KubernetesProvider;
  /**
   * The provider that makes releases.
   * @default - the Helm provider of the stack
   */
  readonly helmProvider?: HelmProvider;
  /**
   * What has to exist before anything is made, and until everything is gone: the cluster's nodes and addons, routes, access.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}
