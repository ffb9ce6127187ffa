import { ClusterNamespace, PodResources } from '../../kubernetes';
import { NginxControllerOptions } from '../ingress-options';

/**
 * Release, Service and full name of the NGINX controller unless the user says otherwise: `kubectl get service
 * nginx-controller -n ingress-nginx`.
 */
export const NGINX_NAME = 'nginx-controller';

/** The controller's namespace unless the user says otherwise. */
export const NGINX_NAMESPACE = 'ingress-nginx';

/** The IngressClass unless the user says otherwise. */
export const NGINX_CLASS = 'nginx';

/** What holds for each controller pod unless the user says otherwise. */
export const NGINX_RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '128Mi', memoryLimit: '512Mi' };

/** What a controller must not share with another one on the same cluster. */
export interface ControllerIdentity {
  readonly name: string;
  readonly className: string;
  readonly namespace: ClusterNamespace;
  /** The port of every node that it is reached by, if there is one. */
  readonly nodePort?: number;
}

/** What a controller must not share: the defaults, where nothing is chosen. */
export function identityOf(options: NginxControllerOptions): ControllerIdentity {
  return {
    name: options.name ?? NGINX_NAME,
    className: options.className ?? NGINX_CLASS,
    namespace: nginxNamespace(options),
    nodePort: options.exposure?._nodePort?.nodePort,
  };
}

/** What a controller is called on a cluster that others use, too. */
export function prefixedIdentity(prefix: string): NginxControllerOptions {
  return {
    name: `${prefix}-${NGINX_NAME}`,
    className: `${prefix}-${NGINX_CLASS}`,
    namespace: ClusterNamespace.create(`${prefix}-${NGINX_NAMESPACE}`),
  };
}

/** The controller's namespace: the default, if none is chosen. */
export function nginxNamespace(options: NginxControllerOptions): ClusterNamespace {
  return options.namespace ?? ClusterNamespace.create(NGINX_NAMESPACE);
}
