import { App } from 'cdktf';
import { Config } from './config';
import { Platform } from './platform';
import { DatabaseSource, MysqlTls, NetworkSource, SecretValue, ZenmlAwsStack } from 'cdktf-zenml-aws';

/** Adds the stacks to an app: for each site its platform, and ZenML's stack in it. Returns the latter. */
export function build(app: App, config: Config): ZenmlAwsStack[] {
  return config.sites.map((site) => {
    const { network, database, secretArn } = new Platform(app, `${site.prefix}-platform`, site, config);
    return new ZenmlAwsStack(app, site.prefix, {
      region: site.region,
      prefix: site.prefix,
      network: NetworkSource.existing({
        vpcId: network.vpcId,
        privateSubnetIds: network.privateSubnetIds,
        publicSubnetIds: network.publicSubnetIds,
        egressCidrs: network.egressCidrs,
      }),
      database: DatabaseSource.existing({
        host: database.host,
        username: database.username,
        // Terraform reads it when it plans and applies; it is in no file of the app.
        password: SecretValue.secretsManager(secretArn, { field: 'password' }),
        // The stack adds the rule that lets its nodes connect.
        securityGroupId: database.securityGroupId,
        tls: MysqlTls.rds(site.region),
      }),
      entrance: { allowedCidrs: config.allowedCidrs },
      dataRetention: config.dataRetention,
    });
  });
}
