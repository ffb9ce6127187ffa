import { Construct } from 'constructs';
import { DataRetention } from '../data-retention';
import { Database, IDatabase } from './database';
import { DatabaseOptions } from './database-options';
import { INetwork } from '../network/network';
import { DATABASE_DEFAULTS, validateDatabase } from './private/validate';
import { isHostName } from '../private/rules';
import { Validation } from '../private/validation';

/** A MySQL server that exists. */
export interface ExistingDatabaseOptions {
  /** The server's host name, reachable from the cluster's nodes. */
  readonly host: string;
  /**
   * The server's port.
   * @default 3306
   */
  readonly port?: number;
  /** The name of a user that may create databases and users. */
  readonly username: string;
  /**
   * That user's password. Use a sensitive `TerraformVariable`, or read it from where it is kept: what stands here in clear is in the
   * synthesized file.
   */
  readonly password: string;
  /**
   * The name of ZenML's database, which exists.
   * @default zenml
   */
  readonly databaseName?: string;
}

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
  public static create(options: DatabaseOptions = {}): DatabaseSource {
    return new CreatedDatabase(options);
  }

  /** A MySQL server that exists. The stack makes databases and users on it, and never deletes them. */
  public static existing(options: ExistingDatabaseOptions): DatabaseSource {
    return new ExistingDatabase(options);
  }

  /** The name of ZenML's database, if it is not the default. @internal */
  public abstract readonly _databaseName?: string;
  /** @internal */
  public abstract _validate(v: Validation): void;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: DatabaseContext): IDatabase;
}

class CreatedDatabase extends DatabaseSource {
  public readonly _databaseName?: string;

  public constructor(private readonly options: DatabaseOptions) {
    super();
    this._databaseName = options.databaseName;
  }

  public _validate(v: Validation): void {
    validateDatabase(v, this.options);
  }

  public _bind(scope: Construct, id: string, context: DatabaseContext): IDatabase {
    return new Database(scope, id, { ...this.options, ...context });
  }
}

class ExistingDatabase extends DatabaseSource {
  public readonly _databaseName?: string;

  public constructor(private readonly options: ExistingDatabaseOptions) {
    super();
    this._databaseName = options.databaseName;
  }

  public _validate(v: Validation): void {
    v.check('host', this.options.host, (host) => isHostName(host), 'a host name, without "mysql://" and without a port');
    v.integer('port', this.options.port, 1, 65535);
    v.check('username', this.options.username, (name) => name.length >= 1 && name.length <= 32, '1 to 32 characters');
    v.check('password', this.options.password, (password) => password.length > 0, 'not empty');
    v.check('databaseName', this.options.databaseName, (name) => /^\w{1,64}$/.test(name), '1 to 64 letters, digits and underscores');
  }

  public _bind(): IDatabase {
    const { host, port, username, password, databaseName } = this.options;
    return {
      host,
      port: port ?? 3306,
      username,
      password,
      databaseName: databaseName ?? DATABASE_DEFAULTS.databaseName,
      ready: [],
    };
  }
}
