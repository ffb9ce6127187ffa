import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Site } from './config';
import { INetwork, Network } from 'cdktf-zenml-aws';

/**
 * Stands for the network that you have: a stack with a state and a life of its own. Whatever makes the VPC, the ids of
 * it and of its subnets are all that is taken from it.
 */
export class PlatformNetwork extends TerraformStack {
  /** The network. */
  public readonly network: INetwork;

  public constructor(app: App, id: string, { region, prefix, vpcCidr }: Site) {
    super(app, id);
    new AwsProvider(this, 'aws', { region });
    this.network = new Network(this, 'Network', { namePrefix: prefix, cidr: vpcCidr });
  }
}
