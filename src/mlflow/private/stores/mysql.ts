import {
  BackendStoreKind, BackendStorePod, DatabaseToCreate, DatabaseUser, DEFAULT_NAME, serverValues,
} from './backend-store-kind';
import { CERTIFICATES_FILE, verifiedMysql } from './verified-mysql';
import { Credentials, MysqlTls } from '../../../kubernetes';
import {
  compareMysqlLogin, compareMysqlTls, DATABASE_CLIENTS, DATABASE_OWNER, MYSQL_DATABASE, MYSQL_TLS, mysqlLogin,
} from '../../../kubernetes/mysql/rules';
import { SERVER_HOST } from '../../../validation/rules';
import { checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { FLAG, integer } from '../../../validation/values';
import { MlflowDatabaseCreation, MlflowMysqlOptions } from '../../backend-store-options';

const PORT = 3306;

const OPTIONS: Rule<MlflowMysqlOptions> = struct<MlflowMysqlOptions>({
  host: required(SERVER_HOST),
  port: integer({ min: 1, max: 65535 }),
  database: MYSQL_DATABASE,
  credentials: mysqlLogin('given', 'existingSecret', 'generated'),
  createDatabase: struct<MlflowDatabaseCreation>({
    admin: required(mysqlLogin('given', 'existingSecret')),
    owner: DATABASE_OWNER,
    dedicatedServer: FLAG,
    clientSecurityGroupIds: DATABASE_CLIENTS,
  }),
  tls: MYSQL_TLS,
}, (v, { host, credentials, createDatabase, database = DEFAULT_NAME, tls }) => {
  compareMysqlLogin(v, {
    database,
    credentials,
    username: credentials?._source.username
      ?? (credentials?._source.kind === 'existingSecret' ? undefined : DEFAULT_NAME),
    admin: createDatabase?.admin,
    adminProp: 'createDatabase',
    owner: 'MLflow',
  });
  compareMysqlTls(v, { host, tls }, { admin: createDatabase?.admin, adminProp: 'createDatabase' });
});

/**
 * Options that SQLAlchemy passes to PyMySQL. With certificate authorities, it verifies the certificate and the host
 * name; with any option, it requires TLS.
 * https://docs.sqlalchemy.org/en/20/dialects/mysql.html#module-sqlalchemy.dialects.mysql.mysqldb
 */
const QUERIES = {
  verified: `?ssl_ca=${CERTIFICATES_FILE}&ssl_check_hostname=true`,
  unverified: '?ssl_check_hostname=false',
  none: '',
};

/** A database on a MySQL server. */
export class MysqlStore implements BackendStoreKind {
  public readonly durable = true;

  public constructor(private readonly options: MlflowMysqlOptions) {}

  public get user(): DatabaseUser {
    // MLflow reads the MySQL user from a URI.
    return { credentials: this.options.credentials ?? Credentials.generated(DEFAULT_NAME), encoded: true };
  }

  public get creation(): DatabaseToCreate | undefined {
    const { createDatabase, host, port = PORT, database = DEFAULT_NAME } = this.options;
    return createDatabase && { ...createDatabase, host, port, database };
  }

  public get tls(): MysqlTls {
    return this.options.tls ?? MysqlTls.unverified();
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public values(pod: BackendStorePod): Record<string, any> {
    const { host, port = PORT, database: name = DEFAULT_NAME } = this.options;
    // The chart appends it to the URI.
    const database = `${name}${QUERIES[this.tls._source.mode]}`;
    const backendStore = serverValues({ mysql: { enabled: true, host, port, database, driver: 'pymysql' } }, pod);
    const at = `${host}:${port}/${database}`;
    return pod.certificates ? verifiedMysql(backendStore, at, pod.certificates, pod) : { backendStore };
  }
}
