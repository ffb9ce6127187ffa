import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { CertRequest } from '@cdktf/provider-tls/lib/cert-request';
import { LocallySignedCert } from '@cdktf/provider-tls/lib/locally-signed-cert';
import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import { Construct } from 'constructs';

const DAY_HOURS = 24;
const YEAR_HOURS = 365 * DAY_HOURS;
/** Which keys load balancers take: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html */
const KEY = { algorithm: 'ECDSA', ecdsaCurve: 'P256' };

/** A certificate that only those trust who have that of its authority. */
export interface OwnCertificate {
  /** ARN of the certificate in AWS Certificate Manager. */
  readonly arn: string;
  /** The authority's certificate, in PEM. */
  readonly certificateAuthority: string;
  /** When the certificate ends, in RFC 3339. */
  readonly expiry: string;
}

/**
 * A certificate for a name, by an authority made for nothing else: it lives for ten years, the certificate for one. Any
 * apply in the half-year before the certificate's end, or in the last year of the authority, makes a new one.
 */
export function ownCertificate(scope: Construct, name: string, hostName: string): OwnCertificate {
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
      // Names of load balancers are longer than a common name may be.
      privateKeyPem: key.privateKeyPem, subject: [{ commonName: name }], dnsNames: [hostName],
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
    lifecycle: { createBeforeDestroy: true },
  });
  return { arn: imported.arn, certificateAuthority: authority.certPem, expiry: certificate.validityEndTime };
}
