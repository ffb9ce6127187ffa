import { ClusterNamespace, PodResources } from '../../kubernetes';
import { ZenmlDatabaseOptions, ZenmlServerOptions } from '../zenml-server-options';

/** Name of the release, the Deployment and the Service, and prefix of all other names in the server's namespace. */
export const RELEASE = 'zenml-server';
/** Default namespace. */
export const NAMESPACE = 'zenml-server';

/** Ports of the Service inside the cluster, and of the pods. */
export const PORT = 80;
export const POD_PORT = 8080;

/** Default name of the database and of its user. */
export const DATABASE = 'zenml';

/** Default port of the MySQL server. */
export const DATABASE_PORT = 3306;

/** Default name of the administrator. */
export const ADMINISTRATOR = 'admin';

/** Default resources of each pod. Measured with zenml 0.98.0: 232 MiB when idle, 398 MiB in use. */
export const SERVER_RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '512Mi', memoryLimit: '1Gi' };

/** Environment variable with the number of seconds for which the server keeps idle connections open. */
export const KEEP_ALIVE = 'UVICORN_TIMEOUT_KEEP_ALIVE';

/** Name of the user on the MySQL server. */
export function databaseUser({ username, credentials }: ZenmlDatabaseOptions): string {
  return username ?? credentials?._source.username ?? DATABASE;
}

/** Namespace in the options, or the default. */
export function serverNamespace({ namespace }: ZenmlServerOptions): ClusterNamespace {
  return namespace ?? ClusterNamespace.create(NAMESPACE);
}
