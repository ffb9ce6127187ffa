import { Ingress } from '../../ingress';
import { ClusterNamespace, PodResources } from '../../kubernetes';
import { MlflowTrackingServerOptions } from '../mlflow-tracking-server-options';

/** Name of the release, the Service and the Deployment, and prefix of all other names in MLflow's namespace. */
export const RELEASE = 'mlflow-tracking';
/** Port of the Service and of the pods. */
export const PORT = 5000;
/** Default namespace. */
export const NAMESPACE = 'mlflow';

/** Names of the Secrets that the construct creates in MLflow's namespace. */
export const SECRETS = {
  artifacts: `${RELEASE}-artifacts`,
  basicAuth: `${RELEASE}-basic-auth`,
} as const;

/** Default user of the ingress. */
export const USERNAME = 'mlflow';
/** Realm that browsers show when they prompt for the password. */
export const REALM = 'MLflow';

/** Default resources of each pod. Measured with the default of two workers: 600 MiB when idle. */
export const MLFLOW_RESOURCES: PodResources = { cpuRequest: '200m', memoryRequest: '768Mi', memoryLimit: '2Gi' };

/** Namespace in the options, or the default. */
export function serverNamespace(options: MlflowTrackingServerOptions): ClusterNamespace {
  return options.namespace ?? ClusterNamespace.create(NAMESPACE);
}

/** Ingress in the options, or the default. */
export function ingressOf(options: MlflowTrackingServerOptions): Ingress {
  return options.ingress ?? Ingress.nginx();
}

/** Names of the namespaces in the options, by prop. */
export function mlflowNamespaces(options: MlflowTrackingServerOptions): [prop: string, name: string][] {
  return [
    ['namespace', serverNamespace(options).name],
    ...ingressOf(options)._source.namespaces().map(([prop, { name }]): [string, string] => [`ingress.${prop}`, name]),
  ];
}
