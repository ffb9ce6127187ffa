import { BackendStoreKind, BackendStorePod, DatabaseUser, DEFAULT_NAME, serverValues } from './backend-store-kind';
import { userName } from '../../../kubernetes/mysql/rules';
import { credentials } from '../../../kubernetes/private/credentials';
import { secret } from '../../../secrets/rules';
import { SERVER_HOST } from '../../../validation/rules';
import { also, checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { integer, text } from '../../../validation/values';
import { MlflowPostgresqlOptions } from '../../backend-store-options';

const PORT = 5432;
/** Maximum length of a name, in bytes: https://www.postgresql.org/docs/current/limits.html */
const LONGEST_NAME = 63;

/** Names that YAML does not parse as strings, because the chart's ConfigMap does not quote them. */
const NO_TEXT = new RegExp(`^(${[
  '[-+]?[\\d._]*(e[-+]?\\d+)?', '0[xob][\\da-f_]+', '\\d{4}-\\d\\d-\\d\\d', 'true|false|yes|no|on|off|y|n|null',
].join('|')})$`, 'i');

/**
 * The chart passes the name to libpq as PGDATABASE, not in a URI, so that it needs no encoding:
 * https://github.com/community-charts/helm-charts/blob/mlflow-1.11.5/charts/mlflow/templates/configmap.yaml
 */
const DATABASE = also(
  text(`1 to ${LONGEST_NAME} letters, digits and characters of "$-._", with neither "-" nor "." first`,
    (name) => name.length <= LONGEST_NAME && /^[\w$][\w$.-]*$/.test(name)),
  [(name) => !NO_TEXT.test(name), 'a name with which the chart can do',
    'The chart would read it as a number, a date or a boolean.'],
);

const OPTIONS: Rule<MlflowPostgresqlOptions> = struct<MlflowPostgresqlOptions>({
  host: required(SERVER_HOST),
  port: integer({ min: 1, max: 65535 }),
  database: DATABASE,
  credentials: required(credentials({
    kinds: ['given', 'existingSecret'],
    username: userName(LONGEST_NAME),
    password: secret('a password, and not empty', (value) => value !== ''),
  })),
});

/** A database on a PostgreSQL server. */
export class PostgresqlStore implements BackendStoreKind {
  public readonly durable = true;

  public constructor(private readonly options: MlflowPostgresqlOptions) {}

  public get user(): DatabaseUser {
    // MLflow reads the PostgreSQL user from environment variables of libpq, not from a URI.
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
