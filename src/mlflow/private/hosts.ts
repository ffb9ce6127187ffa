import { PORT, RELEASE } from './defaults';

/**
 * What MLflow admits unless told otherwise, without IPv6: setting the list replaces it.
 * https://github.com/mlflow/mlflow/blob/v3.15.1/mlflow/server/security_utils.py
 */
const DEFAULT_HOSTS = [
  ...['localhost', '127.0.0.1', '0.0.0.0'].flatMap((host) => [host, `${host}:*`]),
  '10.*',
  ...Array.from({ length: 16 }, (_, index) => `172.${16 + index}.*`),
  '192.168.*',
];

/** Patterns of the Host headers that MLflow answers; it compares them with the port. */
export function allowedHosts(namespace: string, ingressHost?: string, more: string[] = []): string[] {
  const service = ['', `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map((it) =>
    `${RELEASE}${it}`);
  const hosts = [
    // With a port, for clients that connect to another one than the scheme's.
    ...(ingressHost ? [ingressHost, `${ingressHost}:*`] : []),
    ...service.flatMap((host) => [host, `${host}:${PORT}`]),
    ...DEFAULT_HOSTS,
    ...more,
  ];
  return [...new Set(hosts)];
}

/** Origins that may change things. A browser sends one with every change, even to the host it has the page from. */
export function corsAllowedOrigins(trackingUrl?: string, more: string[] = []): string[] {
  return [...new Set([...(trackingUrl ? [trackingUrl] : []), ...more])];
}
