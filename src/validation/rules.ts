import { also, known, Rule } from './shape';
import { isUnknown } from './validation';
import { anyText, integer, list, mapOf, text } from './values';

/** Whether a string is a DNS label, which Kubernetes requires for names of namespaces and Services (RFC 1123). */
export function isDnsLabel(value: string): boolean {
  return value.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value);
}
/** Description of `isDnsLabel` for messages. */
export const DNS_LABEL =
  'a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';

/** Whether a string is a DNS name of at most 253 characters; `wildcard` also allows `*` as the first label. */
export function isHostName(value: string, wildcard = false): boolean {
  const name = wildcard ? value.replace(/^\*\./, '') : value;
  return value.length <= 253 && name.split('.').every(isDnsLabel);
}

/** Whether a string is a host name in upper or lower case, not an IPv4 address. */
export function isPublicHostName(value: string, wildcard = false): boolean {
  return isHostName(value.toLowerCase(), wildcard) && !isIpv4(value);
}

/** Whether a string is an IPv4 address. */
export function isIpv4(value: string): boolean {
  return parseCidr(`${value}/32`) !== undefined;
}

/** Parts of an IPv4 range in CIDR notation. */
export interface Ipv4Cidr {
  readonly address: number;
  readonly prefixLength: number;
}

/** Parses an IPv4 range such as 10.0.0.0/16; undefined if it is invalid. */
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

/** Formats an IPv4 range. */
export function formatCidr(cidr: Ipv4Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(cidr.address / 2 ** shift) % 256);
  return `${octets.join('.')}/${cidr.prefixLength}`;
}

/** Returns the range with the host bits set to zero. */
export function networkOf(cidr: Ipv4Cidr): Ipv4Cidr {
  const size = 2 ** (32 - cidr.prefixLength);
  return { address: Math.floor(cidr.address / size) * size, prefixLength: cidr.prefixLength };
}

/** Whether a range is within another one. */
export function isWithin(inner: Ipv4Cidr, outer: Ipv4Cidr): boolean {
  return (
    inner.prefixLength >= outer.prefixLength &&
    networkOf({ ...inner, prefixLength: outer.prefixLength }).address === networkOf(outer).address
  );
}

/** The private ranges of RFC 1918. */
export const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** Whether a range is within one of the private ranges of RFC 1918. */
export function isPrivate(cidr: Ipv4Cidr): boolean {
  return PRIVATE_RANGES.some((range) => isWithin(cidr, parseCidr(range)!));
}

/** Whether a string is an IPv4 range that starts at its first address, as AWS stores it. */
export function isCidr(value: string): boolean {
  const cidr = parseCidr(value);
  return cidr !== undefined && networkOf(cidr).address === cidr.address;
}
/** Description of `isCidr` for messages. */
export const CIDR = 'an IPv4 range in CIDR notation that starts at its first address';

/** Remedy with the range that was probably meant; `bareLength` is the default prefix length. */
export function cidrRemedy(value: string, bareLength = 32): string | undefined {
  const cidr = parseCidr(value) ?? parseCidr(`${value}/${bareLength}`);
  return cidr && !isCidr(value) ? `Did you mean "${formatCidr(networkOf(cidr))}"?` : undefined;
}


/** Whether a string is a version of three numbers, optionally with a suffix after a hyphen. */
export function isVersion(value: string): boolean {
  return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(value);
}

/** Rules for a DNS label. */
export const LABEL: Rule<string> = text(DNS_LABEL, isDnsLabel);

const NAME_ALONE = (value: string) =>
  /[/:@]/.test(value) ? 'Give the name alone, without scheme, user, port or path.' : undefined;

/** Description of a DNS name for messages. */
export const DNS_NAME = 'a DNS name: labels of letters, digits and hyphens, joined by dots';

/** Rules for a host name or an IPv4 address, which also has the form of a host name. */
export const HOST: Rule<string> = text(
  'a host name or an IPv4 address',
  (value) => isHostName(value.toLowerCase()),
  NAME_ALONE,
);

/** Rules for the host of a server that pods connect to. */
export const SERVER_HOST: Rule<string> = also(
  HOST,
  [(value) => !/^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/i.test(value),
    'a name or address that pods can reach', 'From a pod, it refers to the pod itself.'],
);

