import { formatCidr, parseCidr } from '../../validation/rules';

/** The recipe's VPC range. */
export const DEFAULT_VPC_CIDR = '10.10.0.0/16';
/** The recipe's number of zones. */
export const DEFAULT_ZONE_COUNT = 3;

const SMALLEST_SUBNET = 25; // a node holds up to 35 addresses, and EKS wants room for its own interfaces
const MOST_BLOCKS = 5; // bits: 32 blocks, the recipe's /21 in a /16

/** How many bits the VPC's range is divided by. */
function blockBits(prefixLength: number): number {
  return Math.min(MOST_BLOCKS, SMALLEST_SUBNET - prefixLength);
}

/** The ranges of the subnets: private ones from the second block on, public ones from the middle on. */
export function subnetCidrs(cidr: string, zoneCount: number): { private: string[]; public: string[] } {
  const vpc = parseCidr(cidr)!;
  const bits = blockBits(vpc.prefixLength);
  const prefixLength = vpc.prefixLength + bits;
  const block = (index: number) =>
    formatCidr({ address: vpc.address + index * 2 ** (32 - prefixLength), prefixLength });
  const zones = Array.from({ length: zoneCount }, (_, index) => index);
  return { private: zones.map((zone) => block(1 + zone)), public: zones.map((zone) => block(2 ** (bits - 1) + zone)) };
}

/** The number of zones that a VPC's range has subnets for. */
export function roomForZones(prefixLength: number): number {
  return 2 ** (blockBits(prefixLength) - 1) - 1;
}
