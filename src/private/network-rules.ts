import { SUBNET_ID, VPC_ID } from './aws-rules';
import { IPV4_RANGE } from './rules';
import { attributes, required, Rule } from './shape';
import { DEPENDABLES, list } from './values';
import { INetwork } from '../network';

/** A network as other constructs need it: one of this library, or one that the user describes. */
export const NETWORK: Rule<INetwork> = attributes<INetwork>({
  vpcId: required(VPC_ID),
  privateSubnetIds: required(list(SUBNET_ID, { min: 2, remedy: 'EKS and RDS each need two zones.' })),
  publicSubnetIds: required(list(SUBNET_ID)),
  ready: required(DEPENDABLES),
  vpcCidrs: list(IPV4_RANGE),
  egressCidrs: list(IPV4_RANGE),
});
