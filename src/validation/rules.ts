import { also, known, Rule } from './shape';
import { isUnknown } from './validation';
import { anyText, integer, list, mapOf, text } from './values';

/** A DNS label: what Kubernetes allows as the name of a namespace or Service (RFC 1123). */
export function isDnsLabel(value: string): boolean {
  return value.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value);
}
/** What `isDnsLabel` allows, in words. */
export const DNS_LABEL =
  'a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';

/** A DNS name: labels joined by dots, at most 253 characters; `wildcard` also admits a first label `*`. */
export function isHostName(value: string, wildcard = false): boolean {
  const name = wildcard ? value.replace(/^\*\./, '') : value;
  return value.length <= 253 && name.split('.').every(isDnsLabel);
}

/** A host name for people: no IPv4 address, in letters of either case. */
export function isPublicHostName(value: string, wildcard = false): boolean {
  return isHostName(value.toLowerCase(), wildcard) && !isIpv4(value);
}

/** An IPv4 address. */
export function isIpv4(value: string): boolean {
  return parseCidr(`${value}/32`) !== undefined;
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
  return (
    inner.prefixLength >= outer.prefixLength &&
    networkOf({ ...inner, prefixLength: outer.prefixLength }).address === networkOf(outer).address
  );
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

/** The range that was probably meant; `bareLength` is the prefix length of one that has none. */
export function cidrRemedy(value: string, bareLength = 32): string | undefined {
  const cidr = parseCidr(value) ?? parseCidr(`${value}/${bareLength}`);
  return cidr && !isCidr(value) ? `Did you mean "${formatCidr(networkOf(cidr))}"?` : undefined;
}


/** A version of three numbers, with or without what follows a hyphen. */
export function isVersion(value: string): boolean {
  return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(value);
}

/** A DNS label. */
export const LABEL: Rule<string> = text(DNS_LABEL, isDnsLabel);

const NAME_ALONE = (value: string) =>
  /[/:@]/.test(value) ? 'Give the name alone, without scheme, user, port or path.' : undefined;

/** What `HOST_NAME` allows, in words. */
export const DNS_NAME = 'a DNS name: labels of letters, digits and hyphens, joined by dots';

/** Where a server is: a host name, or an IPv4 address, which has the form of one. */
export const HOST: Rule<string> = text(
  'a host name or an IPv4 address',
  (value) => isHostName(value.toLowerCase()),
  NAME_ALONE,
);

/** Where a server is that pods connect to. */
export const SERVER_HOST: Rule<string> = also(
  HOST,
  [(value) => !/^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/i.test(value),
    'a name or address under which pods reach the server', 'There a pod would ask itself.'],
);

/** The name under which something is published. */
export const PUBLIC_HOST: Rule<string> = also(
  text('a host name, for example "mlflow.example.com"', (value) => isHostName(value.toLowerCase()), NAME_ALONE),
  [(value) => !isIpv4(value), 'a name and no address', 'Certificates and Host headers are for names.'],
);

/** An IPv4 range. */
export const IPV4_RANGE: Rule<string> = text(CIDR, isCidr, (value) => cidrRemedy(value));

/** The addresses that may connect to a load balancer. */
export const ALLOWED_CIDRS: Rule<string[]> = list(IPV4_RANGE, {
  min: 1,
  remedy: 'Leave it out to admit every address.',
});

/** A port that Kubernetes opens on nodes: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
export const NODE_PORT: Rule<number> = integer({
  min: 30000, max: 32767, remedy: 'Kubernetes opens no others on its nodes.',
});

const COMPARED = 'ports are compared with each other';
/** Such a port, of which no two may be the same. */
export const COMPARED_NODE_PORT = known(NODE_PORT, COMPARED);
/** A port of TCP, of which no two may be the same. */
export const COMPARED_PORT = known(integer({ min: 1, max: 65535 }), COMPARED);

/** What can be opened in a browser or reached by a client: scheme, host and port. */
export const ENDPOINT_URL: Rule<string> = withoutUser(also(text(
  'a URL of scheme, host and port, for example "http://minio.minio.svc:9000"',
  (url) => /^https?:\/\/[^/\s?#]+\/?$/.test(url),
), [(url) => isPort(/:(\d+)\/?$/.exec(url)?.[1]), 'a URL with a port from 1 to 65535']));

/** A URL without user and password: URLs are in outputs, logs and values of Helm, in clear. No message shows them. */
export function withoutUser(url: Rule<string>): Rule<string> {
  return {
    ...url,
    check: (v, prop, value) => {
      if (!isUnknown(value) && /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i.test(value)) {
        v.add(prop, 'must be a URL without user and password',
          'URLs are shown in clear: give credentials where they are asked for.');
      } else {
        url.check(v, prop, value);
      }
    },
  };
}

/**
 * A folder in an object store, as it stands in a URI: MLflow and ZenML take the path from there as it is, without
 * decoding it, so that characters with a meaning in a URI are none of it, and all others stay as they are.
 * Sources: mlflow 3.15.1, store/artifact/s3_artifact_repo.py (parse_s3_compliant_uri); zenml 0.98.0,
 * integrations/s3/artifact_stores/s3_artifact_store.py
 */
export const STORE_FOLDER: Rule<string> = text(
  "a folder: letters, digits and !-_.*'()=, joined by single slashes",
  (value) => value === '' || /^[\p{L}\p{M}\p{N}_!.*'()=-]+(\/[\p{L}\p{M}\p{N}_!.*'()=-]+)*$/u.test(value)
    && !value.split('/').some((part) => /^\.+$/.test(part)),
  (value) => /^\/|\/$/.test(value) ? `Did you mean ${JSON.stringify(value.replace(/^\/+|\/+$/g, ''))}?` : undefined,
);

/** Whether a port, if there is one, is one of TCP. */
export function isPort(port: string | undefined): boolean {
  return port === undefined || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535);
}

/** Some text. */
export const SOME_TEXT: Rule<string> = text('some text', (value) => value.trim() !== '');

/** What can be sent to any server without a question of encoding. */
export const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

/** The name of a Secret. */
export const SECRET_NAME: Rule<string> = text(
  'the name of a Kubernetes Secret: labels of lower-case letters, digits and hyphens, joined by dots',
  (value) => isHostName(value),
);

/** A key of a Secret. Source: https://kubernetes.io/docs/concepts/configuration/secret/ */
export const SECRET_KEY: Rule<string> = text(
  'a key of a Secret: 1 to 253 letters, digits and "-_."', (value) => /^[\w.-]{1,253}$/.test(value),
);

/** Annotations. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
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
