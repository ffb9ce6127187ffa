import { Construct } from 'constructs';
import { MysqlTls } from '../../../kubernetes';
import { INetwork } from '../../../network';
import { DataRetention } from '../../../terraform/data-retention';
import { Validation } from '../../../validation/validation';
import { IDatabase } from '../../database-options';
import { MysqlEndpoint } from '../ingress-rules';
import { DatabaseNames } from '../names';

/** Attributes of the stack that uses the MySQL server. */
export interface DatabaseContext {
  /** The stack's prefix, from which names are derived. */
  readonly prefix: string;
  readonly network: INetwork;
  readonly clientSecurityGroupIds: { [name: string]: string };
  readonly dataRetention: DataRetention;
}

/** Interface of database sources for the stack. Names and rules are read before `validate()`. */
export interface DatabaseSourceKind {
  /** Whether only the stack uses the server. */
  readonly dedicated: boolean;
  /** Name of the administrator. */
  readonly username?: string;
  /** Security group and port of the server that the stack adds rules for. */
  readonly rules?: MysqlEndpoint;
  /** Returns the names of databases and users. */
  names(prefix: string): DatabaseNames;
  /** Returns the TLS requirements for connections to a server in a region. */
  tls(region: string): MysqlTls;
  /** Validates the options. */
  validate(v: Validation, prop: string): void;
  /** Creates the server, or returns the existing one. */
  bind(scope: Construct, id: string, context: DatabaseContext): IDatabase;
}
