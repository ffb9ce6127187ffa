import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { RELEASE } from './defaults';
import { imageOf } from './mlflow-values';
import { DEFAULT_NAME } from './stores/backend-store-kind';
import { DatabaseAccess } from '../../kubernetes/mysql/database-access';
import { MlflowTrackingServerProps } from '../mlflow-tracking-server-options';

/**
 * Privileges of MLflow's user, on its database only: to read and write rows, and to migrate tables.
 * https://github.com/mlflow/mlflow/tree/v3.15.1/mlflow/store/db_migrations/versions
 */
const PRIVILEGES = [
  'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES', 'TRIGGER',
];

/**
 * MLflow's user on the database server and, with `createDatabase`, the job that creates user and database; undefined
 * without a database server.
 */
export function mlflowDatabase(
  scope: Construct, server: MlflowTrackingServerProps, namespace: string, dependsOn: ITerraformDependable[],
): DatabaseAccess | undefined {
  const { user, creation, tls } = server.backendStore._kind;
  return user && new DatabaseAccess(scope, 'Database', {
    name: RELEASE,
    namespace,
    ...user,
    username: DEFAULT_NAME,
    tls,
    creation: creation && {
      part: 'mlflow',
      host: creation.host,
      port: creation.port,
      database: creation.database,
      admin: creation.admin,
      owner: creation.owner,
      dedicated: creation.dedicatedServer,
      clients: creation.clientSecurityGroupIds,
      privileges: PRIVILEGES,
      triggers: true,
      image: imageOf(server),
      imageUser: 1001,
    },
    kubernetesProvider: server.kubernetesProvider,
    randomProvider: server.randomProvider,
    dependsOn,
  });
}
