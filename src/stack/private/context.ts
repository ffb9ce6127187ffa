import { ITerraformDependable } from 'cdktf';
import { StackAccess } from './parts/entrance';
import { Infrastructure } from './parts/infrastructure';
import { ResolvedStack } from './resolve';

/** What the parts on the cluster are created from. */
export interface StackContext extends Infrastructure, StackAccess {
  readonly stack: ResolvedStack;
  /** Dependencies of everything that needs volumes, the internet or host names. */
  readonly clusterReady: ITerraformDependable[];
  /** Dependency of pods without volumes that resolve no names, or retry until they can. */
  readonly nodesReady: ITerraformDependable;
  /** Annotations of Services with load balancers: their own tags and the stack's. */
  readonly loadBalancerAnnotations: { [key: string]: string };
}
