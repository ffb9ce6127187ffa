import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Credentials } from '..';
import { deploymentId } from '../../terraform/deployment';
import { literal } from '../../terraform/text';
import { SecretReference } from '../private/credentials';

/** Keys of a database user in Secrets. */
export const USER_KEYS = { usernameKey: 'username', passwordKey: 'password' };

/** Keys and passwords in ZenML's database. */
export interface ZenmlKeys {
  /** Key that encrypts secrets, unless the database contains secrets that another key encrypts. */
  readonly encryptionKey: string;
  /** Whether the user sets the key. */
  readonly given: boolean;
  /** Secret with ZenML's administrator. */
  readonly administrator: SecretReference;
  /** Dependencies of the Secret. */
  readonly ready: ITerraformDependable[];
}

/** Options for creating a database and its user on a MySQL server. */
export interface DatabaseCreation {
  /** Part that uses the database. */
  readonly part: 'zenml' | 'mlflow';
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Administrator who can create both. */
  readonly admin: Credentials;
  /** Owner of both, whose later deployments take them over; defaults to this construct on this cluster. */
  readonly owner?: string;
  /** Whether everything on the server belongs to the owner. */
  readonly dedicated?: boolean;
  /** The security groups from which pods connect, for the job's error. */
  readonly clients?: string[];
  /** Privileges of the user, on this database only. */
  readonly privileges: string[];
  /** Whether the user creates triggers, which a server with binary logging can reject. */
  readonly triggers?: boolean;
  /** Image with Python and PyMySQL. */
  readonly image: string;
  /** ID of the user that the image runs as. */
  readonly imageUser: number;
  /** Keys in the database, if it is ZenML's. */
  readonly keys?: ZenmlKeys;
}

/** Environment variables of the job that are not secret: see `programs/create_database.py`. */
export function databaseSettings(
  scope: Construct,
  { part, host, port, database, owner, dedicated, clients = [], privileges, triggers, keys }: DatabaseCreation,
): object[] {
  const flag = (name: string, value?: boolean) => value ? [{ name, value: 'true' }] : [];
  return [
    { name: 'DB_HOST', value: host },
    { name: 'DB_PORT', value: `${port}` },
    { name: 'DB_NAME', value: database },
    { name: 'DB_PRIVILEGES', value: privileges.join(', ') },
    ...flag('DB_TRIGGERS', triggers),
    { name: 'DB_PART', value: part },
    { name: 'DB_OWNER', value: literal(owner ?? scope.node.scope!.node.path) },
    ...flag('DB_OWNER_IN_CLUSTER', owner === undefined),
    { name: 'DB_DEPLOYMENT', value: deploymentId(scope) },
    ...flag('DB_DEDICATED', dedicated),
    ...flag('DB_KEY_GIVEN', keys?.given),
    ...(clients.length > 0 ? [{ name: 'DB_CLIENTS', value: clients.join(', ') }] : []),
  ];
}

/** Environment variables with a name and a password from a Secret. */
export function variablesFrom(
  prefix: string, { name: secret, usernameKey, passwordKey }: SecretReference, more: object = {},
): object[] {
  const variable = (name: string, key: string) =>
    ({ name: `${prefix}_${name}`, value_from: { secret_key_ref: { name: secret, key, ...more } } });
  return [variable('USERNAME', usernameKey), variable('PASSWORD', passwordKey)];
}
