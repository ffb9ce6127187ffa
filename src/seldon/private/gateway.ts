import { ServicePort } from '../../kubernetes/private/load-balancer';
import { lowerCased } from '../../terraform/text';
import { isUnknown } from '../../validation/validation';
import { SeldonGatewayOptions } from '../istio-options';
import { DEFAULT_GATEWAY_NAME, GATEWAY_LABELS, OWN_GATEWAY, RELEASES } from './defaults';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';

const ALL_HOSTS = ['*'];
/** Istio's port for health checks of load balancers. */
const STATUS_PORT: ServicePort = { name: 'status-port', port: 15021, targetPort: 15021, isForHealth: true };

/** Gateway pods that the construct creates. */
export interface GatewayPods {
  /** Name of their release and of the chart's objects. */
  readonly name: string;
  /** Labels that the `Gateway` selects. */
  readonly labels: { readonly [label: string]: string };
  /** Istio revision that injects their image. */
  readonly revision?: string;
}

/** Gateway pods of an Istio that the construct installs. */
export const GATEWAY_PODS: GatewayPods = { name: RELEASES.ingressGateway, labels: GATEWAY_LABELS };

/** Gateway pods for an existing Istio. */
export function podsBeside(revision?: string): GatewayPods {
  return { name: OWN_GATEWAY, labels: { istio: OWN_GATEWAY }, revision };
}

/** Labels that the chart sets on its pods. */
export function gatewayPodLabels({ name, labels }: GatewayPods): { [label: string]: string } {
  return { app: name, ...labels };
}

/** Values for the chart `gateway`. */
export function ingressGatewayValues(
  options: SeldonGatewayOptions = {}, { name, labels, revision }: GatewayPods = GATEWAY_PODS,
): Record<string, any> {
  const replicas = options.replicas ?? 1;
  const resources = kubernetesResources(options.resources);
  const keepAlive = options.exposure?._source.nodePort?.keepAliveSeconds;
  return {
    name,
    labels: { ...labels },
    ...(revision !== undefined && { revision }),
    replicaCount: replicas,
    autoscaling: { enabled: false },
    ...(replicas > 1 && { podDisruptionBudget: { minAvailable: 1 } }),
    ...(Object.keys(resources).length > 0 && { resources }),
    // https://github.com/istio/istio/blob/1.30.3/pkg/model/proxy.go (IdleTimeout: an hour by default)
    ...(keepAlive !== undefined && { env: { ISTIO_META_IDLE_TIMEOUT: `${keepAlive}s` } }),
    // The construct creates the Service, not the chart.
    service: { type: 'None' },
  };
}

/** Spec of the `Gateway`: https://istio.io/latest/docs/reference/config/networking/gateway/ */
export function gatewaySpec(
  options: SeldonGatewayOptions = {}, labels: { readonly [label: string]: string } = GATEWAY_LABELS,
): Record<string, any> {
  const given = options.hosts ?? ALL_HOSTS;
  const hosts = isUnknown(given) ? given : given.map(lowerCased);
  const server = options.tls?._termination === 'pods'
    ? {
      port: { number: 443, name: 'https', protocol: 'HTTPS' },
      hosts,
      tls: { mode: 'SIMPLE', credentialName: options.tls.secretName },
    }
    : { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts };
  return { selector: { ...labels }, servers: [server] };
}

/** Complete manifest of the `Gateway`. */
export function gatewayManifest(
  namespace: string, options: SeldonGatewayOptions = {}, labels?: { readonly [label: string]: string },
): Record<string, any> {
  return { ...gatewayIdentity(namespace, gatewayName(options)), spec: gatewaySpec(options, labels) };
}

/** Manifest of a `Gateway` with its identity only. */
export function gatewayIdentity(namespace: string, name: string): Record<string, any> {
  return { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name, namespace } };
}

/** Name of the `Gateway`. */
export function gatewayName(options: SeldonGatewayOptions = {}): string {
  return options.name ?? DEFAULT_GATEWAY_NAME;
}

/** The first host without an asterisk, if any. */
export function firstHostName(options: SeldonGatewayOptions = {}): string | undefined {
  const hosts = options.hosts ?? ALL_HOSTS;
  return isUnknown(hosts) ? undefined : hosts.map(lowerCased).find((host) => !host.startsWith('*'));
}

/** Ports of the gateway's Service. */
export function gatewayPorts({ tls }: SeldonGatewayOptions = {}): ServicePort[] {
  if (tls?._termination === 'pods') {
    return [STATUS_PORT, { name: 'https', port: 443, targetPort: 443 }];
  }
  // Unless the gateway terminates TLS, its pods listen on port 80.
  return [STATUS_PORT, tls?._termination === 'loadBalancer' ? { name: 'https', port: 443, targetPort: 80 }
    : { name: 'http2', port: 80, targetPort: 80 }];
}
