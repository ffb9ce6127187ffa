import { Credentials } from '../../../kubernetes';
import { SecretReference } from '../../../private/credentials';
import { PRINTABLE_ASCII } from '../../../private/rules';
import { Rule } from '../../../private/shape';
import { Validation } from '../../../private/validation';
import { text } from '../../../private/values';
import { MlflowDatabaseCreation } from '../../backend-store-options';

/** What a kind of backend store is to the tracking server. */
export interface BackendStoreKind {
  /** Whether what is logged outlives the pod. */
  readonly durable: boolean;
  /** MLflow's user, if there is a server that wants to know one. */
  readonly user?: DatabaseUser;
  /** The database and who makes it, if it is to be made. */
  readonly creation?: DatabaseToCreate;
  /** Adds what is wrong with the options. */
  validate(v: Validation, prop: string): void;
  /** The chart's `backendStore`; `secret` holds the user. */
  values(secret?: SecretReference): Record<string, any>;
}

/** MLflow's user on a database server. */
export interface DatabaseUser {
  readonly credentials: Credentials;
  /** Whether the chart puts name and password into a URI as they are. */
  readonly encoded?: boolean;
}

/** A database that is to be made. */
export interface DatabaseToCreate extends MlflowDatabaseCreation {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Database and user unless they have other names. */
export const DEFAULT_NAME = 'mlflow';

/** The name of a database. */
export function databaseName(longest: number): Rule<string> {
  return text(
    `1 to ${longest} letters, digits, underscores and hyphens`,
    (name) => name.length <= longest && /^[A-Za-z0-9_-]+$/.test(name),
  );
}

/** The name of a user of a database. */
export function userName(longest: number): Rule<string> {
  return text(
    `1 to ${longest} printable ASCII characters`, (name) => PRINTABLE_ASCII.test(name) && name.length <= longest,
  );
}

/** The chart's values for a database on a server. */
export function serverValues(server: Record<string, any>, secret: SecretReference): Record<string, any> {
  const { name, usernameKey, passwordKey } = secret;
  return {
    databaseMigration: true,
    databaseConnectionCheck: true,
    ...server,
    existingDatabaseSecret: { name, usernameKey, passwordKey },
  };
}
