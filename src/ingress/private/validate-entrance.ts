import { entrancePorts } from './entrance-ports';
import { CLUSTER } from '../../cluster/internal';
import { LoadBalancerScheme } from '../../kubernetes';
import { INetwork } from '../../network';
import { NETWORK } from '../../network/rules';
import { refusePrivateClients } from '../../validation/addresses';
import { EXISTING_BUCKET_NAME } from '../../validation/bucket-names';
import { COMPARED_NODE_PORT, COMPARED_PORT, IPV4_RANGE } from '../../validation/rules';
import { known, required, Rule, Shape, struct } from '../../validation/shape';
import { show } from '../../validation/show';
import { isListToken, isUnknown, repeated, Validation } from '../../validation/validation';
import { FLAG, integer, list, madeBy, mapOf, oneOf, text } from '../../validation/values';
import { EntranceDomain } from '../entrance-domain';
import {
  EntranceAccessLogs, EntranceOptions, EntranceProps, EntranceServiceOptions, EntranceTls,
} from '../entrance-options';

/**
 * Maximum length of a host in a listener rule's condition:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html
 */
const LONGEST_HOST = 128;
/** Default quota for inbound rules: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const RULES_QUOTA = 60;

const PATH = text('a path that begins with "/"', (path) => /^\/[\x21-\x7e]*$/.test(path));

const SERVICE: Rule<EntranceServiceOptions> = struct<EntranceServiceOptions>({
  nodePort: required(COMPARED_NODE_PORT),
  healthCheckPath: required(PATH),
  healthCheckNodePort: COMPARED_NODE_PORT,
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
  healthyStatusCodes: text('status codes from 200 to 499 such as "200", "200,401" or "200-399"', (codes) =>
    codes.split(',').every((part) => /^[2-4]\d\d(-[2-4]\d\d)?$/.test(part)
      && part.split('-').every((code, index, all) => index === 0 || code > all[0]))),
  port: COMPARED_PORT,
});

/** Rules of an entrance's options. */
export const ENTRANCE_SHAPE: Shape<EntranceOptions> = {
  allowedCidrs: list(IPV4_RANGE, { max: 990, remedy: 'AWS allows at most 1000 rules, including those for the pods.' }),
  allowedPrefixListIds: list(text('the id of a managed prefix list, for example "pl-0123456789abcdef0"', (id) =>
    /^pl-[0-9a-f]{8,17}$/.test(id))),
  maxSecurityGroupRules: integer({ min: RULES_QUOTA, max: 1000, remedy: 'AWS raises the quota to 1000 at most.' }),
  scheme: oneOf('LoadBalancerScheme', LoadBalancerScheme),
  tls: oneOf('EntranceTls', EntranceTls),
  idleTimeoutSeconds: known(integer({ min: 60, max: 4000, unit: ' seconds' }),
    'services behind the entrance must keep connections longer'),
  accessLogs: struct<EntranceAccessLogs>({
    bucketName: required(EXISTING_BUCKET_NAME),
    prefix: text('a path without "AWSLogs", spaces and a slash first or last',
      (path) => /^[^/\s]([^\s]*[^/\s])?$/.test(path) && !path.includes('AWSLogs')),
  }),
  deletionProtection: FLAG,
};

/** Domain of the services. */
export const ENTRANCE_DOMAIN: Rule<EntranceDomain> = madeBy(
  'EntranceDomain', EntranceDomain, ['route53()', 'certificate()'],
);

/** Prefix of the names of security groups, load balancers and prefix lists. */
const NAME_PREFIX: Rule<string> = text('1 to 30 letters, digits and hyphens, a letter or digit first', (name) =>
  /^[a-z0-9][a-z0-9-]{0,29}$/i.test(name));

/** Props of Entrance. */
export const ENTRANCE_PROPS: Rule<EntranceProps> = struct<EntranceProps>({
  ...ENTRANCE_SHAPE,
  namePrefix: required(known(NAME_PREFIX, 'names are derived from it')),
  network: required(NETWORK),
  cluster: required(CLUSTER),
  services: required(mapOf(SERVICE, {
    allowed: 'names of 1 to 20 lower-case letters, digits and hyphens, a letter first',
    isAllowed: (name) => /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/.test(name),
  })),
  domain: ENTRANCE_DOMAIN,
}, (v, props) => {
  const { publicSubnetIds: subnets } = props.network;
  if (props.scheme !== LoadBalancerScheme.INTERNAL && !isListToken(subnets) && subnets.length < 2) {
    v.add('network.publicSubnetIds', `got ${show(subnets)}. Must have at least two where `
      + `'${v.nameOf('scheme')}' is not LoadBalancerScheme.INTERNAL`, 'Load balancers need two zones.');
  }
  compareDomain(v, props, Object.keys(props.services));
  compareServicePorts(v.at('services'), props, props.services, 'port');
  compareSecurityGroupRules(v, props, props.domain ? [443, 80] : Object.values(entrancePorts(props)), props.network);
  noneTwice(v, Object.entries(props.services).map(([service, { nodePort }]) => [service, nodePort]), (service) =>
    `services.${service}.nodePort`);
});

