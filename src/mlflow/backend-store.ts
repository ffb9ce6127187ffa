import { MlflowMysqlOptions, MlflowPostgresqlOptions } from './backend-store-options';
import { Validation } from '../validation/validation';
import { BackendStoreKind } from './private/stores/backend-store-kind';
import { MysqlStore } from './private/stores/mysql';
import { PostgresqlStore } from './private/stores/postgresql';
import { SqliteStore } from './private/stores/sqlite';

/**
 * Store of MLflow's experiments, runs, parameters, metrics and registered models.
 *
 * @example
 * import { Credentials, MlflowBackendStore, SecretValue } from 'cdktf-zenml-aws';
 *
 * const store = MlflowBackendStore.mysql({
 *   host: 'mysql.example.internal',
 *   createDatabase: { admin: Credentials.given('admin', SecretValue.variable('db_password')) },
 * });
 */
export class MlflowBackendStore {
  /**
   * A database on a MySQL server, version 8.0 or newer, or on a MariaDB server.
   *
   * MLflow's schema contains a trigger. If binary logging is enabled, as on RDS with backups, the server's parameter
   * `log_bin_trust_function_creators` must be 1: https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html
   *
   * @example
   * import { Credentials, MlflowBackendStore } from 'cdktf-zenml-aws';
   *
   * const store = MlflowBackendStore.mysql({
   *   host: 'mysql.example.internal',
   *   credentials: Credentials.existingSecret('mlflow-database'),
   * });
   */
  public static mysql(options: MlflowMysqlOptions): MlflowBackendStore {
    return new MlflowBackendStore(new MysqlStore(options));
  }

  /**
   * A database on a PostgreSQL server.
   *
   * @example
   * import { Credentials, MlflowBackendStore } from 'cdktf-zenml-aws';
   *
   * const store = MlflowBackendStore.postgresql({
   *   host: 'postgres.example.internal',
   *   credentials: Credentials.existingSecret('mlflow-database'),
   * });
   */
  public static postgresql(options: MlflowPostgresqlOptions): MlflowBackendStore {
    return new MlflowBackendStore(new PostgresqlStore(options));
  }

  /**
   * A SQLite file in the pod, for experiments. **Data is not durable**: all experiments, runs and registered models are
   * lost when the pod is replaced, for example by an upgrade or when its node is removed.
   *
   * @example
   * import { MlflowBackendStore } from 'cdktf-zenml-aws';
   *
   * const store = MlflowBackendStore.sqlite();
   */
  public static sqlite(): MlflowBackendStore {
    return new MlflowBackendStore(new SqliteStore());
  }

  /** Whether data persists when the pod is replaced. */
  public readonly durable: boolean;
  /** @internal */
  public readonly _kind: BackendStoreKind;

  private constructor(kind: BackendStoreKind) {
    this._kind = kind;
    this.durable = kind.durable;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._kind.validate(v, prop);
  }
}
