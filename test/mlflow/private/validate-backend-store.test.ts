import { Credentials, MysqlTls } from '../../../src/kubernetes';
import { MlflowBackendStore, MlflowMysqlOptions, MlflowPostgresqlOptions } from '../../../src/mlflow';
import { SecretValue } from '../../../src/secrets/secret-value';
import { any, create, problems, Props, USER } from '../tracking-server';

const mysql = (options: Partial<MlflowMysqlOptions>): Props =>
  ({ backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: USER, ...options }) });
const created = (options: Partial<MlflowMysqlOptions>): Props =>
  mysql({ credentials: undefined, createDatabase: { admin: Credentials.given('admin', SecretValue.unsafePlainText('pw')) }, ...options });
const postgresql = (options: Partial<MlflowPostgresqlOptions>): Props =>
  ({ backendStore: MlflowBackendStore.postgresql({ host: 'db', credentials: USER, ...options }) });
const SECRET_NAME = 'Must be the name of a Kubernetes Secret: labels of lower-case letters, digits and hyphens, joined '
  + 'by dots';
const ALONE = 'Give the name alone, without scheme, user, port or path.';
const ENCODED = 'MySQL clients encode others differently.';
const BACKEND = 'Must be made by MlflowBackendStore.mysql() or MlflowBackendStore.postgresql() or '
  + 'MlflowBackendStore.sqlite()';
const MYSQL = "Must be an object with 'host'";
const GIVEN = "Must be made by Credentials.given() or Credentials.existingSecret() without 'createDatabase'";
const NO_USER = 'A password can be generated only for a user that is created, too.';
const NOT_ADMIN = 'The job would change the administrator\'s password: give MLflow a dedicated user.';

