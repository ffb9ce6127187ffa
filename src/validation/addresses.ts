import { IPV4_RANGE, isCidr, isWithin, parseCidr, PRIVATE_RANGES } from './rules';
import { also, Rule } from './shape';
import { isListToken, isUnknown, Validation } from './validation';

/**
 * Ranges from which nothing comes over the internet. Source:
 * https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
const NOT_PUBLIC = [
  ...PRIVATE_RANGES, '0.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4',
];

/** Whether no address of a range is on the internet. */
export function isNotPublic(range: string): boolean {
  const cidr = parseCidr(range);
  return cidr !== undefined && NOT_PUBLIC.some((other) => isWithin(cidr, parseCidr(other)!));
}

/** Whether ranges together are all IPv4 addresses, as `0.0.0.0/1` and `128.0.0.0/1` are. Unknown ones do not count. */
export function isEveryAddress(ranges: string[]): boolean {
  if (isListToken(ranges)) {
    return false;
  }
  const spans = ranges.filter((range) => !isUnknown(range) && isCidr(range)).map((range) => parseCidr(range)!)
    .map(({ address, prefixLength }) => [address, address + 2 ** (32 - prefixLength)])
    .sort(([a], [b]) => a - b);
  return spans.reduce((end, [from, to]) => from <= end ? Math.max(end, to) : end, 0) >= 2 ** 32;
}

/** Adds ranges that are all addresses together, where each by itself is not: that one is refused already. */
export function refuseEveryAddress(v: Validation, prop: string, ranges: string[] | undefined, remedy: string): void {
  if (ranges && !ranges.includes('0.0.0.0/0') && isEveryAddress(ranges)) {
    v.add(prop, 'got ranges that are all of it together. Must be narrower than the whole internet', remedy);
  }
}

/** A range of addresses that clients on the internet have. */
const PUBLIC_RANGE: Rule<string> = also(
  IPV4_RANGE,
  [(range) => !isNotPublic(range), 'a range of public addresses', 'Nothing comes from there over the internet.'],
);

/** A range of the public addresses of a network's nodes and pods. */
export const EGRESS_RANGE: Rule<string> = also(
  PUBLIC_RANGE,
  [(range) => range !== '0.0.0.0/0', 'narrower than the whole internet', 'Name the addresses of the way out.'],
);

/** Adds ranges that cannot reach what only the internet reaches. */
export function refusePrivateClients(v: Validation, prop: string, ranges: string[] | undefined): void {
  if (ranges && !isListToken(ranges)) {
    ranges.filter((range) => !isUnknown(range) && typeof range === 'string' && isCidr(range) && isNotPublic(range))
      .forEach((range) => v.add(prop,
        `got "${range}". Must be public addresses where the load balancer is internet-facing`,
        "Name the clients' public addresses, or set 'scheme' to LoadBalancerScheme.INTERNAL."));
  }
}
