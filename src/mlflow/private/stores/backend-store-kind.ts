import { Credentials, MysqlTls } from '../../../kubernetes';
import { SecretEntry } from '../../../kubernetes/mysql/certificates';
import { SecretReference } from '../../../kubernetes/private/credentials';
import { Validation } from '../../../validation/validation';
import { MlflowDatabaseCreation } from '../../backend-store-options';

/** What a kind of backend store is to the tracking server. */
export interface BackendStoreKind {
  /** Whether what is logged outlives the pod. */
  readonly durable: boolean;
  /** MLflow's user, if there is a server that wants to know one. */
  readonly user?: DatabaseUser;
  /** The database and who makes it, if it is to be made. */
  readonly creation?: DatabaseToCreate;
  /** What is demanded of the connection to it, if that can be chosen. */
  readonly tls?: MysqlTls;
  /** Adds what is wrong with the options. */
  validate(v: Validation, prop: string): void;
  /** The chart's values. */
  values(pod: BackendStorePod): Record<string, any>;
}

/** What a backend store has to know about the server's pod. */
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

/** A database that is to be made. */
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
