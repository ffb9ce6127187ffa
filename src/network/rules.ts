import { INetwork } from '.';
import { EGRESS_RANGE, refuseEveryAddress } from '../validation/addresses';
import { SUBNET_ID, VPC_ID } from '../validation/aws';
import { IPV4_RANGE } from '../validation/rules';
import { attributes, required, Rule } from '../validation/shape';
import { show } from '../validation/show';
import { isListToken } from '../validation/validation';
import { DEPENDABLES, list, text } from '../validation/values';

/** Availability zones of subnets; several subnets can be in one zone. */
const ZONES = list(
  text('an availability zone, for example "eu-central-1a"', (zone) => /^[a-z]+(-[a-z0-9]+)+$/.test(zone)),
  { repeats: true },
);

const ATTRIBUTES: Rule<INetwork> = attributes<INetwork>({
  vpcId: required(VPC_ID),
  privateSubnetIds: required(list(SUBNET_ID, { min: 2, remedy: 'EKS and RDS each need two zones.' })),
  publicSubnetIds: required(list(SUBNET_ID)),
  privateSubnetZones: ZONES,
  publicSubnetZones: ZONES,
  ready: required(DEPENDABLES),
  vpcCidrs: list(IPV4_RANGE),
  egressCidrs: list(EGRESS_RANGE),
});

/** Rules for a network that is passed to other constructs: a `Network`, or an object with its attributes. */
export const NETWORK: Rule<INetwork> = {
  ...ATTRIBUTES,
  check: (v, prop, network) => {
    const before = v.problems.length;
    ATTRIBUTES.check(v, prop, network);
    if (v.problems.length === before) {
      refuseEveryAddress(v.at(prop), 'egressCidrs', network.egressCidrs, 'Use the public addresses of your egress.');
      (['private', 'public'] as const).forEach((kind) => {
        const [ids, zones] = [network[`${kind}SubnetIds`], network[`${kind}SubnetZones`]];
        if (zones && !isListToken(zones) && !isListToken(ids) && zones.length !== ids.length) {
          v.at(prop).add(`${kind}SubnetZones`, `got ${show(zones)}. Must have one zone for each of `
            + `'${kind}SubnetIds' (${ids.length})`);
        }
      });
    }
  },
};
