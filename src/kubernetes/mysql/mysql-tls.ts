import { Validation } from '../../validation/validation';
import {
  MysqlTlsSource, noAuthorities, pemAuthorities, rdsAuthorities, secretAuthorities,
} from '../private/mysql-tls-source';

/**
 * TLS requirements of MySQL clients: whether the connection is encrypted, and which certificate authorities the clients
 * trust.
 *
 * @example
 * import { MysqlTls } from 'cdktf-zenml-aws';
 *
 * const tls = MysqlTls.rds('eu-central-1');
 */
export class MysqlTls {
  /** Default key of the certificates in a Secret: `ca.pem`. */
  public static readonly CERTIFICATES_KEY = 'ca.pem';

  /**
   * Requires TLS and a certificate from Amazon RDS for the server's host name. The job that creates the database
   * downloads RDS's certificate authorities from AWS, over the internet with HTTPS. Use `certificates()` if the nodes
   * have no internet access.
   *
   * @param region region of the server, for example `eu-central-1`
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.rds('eu-central-1');
   */
  public static rds(region: string): MysqlTls {
    return new MysqlTls(rdsAuthorities(region));
  }

  /**
   * Requires TLS and a certificate for the server's host name, signed by a custom authority.
   *
   * @param pem certificates of one or more authorities in PEM, for example the bundle of a region:
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.certificates('-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----');
   */
  public static certificates(pem: string): MysqlTls {
    return new MysqlTls(pemAuthorities(pem));
  }

  /**
   * Requires TLS and a certificate for the server's host name, signed by an authority in an existing Secret in the
   * namespace of the pods.
   *
   * @param name name of the Secret
   * @param key key of the certificates in the Secret; defaults to `ca.pem`
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.existingSecret('mysql-authorities');
   */
  public static existingSecret(name: string, key: string = MysqlTls.CERTIFICATES_KEY): MysqlTls {
    return new MysqlTls(secretAuthorities({ name, key }));
  }

  /**
   * Requires TLS and accepts any certificate. The connection is encrypted, but another host can impersonate the server.
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.unverified();
   */
  public static unverified(): MysqlTls {
    return new MysqlTls(noAuthorities('unverified'));
  }

  /**
   * No TLS. Passwords and data can be read on the network.
   *
   * @example
   * import { MysqlTls } from 'cdktf-zenml-aws';
   *
   * const tls = MysqlTls.none();
   */
  public static none(): MysqlTls {
    return new MysqlTls(noAuthorities('none'));
  }

  /** @internal */
  public readonly _source: MysqlTlsSource;

  private constructor(source: MysqlTlsSource) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
