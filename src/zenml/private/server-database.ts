import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Credentials, MysqlTls } from '../../kubernetes';
import { DatabaseAccess } from '../../kubernetes/mysql/database-access';
import { SecretReference } from '../../kubernetes/private/credentials';
import { ZenmlServerProps } from '../zenml-server-options';
import { DATABASE, DATABASE_PORT, databaseUser, RELEASE } from './server-defaults';

/**
 * Privileges of ZenML's user, on its database only: to read and write rows, and to migrate tables.
 * https://github.com/zenml-io/zenml/tree/0.98.0/src/zenml/zen_stores/migrations/versions
 */
const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES'];

/** Inputs of the database access, in addition to the props. */
export interface ZenmlDatabaseContext {
  readonly namespace: string;
  /** Version of the server, whose image the job runs. */
  readonly version: string;
  /** Encryption key for a database that does not have one yet. */
  readonly encryptionKey: string;
  readonly administrator: SecretReference;
  /** Secrets that the job reads. */
  readonly secrets: ITerraformDependable[];
  readonly dependsOn: ITerraformDependable[];
}

/** ZenML's user on the MySQL server and, with `admin`, the job that creates user and database. */
export function zenmlDatabase(
  scope: Construct, server: ZenmlServerProps, context: ZenmlDatabaseContext,
): DatabaseAccess {
  const { database, encryptionKey: given, kubernetesProvider, randomProvider } = server;
  const { host, port = DATABASE_PORT, database: name = DATABASE, admin, tls = MysqlTls.unverified() } = database;
  const { namespace, version, encryptionKey, administrator, secrets, dependsOn } = context;
  return new DatabaseAccess(scope, 'Database', {
    name: RELEASE,
    namespace,
    tls,
    credentials: database.credentials ?? Credentials.generated(),
    username: databaseUser(database),
    creation: admin && {
      part: 'zenml',
      host,
      port,
      database: name,
      admin,
      owner: database.owner,
      dedicated: database.dedicatedServer,
      clients: database.clientSecurityGroupIds,
      keys: { encryptionKey, given: given !== undefined, administrator, ready: secrets },
      privileges: PRIVILEGES,
      image: `zenmldocker/zenml-server:${version}`,
      imageUser: 1000,
    },
    kubernetesProvider,
    randomProvider,
    dependsOn,
  });
}
