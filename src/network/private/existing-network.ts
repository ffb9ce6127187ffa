import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { Construct } from 'constructs';
import { isUnknown } from '../../private/validation';
import { ExistingNetworkOptions, INetwork } from '../network-options';

/** Looks up the subnets of a VPC that exists, in `scope`. */
export function existingNetwork(
  scope: Construct,
  { vpcId, privateSubnetIds, publicSubnetIds }: ExistingNetworkOptions,
): INetwork {
  const vpc = isUnknown(vpcId) ? vpcId : JSON.stringify(vpcId);
  const subnets = (kind: string, ids: string[], tag: string) => ids.map((subnetId, index) =>
    new DataAwsSubnet(scope, `${kind}Subnet${index + 1}`, {
      id: subnetId,
      lifecycle: {
        postcondition: [
          { condition: `\${self.vpc_id == ${vpc}}`, errorMessage: `Subnet ${subnetId} is not in VPC ${vpcId}.` },
          {
            condition: `\${contains(keys(self.tags), "${tag}")}`,
            errorMessage: `Subnet ${subnetId} has no tag ${tag}: load balancers would find no room. Tag it ${tag} = 1.`,
          },
        ],
      },
    }).id);
  return {
    vpcId,
    privateSubnetIds: subnets('Private', privateSubnetIds, 'kubernetes.io/role/internal-elb'),
    publicSubnetIds: subnets('Public', publicSubnetIds, 'kubernetes.io/role/elb'),
    ready: [],
  };
}
