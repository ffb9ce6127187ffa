import { BackendStoreKind, BackendStorePod, DatabaseUser, DEFAULT_NAME, serverValues } from './backend-store-kind';
import { credentials } from '../../../private/credentials';
import { databaseName, userName } from '../../../private/database-rules';
import { HOST } from '../../../private/rules';
import { checkValue, required, Rule, struct } from '../../../private/shape';
import { Validation } from '../../../private/validation';
import { integer, secretText } from '../../../private/values';
import { MlflowPostgresqlOptions } from '../../backend-store-options';

const PORT = 5432;
/** Bytes of a name: https://www.postgresql.org/docs/current/limits.html */
const LONGEST_NAME = 63;

const OPTIONS: Rule<MlflowPostgresqlOptions> = struct<MlflowPostgresqlOptions>({
  host: required(HOST),
  port: integer({ min: 1, max: 65535 }),
  database: databaseName(LONGEST_NAME),
  credentials: required(credentials({
    kinds: ['given', 'existingSecret'],
    username: userName(LONGEST_NAME),
    password: secretText('a password, and not empty', (value) => value !== ''),
  })),
});

/** A database on a PostgreSQL server. */
export class PostgresqlStore implements BackendStoreKind {
  public readonly durable = true;

  public constructor(private readonly options: MlflowPostgresqlOptions) {}

  public get user(): DatabaseUser {
    // MLflow reads a PostgreSQL user from variables of libpq, not from a URI.
    return { credentials: this.options.credentials };
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public values(pod: BackendStorePod): Record<string, any> {
    const { host, port = PORT, database = DEFAULT_NAME } = this.options;
    return { backendStore: serverValues({ postgres: { enabled: true, host, port, database, driver: '' } }, pod) };
  }
}
