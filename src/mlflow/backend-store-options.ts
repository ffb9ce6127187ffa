import { Credentials, MysqlTls } from '../kubernetes';

/** Options for a job that creates MLflow's database and user. */
export interface MlflowDatabaseCreation {
  /**
   * Administrator of the server, with permission to create databases and users and to grant privileges:
   * `Credentials.given()`, which are stored in a Secret that the job empties when it is done, or `.existingSecret()`,
   * which is not changed.
   */
  readonly admin: Credentials;
  /**
   * Owner of the database and the user, 1 to 255 printable ASCII characters. A later deployment with the same owner
   * takes them over and changes the passwords. The job fails if they have a different owner.
   * @default - this construct, by its path in the app, on this Kubernetes cluster
   */
  readonly owner?: string;
  /**
   * Whether the MySQL server is used by this deployment only. The job then takes over databases and users of any owner.
   * @default false
   */
  readonly dedicatedServer?: boolean;
  /**
   * Ids of the security groups from which pods connect. If the job cannot reach the MySQL server, its error names them
   * as the groups to allow.
   * @default - none is named
   */
  readonly clientSecurityGroupIds?: string[];
}

/** Options for a database on a MySQL server. */
export interface MlflowMysqlOptions {
  /** Host name or IPv4 address of the server, as pods reach it. */
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
   * In an existing Secret, name and password must be percent-encoded already. After a change, restart MLflow:
   * `kubectl rollout restart deployment mlflow-tracking`.
   * @default - Credentials.generated('mlflow') with `createDatabase`; otherwise required
   */
  readonly credentials?: Credentials;
  /**
   * Creates the database and the user by a job, which can run repeatedly. The user gets privileges on this database
   * only. Destroy deletes neither. The job fails if the database or the user has a different owner.
   * @default - both must exist
   */
  readonly createDatabase?: MlflowDatabaseCreation;
  /**
   * Requirements on the connection, for the job and for MLflow.
   * @default MysqlTls.unverified()
   */
  readonly tls?: MysqlTls;
}

/** Options for a database on a PostgreSQL server. */
export interface MlflowPostgresqlOptions {
  /** Host name or IPv4 address of the server, as pods reach it. */
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
   * stored in a Secret, or `.existingSecret()`. After a change of an existing Secret, restart MLflow: `kubectl rollout
   * restart deployment mlflow-tracking`.
   */
  readonly credentials: Credentials;
}
