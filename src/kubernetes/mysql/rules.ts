import { Credentials, MysqlTls } from '..';
import { secret } from '../../secrets/rules';
import { SECURITY_GROUP_ID } from '../../validation/aws';
import { PRINTABLE_ASCII } from '../../validation/rules';
import { Rule } from '../../validation/shape';
import { isUnknown, Validation } from '../../validation/validation';
import { anyText, list, madeInSecretBy, secretText, text } from '../../validation/values';
import { credentials } from '../private/credentials';
import { CredentialsSource } from '../private/credentials-source';

/** Name of a database user. */
export function userName(longest: number): Rule<string> {
  return secretText(
    `1 to ${longest} printable ASCII characters`, (name) => PRINTABLE_ASCII.test(name) && name.length <= longest,
  );
}

// https://dev.mysql.com/doc/refman/8.4/en/user-names.html and identifier-length.html there
/** Name of a user on a MySQL server. */
export const MYSQL_USER = userName(32);
/** Name of a database on a MySQL server. */
export const MYSQL_DATABASE: Rule<string> = text(
  '1 to 64 letters, digits, underscores and hyphens', (name) => /^[A-Za-z0-9_-]{1,64}$/.test(name),
);

/** Owner of a database, as it is stored in the database. */
export const DATABASE_OWNER: Rule<string> = anyText(
  '1 to 255 printable ASCII characters', (owner) => PRINTABLE_ASCII.test(owner) && owner.length <= 255,
);

/** IDs of the pods' security groups. */
export const DATABASE_CLIENTS: Rule<string[]> = list(SECURITY_GROUP_ID);

/** TLS requirements of the connection to a MySQL server. */
export const MYSQL_TLS = madeInSecretBy('MysqlTls', MysqlTls, [
  'rds()', 'certificates()', 'existingSecret()', 'unverified()', 'none()',
]);

const SYSTEM_DATABASES = ['information_schema', 'mysql', 'performance_schema', 'sys'];

/** A user on a MySQL server. */
export function mysqlLogin(...kinds: CredentialsSource['kind'][]): Rule<Credentials> {
  return credentials({
    kinds,
    username: MYSQL_USER,
    // Characters that PyMySQL can send: https://github.com/PyMySQL/PyMySQL/blob/v1.2.0/pymysql/connections.py
    password: secret(
      'printable ASCII characters, and not empty', (value) => PRINTABLE_ASCII.test(value),
      'MySQL clients encode others differently.',
    ),
  });
}

/** A database on a MySQL server and its user, which may have to be created. */
export interface MysqlLogin {
  readonly database: string;
  readonly credentials?: Credentials;
  /** Name of the user, if it is known. */
  readonly username?: string;
  /** Administrator who creates both, if they must be created. */
  readonly admin?: Credentials;
  /** Prop of the administrator. */
  readonly adminProp: string;
  /** Part that uses the database. */
  readonly owner: string;
}

/** Host name of an RDS server, which contains the region. */
const RDS_HOST = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com(?:\.cn)?$/i;

/** Adds a problem if an RDS server is in another region than its certificates. */
export function compareMysqlHost(
  v: Validation, { host, tls }: { readonly host: string; readonly tls?: MysqlTls },
): void {
  const region = tls?._source.region;
  const [, actual] = RDS_HOST.exec(isUnknown(host) ? '' : host) ?? [];
  if (region !== undefined && actual !== undefined && !isUnknown(region) && actual.toLowerCase() !== region) {
    v.add('tls',
      `got MysqlTls.rds('${region}'). Must be MysqlTls.rds('${actual}'), the region in '${v.nameOf('host')}'`);
  }
}

/** Adds a problem if no job would download the certificates of RDS, or if it would download those of another region. */
export function compareMysqlTls(
  v: Validation,
  { host, tls }: { readonly host: string; readonly tls?: MysqlTls },
  { admin, adminProp }: Pick<MysqlLogin, 'admin' | 'adminProp'>,
): void {
  compareMysqlHost(v, { host, tls });
  if (tls?._source.url !== undefined && admin === undefined) {
    v.add('tls',
      `must not be MysqlTls.rds() without '${adminProp}': the job that creates the database gets the certificates`,
      'Use MysqlTls.certificates() or MysqlTls.existingSecret().');
  }
}

/** Adds conflicts between a database, its user and its administrator. */
export function compareMysqlLogin(v: Validation, login: MysqlLogin): void {
  const { database, credentials: user, username, admin, adminProp, owner } = login;
  if (admin === undefined) {
    if (user === undefined || user._source.kind === 'generated') {
      v.add(
        'credentials',
        `${user ? 'got Credentials.generated()' : 'missing'}. Must be made by Credentials.given() or `
          + `Credentials.existingSecret() without '${adminProp}'`,
        'A password can be generated only for a user that is created, too.',
      );
    }
    return;
  }
  if (SYSTEM_DATABASES.includes(database.toLowerCase())) {
    v.add('database', `got "${database}". Must not be a database of the server itself`);
  }
  if (username !== undefined && !isUnknown(username) && username === admin._source.username) {
    v.add('credentials', `got the administrator "${username}". Must be of another user`,
      `The job would change the administrator's password: give ${owner} a dedicated user.`);
  }
}
