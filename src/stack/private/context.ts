import { ITerraformDependable } from 'cdktf';
import { Infrastructure } from './parts/infrastructure';
import { ResolvedStack } from './resolve';
import { StackService } from './resolve-entrance';
import { Entrance } from '../../ingress';
import { ServiceExposure } from '../../kubernetes';

/** What the parts on the cluster are created from. */
export interface StackContext extends Infrastructure {
  readonly stack: ResolvedStack;
  /** Dependencies of everything that needs volumes, the internet or host names. */
  readonly clusterReady: ITerraformDependable[];
  /** Dependency of pods without volumes that resolve no names, or retry until they can. */
  readonly nodesReady: ITerraformDependable;
  readonly entrance?: Entrance;
  /** How each service is reached, where the user has left it to the stack. */
  readonly exposures: { readonly [service in StackService]?: ServiceExposure };
  /** Annotations of Services with load balancers: their own tags and the stack's. */
  readonly loadBalancerAnnotations: { [key: string]: string };
}
