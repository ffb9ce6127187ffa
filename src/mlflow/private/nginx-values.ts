import { LoadBalancerScheme, PodResources } from '../../seldon/options';
import { kubernetesResources } from '../../seldon/private/resources';
import { MlflowNginxIngressOptions } from '../ingress';
import { NGINX_CLASS, NGINX_RELEASE } from './names';

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
          ...tlsAnnotations(options),
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

/**
 * The annotations of the controller in EKS's control plane and those of AWS Load Balancer Controller, whose default is the opposite.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
 */
function schemeAnnotations(scheme: LoadBalancerScheme = LoadBalancerScheme.INTERNET_FACING): Record<string, string> {
  return {
    'service.beta.kubernetes.io/aws-load-balancer-scheme': scheme,
    ...(scheme === LoadBalancerScheme.INTERNAL && { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' }),
  };
}

function tlsAnnotations(options: MlflowNginxIngressOptions): Record<string, string> {
  return options.certificateArn ? {
    'service.beta.kubernetes.io/aws-load-balancer-ssl-cert': options.certificateArn,
    'service.beta.kubernetes.io/aws-load-balancer-ssl-ports': '443',
    'service.beta.kubernetes.io/aws-load-balancer-backend-protocol': 'tcp',
  } : {};
}
