import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Fn, ITerraformDependable, Op, Precondition, TerraformProvider, Token } from 'cdktf';
import { Construct } from 'constructs';
import { LoadBalancerScheme, ServiceExposure } from '..';
import { takeNodePorts } from './node-ports';
import { DEFAULT_RELEASE_TIMEOUT_SECONDS } from '../../helm/release';
import { addressOf } from '../../terraform/kept';
import { TerraformData } from '../../terraform/terraform-data';
import { literals, quoted } from '../../terraform/text';
import { isUnknown } from '../../validation/validation';

/**
 * Annotations of a load balancer's Service for its scheme. Each cloud provider has its own. AWS Load Balancer
 * Controller creates internal load balancers by default.
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
 * Annotations with which an AWS load balancer terminates TLS on port 443.
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
 * Annotations with which EKS creates a Network Load Balancer for a Service, with the stack's tags.
 *
 * Tags that contain separators of the annotation are omitted.
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

/** A port of a Service. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  /** Number or name of the pods' port. */
  readonly targetPort: number | string;
  /** Whether the port is for health checks of the pods. */
  readonly isForHealth?: boolean;
}

/** Options for a Service that is exposed outside the cluster. */
export interface ExposedServiceOptions {
  readonly provider?: TerraformProvider;
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods. */
  readonly selector: { [label: string]: string };
  /** Ports; clients use the last one. */
  readonly ports: ServicePort[];
  readonly exposure: ServiceExposure;
  /** Annotations that the cluster requires on load balancers. */
  readonly loadBalancerAnnotations?: { [key: string]: string };
  /**
   * Whether requests from a load balancer are forwarded only to pods on the same node, which preserves the client's
   * address.
   */
  readonly local?: boolean;
  /** Timeout until the load balancer has an address, in seconds. */
  readonly timeoutSeconds?: number;
  readonly dependsOn?: ITerraformDependable[];
}

/** A Service that is exposed outside the cluster. */
export interface ExposedService {
  readonly service: ServiceV1;
  /** Host name of the load balancer, or its IP address if it has no host name; undefined without a load balancer. */
  readonly hostName?: string;
  /** URL of the Service, if it is known without the load balancer. */
  readonly url?: string;
}

/**
 * Creates a Service that is exposed outside the cluster, and waits until its load balancer, if any, has an address.
 *
 * It replaces the chart's Service, so that the host name is known before the first pod starts, and pods that need it do
 * not wait for others.
 */
export function exposedService(scope: Construct, id: string, options: ExposedServiceOptions): ExposedService {
  const { provider, dependsOn, name, namespace, exposure, timeoutSeconds } = options;
  const { type, loadBalancer: balancer, nodePort: nodePorts } = exposure._source;
  takeNodePorts(scope, exposure, provider);
  const annotations = balancer && {
    ...options.loadBalancerAnnotations, ...schemeAnnotations(balancer.scheme), ...balancer.annotations,
  };
  // If a Service is updated in place, its load balancer stays unchanged, or is left behind for a while.
  const kind = new TerraformData(scope, `${id}Kind`, {
    triggersReplace: {
      type,
      ...(balancer && { scheme: balancer.scheme ?? LoadBalancerScheme.INTERNET_FACING }),
      ...(balancer?.loadBalancerClass && { loadBalancerClass: balancer.loadBalancerClass }),
    },
  });
  const service = new ServiceV1(scope, id, {
    provider,
    dependsOn,
    metadata: { name, namespace, annotations: literals(annotations) },
    spec: {
      type,
      selector: options.selector,
      port: portsFor(exposure, options.ports).map(({ isForHealth, targetPort, ...port }) => ({
        ...port,
        protocol: 'TCP',
        targetPort: `${targetPort}`,
        nodePort: isForHealth ? nodePorts?.healthNodePort : nodePorts?.nodePort,
      })),
      loadBalancerSourceRanges: balancer?.allowedCidrs,
      loadBalancerClass: balancer?.loadBalancerClass,
      externalTrafficPolicy: balancer && options.local ? 'Local' : undefined,
    },
    timeouts: { create: `${timeoutSeconds ?? DEFAULT_RELEASE_TIMEOUT_SECONDS}s` },
    lifecycle: {
      replaceTriggeredBy: [addressOf(kind)],
      precondition: rangesCondition(name, balancer?.allowedCidrs),
    },
  });
  if (!balancer) {
    return { service, url: nodePorts?.url?.replace(/\/$/, '') };
  }
  const address = service.status.get(0).loadBalancer.get(0).ingress.get(0);
  // The fallback is for a destroy after an interrupted destroy, when the Service may no longer have an address.
  return { service, hostName: Fn.try([Fn.coalesce([address.hostname, address.ip]), '']) };
}

/** Fails if a list of ranges that only Terraform knows is empty, because an empty list allows every address. */
function rangesCondition(name: string, ranges?: string[]): Precondition[] | undefined {
  return ranges === undefined || !isUnknown(ranges) ? undefined : [{
    condition: Op.gte(Fn.lengthOf(ranges), 1),
    errorMessage: `'allowedCidrs' of the load balancer "${name}" is empty, and Kubernetes would allow every address. `
      + 'Set the ranges that may connect, or, in an existing network without a public NAT gateway, its '
      + "'egressCidrs'.",
  }];
}

/** With node ports, there is only one port, in addition to the one for health checks. */
function portsFor({ _source: { type } }: ServiceExposure, ports: ServicePort[]): ServicePort[] {
  return type === 'NodePort' ? ports.filter((port, index) => port.isForHealth || index === ports.length - 1) : ports;
}

/** Returns the host of a URL, without the port. */
export function hostOf(url: string): string {
  return Token.isUnresolved(url) ? Fn.element(Fn.split(':', Fn.element(Fn.split('/', quoted(url)), 2)), 0)
    : new URL(url).hostname;
}

/** Returns the URL with another host, and the same scheme and port. */
export function withHost(url: string, host: string): string {
  if (Token.isUnresolved(url)) {
    // Not a regular expression, because it does not have a slash at both ends.
    return Fn.replace(quoted(url), Fn.join('//', ['', hostOf(url)]), `//${host}`);
  }
  const { protocol, port } = new URL(url);
  return `${protocol}//${host}${port && `:${port}`}`;
}
