import { PodResources } from '../../kubernetes';
import { NGINX_CLASS, NGINX_RELEASE } from '../../mlflow/private/names';
import { acmAnnotations, schemeAnnotations } from '../../private/load-balancer';
import { kubernetesResources } from '../../private/resources';
import { MlflowNginxIngressOptions } from '../ingress';

const RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '128Mi', memoryLimit: '512Mi' };

/** Values for the chart `nginx-ingress`; `annotations` are those that the cluster's load balancers need. */
export function nginxValues(options: MlflowNginxIngressOptions, annotations: Record<string, string> = {}): Record<string, any> {
  return {
    fullnameOverride: NGINX_RELEASE,
    serviceNameOverride: NGINX_RELEASE,
    controller: {
      replicaCount: options.replicas ?? 1,
      resources: kubernetesResources(options.resources, RESOURCES),
      ingressClass: { name: options.className ?? NGINX_CLASS },
      allowEmptyIngressHost: options.host === undefined,
      telemetryReporting: { enable: false },
      service: {
        annotations: {
          ...annotations,
          ...schemeAnnotations(options.loadBalancerScheme),
          ...acmAnnotations(options.certificateArn),
          ...options.loadBalancerAnnotations,
        },
        loadBalancerSourceRanges: options.allowedCidrs ?? [],
        ...ports(options),
      },
    },
  };
}

/** Which ports the load balancer opens: a password travels in the clear over no port, if there is TLS. */
function ports(options: MlflowNginxIngressOptions): Record<string, any> {
  if (options.certificateArn) {
    // Behind the load balancer the request is plain HTTP.
    return { httpPort: { enable: false }, httpsPort: { enable: true, targetPort: 80 } };
  }
  return { httpPort: { enable: true }, httpsPort: { enable: options.tlsSecretName !== undefined } };
}
