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

/** Where to find a certificate in a Secret. */
interface SecretEntry {
  readonly name: string;
  readonly key: string;
}

type MysqlTlsKind = 'rds' | 'certificates' | 'existingSecret' | 'unverified' | 'none';

/** What clients of a MySQL server demand of the connection to it. */
export class MysqlTls {
  /** The key under which Secrets hold certificates unless another is named: `ca.pem`. */
  public static readonly CERTIFICATES_KEY = 'ca.pem';

  /**
   * TLS, and a certificate of Amazon RDS for the host that is asked. The job that creates the database gets RDS's
   * certificate authorities from AWS, by HTTPS over the internet: where nodes have no way there, use `certificates()`.
   *
   * @param region the server's region, for example `eu-central-1`
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.rds('eu-central-1');
   */
  public static rds(region: string): MysqlTls {
    return new MysqlTls('rds', { region });
  }

  /**
   * TLS, and a certificate for the host that is asked, signed by an authority of yours.
   *
   * @param pem certificates of one or more authorities in PEM, for example what
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html has for a region
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.certificates('-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----');
   */
  public static certificates(pem: string): MysqlTls {
    return new MysqlTls('certificates', { certificates: pem });
  }

  /**
   * The same, with the certificates in a Secret that exists, in the namespace of the pods.
   *
   * @param name the Secret's name
   * @param key the key under which it holds them; `ca.pem` unless given
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.existingSecret('mysql-authorities');
   */
  public static existingSecret(name: string, key: string = MysqlTls.CERTIFICATES_KEY): MysqlTls {
    return new MysqlTls('existingSecret', { secret: { name, key } });
  }

  /**
   * TLS, but any certificate: nobody can listen, but somebody could pass for the server.
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.unverified();
   */
  public static unverified(): MysqlTls {
    return new MysqlTls('unverified', {});
  }

  /**
   * No TLS: whoever is on the way reads all, passwords included.
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.none();
   */
  public static none(): MysqlTls {
    return new MysqlTls('none', {});
  }

  /** @internal */
  public readonly _kind: MysqlTlsKind;
  /** @internal */
  public readonly _certificates?: string;
  /** @internal */
  public readonly _secret?: SecretEntry;
  /** The region of the server, if it is one of RDS. @internal */
  public readonly _region?: string;

  private constructor(
    kind: MysqlTlsKind, from: { certificates?: string; secret?: SecretEntry; region?: string },
  ) {
    this._kind = kind;
    this._certificates = from.certificates;
    this._secret = from.secret;
    this._region = from.region;
  }

  /** What the job that creates the database is told. @internal */
  public get _mode(): 'verified' | 'unverified' | 'none' {
    return this._kind === 'unverified' || this._kind === 'none' ? this._kind : 'verified';
  }

  /** Where the job gets the certificates, if it is to get them. @internal */
  public get _url(): string | undefined {
    const store = this._kind === 'rds' ? RDS_TRUST_STORES[partitionOf(this._region!) ?? ''] : undefined;
    return store && `${store}/${this._region}/${this._region}-bundle.pem`;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    switch (this._kind) {
      case 'rds': return checkValue(v, prop, this._region, required(RDS_REGION));
      case 'certificates': return checkValue(v, prop, this._certificates, required(PEM));
      case 'existingSecret':
        checkValue(v.at(prop), 'name', this._secret!.name, required(SECRET_NAME));
        return checkValue(v.at(prop), 'key', this._secret!.key, required(SECRET_KEY));
      default: return undefined;
    }
  }
}

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
