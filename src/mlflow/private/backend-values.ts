import { MlflowBackendStore, MlflowDatabaseSecret } from '../backend-store';

/** A file in the pod's only writable folder. In memory, which is the chart's default, each server process would have runs of its own. */
const SQLITE_PATH = '/tmp/mlflow.db';

/** The chart's `backendStore`; `secret` holds the database user. */
export function backendStoreValues(store: MlflowBackendStore, secret?: MlflowDatabaseSecret): Record<string, any> {
  const { _mysql: mysql, _postgresql: postgresql } = store;
  if (!secret) {
    return { defaultSqlitePath: SQLITE_PATH };
  }
  return {
    databaseMigration: true,
    databaseConnectionCheck: true,
    ...(mysql && { mysql: { enabled: true, host: mysql.host, port: mysql.port ?? 3306, database: mysql.database ?? 'mlflow', driver: 'pymysql' } }),
    ...(postgresql && {
      postgres: { enabled: true, host: postgresql.host, port: postgresql.port ?? 5432, database: postgresql.database ?? 'mlflow', driver: '' },
    }),
    existingDatabaseSecret: {
      name: secret.name,
      usernameKey: secret.usernameKey ?? 'username',
      passwordKey: secret.passwordKey ?? 'password',
    },
  };
}
