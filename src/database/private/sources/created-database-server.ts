import { Construct } from 'constructs';
import { DatabaseContext, DatabaseSourceKind } from './database-source-kind';
import { MysqlTls } from '../../../kubernetes';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { Database } from '../../database';
import { IDatabase, StackDatabaseOptions } from '../../database-options';
import { DatabaseNames, OWN_NAMES } from '../names';
import { STACK_DATABASE_OPTIONS } from '../validate';

/** A dedicated server. */
export class CreatedDatabaseServer implements DatabaseSourceKind {
  public readonly dedicated = true;
  public readonly rules = undefined;

  public constructor(private readonly options: StackDatabaseOptions) {}

  public get username(): string | undefined {
    return this.options?.username;
  }

  public names(): DatabaseNames {
    return { ...OWN_NAMES, zenmlDatabase: this.options?.databaseName ?? OWN_NAMES.zenmlDatabase };
  }

  public tls(region: string): MysqlTls {
    const rds = MysqlTls.rds(region);
    return this.options.tls ?? (rds._source.url === undefined ? MysqlTls.unverified() : rds);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_DATABASE_OPTIONS));
  }

  public bind(scope: Construct, id: string, { prefix, ...context }: DatabaseContext): IDatabase {
    const { tls, ...options } = this.options;
    return new Database(scope, id, { ...options, ...context, identifier: `${prefix}-mysql` });
  }
}
