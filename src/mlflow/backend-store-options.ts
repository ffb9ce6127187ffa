import { Credentials, MysqlTls } from '../kubernetes';

/** Who creates MLflow's database. */
export interface MlflowDatabaseCreation {
  /**
   * An administrator of the server, who may create databases and users and grant MLflow's user its rights:
   * `Credentials.given()`, which goes to a Secret in MLflow's namespace that the job empties when it has done its work,
   * or `.existingSecret()`, which stays as it is.
   */
  readonly admin: Credentials;
  /**
   * Owner of database and user: a later deployment with the same owner takes them up, with new passwords; the job stops
   * at those of any other. 1 to 255 printable ASCII characters.
   * @default - this construct, by its path in the app, on this Kubernetes cluster
   */
  readonly owner?: string;
  /**
   * Whether nobody else uses the MySQL server: database and user are then taken over, also those of others.
   * @default false
   */
  readonly dedicatedServer?: boolean;
}

/** A database on a MySQL server. */
export interface MlflowMysqlOptions {
  /** The server's host name or IPv4 address, as pods reach it. */
  readonly host: string;
  /**
   * The server's port.
   * @default 3306
   */
  readonly port?: number;
  /**
   * Name of the database. It must be there, unless 'createDatabase' is given.
   * @default 'mlflow'
   */
  readonly database?: string;
  /**
   * MLflow's user on the server, in printable ASCII characters. What is given or generated reaches the pods by a
   * Secret, percent-encoded, as MLflow's connection URI wants it.
   *
   * In a Secret that exists, both must be percent-encoded: they are put into a URI as they are. When it changes,
   * restart MLflow: `kubectl rollout restart deployment mlflow-tracking`.
   * @default - with 'createDatabase' Credentials.generated('mlflow'); without it they have to be given
   */
  readonly credentials?: Credentials;
  /**
   * Create database and user first, by a job that may run again and again. The user gets rights on this one database
   * only. Destroy leaves both where they are. Databases and users of others are never touched: the job stops at them.
   * @default - both must exist
   */
  readonly createDatabase?: MlflowDatabaseCreation;
  /**
   * What is demanded of the connection, for the job and the server alike.
   * @default MysqlTls.unverified()
   */
  readonly tls?: MysqlTls;
}

/** A database on a PostgreSQL server. */
export interface MlflowPostgresqlOptions {
  /** The server's host name or IPv4 address, as pods reach it. */
  readonly host: string;
  /**
   * The server's port.
   * @default 5432
   */
  readonly port?: number;
  /**
   * Name of the database: 1 to 63 letters, digits and characters of `$-._`. It must be there.
   * @default 'mlflow'
   */
  readonly database?: string;
  /**
   * MLflow's user on the server, who may create tables in the database: `Credentials.given()`, which reaches the pods
   * by a Secret, or `.existingSecret()`. When such a Secret changes, restart MLflow: `kubectl rollout restart
   * deployment mlflow-tracking`.
   */
  readonly credentials: Credentials;
}
