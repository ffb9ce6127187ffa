/** Where the charts come from. Sources: each project's installation page. */
export const CHART_REPOSITORIES = {
  mlflow: 'https://community-charts.github.io/helm-charts',
  nginxIngress: 'oci://ghcr.io/nginx/charts',
  istio: 'https://blob.istio.io/istio-release/charts',
  seldon: 'https://storage.googleapis.com/seldon-charts',
  clusterAutoscaler: 'https://kubernetes.github.io/autoscaler',
} as const;
