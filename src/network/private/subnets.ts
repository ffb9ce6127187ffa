import { formatCidr, parseCidr } from '../../validation/rules';

/** CIDR range of ZenML's recipe. */
export const DEFAULT_VPC_CIDR = '10.10.0.0/16';
/** Number of zones of ZenML's recipe. */
export const DEFAULT_ZONE_COUNT = 3;

const SMALLEST_SUBNET = 25; // a node uses up to 35 addresses, and EKS needs some for its own interfaces
const MOST_BLOCKS = 5; // in bits: 32 blocks, a /21 in a /16 as in ZenML's recipe

/** Number of bits that divide the VPC's range into blocks. */
function blockBits(prefixLength: number): number {
  return Math.min(MOST_BLOCKS, SMALLEST_SUBNET - prefixLength);
}

/** CIDR ranges of the subnets: private ones from the second block, public ones from the middle. */
export function subnetCidrs(cidr: string, zoneCount: number): { private: string[]; public: string[] } {
  const vpc = parseCidr(cidr)!;
  const bits = blockBits(vpc.prefixLength);
  const prefixLength = vpc.prefixLength + bits;
  const block = (index: number) =>
    formatCidr({ address: vpc.address + index * 2 ** (32 - prefixLength), prefixLength });
  const zones = Array.from({ length: zoneCount }, (_, index) => index);
  return { private: zones.map((zone) => block(1 + zone)), public: zones.map((zone) => block(2 ** (bits - 1) + zone)) };
}

/** Maximum number of zones whose subnets fit into a VPC's range. */
export function roomForZones(prefixLength: number): number {
  return 2 ** (blockBits(prefixLength) - 1) - 1;
}
