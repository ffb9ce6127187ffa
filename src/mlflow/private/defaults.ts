import { Ingress } from '../../ingress';
import { ClusterNamespace, PodResources } from '../../kubernetes';
import { MlflowTrackingServerOptions } from '../mlflow-tracking-server-options';

/** Release, Service, Deployment and prefix of everything else in MLflow's namespace. */
export const RELEASE = 'mlflow-tracking';
/** The server's port, of the Service and of the pods. */
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
/** Realm that browsers show when they ask for the password. */
export const REALM = 'MLflow';

/**
 * Default resources of each pod. Measured with the two workers of the default: 600 MiB at
 * rest.
 */
export const MLFLOW_RESOURCES: PodResources = { cpuRequest: '200m', memoryRequest: '768Mi', memoryLimit: '2Gi' };

/** The namespace that options choose, or the default. */
export function serverNamespace(options: MlflowTrackingServerOptions): ClusterNamespace {
  return options.namespace ?? ClusterNamespace.create(NAMESPACE);
}

/** The ingress that options choose, or the default. */
export function ingressOf(options: MlflowTrackingServerOptions): Ingress {
  return options.ingress ?? Ingress.nginx();
}

/** The names of the namespaces that options choose, by prop. */
export function mlflowNamespaces(options: MlflowTrackingServerOptions): [prop: string, name: string][] {
  return [
    ['namespace', serverNamespace(options).name],
    ...ingressOf(options)._source.namespaces().map(([prop, { name }]): [string, string] => [`ingress.${prop}`, name]),
  ];
}
