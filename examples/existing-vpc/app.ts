import { App } from 'cdktf';
import { Config } from './config';
import { PlatformNetwork } from './network';
import { NetworkSource, ZenmlAwsStack } from 'cdktf-zenml-aws';

/** Adds the stacks to an app: for each site its network, and ZenML's stack in it. Returns the latter. */
export function build(app: App, config: Config): ZenmlAwsStack[] {
  return config.sites.map((site) => {
    const { network } = new PlatformNetwork(app, `${site.prefix}-network`, site);
    return new ZenmlAwsStack(app, site.prefix, {
      region: site.region,
      prefix: site.prefix,
      network: NetworkSource.existing({
        vpcId: network.vpcId,
        privateSubnetIds: network.privateSubnetIds,
        publicSubnetIds: network.publicSubnetIds,
        egressCidrs: network.egressCidrs,
      }),
      entrance: { allowedCidrs: config.allowedCidrs },
      dataRetention: config.dataRetention,
    });
  });
}
