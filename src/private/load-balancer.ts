import { LoadBalancerScheme } from '../seldon/options';

/**
 * Annotations of a load balancer's Service that say who reaches it. Each cloud reads its own; AWS Load Balancer Controller makes internal
 * ones unless told otherwise. https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
 */
export function schemeAnnotations(scheme: LoadBalancerScheme = LoadBalancerScheme.INTERNET_FACING): Record<string, string> {
  return scheme !== LoadBalancerScheme.INTERNAL ? { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' } : {
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
    'service.beta.kubernetes.io/aws-load-balancer-internal': 'true',
    'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
    'networking.gke.io/load-balancer-type': 'Internal',
  };
}

/**
 * Annotations with which an AWS load balancer ends TLS on port 443.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/#service-beta-kubernetes-io-aws-load-balancer-ssl-cert
 */
export function acmAnnotations(certificateArn?: string): Record<string, string> {
  return certificateArn === undefined ? {} : {
    'service.beta.kubernetes.io/aws-load-balancer-ssl-cert': certificateArn,
    'service.beta.kubernetes.io/aws-load-balancer-ssl-ports': '443',
    'service.beta.kubernetes.io/aws-load-balancer-backend-protocol': 'tcp',
  };
}
