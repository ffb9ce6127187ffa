import { CIDR, cidrRemedy, formatCidr, isCidr, isPrivate, parseCidr, PRIVATE_RANGES } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { NetworkOptions } from '../network';

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
  const block = (index: number) => formatCidr({ address: vpc.address + index * 2 ** (32 - prefixLength), prefixLength });
  const zones = Array.from({ length: zoneCount }, (_, index) => index);
  return { private: zones.map((zone) => block(1 + zone)), public: zones.map((zone) => block(2 ** (bits - 1) + zone)) };
}

/** Checks what can be chosen about a network. */
export function validateNetwork(v: Validation, options: NetworkOptions): void {
  v.known('cidr', options.cidr, 'the subnets are computed from it', 'Give the range itself, for example "10.11.0.0/16".');
  v.known('availabilityZoneCount', options.availabilityZoneCount, 'the subnets are counted by it', 'Give the number itself.');
  v.integer('availabilityZoneCount', options.availabilityZoneCount, 2, 6, ' zones', 'EKS and RDS each need two zones at least.');
  v.check('cidr', options.cidr, isCidr, CIDR, cidrRemedy);
  const cidr = options.cidr === undefined || isUnknown(options.cidr) ? undefined : parseCidr(options.cidr);
  if (!cidr || !isCidr(options.cidr!)) {
    return;
  }
  v.check('cidr', options.cidr, () => isPrivate(cidr), `within a private range (${PRIVATE_RANGES.join(', ')})`, 'Use for example "10.11.0.0/16".');
  v.check('cidr', options.cidr, () => cidr.prefixLength >= 16 && cidr.prefixLength <= 22, 'from /16 (the largest VPC of AWS) to /22 in size',
    'A VPC smaller than /22 has no room for the subnets.');
  const zoneCount = options.availabilityZoneCount ?? DEFAULT_ZONE_COUNT;
  const room = 2 ** (blockBits(cidr.prefixLength) - 1) - 1;
  if (cidr.prefixLength <= 22 && Number.isInteger(zoneCount) && zoneCount <= 6 && zoneCount > room) {
    v.add('cidr', `has room for the subnets of ${room} zones, but 'availabilityZoneCount' is ${zoneCount}, got "${options.cidr}"`,
      'Use a larger range, or fewer zones.');
  }
}
