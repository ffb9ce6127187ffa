/** Returns the URL of a Service inside the cluster; the default port is 80. */
export function serviceUrl(serviceName: string, namespace: string, port?: number): string {
  return `http://${serviceName}.${namespace}.svc.cluster.local${port === undefined ? '' : `:${port}`}`;
}
