import {
  BackendStoreKind, databaseName, DatabaseToCreate, DatabaseUser, DEFAULT_NAME, serverValues, userName,
} from './backend-store-kind';
import { Credentials } from '../../../kubernetes';
import { credentials, CredentialsKind, SecretReference } from '../../../private/credentials';
import { HOST, PRINTABLE_ASCII } from '../../../private/rules';
import { checkValue, required, Rule, struct } from '../../../private/shape';
import { isUnknown, Validation } from '../../../private/validation';
import { FLAG, integer, secretText } from '../../../private/values';
import { MlflowDatabaseCreation, MlflowMysqlOptions } from '../../backend-store-options';

const PORT = 3306;
/** Characters of a name: https://dev.mysql.com/doc/refman/8.4/en/user-names.html and identifier-length.html there */
const LONGEST_USER = 32;
const LONGEST_DATABASE = 64;
const SYSTEM_DATABASES = ['information_schema', 'mysql', 'performance_schema', 'sys'];

const login = (...kinds: CredentialsKind[]) => credentials({
  kinds,
  username: userName(LONGEST_USER),
  // What PyMySQL can send: https://github.com/PyMySQL/PyMySQL/blob/v1.2.0/pymysql/connections.py
  password: secretText(
    'printable ASCII characters, and not empty', (value) => PRINTABLE_ASCII.test(value),
    'MySQL clients encode others differently.',
  ),
});

const OPTIONS: Rule<MlflowMysqlOptions> = struct<MlflowMysqlOptions>({
  host: required(HOST),
  port: integer({ min: 1, max: 65535 }),
  database: databaseName(LONGEST_DATABASE),
  credentials: login('given', 'existingSecret', 'generated'),
  createDatabase: struct<MlflowDatabaseCreation>({
    admin: required(login('given', 'existingSecret')), requireTls: FLAG,
  }),
}, compare);

function compare(v: Validation, options: MlflowMysqlOptions): void {
  const { credentials: user, createDatabase, database = DEFAULT_NAME } = options;
  if (createDatabase === undefined) {
    if (user === undefined || user._kind === 'generated') {
      v.add(
        'credentials',
        "must be made by Credentials.given() or Credentials.existingSecret() without 'createDatabase', got "
          + (user ? 'Credentials.generated()' : 'nothing'),
        'A password can be generated only for a user that is created, too.',
      );
    }
    return;
  }
  if (SYSTEM_DATABASES.includes(database.toLowerCase())) {
    v.add('database', `must not be a database of the server itself, got "${database}"`);
  }
  const name = user === undefined || user._kind === 'generated' ? user?._username ?? DEFAULT_NAME : user._username;
  if (name !== undefined && !isUnknown(name) && name === createDatabase.admin._username) {
    v.add('credentials', `must be of another user than the administrator, both are "${name}"`,
      "The job would change the administrator's password: give MLflow a user of its own.");
  }
}

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