test.each<[string, Props, string]>([
  ['no backend store', { backendStore: undefined }, `backendStore: missing. ${BACKEND}.`],
  ['a plain object for a backend store', { backendStore: any({ password: 'TOPSECRET' }) },
    `backendStore: got a value of the type object. ${BACKEND}.`],
  ['a backend store that was not called', { backendStore: any(MlflowBackendStore.sqlite) },
    `backendStore: got the function sqlite, which was not called. ${BACKEND}.`],
  ['pods with separate SQLite files', { backendStore: MlflowBackendStore.sqlite(), replicas: 2 },
    'replicas: got 2. Must be 1 with MlflowBackendStore.sqlite(). Each pod has its own file: use '
      + 'MlflowBackendStore.mysql() or .postgresql().'],
  ['MySQL without options', { backendStore: (MlflowBackendStore as any).mysql() },
    `backendStore: missing. ${MYSQL}.`],
  ['PostgreSQL without options', { backendStore: (MlflowBackendStore as any).postgresql() },
    "backendStore: missing. Must be an object with 'host', 'credentials'."],
  ['no database host', mysql({ host: any(undefined) }),
    'backendStore.host: missing. Must be a host name or an IPv4 address.'],
  ['a URI for a database host', mysql({ host: 'mysql://db' }),
    `backendStore.host: got "mysql://db". Must be a host name or an IPv4 address. ${ALONE}`],
  ['a port that is none', mysql({ port: 70000 }),
    'backendStore.port: got 70000. Must be a whole number from 1 to 65535.'],
  ['a database that has no name', mysql({ database: 'a b' }),
    'backendStore.database: got "a b". Must be 1 to 64 letters, digits, underscores and hyphens.'],
  ['a database of PostgreSQL with too long a name', postgresql({ database: 'a'.repeat(64) }),
    `backendStore.database: got "${'a'.repeat(64)}". Must be 1 to 63 letters, digits and characters of "$-._", with `
      + 'neither "-" nor "." first.'],
  ...['123', '1.5', '1e3', 'yes', 'NULL', '0x1f'].map((database) => [`the name ${database} of a database of PostgreSQL`, postgresql({ database }),
    `backendStore.database: got "${database}". Must be a name with which the chart can do. The chart would read it `
      + 'as a number, a date or a boolean.'] as [string, Props, string]),
  ...[mysql, postgresql].map((store) => ['a host where a pod would ask itself', store({ host: 'localhost' }),
    'backendStore.host: got "localhost". Must be a name or address that pods can reach. From a pod, it refers to the '
      + 'pod itself.'] as [string, Props, string]),
  ['certificates of another region', created({ host: 'a.b.eu-west-1.rds.amazonaws.com', tls: MysqlTls.rds('eu-central-1') }),
    "backendStore.tls: got MysqlTls.rds('eu-central-1'). Must be MysqlTls.rds('eu-west-1'), the region in "
      + "'backendStore.host'."],
  ['a user with too long a name', mysql({ credentials: Credentials.given('u'.repeat(33), SecretValue.unsafePlainText('pw')) }),
    'backendStore.credentials.username: must be 1 to 32 printable ASCII characters.'],
  ['a user that is to be made with too long a name', created({ credentials: Credentials.generated('u'.repeat(33)) }),
    'backendStore.credentials.username: must be 1 to 32 printable ASCII characters.'],
  ['a user of PostgreSQL with too long a name', postgresql({ credentials: Credentials.given('u'.repeat(64), SecretValue.unsafePlainText('pw')) }),
    'backendStore.credentials.username: must be 1 to 63 printable ASCII characters.'],
  ['an empty password', postgresql({ credentials: Credentials.given('u', SecretValue.unsafePlainText('')) }),
    'backendStore.credentials.password: must be a password, and not empty.'],
  ['no password', mysql({ credentials: Credentials.given('u', any(undefined)) }),
    "backendStore.credentials.password: missing. Must be a SecretValue, for example SecretValue.variable('name')."],
  ['no user', mysql({ credentials: Credentials.given(any(undefined), SecretValue.unsafePlainText('pw')) }),
    'backendStore.credentials.username: missing. Must be 1 to 32 printable ASCII characters.'],
  ['a password that clients encode differently', mysql({ credentials: Credentials.given('u', SecretValue.unsafePlainText('pässword')) }),
    `backendStore.credentials.password: must be printable ASCII characters, and not empty. ${ENCODED}`],
  ['no credentials of a user that is there', mysql({ credentials: undefined }),
    `backendStore.credentials: missing. ${GIVEN}. ${NO_USER}`],
  ['generated credentials of a user that is there', mysql({ credentials: Credentials.generated() }),
    `backendStore.credentials: got Credentials.generated(). ${GIVEN}. ${NO_USER}`],
  ['no credentials of PostgreSQL', postgresql({ credentials: any(undefined) }),
    'backendStore.credentials: missing. Must be made by Credentials.given() or Credentials.existingSecret().'],
  ['generated credentials of PostgreSQL', postgresql({ credentials: Credentials.generated() }),
    'backendStore.credentials: got Credentials.generated(). Must be made by Credentials.given() or '
      + 'Credentials.existingSecret().'],
  ['credentials that were not called', created({ credentials: any(Credentials.generated) }),
    'backendStore.credentials: got the function generated, which was not called. Must be made by Credentials.given() '
      + 'or Credentials.existingSecret() or Credentials.generated().'],
  ['a plain object for credentials', mysql({ credentials: any({ username: 'u', password: 'TOPSECRET' }) }),
    'backendStore.credentials: got a value of the type object. Must be made by Credentials.given() or '
      + 'Credentials.existingSecret() or Credentials.generated().'],
  ['a Secret that has no name', mysql({ credentials: Credentials.existingSecret('A') }),
    `backendStore.credentials.name: got "A". ${SECRET_NAME}.`],
  ['a key that a Secret cannot have', mysql({ credentials: Credentials.existingSecret('a', { usernameKey: 'a b' }) }),
    'backendStore.credentials.keys.usernameKey: got "a b". Must be a key of a Secret: 1 to 253 letters, digits and '
      + '"-_.".'],
  ['a database of the server itself', created({ database: 'MySQL' }),
    'backendStore.database: got "MySQL". Must not be a database of the server itself.'],
  ['the administrator\'s user', created({ credentials: Credentials.given('admin', SecretValue.unsafePlainText('pw')) }),
    `backendStore.credentials: got the administrator "admin". Must be of another user. ${NOT_ADMIN}`],
  ['the administrator\'s name for a user that is to be made', created({ credentials: Credentials.generated('admin') }),
    `backendStore.credentials: got the administrator "admin". Must be of another user. ${NOT_ADMIN}`],
  ['an administrator of the default user\'s name',
    created({ createDatabase: { admin: Credentials.given('mlflow', SecretValue.unsafePlainText('pw')) } }),
    `backendStore.credentials: got the administrator "mlflow". Must be of another user. ${NOT_ADMIN}`],
  ['no administrator', created({ createDatabase: any({}) }),
    'backendStore.createDatabase.admin: missing. Must be made by Credentials.given() or '
      + 'Credentials.existingSecret().'],
  ['yes for a database to create', created({ createDatabase: any(true) }),
    "backendStore.createDatabase: got a value of the type boolean. Must be an object with 'admin'."],
  ['an administrator who is to be made', created({ createDatabase: { admin: Credentials.generated() } }),
    'backendStore.createDatabase.admin: got Credentials.generated(). Must be made by Credentials.given() or '
      + 'Credentials.existingSecret().'],
  ['an administrator\'s password that clients encode differently',
    created({ createDatabase: { admin: Credentials.given('admin', SecretValue.unsafePlainText('pä')) } }),
    `backendStore.createDatabase.admin.password: must be printable ASCII characters, and not empty. ${ENCODED}`],
  ['certificates of RDS that nobody gets', mysql({ tls: MysqlTls.rds('eu-central-1') }),
    "backendStore.tls: must not be MysqlTls.rds() without 'createDatabase': the job that creates the database gets "
      + 'the certificates. Use MysqlTls.certificates() or MysqlTls.existingSecret().'],
  ['certificates that are none', mysql({ tls: MysqlTls.certificates('TOP') }),
    'backendStore.tls: must be certificates in PEM, which begin with "-----BEGIN CERTIFICATE-----".'],
])('refuses %s', (_, props, message) => {
  expect(problems(props)).toEqual([message]);
  expect(message).not.toContain('TOPSECRET');
});

test.each<[string, Props]>([
  ['an IPv4 address for a database', mysql({ host: '10.0.0.5' })],
  ['a host of a database in upper case', mysql({ host: 'DB.example.com' })],
  ['any password that a URI could not have', mysql({ credentials: Credentials.given('u', SecretValue.unsafePlainText('p@ss:w/o?r#d%')) })],
  ['a Secret with custom keys',
    mysql({ credentials: Credentials.existingSecret('a.b', { usernameKey: 'u.v', passwordKey: '_p' }) })],
  ['a user of PostgreSQL with the longest name', postgresql({ credentials: Credentials.given('u'.repeat(63), SecretValue.unsafePlainText('ä')) })],
  ...['my.db', '_a$', 'my-db', '1a'].map((database) => [`the name ${database} of a database of PostgreSQL`, postgresql({ database })] as [string, Props]),
  ['certificates of RDS that the job gets', created({ tls: MysqlTls.rds('eu-central-1') })],
  ['a database with the longest name', created({ database: 'a'.repeat(64) })],
])('allows %s', (_, props) => expect(() => create(props)).not.toThrow());
