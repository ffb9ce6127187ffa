import { Credentials, MysqlTls } from '../kubernetes';

/** Options for the job that creates MLflow's database and user. */
export interface MlflowDatabaseCreation {
  /**
   * Administrator of the server, with permission to create databases and users and to grant privileges:
   * `Credentials.given()`, which are stored in a Secret that the job clears when it succeeds, or `.existingSecret()`,
   * which is not changed.
   */
  readonly admin: Credentials;
  /**
   * Owner of the database and the user, 1 to 255 printable ASCII characters. A later deployment with the same owner
   * takes them over and changes the passwords. The job fails if they have a different owner.
   * @default - this construct, identified by its path in the app and by the Kubernetes cluster
   */
  readonly owner?: string;
  /**
   * Whether the MySQL server is used by this deployment only. The job then takes over databases and users of any owner.
   * @default false
   */
  readonly dedicatedServer?: boolean;
  /**
   * IDs of the pods' security groups. If the job cannot connect to the MySQL server, its error lists them as the groups
   * to allow.
   * @default - no groups are listed
   */
  readonly clientSecurityGroupIds?: string[];
}

/** Options for a database on a MySQL server. */
export interface MlflowMysqlOptions {
  /** Host name or IPv4 address of the server, reachable from the pods. */
  readonly host: string;
  /**
   * Port of the server.
   * @default 3306
   */
  readonly port?: number;
  /**
   * Name of the database. It must exist unless `createDatabase` is given.
   * @default 'mlflow'
   */
  readonly database?: string;
  /**
   * MLflow's user on the server, in printable ASCII characters. Given or generated credentials are stored in a Secret,
   * percent-encoded for MLflow's connection URI.
   *
   * In an existing Secret, name and password must already be percent-encoded. After you change it, restart MLflow:
   * `kubectl rollout restart deployment mlflow-tracking`.
   * @default - Credentials.generated('mlflow') with `createDatabase`; otherwise required
   */
  readonly credentials?: Credentials;
  /**
   * Options for an idempotent job that creates the database and the user. The user gets privileges on this database
   * only. Destroy does not delete them. The job fails if the database or the user has a different owner.
   * @default - both must exist
   */
  readonly createDatabase?: MlflowDatabaseCreation;
  /**
   * TLS requirements of the connection, for the job and for MLflow.
   * @default MysqlTls.unverified()
   */
  readonly tls?: MysqlTls;
}

/** Options for a database on a PostgreSQL server. */
export interface MlflowPostgresqlOptions {
  /** Host name or IPv4 address of the server, reachable from the pods. */
  readonly host: string;
  /**
   * Port of the server.
   * @default 5432
   */
  readonly port?: number;
  /**
   * Name of the database, which must exist: 1 to 63 letters, digits and characters of `$-._`.
   * @default 'mlflow'
   */
  readonly database?: string;
  /**
   * MLflow's user on the server, with permission to create tables in the database: `Credentials.given()`, which are
   * stored in a Secret, or `.existingSecret()`. After you change an existing Secret, restart MLflow: `kubectl rollout
   * restart deployment mlflow-tracking`.
   */
  readonly credentials: Credentials;
}
