import { App } from 'cdktf';
import { Config } from './config';
import { Platform } from './platform';
import { DatabaseSource, MysqlTls, NetworkSource, SecretValue, ZenmlAwsStack } from 'cdktf-zenml-aws';

/** Adds a platform stack and a ZenML stack for each site to an app. Returns the ZenML stacks. */
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
        // Terraform reads it during plan and apply. No file of the app contains it.
        password: SecretValue.secretsManager(secretArn, { field: 'password' }),
        // The stack adds a rule that allows its nodes to connect.
        securityGroupId: database.securityGroupId,
        tls: MysqlTls.rds(site.region),
      }),
      entrance: { allowedCidrs: config.allowedCidrs },
      dataRetention: config.dataRetention,
    });
  });
}
