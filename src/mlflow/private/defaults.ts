import { Ingress } from '../../ingress';
import { ClusterNamespace, PodResources } from '../../kubernetes';
import { MlflowTrackingServerOptions } from '../mlflow-tracking-server-options';

/** Release, Service, Deployment and prefix of everything else in MLflow's namespace. */
export const RELEASE = 'mlflow-tracking';
/** The server's port, of the Service and of the pods. */
export const PORT = 5000;
/** The namespace unless the user says otherwise. */
export const NAMESPACE = 'mlflow';

/** Names of the Secrets that the construct makes, in MLflow's namespace. */
export const SECRETS = {
  artifacts: `${RELEASE}-artifacts`,
  basicAuth: `${RELEASE}-basic-auth`,
} as const;

/** The user that the ingress asks for, unless another one is named. */
export const USERNAME = 'mlflow';
/** What users read where they are asked for the password. */
export const REALM = 'MLflow';

/**
 * What holds for each pod unless the user says otherwise. Measured with the two workers of the default: 600 MiB at
 * rest.
 */
export const MLFLOW_RESOURCES: PodResources = { cpuRequest: '200m', memoryRequest: '768Mi', memoryLimit: '2Gi' };

/** The server's namespace: the default, if none is chosen. */
export function serverNamespace(options: MlflowTrackingServerOptions): ClusterNamespace {
  return options.namespace ?? ClusterNamespace.create(NAMESPACE);
}

/** The ingress: the default, if none is chosen. */
export function ingressOf(options: MlflowTrackingServerOptions): Ingress {
  return options.ingress ?? Ingress.nginx();
}
