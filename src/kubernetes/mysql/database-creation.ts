import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Credentials } from '..';
import { deploymentId } from '../../terraform/deployment';
import { literal } from '../../terraform/text';
import { SecretReference } from '../private/credentials';

/** Keys under which Secrets hold a database user. */
export const USER_KEYS = { usernameKey: 'username', passwordKey: 'password' };

/** Keys and passwords that ZenML has in its database. */
export interface ZenmlKeys {
  /** The key that secrets are encrypted by, if there are none by another one yet. */
  readonly encryptionKey: string;
  /** Whether the key was chosen. */
  readonly given: boolean;
  /** The Secret with ZenML's administrator. */
  readonly administrator: SecretReference;
  /** What the Secret needs. */
  readonly ready: ITerraformDependable[];
}

/** How a database on a MySQL server and its user are created. */
export interface DatabaseCreation {
  /** The part whose database it is. */
  readonly part: 'zenml' | 'mlflow';
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Who may create both. */
  readonly admin: Credentials;
  /** The owner of both, of whom a later deployment takes them up; unless given this construct, on this cluster. */
  readonly owner?: string;
  /** Whether all that is on the server is the owner's. */
  readonly dedicated?: boolean;
  /** The security groups from which pods connect, for the job's error. */
  readonly clients?: string[];
  /** The user's rights, on this database alone. */
  readonly privileges: string[];
  /** Whether the user creates triggers, which a server that writes a binary log may refuse. */
  readonly triggers?: boolean;
  /** An image that has Python and PyMySQL. */
  readonly image: string;
  /** The user that the image runs as. */
  readonly imageUser: number;
  /** Keys that are in the database, if it is ZenML's. */
  readonly keys?: ZenmlKeys;
}

/** Variables of the job that are no secrets; see `programs/create_database.py`. */
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

/** Variables with a name and a password from a Secret. */
export function variablesFrom(
  prefix: string, { name: secret, usernameKey, passwordKey }: SecretReference, more: object = {},
): object[] {
  const variable = (name: string, key: string) =>
    ({ name: `${prefix}_${name}`, value_from: { secret_key_ref: { name: secret, key, ...more } } });
  return [variable('USERNAME', usernameKey), variable('PASSWORD', passwordKey)];
}