/** Rules for a public host name. */
export const PUBLIC_HOST: Rule<string> = also(
  text('a host name, for example "mlflow.example.com"', (value) => isHostName(value.toLowerCase()), NAME_ALONE),
  [(value) => !isIpv4(value), 'a name, not an address', 'Certificates and Host headers are for names.'],
);

/** Rules for an IPv4 range. */
export const IPV4_RANGE: Rule<string> = text(CIDR, isCidr, (value) => cidrRemedy(value));

/** Rules for the ranges that are allowed to connect to a load balancer. */
export const ALLOWED_CIDRS: Rule<string[]> = list(IPV4_RANGE, {
  min: 1,
  remedy: 'Leave it out to allow every address.',
});

/** Rules for a node port: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
export const NODE_PORT: Rule<number> = integer({
  min: 30000, max: 32767, remedy: 'Kubernetes allows no other node ports.',
});

const COMPARED = 'ports are compared with each other';
/** Rules for a node port that must be unique. */
export const COMPARED_NODE_PORT = known(NODE_PORT, COMPARED);
/** Rules for a TCP port that must be unique. */
export const COMPARED_PORT = known(integer({ min: 1, max: 65535 }), COMPARED);

/** Rules for an endpoint URL with scheme, host and port. */
export const ENDPOINT_URL: Rule<string> = withoutUser(also(text(
  'a URL of scheme, host and port, for example "http://minio.minio.svc:9000"',
  (url) => /^https?:\/\/[^/\s?#]+\/?$/.test(url),
), [(url) => isPort(/:(\d+)\/?$/.exec(url)?.[1]), 'a URL with a port from 1 to 65535']));

/** Refuses URLs with user and password, because outputs, logs and Helm values contain URLs in plain text. */
export function withoutUser(url: Rule<string>): Rule<string> {
  return {
    ...url,
    check: (v, prop, value) => {
      if (!isUnknown(value) && /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i.test(value)) {
        v.add(prop, 'must be a URL without user and password',
          'URLs are shown in plain text: use the props for credentials.');
      } else {
        url.check(v, prop, value);
      }
    },
  };
}

/**
 * Rules for a folder of an object store in a URI: MLflow and ZenML do not decode the path, so characters with a special
 * meaning in URIs are refused, and all others are not encoded. Sources: mlflow 3.15.1,
 * store/artifact/s3_artifact_repo.py (parse_s3_compliant_uri); zenml 0.98.0,
 * integrations/s3/artifact_stores/s3_artifact_store.py
 */
export const STORE_FOLDER: Rule<string> = text(
  "a folder: letters, digits and !-_.*'()=, joined by single slashes",
  (value) => value === '' || /^[\p{L}\p{M}\p{N}_!.*'()=-]+(\/[\p{L}\p{M}\p{N}_!.*'()=-]+)*$/u.test(value)
    && !value.split('/').some((part) => /^\.+$/.test(part)),
  (value) => /^\/|\/$/.test(value) ? `Did you mean ${JSON.stringify(value.replace(/^\/+|\/+$/g, ''))}?` : undefined,
);

/** Whether a port, if any, is a valid TCP port. */
export function isPort(port: string | undefined): boolean {
  return port === undefined || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535);
}

/** Rules for a string that is not blank. */
export const SOME_TEXT: Rule<string> = text('some text', (value) => value.trim() !== '');

/** Characters that can be sent to any server regardless of its encoding. */
export const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

/** Rules for the name of a Secret. */
export const SECRET_NAME: Rule<string> = text(
  'the name of a Kubernetes Secret: labels of lower-case letters, digits and hyphens, joined by dots',
  (value) => isHostName(value),
);

/** Rules for a key of a Secret. Source: https://kubernetes.io/docs/concepts/configuration/secret/ */
export const SECRET_KEY: Rule<string> = text(
  'a key of a Secret: 1 to 253 letters, digits and "-_."', (value) => /^[\w.-]{1,253}$/.test(value),
);

/** Rules for annotations. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
export const ANNOTATIONS: Rule<{ [key: string]: string }> = mapOf(
  anyText('a text', () => true),
  {
    allowed: 'names of up to 63 letters, digits and "-_.", with or without a DNS name and a slash before them',
    isAllowed: (key) => {
      const [name, prefix, ...more] = key.split('/').reverse();
      return (
        more.length === 0 &&
        /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(name) &&
        (prefix === undefined || isHostName(prefix))
      );
    },
  },
);
