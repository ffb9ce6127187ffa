import { Credentials, MysqlTls } from '../../../kubernetes';
import { SecretReference } from '../../../kubernetes/private/credentials';
import { SecretEntry } from '../../../kubernetes/private/mysql-tls-source';
import { Validation } from '../../../validation/validation';
import { MlflowDatabaseCreation } from '../../backend-store-options';

/** A kind of backend store, as the tracking server uses it. */
export interface BackendStoreKind {
  /** Whether data persists when the pod is replaced. */
  readonly durable: boolean;
  /** MLflow's user, if the store is a database server. */
  readonly user?: DatabaseUser;
  /** The database to create, if any. */
  readonly creation?: DatabaseToCreate;
  /** TLS requirements of the connection, if they are configurable. */
  readonly tls?: MysqlTls;
  /** Adds problems of the options. */
  validate(v: Validation, prop: string): void;
  /** Values for the chart. */
  values(pod: BackendStorePod): Record<string, any>;
}

/** Properties of the server's pod that a backend store uses. */
export interface BackendStorePod {
  /** Secret with the user's name and password. */
  readonly secret?: SecretReference;
  /** Entry in a Secret with the certificates that verify the database server. */
  readonly certificates?: SecretEntry;
  /** The image of MLflow. */
  readonly image: string;
  /** Requests and limits of a container. */
  readonly resources: object;
}

/** MLflow's user on a database server. */
export interface DatabaseUser {
  readonly credentials: Credentials;
  /** Whether the chart inserts name and password into a URI without encoding them. */
  readonly encoded?: boolean;
}

/** A database to create. */
export interface DatabaseToCreate extends MlflowDatabaseCreation {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Default name of the database and the user. */
export const DEFAULT_NAME = 'mlflow';

/** The chart's `backendStore` for a database on a server. */
export function serverValues(server: Record<string, any>, { secret }: BackendStorePod): Record<string, any> {
  const { name, usernameKey, passwordKey } = secret!;
  return {
    databaseMigration: true,
    databaseConnectionCheck: true,
    ...server,
    existingDatabaseSecret: { name, usernameKey, passwordKey },
  };
}
