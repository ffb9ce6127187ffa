import { ClusterNamespace, PodResources } from '../../kubernetes';
import { NginxControllerOptions } from '../ingress-options';

/**
 * Default name of the NGINX controller's release and Service: `kubectl get service
 * nginx-controller -n ingress-nginx`.
 */
export const NGINX_NAME = 'nginx-controller';

/** Default namespace of the controller. */
export const NGINX_NAMESPACE = 'ingress-nginx';

/** Default IngressClass. */
export const NGINX_CLASS = 'nginx';

/** Default resources of each controller pod. */
export const NGINX_RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '128Mi', memoryLimit: '512Mi' };

/** Properties of a controller that must be unique on a cluster. */
export interface ControllerIdentity {
  readonly name: string;
  readonly className: string;
  readonly namespace: ClusterNamespace;
  /** Node port of its Service, if the user sets one. */
  readonly nodePort?: number;
}

/** Identity in the options, with defaults. */
export function identityOf(options: NginxControllerOptions): ControllerIdentity {
  return {
    name: options.name ?? NGINX_NAME,
    className: options.className ?? NGINX_CLASS,
    namespace: nginxNamespace(options),
    nodePort: options.exposure?._source.nodePort?.nodePort,
  };
}

/** The identity of a controller on a shared cluster. */
export function prefixedIdentity(prefix: string): NginxControllerOptions {
  return {
    name: `${prefix}-${NGINX_NAME}`,
    className: `${prefix}-${NGINX_CLASS}`,
    namespace: ClusterNamespace.create(`${prefix}-${NGINX_NAMESPACE}`),
  };
}

/** Namespace in the options, or the default. */
export function nginxNamespace(options: NginxControllerOptions): ClusterNamespace {
  return options.namespace ?? ClusterNamespace.create(NGINX_NAMESPACE);
}
