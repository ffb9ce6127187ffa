import { ChartImage } from '../../helm/images';
import { ServicePort } from '../../kubernetes/private/load-balancer';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { NginxIngressVersion } from '../../versions';
import { NginxControllerOptions } from '../ingress-options';
import { NGINX_CLASS, NGINX_NAME, NGINX_RESOURCES } from './controller-identity';

/** Labels that the chart sets on its pods. */
export function nginxLabels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': 'nginx-ingress', 'app.kubernetes.io/instance': name };
}

/**
 * Values for the chart `nginx-ingress`.
 *
 * The full name is also the name of cluster-wide objects (ClusterRole, ClusterRoleBinding) and of the Lease for leader
 * election. Controllers select Ingresses only by class.
 * https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/charts/nginx-ingress/templates/_helpers.tpl
 *
 * @param anyHost whether there is an Ingress without a host
 */
export function nginxValues(options: NginxControllerOptions, anyHost: boolean): Record<string, any> {
  const name = options.name ?? NGINX_NAME;
  const keepAlive = options.exposure?._source.nodePort?.keepAliveSeconds;
  return {
    fullnameOverride: name,
    controller: {
      replicaCount: options.replicas ?? 1,
      resources: kubernetesResources(options.resources, NGINX_RESOURCES),
      ingressClass: { name: options.className ?? NGINX_CLASS },
      allowEmptyIngressHost: anyHost,
      config: {
        entries: {
          // Streams uploads. No annotation does this.
          'http-snippets': 'proxy_request_buffering off;',
          // https://docs.nginx.com/nginx-ingress-controller/configuration/global-configuration/configmap-resource/
          ...(keepAlive !== undefined && { 'keepalive-timeout': `${keepAlive}s` }),
        },
      },
      telemetryReporting: { enable: false },
      // The construct creates the Service, not the chart.
      service: { create: false, type: 'ClusterIP' },
      reportIngressStatus: { externalService: name },
    },
  };
}

/**
 * Controller versions by chart version. Source:
 * https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/charts/nginx-ingress/Chart.yaml (appVersion)
 */
const CONTROLLERS: { readonly [chartVersion: string]: string } = { '2.6.4': '5.5.4' };

/** Image of the chart `nginx-ingress`, without a tag for versions that the library does not define. */
export function nginxImages({ chartVersion }: NginxIngressVersion): ChartImage[] {
  const tag = CONTROLLERS[chartVersion];
  const image = `docker.io/nginx/nginx-ingress${tag === undefined ? '' : `:${tag}`}`;
  return [{ image, values: { 'controller.image.repository': 'repository' } }];
}

/** Ports of the load balancer. With TLS, none of them accepts an unencrypted password. */
export function nginxPorts({ tls }: NginxControllerOptions): ServicePort[] {
  const http = { name: 'http', port: 80, targetPort: 80 };
  if (tls?._termination === 'loadBalancer') {
    // Behind the load balancer, requests are plain HTTP.
    return [{ name: 'https', port: 443, targetPort: 80 }];
  }
  return tls?._termination === 'pods' ? [http, { name: 'https', port: 443, targetPort: 443 }] : [http];
}
