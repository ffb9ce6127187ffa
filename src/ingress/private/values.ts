import { PodResources } from '../../kubernetes';
import { acmAnnotations, schemeAnnotations } from '../../private/load-balancer';
import { kubernetesResources } from '../../private/options';
import { NginxIngressOptions } from '../ingress-options';

/** Release, Service and full name of the NGINX controller: `kubectl get service nginx-controller -n ingress-nginx`. */
export const NGINX_RELEASE = 'nginx-controller';
/** The controller's namespace unless the user says otherwise. */
export const NGINX_NAMESPACE = 'ingress-nginx';
/** The IngressClass unless the user says otherwise. */
export const NGINX_CLASS = 'nginx';

/** What holds for each controller pod unless the user says otherwise. */
export const NGINX_RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '128Mi', memoryLimit: '512Mi' };

/** Values for the chart `nginx-ingress`; `annotations` are those that the cluster's load balancers need. */
export function nginxValues(
  options: NginxIngressOptions, annotations: Record<string, string> = {},
): Record<string, any> {
  return {
    fullnameOverride: NGINX_RELEASE,
    serviceNameOverride: NGINX_RELEASE,
    controller: {
      replicaCount: options.replicas ?? 1,
      resources: kubernetesResources(options.resources, NGINX_RESOURCES),
      ingressClass: { name: options.className ?? NGINX_CLASS },
      allowEmptyIngressHost: options.host === undefined,
      telemetryReporting: { enable: false },
      service: {
        annotations: {
          ...annotations,
          ...schemeAnnotations(options.loadBalancerScheme),
          ...acmAnnotations(options.tls?.certificateArn),
          ...options.loadBalancerAnnotations,
        },
        loadBalancerSourceRanges: options.allowedCidrs ?? [],
        ...ports(options),
      },
    },
  };
}

/**
 * Which ports the load balancer opens: a password travels in the clear over no port of a load balancer that has TLS.
 */
function ports({ tls }: NginxIngressOptions): Record<string, any> {
  if (tls?._endsOnLoadBalancer) {
    // Behind the load balancer the request is plain HTTP.
    return { httpPort: { enable: false }, httpsPort: { enable: true, targetPort: 80 } };
  }
  return { httpPort: { enable: true }, httpsPort: { enable: tls?._endsInCluster ?? false } };
}
