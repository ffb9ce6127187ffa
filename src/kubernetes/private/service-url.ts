/** The URL of a Service inside the cluster; without a port that of HTTP, 80. */
export function serviceUrl(serviceName: string, namespace: string, port?: number): string {
  return `http://${serviceName}.${namespace}.svc.cluster.local${port === undefined ? '' : `:${port}`}`;
}
