import { PORT, RELEASE } from './defaults';

/**
 * Hosts that MLflow accepts by default, without IPv6. Setting the list replaces them.
 * https://github.com/mlflow/mlflow/blob/v3.15.1/mlflow/server/security_utils.py
 */
const DEFAULT_HOSTS = [
  ...['localhost', '127.0.0.1', '0.0.0.0'].flatMap((host) => [host, `${host}:*`]),
  '10.*',
  ...Array.from({ length: 16 }, (_, index) => `172.${16 + index}.*`),
  '192.168.*',
];

/** Patterns of the Host headers that MLflow accepts. MLflow compares the header including its port. */
export function allowedHosts(namespace: string, ingressHost?: string, more: string[] = []): string[] {
  const service = ['', `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map((it) =>
    `${RELEASE}${it}`);
  const hosts = [
    // With a port, for clients that do not use the default port of the scheme.
    ...(ingressHost ? [ingressHost, `${ingressHost}:*`] : []),
    ...service.flatMap((host) => [host, `${host}:${PORT}`]),
    ...DEFAULT_HOSTS,
    ...more,
  ];
  return [...new Set(hosts)];
}

/**
 * Origins that can send write requests. Browsers add the origin to every write request, also to the page's own host.
 */
export function corsAllowedOrigins(trackingUrl?: string, more: string[] = []): string[] {
  return [...new Set([...(trackingUrl ? [trackingUrl] : []), ...more])];
}
