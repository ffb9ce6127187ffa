import { DataAwsNatGateway } from '@cdktf/provider-aws/lib/data-aws-nat-gateway';
import { DataAwsNatGateways } from '@cdktf/provider-aws/lib/data-aws-nat-gateways';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { TerraformIterator, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { isUnknown } from '../../validation/validation';
import { ExistingNetworkOptions, INetwork } from '../network-options';

/** Looks up an existing VPC: its CIDR ranges, its subnets, and the addresses of its NAT gateways. */
export function existingNetwork(
  scope: Construct,
  { vpcId, privateSubnetIds, publicSubnetIds, egressCidrs }: ExistingNetworkOptions,
): INetwork {
  const vpc = isUnknown(vpcId) ? vpcId : JSON.stringify(vpcId);
  const subnets = (kind: string, ids: string[], tag: string): DataAwsSubnet[] => ids.map((subnetId, index) =>
    new DataAwsSubnet(scope, `${kind}Subnet${index + 1}`, {
      id: subnetId,
      lifecycle: {
        postcondition: [
          { condition: `\${self.vpc_id == ${vpc}}`, errorMessage: `Subnet ${subnetId} is not in VPC ${vpcId}.` },
          {
            condition: `\${contains(keys(self.tags), "${tag}")}`,
            errorMessage: `Subnet ${subnetId} has no tag ${tag}: Kubernetes needs it to discover subnets for load `
              + `balancers. Add the tag ${tag} = 1.`,
          },
        ],
      },
    }));
  const privateSubnets = subnets('Private', privateSubnetIds, 'kubernetes.io/role/internal-elb');
  const publicSubnets = subnets('Public', publicSubnetIds, 'kubernetes.io/role/elb');
  const vpcData = new DataAwsVpc(scope, 'Vpc', { id: vpcId });
  return {
    vpcId,
    privateSubnetIds: privateSubnets.map(({ id }) => id),
    publicSubnetIds: publicSubnets.map(({ id }) => id),
    privateSubnetZones: privateSubnets.map(({ availabilityZone }) => availabilityZone),
    publicSubnetZones: publicSubnets.map(({ availabilityZone }) => availabilityZone),
    // Locals, because a custom expression cannot be the argument of a function.
    vpcCidrs: new TerraformLocal(scope, 'VpcCidrs',
      `\${[for it in ${vpcData.fqn}.cidr_block_associations : it.cidr_block if it.state == "associated"]}`).asList,
    // If the VPC is created in the same apply, their number is unknown.
    egressCidrs: egressCidrs ?? (isUnknown(vpcId) ? undefined : natAddresses(scope, vpcId)),
    ready: [],
  };
}

/** Returns the public addresses of the VPC's NAT gateways as CIDR ranges; private gateways have none. */
function natAddresses(scope: Construct, vpcId: string): string[] {
  const { ids } = new DataAwsNatGateways(scope, 'NatGateways', {
    vpcId, filter: [{ name: 'state', values: ['available'] }],
  });
  const each = TerraformIterator.fromList(ids);
  const gateway = new DataAwsNatGateway(scope, 'NatGateway', { forEach: each, id: each.value });
  return new TerraformLocal(scope, 'NatAddresses',
    `\${[for it in ${gateway.fqn} : format("%s/32", it.public_ip) if it.public_ip != ""]}`).asList;
}
