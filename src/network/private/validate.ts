import { DEFAULT_VPC_CIDR, DEFAULT_ZONE_COUNT, roomForZones } from './subnets';
import { EGRESS_RANGE, refuseEveryAddress } from '../../validation/addresses';
import { CLUSTER_NAME, SUBNET_ID, VPC_ID } from '../../validation/aws';
import { CIDR, cidrRemedy, isCidr, isPrivate, parseCidr, PRIVATE_RANGES } from '../../validation/rules';
import { also, known, required, Rule, Shape, struct } from '../../validation/shape';
import { isListToken, isUnknown, Validation } from '../../validation/validation';
import { integer, list, oneOf, text } from '../../validation/values';
import { ExistingNetworkOptions, NatGateways, NetworkOptions, NetworkProps } from '../network-options';

const prefixLength = (cidr: string) => parseCidr(cidr)!.prefixLength;

const SHAPE: Shape<NetworkOptions> = {
  cidr: known(
    also(
      text(CIDR, isCidr, (value) => cidrRemedy(value, 16)),
      [
        (cidr) => isPrivate(parseCidr(cidr)!),
        `within a private range (${PRIVATE_RANGES.join(', ')})`,
        'Use for example "10.11.0.0/16".',
      ],
      [
        (cidr) => prefixLength(cidr) >= 16 && prefixLength(cidr) <= 22,
        'from /16 (the largest VPC of AWS) to /22 in size',
        'A VPC smaller than /22 is too small for the subnets.',
      ],
    ),
    'the subnets are computed from it',
    'Give the range itself, for example "10.11.0.0/16".',
  ),
  availabilityZoneCount: known(
    integer({ min: 2, max: 6, unit: ' zones', remedy: 'EKS and RDS each need two zones at least.' }),
    'the subnets are counted by it',
  ),
  natGateways: oneOf('NatGateways', NatGateways),
};

function compare(
  v: Validation,
  { cidr = DEFAULT_VPC_CIDR, availabilityZoneCount = DEFAULT_ZONE_COUNT }: NetworkOptions,
): void {
  if (isUnknown(cidr) || !isCidr(cidr) || prefixLength(cidr) > 22) {
    return; // already reported
  }
  const room = roomForZones(prefixLength(cidr));
  if (availabilityZoneCount > room && availabilityZoneCount <= 6) {
    v.add(
      'cidr',
      `got "${cidr}", which has room for ${room}. Must have room for the subnets of ${availabilityZoneCount} zones `
        + `('${v.nameOf('availabilityZoneCount')}')`,
      'Use a larger range, or fewer zones.',
    );
  }
}

/** Rules for the options of a network. */
export const NETWORK_OPTIONS: Rule<NetworkOptions> = struct(SHAPE, compare);

/** Rules for the props of `Network`. */
export const NETWORK_PROPS: Rule<NetworkProps> = struct<NetworkProps>(
  {
    ...SHAPE,
    namePrefix: required(
      text('1 to 200 letters, digits, spaces and "_.:/=+-@"', (name) => /^[\w .:/=+@-]{1,200}$/.test(name)),
    ),
    clusterName: CLUSTER_NAME,
  },
  compare,
);

const LOOKED_UP = 'each subnet is looked up';

/** Rules for an existing VPC. */
export const EXISTING_NETWORK: Rule<ExistingNetworkOptions> = struct<ExistingNetworkOptions>(
  {
    vpcId: required(VPC_ID),
    privateSubnetIds: required(list(SUBNET_ID, {
      min: 2,
      remedy: 'EKS and RDS each need two zones. Each is tagged kubernetes.io/role/internal-elb = 1.',
      known: LOOKED_UP,
    })),
    publicSubnetIds: required(list(SUBNET_ID, { known: LOOKED_UP })),
    egressCidrs: list(EGRESS_RANGE, { min: 1, remedy: "Leave it out to take those of the VPC's NAT gateways." }),
  },
  (v, { privateSubnetIds, publicSubnetIds, egressCidrs }) => {
    refuseEveryAddress(v, 'egressCidrs', egressCidrs, 'Use the public addresses of your egress.');
    if (publicSubnetIds.length === 1 && !isListToken(publicSubnetIds)) {
      v.add('publicSubnetIds', 'got a list of 1 element. Must have at least 2, or none',
        'Load balancers need two zones. Each is tagged kubernetes.io/role/elb = 1.');
    }
    publicSubnetIds
      .filter((subnet) => !isUnknown(subnet) && privateSubnetIds.includes(subnet))
      .forEach((subnet) =>
        v.add(
          'publicSubnetIds',
          `got "${subnet}", which '${v.nameOf('privateSubnetIds')}' has. Must be another one`,
          'A subnet is public if its routes lead to an internet gateway, and private if they lead to a NAT gateway.',
        ),
      );
  },
);
