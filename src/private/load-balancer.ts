import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Fn, ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { LoadBalancerScheme } from '../kubernetes';
import { DEFAULT_RELEASE_TIMEOUT_SECONDS } from './helm';
import { literals } from './text';

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

/** A port of a load balancer. */
export interface LoadBalancerPort {
  readonly name: string;
  readonly port: number;
  /** Number or name of the pods' port. */
  readonly targetPort: number | string;
}

/** What a load balancer leads to. */
export interface LoadBalancerServiceOptions {
  readonly provider?: TerraformProvider;
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods. */
  readonly selector: { [label: string]: string };
  readonly ports: LoadBalancerPort[];
  readonly annotations?: { [key: string]: string };
  /** IPv4 ranges that may connect; all if there are none. */
  readonly allowedCidrs?: string[];
  /** Whether requests go to pods on the node they come in at only, so that these see the client's address. */
  readonly local?: boolean;
  /** How long the load balancer may take to get an address. */
  readonly timeoutSeconds?: number;
  readonly dependsOn?: ITerraformDependable[];
}

/** A Service with a load balancer. */
export interface LoadBalancerService {
  readonly service: ServiceV1;
  /** Host name of the load balancer or, where the cloud gives none, its IP address. */
  readonly hostName: string;
}

/**
 * A Service of type LoadBalancer, and the wait until it has an address.
 *
 * Not the chart's: so the name is known before the first pod starts, and pods that need it do not wait for others.
 */
export function loadBalancerService(
  scope: Construct, id: string, options: LoadBalancerServiceOptions,
): LoadBalancerService {
  const { provider, dependsOn, name, namespace, annotations, timeoutSeconds } = options;
  const service = new ServiceV1(scope, id, {
    provider,
    dependsOn,
    metadata: { name, namespace, annotations: literals(annotations) },
    spec: {
      type: 'LoadBalancer',
      selector: options.selector,
      port: options.ports.map(({ targetPort, ...port }) => ({ ...port, protocol: 'TCP', targetPort: `${targetPort}` })),
      loadBalancerSourceRanges: options.allowedCidrs,
      externalTrafficPolicy: options.local ? 'Local' : undefined,
    },
    timeouts: { create: `${timeoutSeconds ?? DEFAULT_RELEASE_TIMEOUT_SECONDS}s` },
  });
  const address = service.status.get(0).loadBalancer.get(0).ingress.get(0);
  // The way out is for a destroy after a destroy that was cut short: the Service may have no address any more.
  return { service, hostName: Fn.try([Fn.coalesce([address.hostname, address.ip]), '']) };
}
