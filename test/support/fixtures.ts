import { ExistingNetworkOptions, INetwork } from '../../src/network';

// Ids and attributes that stand for existing resources, once for all tests.

export const VPC_ID = 'vpc-0a1b2c3d4e5f60718';
/** The id of the nth subnet: 1 and 2 are private, 3 and 4 public. */
export const subnetId = (nth: number) => `subnet-0a1b2c3d4e5f6071${nth}`;
export const PRIVATE_SUBNET_IDS = [subnetId(1), subnetId(2)];
export const PUBLIC_SUBNET_IDS = [subnetId(3), subnetId(4)];

/** An existing VPC with two private and two public subnets. */
export const EXISTING_NETWORK: ExistingNetworkOptions = {
  vpcId: VPC_ID, privateSubnetIds: PRIVATE_SUBNET_IDS, publicSubnetIds: PUBLIC_SUBNET_IDS,
};
/** The same as a network that nothing has to wait for. */
export const NETWORK: INetwork = { ...EXISTING_NETWORK, ready: [] };
