import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { CertRequest } from '@cdktf/provider-tls/lib/cert-request';
import { LocallySignedCert } from '@cdktf/provider-tls/lib/locally-signed-cert';
import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { addressOf } from '../../terraform/kept';

const DAY_HOURS = 24;
const YEAR_HOURS = 365 * DAY_HOURS;
/**
 * Key type that load balancers support:
 * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
 */
const KEY = { algorithm: 'ECDSA', ecdsaCurve: 'P256' };

/** A certificate from a dedicated authority. */
export interface OwnCertificate {
  /** ARN of the certificate in AWS Certificate Manager. */
  readonly arn: string;
  /** Certificate of the authority, in PEM. */
  readonly certificateAuthority: string;
  /** When the certificate expires, in RFC 3339. */
  readonly expiry: string;
}

/**
 * Creates a certificate for a load balancer's host name, signed by a dedicated authority. The authority is valid for
 * ten years, the certificate for one. An apply in the half-year before the certificate expires, or in the last year of
 * the authority, replaces it.
 *
 * It is valid from the time at which the machine that runs Terraform signs it, which the tls provider does not allow to
 * change, and ACM rejects a certificate that is not valid yet. If the machine's clock is ahead, the time between
 * signing and import compensates for it.
 * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
 * https://registry.terraform.io/providers/hashicorp/tls/4.1.0/docs/resources/locally_signed_cert (validity_start_time)
 *
 * @param name prefix of names
 * @param hostName host name of the load balancer
 * @param before resources to create before the import: slow ones that requests depend on
 */
export function ownCertificate(
  scope: Construct, name: string, hostName: string, before: ITerraformDependable[],
): OwnCertificate {
  const authorityKey = new PrivateKey(scope, 'AuthorityKey', KEY);
  const authority = new SelfSignedCert(scope, 'Authority', {
    privateKeyPem: authorityKey.privateKeyPem,
    subject: [{ commonName: `${name} authority` }],
    isCaCertificate: true,
    allowedUses: ['cert_signing', 'crl_signing'],
    validityPeriodHours: 10 * YEAR_HOURS,
    earlyRenewalHours: YEAR_HOURS,
  });
  const key = new PrivateKey(scope, 'CertificateKey', KEY);
  const certificate = new LocallySignedCert(scope, 'SignedCertificate', {
    certRequestPem: new CertRequest(scope, 'CertificateRequest', {
      privateKeyPem: key.privateKeyPem, subject: [{ commonName: commonName(hostName) }], dnsNames: [hostName],
    }).certRequestPem,
    caPrivateKeyPem: authorityKey.privateKeyPem,
    caCertPem: authority.certPem,
    allowedUses: ['digital_signature', 'key_encipherment', 'server_auth'],
    validityPeriodHours: YEAR_HOURS,
    earlyRenewalHours: 183 * DAY_HOURS,
  });
  const imported = new AcmCertificate(scope, 'Certificate', {
    privateKey: key.privateKeyPem,
    certificateBody: certificate.certPem,
    certificateChain: authority.certPem,
    lifecycle: {
      createBeforeDestroy: true,
      // Replaced instead of updated: the provider ignores ACM's rejection of an update, and the next plan would be
      // empty.
      // https://github.com/hashicorp/terraform-provider-aws/issues/34968
      replaceTriggeredBy: [addressOf(certificate)],
    },
    dependsOn: before,
  });
  return { arn: imported.arn, certificateAuthority: authority.certPem, expiry: certificate.validityEndTime };
}

/**
 * Common name of a load balancer's certificate, as in AWS' examples: `*.eu-central-1.elb.amazonaws.com`. The load
 * balancer's host name can exceed the 64 characters of a common name; clients verify the subject alternative name.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-server-cert.html
 */
function commonName(hostName: string): string {
  return Fn.replace(hostName, '/^[^.]+/', '*');
}
