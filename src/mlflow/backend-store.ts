/** A Secret in MLflow's namespace that holds a database user's name and password. */
export interface MlflowDatabaseSecret {
  /** Name of the Secret. */
  readonly name: string;
  /**
   * Its key that holds the user's name.
   * @default 'username'
   */
  readonly usernameKey?: string;
  /**
   * Its key that holds the password.
   * @default 'password'
   */
  readonly passwordKey?: string;
}

/** Who creates MLflow's database: an administrator of the server, by name and password or by a Secret that holds them. */
export interface MlflowDatabaseCreation {
  /**
   * The administrator's name. He must be allowed to create databases and users, and to grant what MLflow needs.
   * @default - from 'adminSecret'
   */
  readonly adminUsername?: string;
  /**
   * The administrator's password. It goes to a Secret in MLflow's namespace that only the job reads.
   * @default - from 'adminSecret'
   */
  readonly adminPassword?: string;
  /**
   * A Secret with the administrator's name and password.
   * @default - one is made of 'adminUsername' and 'adminPassword'
   */
  readonly adminSecret?: MlflowDatabaseSecret;
  /**
   * Whether the administrator and MLflow's user may connect by TLS only. The server's certificate is not verified.
   * @default true
   */
  readonly requireTls?: boolean;
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
   * MLflow's user on the server.
   * @default 'mlflow'
   */
  readonly username?: string;
  /**
   * The user's password, printable ASCII characters. It reaches the pods by a Secret, percent-encoded, as MLflow's connection URI wants it.
   * @default - generated (32 letters and digits) with 'createDatabase', else from 'existingSecret'
   */
  readonly password?: string;
  /**
   * A Secret with the user's name and password. Both must be percent-encoded: they are put into a URI as they are. When it changes, restart
   * MLflow: `kubectl rollout restart deployment mlflow-tracking`.
   * @default - one is made of 'username' and 'password'
   */
  readonly existingSecret?: MlflowDatabaseSecret;
  /**
   * Create database and user first, by a job that may run again and again. The user gets rights on this one database only. Destroy leaves
   * both where they are.
   * @default - both must exist
   */
  readonly createDatabase?: MlflowDatabaseCreation;
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
   * Name of the database. It must be there.
   * @default 'mlflow'
   */
  readonly database?: string;
  /**
   * MLflow's user on the server, who may create tables in the database.
   * @default 'mlflow'
   */
  readonly username?: string;
  /**
   * The user's password. It reaches the pods by a Secret.
   * @default - from 'existingSecret'
   */
  readonly password?: string;
  /**
   * A Secret with the user's name and password. When it changes, restart MLflow: `kubectl rollout restart deployment mlflow-tracking`.
   * @default - one is made of 'username' and 'password'
   */
  readonly existingSecret?: MlflowDatabaseSecret;
}

/** Where MLflow keeps experiments, runs, parameters, metrics and registered models. */
export class MlflowBackendStore {
  /**
   * A database on a MySQL server, 8.0 or newer; or on MariaDB.
   *
   * MLflow's tables have a trigger. If the server writes a binary log, as RDS does when it makes backups, its parameter
   * `log_bin_trust_function_creators` has to be 1: https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html
   */
  public static mysql(options: MlflowMysqlOptions): MlflowBackendStore {
    return new MlflowBackendStore(options, undefined);
  }

  /** A database on a PostgreSQL server. */
  public static postgresql(options: MlflowPostgresqlOptions): MlflowBackendStore {
    return new MlflowBackendStore(undefined, options);
  }

  /**
   * A SQLite file inside the pod. **It forgets**: all experiments, runs and registered models are gone when the pod is replaced, be it by an
   * upgrade or because its node goes. For trying things out.
   */
  public static sqlite(): MlflowBackendStore {
    return new MlflowBackendStore(undefined, undefined);
  }

  /** Whether what is logged outlives the pod. */
  public readonly durable: boolean;
  /** @internal */
  public readonly _mysql?: MlflowMysqlOptions;
  /** @internal */
  public readonly _postgresql?: MlflowPostgresqlOptions;

  private constructor(mysql?: MlflowMysqlOptions, postgresql?: MlflowPostgresqlOptions) {
    this._mysql = mysql;
    this._postgresql = postgresql;
    this.durable = mysql !== undefined || postgresql !== undefined;
  }
}
