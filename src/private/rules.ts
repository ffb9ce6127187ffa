/** A DNS label: what Kubernetes allows as the name of a namespace or Service (RFC 1123). */
export function isDnsLabel(value: string): boolean {
  return value.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value);
}
/** What `isDnsLabel` allows, in words. */
export const DNS_LABEL = 'a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';

/** A DNS name: labels joined by dots, at most 253 characters; `wildcard` also admits a first label `*`. */
export function isHostName(value: string, wildcard = false): boolean {
  const name = wildcard ? value.replace(/^\*\./, '') : value;
  return value.length <= 253 && name.split('.').every(isDnsLabel);
}

/** An IPv4 range in CIDR notation, split; undefined if it is none. */
export interface Ipv4Cidr {
  readonly address: number;
  readonly prefixLength: number;
}

/** Reads an IPv4 range such as 10.0.0.0/16. */
export function parseCidr(value: string): Ipv4Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(value);
  if (!match) {
    return undefined;
  }
  const parts = match.slice(1).map(Number);
  const plain = match.slice(1).every((part) => String(Number(part)) === part);
  if (!plain || parts.slice(0, 4).some((octet) => octet > 255) || parts[4] > 32) {
    return undefined;
  }
  const address = ((parts[0] * 256 + parts[1]) * 256 + parts[2]) * 256 + parts[3];
  return { address, prefixLength: parts[4] };
}

/** Writes an IPv4 range. */
export function formatCidr(cidr: Ipv4Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(cidr.address / 2 ** shift) % 256);
  return `${octets.join('.')}/${cidr.prefixLength}`;
}

/** The range with the bits behind its prefix set to zero. */
export function networkOf(cidr: Ipv4Cidr): Ipv4Cidr {
  const size = 2 ** (32 - cidr.prefixLength);
  return { address: Math.floor(cidr.address / size) * size, prefixLength: cidr.prefixLength };
}

/** Whether a range lies within another. */
export function isWithin(inner: Ipv4Cidr, outer: Ipv4Cidr): boolean {
  return inner.prefixLength >= outer.prefixLength && networkOf({ ...inner, prefixLength: outer.prefixLength }).address === networkOf(outer).address;
}

/** The private ranges of RFC 1918. */
export const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** Whether a range lies in one of the private ranges of RFC 1918. */
export function isPrivate(cidr: Ipv4Cidr): boolean {
  return PRIVATE_RANGES.some((range) => isWithin(cidr, parseCidr(range)!));
}

/** An IPv4 range whose address is the first of the range, as AWS stores it. */
export function isCidr(value: string): boolean {
  const cidr = parseCidr(value);
  return cidr !== undefined && networkOf(cidr).address === cidr.address;
}
/** What `isCidr` allows, in words. */
export const CIDR = 'an IPv4 range in CIDR notation that starts at its first address';

/** The range that was probably meant. */
export function cidrRemedy(value: string): string | undefined {
  const bare = parseCidr(`${value}/32`);
  if (bare) {
    return `Did you mean "${value}/32"?`;
  }
  const cidr = parseCidr(value);
  return cidr ? `Did you mean "${formatCidr(networkOf(cidr))}"?` : undefined;
}

/** An ARN of the given service, for example arn:aws:kms:eu-central-1:111122223333:key/… */
export function isArn(value: string, service: string): boolean {
  return new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\\d{12}|aws)?:.+$`).test(value);
}

/** An AWS region, for example eu-central-1. */
export function isRegion(value: string): boolean {
  return /^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/.test(value);
}
/** What `isRegion` allows, in words. */
export const REGION = 'an AWS region, for example "eu-central-1"';

/** For the mistake that is made most: a zone instead of a region. */
export function regionRemedy(value: string): string | undefined {
  return isRegion(value.slice(0, -1)) ? `"${value}" is a zone: did you mean "${value.slice(0, -1)}"?` : undefined;
}

/** The ARN of a KMS key, and not of an alias: roles are given rights to the key itself. */
export function isKmsKeyArn(value: string): boolean {
  return isArn(value, 'kms') && /:key\//.test(value);
}

/** The name of an IAM role. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function isRoleName(value: string): boolean {
  return /^[\w+=,.@-]{1,64}$/.test(value);
}
/** What `isRoleName` allows, in words. */
export const ROLE_NAME = '1 to 64 letters, digits and "+=,.@_-"';

/** A version of three numbers, with or without what follows a hyphen. */
export function isVersion(value: string): boolean {
  return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(value);
}
