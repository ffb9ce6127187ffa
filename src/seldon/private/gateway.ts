import { ServicePort } from '../../private/load-balancer';
import { lowerCased } from '../../private/text';
import { isUnknown } from '../../private/validation';
import { SeldonGatewayOptions } from '../seldon-core-istio-options';
import { DEFAULT_GATEWAY_NAME, GATEWAY_LABELS, RELEASES } from './names';
import { kubernetesResources } from '../../private/options';

const ALL_HOSTS = ['*'];
/** Istio's own health port: load balancers ask there. */
const STATUS_PORT: ServicePort = { name: 'status-port', port: 15021, targetPort: 15021, isForHealth: true };

/** What the chart gives its pods. */
export const GATEWAY_POD_LABELS = { app: RELEASES.ingressGateway, ...GATEWAY_LABELS };

/** Values for the chart `gateway`. */
export function ingressGatewayValues(options: SeldonGatewayOptions = {}): Record<string, any> {
  const replicas = options.replicas ?? 1;
  const resources = kubernetesResources(options.resources);
  return {
    name: RELEASES.ingressGateway,
    labels: { ...GATEWAY_LABELS },
    replicaCount: replicas,
    autoscaling: { enabled: false },
    ...(replicas > 1 && { podDisruptionBudget: { minAvailable: 1 } }),
    ...(Object.keys(resources).length > 0 && { resources }),
    // The Service is not the chart's.
    service: { type: 'None' },
  };
}

/** Spec of the `Gateway`: https://istio.io/latest/docs/reference/config/networking/gateway/ */
export function gatewaySpec(options: SeldonGatewayOptions = {}): Record<string, any> {
  const given = options.hosts ?? ALL_HOSTS;
  const hosts = isUnknown(given) ? given : given.map(lowerCased);
  const server = options.tls?._endsInCluster
    ? {
      port: { number: 443, name: 'https', protocol: 'HTTPS' },
      hosts,
      tls: { mode: 'SIMPLE', credentialName: options.tls.secretName },
    }
    : { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts };
  return { selector: { ...GATEWAY_LABELS }, servers: [server] };
}

/** The `Gateway` as a whole. */
export function gatewayManifest(namespace: string, options: SeldonGatewayOptions = {}): Record<string, any> {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: gatewayName(options), namespace },
    spec: gatewaySpec(options),
  };
}

/** Name of the `Gateway`. */
export function gatewayName(options: SeldonGatewayOptions = {}): string {
  return options.name ?? DEFAULT_GATEWAY_NAME;
}

/** The first host that is a name and no pattern, if there is one. */
export function firstHostName(options: SeldonGatewayOptions = {}): string | undefined {
  const hosts = options.hosts ?? ALL_HOSTS;
  return isUnknown(hosts) ? undefined : hosts.map(lowerCased).find((host) => !host.startsWith('*'));
}

/** The ports at which it is reached. */
export function gatewayPorts({ tls }: SeldonGatewayOptions = {}): ServicePort[] {
  if (tls?._endsInCluster) {
    return [STATUS_PORT, { name: 'https', port: 443, targetPort: 443 }];
  }
  // Without TLS at the gateway the port that answers is 80, whoever ended TLS before.
  return [STATUS_PORT, tls?._endsOnLoadBalancer ? { name: 'https', port: 443, targetPort: 80 }
    : { name: 'http2', port: 80, targetPort: 80 }];
}
