import { BackendStoreKind, DatabaseToCreate, DatabaseUser, DEFAULT_NAME, serverValues } from './backend-store-kind';
import { Credentials } from '../../../kubernetes';
import { SecretReference } from '../../../private/credentials';
import { compareMysqlLogin, MYSQL_DATABASE, mysqlLogin } from '../../../private/database-rules';
import { HOST } from '../../../private/rules';
import { checkValue, required, Rule, struct } from '../../../private/shape';
import { Validation } from '../../../private/validation';
import { FLAG, integer } from '../../../private/values';
import { MlflowDatabaseCreation, MlflowMysqlOptions } from '../../backend-store-options';

const PORT = 3306;

const OPTIONS: Rule<MlflowMysqlOptions> = struct<MlflowMysqlOptions>({
  host: required(HOST),
  port: integer({ min: 1, max: 65535 }),
  database: MYSQL_DATABASE,
  credentials: mysqlLogin('given', 'existingSecret', 'generated'),
  createDatabase: struct<MlflowDatabaseCreation>({
    admin: required(mysqlLogin('given', 'existingSecret')), requireTls: FLAG,
  }),
}, (v, { credentials, createDatabase, database = DEFAULT_NAME }) => compareMysqlLogin(v, {
  database,
  credentials,
  username: credentials?._username ?? (credentials?._kind === 'existingSecret' ? undefined : DEFAULT_NAME),
  admin: createDatabase?.admin,
  adminProp: 'createDatabase',
  owner: 'MLflow',
}));

/** A database on a MySQL server. */
export class MysqlStore implements BackendStoreKind {
  public readonly durable = true;

  public constructor(private readonly options: MlflowMysqlOptions) {}

  public get user(): DatabaseUser {
    // MLflow reads a MySQL user from a URI.
    return { credentials: this.options.credentials ?? Credentials.generated(DEFAULT_NAME), encoded: true };
  }

  public get creation(): DatabaseToCreate | undefined {
    const { createDatabase, host, port = PORT, database = DEFAULT_NAME } = this.options;
    return createDatabase && { ...createDatabase, host, port, database };
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public values(secret: SecretReference): Record<string, any> {
    const { host, port = PORT, database = DEFAULT_NAME } = this.options;
    return serverValues({ mysql: { enabled: true, host, port, database, driver: 'pymysql' } }, secret);
  }
}