/** Compares a domain with the other options, and with the limits of ACM and load balancers. */
export function compareDomain(
  v: Validation, { domain, tls }: Pick<EntranceProps, 'domain' | 'tls'>, services: string[], tlsProp = 'tls',
): void {
  if (!domain) {
    return;
  }
  if (tls !== undefined) {
    v.add(tlsProp, `must be left out where '${v.nameOf('domain')}' is given`,
      'The domain has a certificate.');
  }
  const hosts = Object.entries(domain._source.hostNames(services));
  hosts.filter(([, host]) => host.length > LONGEST_HOST).forEach(([, host]) => v.add(
    'domain', `results in "${host}" of ${host.length} characters. Must result in names of at most ${LONGEST_HOST} `
      + 'characters',
    'Load balancers support no longer host names.',
  ));
  domain._source.checkNames(v, 'domain', hosts.map(([, host]) => host));
  noneTwice(v, hosts, () => 'domain');
  Object.keys(domain._source.labels).filter((service) => !services.includes(service)).forEach((service) =>
    v.at('domain').add('labels', `got "${service}". Must be keyed by the names of services (${services.join(', ')})`));
}

/**
 * Compares the ports of services without a domain, and rejects ports with a domain; `member` is the prop of a service's
 * port.
 */
export function compareServicePorts(
  v: Validation,
  { tls, domain }: Pick<EntranceProps, 'tls' | 'domain'>,
  services: { readonly [name: string]: EntranceServiceOptions },
  member?: string,
): void {
  const propOf = (service: string) => member === undefined ? service : `${service}.${member}`;
  if (domain) {
    Object.entries(services).filter(([, { port }]) => port !== undefined).forEach(([service, { port }]) =>
      v.add(propOf(service), `got ${port}. Must be left out where there is a domain`,
        'With a domain, all services use port 443.'));
  } else {
    noneTwice(v, Object.entries(entrancePorts({ services, tls })), propOf);
  }
}

/** Compares the allowed clients with the scheme, and their number with the quota of a security group. */
export function compareSecurityGroupRules(
  v: Validation,
  { allowedCidrs, allowedPrefixListIds, scheme, maxSecurityGroupRules = RULES_QUOTA }: EntranceOptions,
  ports: number[],
  network: Pick<INetwork, 'vpcCidrs' | 'egressCidrs'> = {},
): void {
  const internal = scheme === LoadBalancerScheme.INTERNAL;
  if (!internal) {
    refusePrivateClients(v, 'allowedCidrs', allowedCidrs);
  }
  // A list that only Terraform knows counts as one address.
  const countOf = (them: string[] | undefined) => them === undefined ? 0 : isListToken(them) ? 1 : them.length;
  const sources = countOf(allowedCidrs) + countOf(allowedPrefixListIds)
    + countOf(internal ? network.vpcCidrs : network.egressCidrs);
  const rules = sources * ports.length;
  if (!isUnknown(maxSecurityGroupRules) && rules > maxSecurityGroupRules) {
    v.add('allowedCidrs', `must have fewer ranges: with ${ports.length} ports they are ${rules} rules of a security `
      + `group, which takes ${maxSecurityGroupRules}`,
    `Merge ranges, or raise the quota L-0EA8095F and set '${v.nameOf('maxSecurityGroupRules')}'.`);
  }
}

/** Adds names that another entrance already uses. */
export function refuseNames(v: Validation, names: string[], others: string[] | undefined, otherPath: string): void {
  names.filter((name) => others?.includes(name)).forEach((name) => v.add(
    'domain', `results in "${name}", which '${otherPath}' has. Must result in unique names`,
    "Give one of them a 'subdomain' or 'labels', for example EntranceDomain.route53({ …, subdomain: 'ml' }).",
  ));
}

/** Adds values that two services share but that must be unique. */
function noneTwice(
  v: Validation, values: [service: string, value: string | number][], propOf: (service: string) => string,
): void {
  repeated(values).forEach(({ name, value, earlier }) =>
    v.add(propOf(name), `got ${JSON.stringify(value)}, which '${earlier}' has. Must be another one`));
}
