import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, S3Backend, TerraformStack } from 'cdktf';
import { INetwork, Network, NetworkSource, ZenmlAwsStack } from 'cdktf-zenml-aws';

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/landing-zone/terraform`;
const STATES = 'acme-terraform-states';

/** Stand-in for the stack of the team that owns the networks. Only IDs are read from it. */
class LandingZone extends TerraformStack {
  public readonly network: INetwork;

  public constructor(app: App, id: string) {
    super(app, id);
    new S3Backend(this, { bucket: STATES, key: `${id}/terraform.tfstate`, region: REGION, encrypt: true });
    new AwsProvider(this, 'Aws', { region: REGION, assumeRole: [{ roleArn: DEPLOYER }] });
    this.network = new Network(this, 'Network', { namePrefix: 'acme-ml', cidr: '10.40.0.0/16' });
  }
}

export function build(app: App): ZenmlAwsStack {
  const { network } = new LandingZone(app, 'landing-zone');
  return new ZenmlAwsStack(app, 'ml', {
    region: REGION,
    prefix: 'acme-ml',
    network: NetworkSource.existing({
      vpcId: network.vpcId,
      privateSubnetIds: network.privateSubnetIds,
      publicSubnetIds: network.publicSubnetIds,
      egressCidrs: network.egressCidrs,
    }),
    awsProvider: { assumeRoleArn: DEPLOYER, allowedAccountIds: [ACCOUNT] },
    roles: { permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/landing-zone-boundary`, path: '/ml/' },
    tags: { costCenter: '4711', owner: 'ml-platform' },
    remoteState: { bucket: STATES },
  });
}
