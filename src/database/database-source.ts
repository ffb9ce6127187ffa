import { Construct } from 'constructs';
import { Database } from './database';
import { ExistingDatabaseOptions, IDatabase, StackDatabaseOptions } from './database-options';
import { DataRetention } from '../data-retention';
import { MysqlTls } from '../kubernetes';
import { INetwork } from '../network';
import { EXISTING_DATABASE, STACK_DATABASE_OPTIONS } from './private/validate';
import { checkValue, required } from '../private/shape';
import { Validation } from '../private/validation';

/** @internal */
export interface DatabaseContext {
  readonly identifier: string;
  readonly network: INetwork;
  readonly clientSecurityGroupIds: { [name: string]: string };
  readonly dataRetention: DataRetention;
}

/** Where the stack's MySQL server comes from. */
export abstract class DatabaseSource {
  /** A server of the stack's own, on RDS. */
  public static create(options: StackDatabaseOptions = {}): DatabaseSource {
    return new CreatedDatabase(options);
  }

  /**
   * A MySQL server that exists: `Database.fromAttributes()`. The stack makes databases and users on it, and never
   * deletes them.
   */
  public static existing(options: ExistingDatabaseOptions): DatabaseSource {
    return new ExistingDatabase(options);
  }

  /**
   * The name of ZenML's database, if it is not the default. May be asked before `_validate()` has told that the options
   * are none.
   * @internal
   */
  public abstract get _databaseName(): string | undefined;
  /** The administrator's name; asked for as early as the other. @internal */
  public abstract get _username(): string | undefined;
  /** What clients demand of the connection to a server in a region. @internal */
  public abstract _tls(region: string): MysqlTls;
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: DatabaseContext): IDatabase;
}

class CreatedDatabase extends DatabaseSource {
  public constructor(private readonly options: StackDatabaseOptions) {
    super();
  }

  public get _databaseName(): string | undefined {
    return this.options?.databaseName;
  }

  public get _username(): string | undefined {
    return this.options?.username;
  }

  public _tls(region: string): MysqlTls {
    const rds = MysqlTls.rds(region);
    return this.options.tls ?? (rds._url === undefined ? MysqlTls.unverified() : rds);
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_DATABASE_OPTIONS));
  }

  public _bind(scope: Construct, id: string, context: DatabaseContext): IDatabase {
    const { tls, ...options } = this.options;
    return new Database(scope, id, { ...options, ...context });
  }
}

class ExistingDatabase extends DatabaseSource {
  public constructor(private readonly options: ExistingDatabaseOptions) {
    super();
  }

  public get _databaseName(): string | undefined {
    return this.options?.databaseName;
  }

  public get _username(): string | undefined {
    return this.options?.username;
  }

  public _tls(): MysqlTls {
    return this.options.tls ?? MysqlTls.unverified();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_DATABASE));
  }

  public _bind(scope: Construct, id: string): IDatabase {
    return Database.fromAttributes(scope, id, this.options);
  }
}
