import { ITerraformDependable } from 'cdktf';
import { StackAccess } from './parts/entrance';
import { Infrastructure } from './parts/infrastructure';
import { ResolvedStack } from './resolve';

/** Inputs of the parts on the cluster. */
export interface StackContext extends Infrastructure, StackAccess {
  readonly stack: ResolvedStack;
  /** Dependencies of everything that needs volumes, internet access or DNS. */
  readonly clusterReady: ITerraformDependable[];
  /** Dependency of pods that mount no volumes, and that resolve no host names or retry until DNS is available. */
  readonly nodesReady: ITerraformDependable;
  /** Annotations of Services of type LoadBalancer, which tag the load balancers with the stack's tags. */
  readonly loadBalancerAnnotations: { [key: string]: string };
}
