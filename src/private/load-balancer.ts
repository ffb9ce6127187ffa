import { DataKubernetesServiceV1 } from '@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1';
import { Fn, ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { LoadBalancerScheme } from '../kubernetes';

/**
 * Annotations of a load balancer's Service that say who reaches it. Each cloud reads its own; AWS Load Balancer
 * Controller makes internal ones unless told otherwise.
 * https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
 */
export function schemeAnnotations(
  scheme: LoadBalancerScheme = LoadBalancerScheme.INTERNET_FACING,
): Record<string, string> {
  return scheme !== LoadBalancerScheme.INTERNAL
    ? { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' }
    : {
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

/**
 * Annotations by which EKS makes a Network Load Balancer for a Service, with the stack's tags.
 *
 * Tags with characters that separate tags in the annotation are left out.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
 */
export function networkLoadBalancerAnnotations(tags: { [key: string]: string }): { [key: string]: string } {
  const list = Object.entries(tags)
    .filter((tag) => tag.every((text) => text !== '' && !/[,=]/.test(text)))
    .map((tag) => tag.join('='));
  return {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
    'service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled': 'true',
    'service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags': list.join(','),
  };
}

/** A load balancer's Service. */
export interface LoadBalancerServiceOptions {
  readonly provider?: TerraformProvider;
  readonly name: string;
  readonly namespace: string;
  /** What makes the Service. */
  readonly dependsOn: ITerraformDependable[];
}

/** Host name of a load balancer or, where the cloud gives none, its IP address; known once the Service has one. */
export function loadBalancerHostName(
  scope: Construct,
  id: string,
  { provider, dependsOn, ...metadata }: LoadBalancerServiceOptions,
): string {
  const service = new DataKubernetesServiceV1(scope, id, { provider, dependsOn, metadata });
  const address = service.status.get(0).loadBalancer.get(0).ingress.get(0);
  // The way out is for a destroy after a destroy that was cut short: the Service may have no address any more.
  return Fn.try([Fn.coalesce([address.hostname, address.ip]), '']);
}
