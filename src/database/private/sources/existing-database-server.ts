import { Construct } from 'constructs';
import { DatabaseContext, DatabaseSourceKind } from './database-source-kind';
import { MysqlTls } from '../../../kubernetes';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { Database } from '../../database';
import { IDatabase, StackExistingDatabaseOptions } from '../../database-options';
import { MYSQL_PORT } from '../engine';
import { MysqlEndpoint } from '../ingress-rules';
import { DatabaseNames, prefixedNames } from '../names';
import { STACK_EXISTING_DATABASE } from '../validate';

/** An existing server. */
export class ExistingDatabaseServer implements DatabaseSourceKind {
  public readonly dedicated = false;

  public constructor(private readonly options: StackExistingDatabaseOptions) {}

  public get username(): string | undefined {
    return this.options?.username;
  }

  public get rules(): MysqlEndpoint | undefined {
    const { securityGroupId, port = MYSQL_PORT } = this.options ?? {};
    return securityGroupId === undefined ? undefined : { securityGroupId, port };
  }

  public names(prefix: string): DatabaseNames {
    const { databaseName, zenmlUsername, mlflowDatabaseName, mlflowUsername } = this.options ?? {};
    const names = prefixedNames(prefix);
    return {
      zenmlDatabase: databaseName ?? names.zenmlDatabase,
      zenmlUser: zenmlUsername ?? names.zenmlUser,
      mlflowDatabase: mlflowDatabaseName ?? names.mlflowDatabase,
      mlflowUser: mlflowUsername ?? names.mlflowUser,
    };
  }

  public tls(): MysqlTls {
    return this.options.tls ?? MysqlTls.unverified();
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(STACK_EXISTING_DATABASE));
  }

  public bind(scope: Construct, id: string, { prefix, clientSecurityGroupIds }: DatabaseContext): IDatabase {
    const { zenmlUsername, mlflowDatabaseName, mlflowUsername, ...options } = this.options;
    const databaseName = this.names(prefix).zenmlDatabase;
    const database = Database.fromAttributes(scope, id, { ...options, databaseName });
    if (options.securityGroupId !== undefined) {
      Object.entries(clientSecurityGroupIds).forEach(([name, group]) => database.allowFrom(name, group));
    }
    return database;
  }
}
