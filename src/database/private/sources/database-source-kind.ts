import { Construct } from 'constructs';
import { MysqlTls } from '../../../kubernetes';
import { INetwork } from '../../../network';
import { DataRetention } from '../../../terraform/data-retention';
import { Validation } from '../../../validation/validation';
import { IDatabase } from '../../database-options';
import { MysqlEndpoint } from '../ingress-rules';
import { DatabaseNames } from '../names';

/** What the stack chooses for a MySQL server. */
export interface DatabaseContext {
  /** The stack's prefix, from which names are derived. */
  readonly prefix: string;
  readonly network: INetwork;
  readonly clientSecurityGroupIds: { [name: string]: string };
  readonly dataRetention: DataRetention;
}

/** A kind of database source, as the stack sees it. Names and rules are read before `validate()`. */
export interface DatabaseSourceKind {
  /** Whether only the stack uses the server. */
  readonly dedicated: boolean;
  /** The administrator's name. */
  readonly username?: string;
  /** The security group and port that the stack adds rules for. */
  readonly rules?: MysqlEndpoint;
  /** Returns the names of databases and users. */
  names(prefix: string): DatabaseNames;
  /** Returns how clients verify a server in a region. */
  tls(region: string): MysqlTls;
  /** Adds problems of the options. */
  validate(v: Validation, prop: string): void;
  /** Creates the server, or refers to it. */
  bind(scope: Construct, id: string, context: DatabaseContext): IDatabase;
}
