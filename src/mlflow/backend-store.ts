import { MlflowMysqlOptions, MlflowPostgresqlOptions } from './backend-store-options';
import { Validation } from '../validation/validation';
import { BackendStoreKind } from './private/stores/backend-store-kind';
import { MysqlStore } from './private/stores/mysql';
import { PostgresqlStore } from './private/stores/postgresql';
import { SqliteStore } from './private/stores/sqlite';

/** Where MLflow keeps experiments, runs, parameters, metrics and registered models. */
export class MlflowBackendStore {
  /**
   * A database on a MySQL server, 8.0 or newer; or on MariaDB.
   *
   * MLflow's tables have a trigger. If the server writes a binary log, as RDS does when it makes backups, its parameter
   * `log_bin_trust_function_creators` has to be 1: https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html
   */
  public static mysql(options: MlflowMysqlOptions): MlflowBackendStore {
    return new MlflowBackendStore(new MysqlStore(options));
  }

  /** A database on a PostgreSQL server. */
  public static postgresql(options: MlflowPostgresqlOptions): MlflowBackendStore {
    return new MlflowBackendStore(new PostgresqlStore(options));
  }

  /**
   * A SQLite file inside the pod. **It forgets**: all experiments, runs and registered models are gone when the pod is
   * replaced, be it by an upgrade or because its node goes. For trying things out.
   */
  public static sqlite(): MlflowBackendStore {
    return new MlflowBackendStore(new SqliteStore());
  }

  /** Whether what is logged outlives the pod. */
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
