import { CERTIFICATE_ARN } from '../../validation/aws';
import { isIpv4, LABEL, PUBLIC_HOST } from '../../validation/rules';
import { also, known, required, Rule, struct } from '../../validation/shape';
import { FLAG, mapOf, text } from '../../validation/values';
import { CertificateDomainOptions, Route53DomainOptions } from '../entrance-domain-options';

const MADE_FROM_IT = 'the names of the services are derived from it';

/** A domain with a dot, so not a top-level domain. */
const DOMAIN_NAME = known(also(
  PUBLIC_HOST, [(value) => value.includes('.') && !isIpv4(value), 'a domain, for example "example.com"'],
), MADE_FROM_IT);

const LABELS = mapOf(known(LABEL, MADE_FROM_IT));

/** A Route 53 hosted zone. */
export const ROUTE53_DOMAIN: Rule<Route53DomainOptions> = struct<Route53DomainOptions>({
  zoneName: DOMAIN_NAME,
  zoneId: text('the id of a zone, for example "Z0123456789ABCDEFGHIJ"', (value) => /^Z[0-9A-Z]{1,31}$/.test(value)),
  subdomain: known(text('a DNS label, or several joined by dots', (value) => PUBLIC_HOST.isOfType(value)
    && value.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))), MADE_FROM_IT),
  privateZone: FLAG,
  certificateArn: CERTIFICATE_ARN,
  labels: LABELS,
}, (v, { zoneName, zoneId, privateZone, certificateArn }) => {
  if (privateZone && certificateArn === undefined) {
    v.add('certificateArn', "missing. Must be given where 'privateZone' is true",
      'AWS Certificate Manager validates names in public DNS: give a certificate that was validated in a public zone '
        + 'of the domain, imported, or issued by AWS Private CA.');
  }
  if (zoneName === undefined && zoneId === undefined) {
    v.add('zoneName', "missing, and so is 'zoneId'", 'Set one of them.');
  }
});

/** Host names in another DNS service. */
export const CERTIFICATE_DOMAIN: Rule<CertificateDomainOptions> = struct<CertificateDomainOptions>({
  certificateArn: required(CERTIFICATE_ARN), domainName: required(DOMAIN_NAME), labels: LABELS,
});
