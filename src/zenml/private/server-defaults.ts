import { ClusterNamespace, PodResources } from '../../kubernetes';
import { ZenmlDatabaseOptions, ZenmlServerOptions } from '../zenml-server-options';

/** Release, Deployment, Service and start of the names of everything else in the server's namespace. */
export const RELEASE = 'zenml-server';
/** Default namespace. */
export const NAMESPACE = 'zenml-server';

/** The port of the Service inside the cluster; pods listen on the other one. */
export const PORT = 80;
export const POD_PORT = 8080;

/** Database and its user unless they have other names. */
export const DATABASE = 'zenml';

/** Port of the MySQL server unless another is given. */
export const DATABASE_PORT = 3306;

/** The administrator unless another is named. */
export const ADMINISTRATOR = 'admin';

/**
 * What holds for each pod unless the user says otherwise. Measured with zenml 0.98.0: 232 MiB at rest, 398 MiB in use.
 */
export const SERVER_RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '512Mi', memoryLimit: '1Gi' };

/** The variable that says how long the server keeps idle connections, in seconds. */
export const KEEP_ALIVE = 'UVICORN_TIMEOUT_KEEP_ALIVE';

/** Name of the user on the MySQL server. */
export function databaseUser({ username, credentials }: ZenmlDatabaseOptions): string {
  return username ?? credentials?._username ?? DATABASE;
}

/** The server's namespace: the default, if none is chosen. */
export function serverNamespace({ namespace }: ZenmlServerOptions): ClusterNamespace {
  return namespace ?? ClusterNamespace.create(NAMESPACE);
}
