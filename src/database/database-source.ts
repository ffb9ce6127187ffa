import { Construct } from 'constructs';
import { Database } from './database';
import { IDatabase, StackDatabaseOptions, StackExistingDatabaseOptions } from './database-options';
import { MysqlTls } from '../kubernetes';
import { INetwork } from '../network';
import { DataRetention } from '../terraform/data-retention';
import { MYSQL_PORT } from './private/engine';
import { MysqlEndpoint } from './private/ingress-rules';
import { DatabaseNames, OWN_NAMES, prefixedNames } from './private/names';
import { STACK_DATABASE_OPTIONS, STACK_EXISTING_DATABASE } from './private/validate';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';

/** @internal */
export interface DatabaseContext {
  readonly identifier: string;
  readonly prefix: string;
  readonly network: INetwork;
  readonly clientSecurityGroupIds: { [name: string]: string };
  readonly dataRetention: DataRetention;
}

/** Where the stack's MySQL server comes from. */
export abstract class DatabaseSource {
  /**
   * A server of the stack's own, on RDS.
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
    return new CreatedDatabase(options);
  }

  /**
   * A MySQL server that exists. The stack creates databases and users on it, whose names begin with its prefix, and
   * never deletes them: a later stack of the same account and prefix takes them up. Those of others are not touched.
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
    return new ExistingDatabase(options);
  }

  /** Whether nobody else uses the server. @internal */
  public abstract readonly _dedicated: boolean;
  /**
   * Names of databases and users. May be asked for before `_validate()` has refused the options.
   * @internal
   */
  public abstract _names(prefix: string): DatabaseNames;
  /** The administrator's name; asked for as early as the others. @internal */
  public abstract get _username(): string | undefined;
  /** The security group and port that the stack adds rules for, if it adds some. @internal */
  public get _rules(): MysqlEndpoint | undefined {
    return undefined;
  }
  /** What clients demand of the connection to a server in a region. @internal */
  public abstract _tls(region: string): MysqlTls;
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: DatabaseContext): IDatabase;
}

class CreatedDatabase extends DatabaseSource {
  public readonly _dedicated = true;

  public constructor(private readonly options: StackDatabaseOptions) {
    super();
  }

  public _names(): DatabaseNames {
    return { ...OWN_NAMES, zenmlDatabase: this.options?.databaseName ?? OWN_NAMES.zenmlDatabase };
  }

  public get _username(): string | undefined {
    return this.options?.username;
  }

  public _tls(region: string): MysqlTls {
    const rds = MysqlTls.rds(region);
    return this.options.tls ?? (rds._source.url === undefined ? MysqlTls.unverified() : rds);
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_DATABASE_OPTIONS));
  }

  public _bind(scope: Construct, id: string, { prefix, ...context }: DatabaseContext): IDatabase {
    const { tls, ...options } = this.options;
    return new Database(scope, id, { ...options, ...context });
  }
}

class ExistingDatabase extends DatabaseSource {
  public readonly _dedicated = false;

  public constructor(private readonly options: StackExistingDatabaseOptions) {
    super();
  }

  public _names(prefix: string): DatabaseNames {
    const { databaseName, zenmlUsername, mlflowDatabaseName, mlflowUsername } = this.options ?? {};
    const names = prefixedNames(prefix);
    return {
      zenmlDatabase: databaseName ?? names.zenmlDatabase,
      zenmlUser: zenmlUsername ?? names.zenmlUser,
      mlflowDatabase: mlflowDatabaseName ?? names.mlflowDatabase,
      mlflowUser: mlflowUsername ?? names.mlflowUser,
    };
  }

  public get _username(): string | undefined {
    return this.options?.username;
  }

  public get _rules(): MysqlEndpoint | undefined {
    const { securityGroupId, port = MYSQL_PORT } = this.options ?? {};
    return securityGroupId === undefined ? undefined : { securityGroupId, port };
  }

  public _tls(): MysqlTls {
    return this.options.tls ?? MysqlTls.unverified();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_EXISTING_DATABASE));
  }

  public _bind(scope: Construct, id: string, { prefix, clientSecurityGroupIds }: DatabaseContext): IDatabase {
    const { zenmlUsername, mlflowDatabaseName, mlflowUsername, ...options } = this.options;
    const databaseName = this._names(prefix).zenmlDatabase;
    const database = Database.fromAttributes(scope, id, { ...options, databaseName });
    if (options.securityGroupId !== undefined) {
      Object.entries(clientSecurityGroupIds).forEach(([name, group]) => database.allowFrom(name, group));
    }
    return database;
  }
}
