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
 * Annotations of a load balancer's Service for its scheme. Each cloud reads other ones. AWS Load Balancer
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

/** A port of a Service. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  /** Number or name of the pods' port. */
  readonly targetPort: number | string;
  /** Whether pods say there whether they are well. */
  readonly isForHealth?: boolean;
}

/** What is reached from outside the cluster. */
export interface ExposedServiceOptions {
  readonly provider?: TerraformProvider;
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods. */
  readonly selector: { [label: string]: string };
  /** The ports; the last one is what clients use. */
  readonly ports: ServicePort[];
  readonly exposure: ServiceExposure;
  /** Annotations that a load balancer needs here. */
  readonly loadBalancerAnnotations?: { [key: string]: string };
  /**
   * Whether a load balancer's requests go to pods on the node they come in at only, so that these see the client's
   * address.
   */
  readonly local?: boolean;
  /** How long a load balancer may take to get an address. */
  readonly timeoutSeconds?: number;
  readonly dependsOn?: ITerraformDependable[];
}

/** A Service that is reached from outside. */
export interface ExposedService {
  readonly service: ServiceV1;
  /** Host name of the load balancer or, where the cloud gives none, its IP address; undefined if there is none. */
  readonly hostName?: string;
  /** The URL that leads there, if it is known without the load balancer. */
  readonly url?: string;
}

/**
 * A Service for what is reached from outside, and the wait until its load balancer, if it has one, has an address.
 *
 * Not the chart's: so the name is known before the first pod starts, and pods that need it do not wait for others.
 */
export function exposedService(scope: Construct, id: string, options: ExposedServiceOptions): ExposedService {
  const { provider, dependsOn, name, namespace, exposure, timeoutSeconds } = options;
  const { type, loadBalancer: balancer, nodePort: nodePorts } = exposure._source;
  takeNodePorts(scope, exposure, provider);
  const annotations = balancer && {
    ...options.loadBalancerAnnotations, ...schemeAnnotations(balancer.scheme), ...balancer.annotations,
  };
  // Changed in place, a Service leaves its load balancer as it was, or behind it for a while.
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
  // The way out is for a destroy after a destroy that was cut short: the Service may have no address any more.
  return { service, hostName: Fn.try([Fn.coalesce([address.hostname, address.ip]), '']) };
}

/** A list of ranges that only Terraform knows may turn out to be empty, and that would admit every address. */
function rangesCondition(name: string, ranges?: string[]): Precondition[] | undefined {
  return ranges === undefined || !isUnknown(ranges) ? undefined : [{
    condition: Op.gte(Fn.lengthOf(ranges), 1),
    errorMessage: `'allowedCidrs' of the load balancer "${name}" is empty, and Kubernetes would admit every address. `
      + "Name the ranges that may connect, or, in an existing network without a public NAT gateway, its 'egressCidrs'.",
  }];
}

/** Of ports of nodes there is one, besides that for health. */
function portsFor({ _source: { type } }: ServiceExposure, ports: ServicePort[]): ServicePort[] {
  return type === 'NodePort' ? ports.filter((port, index) => port.isForHealth || index === ports.length - 1) : ports;
}

/** The host of a URL, without its port. */
export function hostOf(url: string): string {
  return Token.isUnresolved(url) ? Fn.element(Fn.split(':', Fn.element(Fn.split('/', quoted(url)), 2)), 0)
    : new URL(url).hostname;
}

/** The same URL with another host: its scheme and its port. */
export function withHost(url: string, host: string): string {
  if (Token.isUnresolved(url)) {
    // Not a pattern: Terraform takes that for one which has a slash at both ends.
    return Fn.replace(quoted(url), Fn.join('//', ['', hostOf(url)]), `//${host}`);
  }
  const { protocol, port } = new URL(url);
  return `${protocol}//${host}${port && `:${port}`}`;
}
