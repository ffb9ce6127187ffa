import { IPV4_RANGE, isCidr, isWithin, parseCidr, PRIVATE_RANGES } from './rules';
import { also, Rule } from './shape';
import { isListToken, isUnknown, Validation } from './validation';

/**
 * Ranges that are not routed on the internet. Source:
 * https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
const NOT_PUBLIC = [
  ...PRIVATE_RANGES, '0.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4',
];

/** Whether no address of a range is public. */
export function isNotPublic(range: string): boolean {
  const cidr = parseCidr(range);
  return cidr !== undefined && NOT_PUBLIC.some((other) => isWithin(cidr, parseCidr(other)!));
}

/** Whether ranges together cover all IPv4 addresses, like `0.0.0.0/1` and `128.0.0.0/1`. Unknown ranges are ignored. */
export function isEveryAddress(ranges: string[]): boolean {
  if (isListToken(ranges)) {
    return false;
  }
  const spans = ranges.filter((range) => !isUnknown(range) && isCidr(range)).map((range) => parseCidr(range)!)
    .map(({ address, prefixLength }) => [address, address + 2 ** (32 - prefixLength)])
    .sort(([a], [b]) => a - b);
  return spans.reduce((end, [from, to]) => from <= end ? Math.max(end, to) : end, 0) >= 2 ** 32;
}

/** Reports ranges that together cover all addresses. A single range that does is already refused elsewhere. */
export function refuseEveryAddress(v: Validation, prop: string, ranges: string[] | undefined, remedy: string): void {
  if (ranges && !ranges.includes('0.0.0.0/0') && isEveryAddress(ranges)) {
    v.add(prop, 'got ranges that together cover all addresses. Must be narrower than the whole internet', remedy);
  }
}

/** Rules for a range of public addresses. */
const PUBLIC_RANGE: Rule<string> = also(
  IPV4_RANGE,
  [(range) => !isNotPublic(range), 'a range of public addresses', 'Nothing comes from there over the internet.'],
);

/** Rules for a range of the public addresses of a network's nodes and pods. */
export const EGRESS_RANGE: Rule<string> = also(
  PUBLIC_RANGE,
  [(range) => range !== '0.0.0.0/0', 'narrower than the whole internet', 'Use the public addresses of your egress.'],
);

/** Reports private ranges, which cannot reach an internet-facing load balancer. */
export function refusePrivateClients(v: Validation, prop: string, ranges: string[] | undefined): void {
  if (ranges && !isListToken(ranges)) {
    ranges.filter((range) => !isUnknown(range) && typeof range === 'string' && isCidr(range) && isNotPublic(range))
      .forEach((range) => v.add(prop,
        `got "${range}". Must be public addresses where the load balancer is internet-facing`,
        "Name the clients' public addresses, or set 'scheme' to LoadBalancerScheme.INTERNAL."));
  }
}
