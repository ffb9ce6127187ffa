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
 * Which keys load balancers take:
 * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
 */
const KEY = { algorithm: 'ECDSA', ecdsaCurve: 'P256' };

/** A certificate of an own authority. */
export interface OwnCertificate {
  /** ARN of the certificate in AWS Certificate Manager. */
  readonly arn: string;
  /** The authority's certificate, in PEM. */
  readonly certificateAuthority: string;
  /** When the certificate ends, in RFC 3339. */
  readonly expiry: string;
}

/**
 * A certificate for a load balancer's name, by an authority created for nothing else: it is valid for ten years, the
 * certificate for one. An apply in the half-year before the certificate expires, or in the last year of the authority,
 * replaces it.
 *
 * It is valid from the moment at which the computer that runs Terraform signs it, which the tls provider does not let
 * anyone change, and ACM refuses one that is not valid yet. Where that computer's clock is ahead, the time that passes
 * between signing and import makes up for it.
 * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
 * https://registry.terraform.io/providers/hashicorp/tls/4.1.0/docs/resources/locally_signed_cert (validity_start_time)
 *
 * @param name the start of names
 * @param hostName the load balancer's name
 * @param before what is created before the import: slow resources without which requests are not answered
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
      // Not updated in place: the provider ignores an import that ACM refuses, and the next plan would be empty.
      // https://github.com/hashicorp/terraform-provider-aws/issues/34968
      replaceTriggeredBy: [addressOf(certificate)],
    },
    dependsOn: before,
  });
  return { arn: imported.arn, certificateAuthority: authority.certPem, expiry: certificate.validityEndTime };
}

/**
 * The common name of a load balancer's certificate, as in AWS' examples: `*.eu-central-1.elb.amazonaws.com`. The load
 * balancer's own name may have more than the 64 characters of a common name; clients compare the alternative name.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-server-cert.html
 */
function commonName(hostName: string): string {
  return Fn.replace(hostName, '/^[^.]+/', '*');
}
