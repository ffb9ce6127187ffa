import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { allowFrom } from './ingress-rules';
import { IDatabase } from '../database-options';

/** Attributes of an existing MySQL server. */
export interface ExistingDatabaseAttributes extends Pick<
  IDatabase, 'host' | 'port' | 'username' | 'password' | 'databaseName'
> {
  readonly securityGroupId?: string;
}

/** An existing MySQL server. */
export class ExistingDatabase implements IDatabase {
  public readonly host: string;
  public readonly port: number;
  public readonly username: string;
  public readonly password: string;
  public readonly databaseName: string;
  public readonly ready: ITerraformDependable[] = [];

  public constructor(private readonly construct: Construct, private readonly attributes: ExistingDatabaseAttributes) {
    this.host = attributes.host;
    this.port = attributes.port;
    this.username = attributes.username;
    this.password = attributes.password;
    this.databaseName = attributes.databaseName;
  }

  public allowFrom(name: string, securityGroupId: string): ITerraformDependable {
    const rule = allowFrom(this.construct, { ...this.attributes, name, clientSecurityGroupId: securityGroupId });
    this.ready.push(rule);
    return rule;
  }
}
