import { Credentials, MysqlTls } from '../../../kubernetes';
import { SecretReference } from '../../../kubernetes/private/credentials';
import { SecretEntry } from '../../../kubernetes/private/mysql-tls-source';
import { Validation } from '../../../validation/validation';
import { MlflowDatabaseCreation } from '../../backend-store-options';

/** A kind of backend store, as the tracking server sees it. */
export interface BackendStoreKind {
  /** Whether what is logged outlives the pod. */
  readonly durable: boolean;
  /** MLflow's user, if the store is a server. */
  readonly user?: DatabaseUser;
  /** The database to create, if any. */
  readonly creation?: DatabaseToCreate;
  /** Requirements on the connection, if they can be chosen. */
  readonly tls?: MysqlTls;
  /** Adds what is wrong with the options. */
  validate(v: Validation, prop: string): void;
  /** The chart's values. */
  values(pod: BackendStorePod): Record<string, any>;
}

/** The server's pod, as a backend store sees it. */
export interface BackendStorePod {
  /** The Secret that holds the user. */
  readonly secret?: SecretReference;
  /** Where the certificates are by which the database server is verified. */
  readonly certificates?: SecretEntry;
  /** The image of MLflow. */
  readonly image: string;
  /** Requests and limits of a container. */
  readonly resources: object;
}

/** MLflow's user on a database server. */
export interface DatabaseUser {
  readonly credentials: Credentials;
  /** Whether the chart puts name and password into a URI as they are. */
  readonly encoded?: boolean;
}

/** A database to create. */
export interface DatabaseToCreate extends MlflowDatabaseCreation {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Database and user unless they have other names. */
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
