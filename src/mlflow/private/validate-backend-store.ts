import { isHostName } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { MlflowBackendStore, MlflowDatabaseCreation, MlflowDatabaseSecret, MlflowMysqlOptions, MlflowPostgresqlOptions } from '../backend-store';
import { validateSecretName, validateSecretValue } from './validate-kubernetes';

const DATABASE_NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** What PyMySQL can send: https://github.com/PyMySQL/PyMySQL/blob/v1.2.0/pymysql/connections.py */
const PRINTABLE = /^[\x20-\x7e]+$/;
const SYSTEM_DATABASES = ['information_schema', 'mysql', 'performance_schema', 'sys'];

/** Adds everything that is wrong with a backend store. */
export function validateBackendStore(v: Validation, store: MlflowBackendStore): void {
  const { _mysql: mysql, _postgresql: postgresql } = store;
  if (mysql) {
    validateServer(v, mysql, 32);
    validateUser(v, mysql, mysql.createDatabase !== undefined);
    validateSecretValue(v, 'password', mysql.password, (text) => PRINTABLE.test(text), 'printable ASCII characters', 'MySQL clients encode others differently.');
    creation(v, mysql);
  }
  if (postgresql) {
    validateServer(v, postgresql, 63);
    validateUser(v, postgresql, false);
  }
}

function validateServer(v: Validation, options: MlflowMysqlOptions | MlflowPostgresqlOptions, longestUser: number): void {
  // An IPv4 address has the form of a host name.
  v.check('host', options.host, isHostName, 'a host name or an IPv4 address',
    (host) => /[/:@]/.test(host) ? 'Give the name alone, without scheme, user, port or path.' : undefined);
  v.integer('port', options.port, 1, 65535);
  v.check('database', options.database, (name) => DATABASE_NAME.test(name), '1 to 64 letters, digits, underscores and hyphens');
  v.check('username', options.username, (name) => PRINTABLE.test(name) && name.length <= longestUser, `1 to ${longestUser} printable ASCII characters`);
}

function validateUser(v: Validation, options: MlflowMysqlOptions | MlflowPostgresqlOptions, created: boolean): void {
  databaseSecret(v, 'existingSecret', options.existingSecret);
  for (const prop of ['username', 'password'] as const) {
    if (options.existingSecret && options[prop] !== undefined) {
      v.add(prop, "conflicts with 'existingSecret', which holds name and password", 'Leave one of them out.');
    }
  }
  if (!options.existingSecret && options.password === undefined && !created) {
    v.add('password', "is missing, and so is 'existingSecret'", 'Give one of them.');
  }
  validateSecretValue(v, 'password', options.password, (text) => text !== '', 'given, it is empty');
}

function creation(v: Validation, mysql: MlflowMysqlOptions): void {
  const options: MlflowDatabaseCreation | undefined = mysql.createDatabase;
  if (!options) {
    return;
  }
  if (SYSTEM_DATABASES.includes(mysql.database ?? '')) {
    v.add('database', `must not be a database of the server itself, got "${mysql.database}"`);
  }
  const at = v.at('createDatabase');
  databaseSecret(at, 'adminSecret', options.adminSecret);
  for (const prop of ['adminUsername', 'adminPassword'] as const) {
    if (options.adminSecret && options[prop] !== undefined) {
      at.add(prop, "conflicts with 'adminSecret', which holds name and password", 'Leave one of them out.');
    } else if (!options.adminSecret && options[prop] === undefined) {
      at.add(prop, "is missing, and so is 'adminSecret'", "Give 'adminUsername' and 'adminPassword', or 'adminSecret'.");
    }
  }
  validateSecretValue(at, 'adminPassword', options.adminPassword, (text) => PRINTABLE.test(text), 'printable ASCII characters');
  const username = mysql.existingSecret ? undefined : mysql.username ?? 'mlflow';
  if (username !== undefined && !isUnknown(username) && username === options.adminUsername) {
    v.add('username', `must differ from the administrator's, both are "${username}"`,
      "The job would change the administrator's password: give MLflow a user of its own.");
  }
}

function databaseSecret(v: Validation, prop: string, secret?: MlflowDatabaseSecret): void {
  validateSecretName(v.at(prop), 'name', secret?.name);
}
