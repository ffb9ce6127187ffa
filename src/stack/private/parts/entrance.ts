import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { Infrastructure } from './infrastructure';
import { Entrance, EntranceTls } from '../../../ingress';
import { LoadBalancerScheme, ServiceExposure } from '../../../kubernetes';
import { INetwork } from '../../../network';
import { isUnknown } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';
import { StackService } from '../resolve-entrance';

/** How the services of a stack are exposed. */
export interface StackAccess {
  readonly entrance?: Entrance;
  /** Exposure by service, unless the user sets one. */
  readonly exposures: { readonly [service in StackService]?: ServiceExposure };
}

/** Creates the entrance, or exposes the services by load balancers that Kubernetes creates. */
export function defineEntrance(
  scope: Construct, { prefix, entrance: resolved }: ResolvedStack, { network, cluster }: Infrastructure,
): StackAccess {
  const { isEnabled, services, targets, domain, options } = resolved;
  if (services.length === 0 || !isEnabled) {
    const exposure = kubernetesLoadBalancer(network, options);
    return { exposures: Object.fromEntries(services.map((service) => [service, exposure])) };
  }
  if (!domain && options.tls !== EntranceTls.NONE) {
    new TlsProvider(scope, 'tls');
  }
  const entrance = new Entrance(scope, 'Entrance', {
    ...options,
    namePrefix: prefix,
    network,
    cluster,
    domain,
    services: Object.fromEntries(services.map((service) => [service, targets[service]])),
  });
  return {
    entrance,
    exposures: Object.fromEntries(services.map((service) => [service, ServiceExposure.nodePort({
      nodePort: targets[service].nodePort,
      healthNodePort: targets[service].healthCheckNodePort,
      url: entrance.urls[service],
      keepAliveSeconds: entrance.keepAliveSeconds,
    })])),
  };
}

/**
 * A load balancer that Kubernetes creates for the same clients; none if no client is known, because it would allow
 * everyone.
 */
function kubernetesLoadBalancer(
  network: INetwork, { allowedCidrs = [], scheme }: { allowedCidrs?: string[]; scheme?: LoadBalancerScheme },
): ServiceExposure {
  const pods = (scheme === LoadBalancerScheme.INTERNAL ? network.vpcCidrs : network.egressCidrs) ?? [];
  const all = isUnknown(pods) || isUnknown(allowedCidrs)
    ? Token.asList(Fn.concat([allowedCidrs, pods])) : [...allowedCidrs, ...pods];
  return !isUnknown(all) && all.length === 0 ? ServiceExposure.clusterIp()
    : ServiceExposure.loadBalancer({ allowedCidrs: all, scheme });
}
