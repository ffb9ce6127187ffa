import { StackDatabaseOptions, StackExistingDatabaseOptions } from './database-options';
import { Validation } from '../validation/validation';
import { CreatedDatabaseServer } from './private/sources/created-database-server';
import { DatabaseSourceKind } from './private/sources/database-source-kind';
import { ExistingDatabaseServer } from './private/sources/existing-database-server';

/** Source of the stack's MySQL server. */
export class DatabaseSource {
  /**
   * A dedicated server on RDS.
   *
   * @example
   * import { App } from 'cdktf';
   * import { DatabaseSource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   database: DatabaseSource.create({ instanceClass: 'db.m7g.large', multiAz: true }),
   * });
   */
  public static create(options: StackDatabaseOptions = {}): DatabaseSource {
    return new DatabaseSource(new CreatedDatabaseServer(options));
  }

  /**
   * An existing MySQL server. The stack creates databases and users with its prefix on it, and never deletes them: a
   * later stack with the same account and prefix reuses them. Other databases and users are not changed.
   *
   * @example
   * import { App } from 'cdktf';
   * import { DatabaseSource, SecretValue, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   database: DatabaseSource.existing({
   *     host: 'mysql.internal.example.com',
   *     username: 'admin',
   *     password: SecretValue.variable('db_password'),
   *   }),
   * });
   */
  public static existing(options: StackExistingDatabaseOptions): DatabaseSource {
    return new DatabaseSource(new ExistingDatabaseServer(options));
  }

  /** @internal */
  public readonly _source: DatabaseSourceKind;

  private constructor(source: DatabaseSourceKind) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
