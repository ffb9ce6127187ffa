import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { App, Fn, TerraformStack } from 'cdktf';
import { Config, Site } from './config';
import { Database, INetwork, Network } from 'cdktf-zenml-aws';

/**
 * Stand-in for your existing resources: a stack with a separate state and life cycle. Only IDs, a host name and the
 * name of a secret are read from it, so that the VPC and the server can be created in any way.
 */
export class Platform extends TerraformStack {
  /** Network. */
  public readonly network: INetwork;
  /** MySQL server. */
  public readonly database: Database;
  /** ARN of the secret with `username` and `password` of the server's administrator. */
  public readonly secretArn: string;

  public constructor(app: App, id: string, { region, prefix, vpcCidr }: Site, { dataRetention }: Config) {
    super(app, id);
    new AwsProvider(this, 'aws', { region });
    new RandomProvider(this, 'random'); // for the database's password
    this.network = new Network(this, 'Network', { namePrefix: prefix, cidr: vpcCidr });
    this.database = new Database(this, 'Database', {
      identifier: `${prefix}-platform`, network: this.network, dataRetention,
    });
    const { username, password } = this.database;
    const secret = new SecretsmanagerSecret(this, 'DatabaseSecret', {
      name: `${prefix}/mysql`,
      recoveryWindowInDays: 0, // frees the name immediately after a destroy
    });
    this.secretArn = new SecretsmanagerSecretVersion(this, 'DatabaseSecretVersion', {
      secretId: secret.arn, secretString: Fn.jsonencode({ username, password }),
    }).secretId;
  }
}
