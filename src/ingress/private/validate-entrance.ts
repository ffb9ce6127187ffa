import { entrancePorts } from './entrance-ports';
import { EksCluster } from '../../cluster';
import { LoadBalancerScheme } from '../../kubernetes';
import { EXISTING_BUCKET_NAME } from '../../private/aws-rules';
import { NETWORK } from '../../private/network-rules';
import { COMPARED_NODE_PORT, COMPARED_PORT, IPV4_RANGE } from '../../private/rules';
import { known, required, Rule, Shape, struct } from '../../private/shape';
import { isListToken, repeated, Validation } from '../../private/validation';
import { FLAG, integer, list, madeBy, mapOf, oneOf, text } from '../../private/values';
import { EntranceDomain } from '../entrance-domain';
import {
  EntranceAccessLogs, EntranceOptions, EntranceProps, EntranceServiceOptions, EntranceTls,
} from '../entrance-options';

/** Of a common name there are 64 characters: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const LONGEST_NAME = 64;

const PATH = text('a path that begins with "/"', (path) => /^\/[\x21-\x7e]*$/.test(path));

const SERVICE: Rule<EntranceServiceOptions> = struct<EntranceServiceOptions>({
  nodePort: required(COMPARED_NODE_PORT),
  healthCheckPath: required(PATH),
  healthCheckNodePort: COMPARED_NODE_PORT,
  healthyStatusCodes: text('status codes such as "200", "200,401" or "200-399"', (codes) =>
    /^[2-5]\d\d(-[2-5]\d\d)?(,[2-5]\d\d(-[2-5]\d\d)?)*$/.test(codes)),
  port: COMPARED_PORT,
});

/** What can be chosen about an entrance. */
export const ENTRANCE_SHAPE: Shape<EntranceOptions> = {
  allowedCidrs: list(IPV4_RANGE, { max: 990, remedy: 'AWS takes no more than 1000 rules, with those for the pods.' }),
  allowedPrefixListIds: list(text('the id of a managed prefix list, for example "pl-0123456789abcdef0"', (id) =>
    /^pl-[0-9a-f]{8,17}$/.test(id))),
  scheme: oneOf('LoadBalancerScheme', LoadBalancerScheme),
  tls: oneOf('EntranceTls', EntranceTls),
  idleTimeoutSeconds: known(integer({ min: 60, max: 4000, unit: ' seconds' }),
    'services behind the entrance have to keep connections longer'),
  accessLogs: struct<EntranceAccessLogs>({
    bucketName: required(EXISTING_BUCKET_NAME),
    prefix: text('a path without a slash first or last', (path) => /^[^/\s]([^\s]*[^/\s])?$/.test(path)
      && !path.includes('AWSLogs')),
  }),
  deletionProtection: FLAG,
};

/** Where names of one's own come from. */
export const DOMAIN: Rule<EntranceDomain> = madeBy('EntranceDomain', EntranceDomain, ['route53()', 'certificate()']);

/** Security groups, load balancers and prefix lists take these. */
const NAME_PREFIX: Rule<string> = text('1 to 30 letters, digits and hyphens, a letter or digit first', (name) =>
  /^[a-z0-9][a-z0-9-]{0,29}$/i.test(name));

/** Props of Entrance. */
export const ENTRANCE_PROPS: Rule<EntranceProps> = struct<EntranceProps>({
  ...ENTRANCE_SHAPE,
  namePrefix: required(known(NAME_PREFIX, 'names are made from it')),
  network: required(NETWORK),
  cluster: required(EksCluster._CLUSTER),
  services: required(mapOf(SERVICE, {
    allowed: 'names of 1 to 20 lower-case letters, digits and hyphens, a letter first',
    isAllowed: (name) => /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/.test(name),
  })),
  domain: DOMAIN,
}, (v, props) => {
  const { publicSubnetIds: subnets } = props.network;
  if (props.scheme !== LoadBalancerScheme.INTERNAL && !isListToken(subnets) && subnets.length < 2) {
    v.add('network.publicSubnetIds', `must be at least two where '${v.nameOf('scheme')}' is not `
      + `LoadBalancerScheme.INTERNAL, got ${subnets.length}`, 'Load balancers need two zones.');
  }
  compareDomain(v, props, Object.keys(props.services));
  if (!props.domain) {
    comparePorts(v.at('services'), props.tls, props.services, 'port');
  }
  noneTwice(v, Object.entries(props.services).map(([service, { nodePort }]) => [service, nodePort]), (service) =>
    `services.${service}.nodePort`);
});

/** Compares a domain with what else is said, and with what ACM takes. */
export function compareDomain(
  v: Validation, { domain, tls }: Pick<EntranceProps, 'domain' | 'tls'>, services: string[], tlsProp = 'tls',
): void {
  if (!domain) {
    return;
  }
  if (tls !== undefined) {
    v.add(tlsProp, `must be left out where '${v.nameOf('domain')}' is given`,
      'The domain has its certificate.');
  }
  const hosts = Object.entries(domain._hostNames(services));
  hosts.filter(([, host]) => host.length > LONGEST_NAME).forEach(([, host]) => v.add(
    'domain', `must make names of at most ${LONGEST_NAME} characters, got "${host}" of ${host.length}`,
    'ACM takes no longer ones.',
  ));
  noneTwice(v, hosts, () => 'domain');
  Object.keys(domain._labels).filter((service) => !services.includes(service)).forEach((service) =>
    v.at('domain').add('labels', `must be keyed by the names of services (${services.join(', ')}), got "${service}"`));
}

/** Compares the ports at which services are offered without a domain; `member` is what holds a service's port. */
export function comparePorts(
  v: Validation,
  tls: EntranceTls | undefined,
  services: { readonly [name: string]: EntranceServiceOptions },
  member?: string,
): void {
  noneTwice(v, Object.entries(entrancePorts({ services, tls })), (service) =>
    member === undefined ? service : `${service}.${member}`);
}

/** Adds what two services share that each must have for itself. */
function noneTwice(
  v: Validation, values: [service: string, value: string | number][], propOf: (service: string) => string,
): void {
  repeated(values).forEach(({ name, value, earlier }) =>
    v.add(propOf(name), `must differ from that of '${earlier}', both are ${JSON.stringify(value)}`));
}
