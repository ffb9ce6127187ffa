import { partitionOf, REGION } from '../../validation/aws';
import { SECRET_KEY, SECRET_NAME } from '../../validation/rules';
import { also, checkValue, known, required } from '../../validation/shape';
import { Validation } from '../../validation/validation';
import { secretText } from '../../validation/values';

/**
 * Where Amazon RDS publishes its certificate authorities, by partition. Sources:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html and
 * https://docs.amazonaws.cn/en_us/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
const RDS_TRUST_STORES: { readonly [partition: string]: string } = {
  'aws': 'https://truststore.pki.rds.amazonaws.com',
  'aws-us-gov': 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com',
  'aws-cn': 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn',
};

const PEM = secretText('certificates in PEM, which begin with "-----BEGIN CERTIFICATE-----"',
  (value) => /^-----BEGIN CERTIFICATE-----\r?\n[\s\S]+-----END CERTIFICATE-----\s*$/m.test(value));

const RDS_REGION = known(
  also(REGION, [
    (region) => (partitionOf(region) ?? '') in RDS_TRUST_STORES,
    `one of the partitions ${Object.keys(RDS_TRUST_STORES).join(', ')}`,
    'For another partition give the certificates themselves: MysqlTls.certificates().',
  ]),
  'the address of the certificates is computed from it',
);

/** Key of an entry in a Kubernetes Secret. */
export interface SecretEntry {
  /** Name of the Secret. */
  readonly name: string;
  /** Key in the Secret. */
  readonly key: string;
}

/** Requirements of MySQL clients for TLS, and the source of the certificate authorities that they trust. */
export interface MysqlTlsSource {
  /** Whether clients require TLS, and whether they verify the server's certificate. */
  readonly mode: 'verified' | 'unverified' | 'none';
  /** AWS region of the server, for the certificate authorities of Amazon RDS. */
  readonly region?: string;
  /** URL from which the job that creates the database downloads the certificate authorities. */
  readonly url?: string;
  /** Certificate authorities, in PEM. */
  readonly certificates?: string;
  /** Existing Secret that holds the certificate authorities. */
  readonly secret?: SecretEntry;
  /** Reports invalid arguments of the factory. */
  validate(v: Validation, prop: string): void;
}

/** The certificate authorities of Amazon RDS in a region. */
export function rdsAuthorities(region: string): MysqlTlsSource {
  return {
    mode: 'verified',
    region,
    // Computed on access, because the region is validated after the factory returns.
    get url() {
      const store = RDS_TRUST_STORES[partitionOf(region) ?? ''];
      return store && `${store}/${region}/${region}-bundle.pem`;
    },
    validate: (v, prop) => checkValue(v, prop, region, required(RDS_REGION)),
  };
}

/** Certificate authorities in PEM. */
export function pemAuthorities(certificates: string): MysqlTlsSource {
  return {
    mode: 'verified',
    certificates,
    validate: (v, prop) => checkValue(v, prop, certificates, required(PEM)),
  };
}

/** Certificate authorities in an existing Secret. */
export function secretAuthorities(secret: SecretEntry): MysqlTlsSource {
  return {
    mode: 'verified',
    secret,
    validate: (v, prop) => {
      checkValue(v.at(prop), 'name', secret.name, required(SECRET_NAME));
      checkValue(v.at(prop), 'key', secret.key, required(SECRET_KEY));
    },
  };
}

/** Clients that verify no certificate. */
export function noAuthorities(mode: 'unverified' | 'none'): MysqlTlsSource {
  return { mode, validate: () => undefined };
}
