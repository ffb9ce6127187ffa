import { CertificateDomainOptions, Route53DomainOptions } from './entrance-domain-options';
import { Validation } from '../validation/validation';
import { CertificateDomain } from './private/kinds/certificate-domain';
import { DomainKind } from './private/kinds/domain-kind';
import { Route53Domain } from './private/kinds/route53-domain';

/**
 * Host names for the services behind an entrance, with a certificate that clients trust.
 *
 * @example
 * import { EntranceDomain } from 'cdktf-zenml-aws';
 *
 * const domain = EntranceDomain.route53({ zoneName: 'example.com', subdomain: 'ml' });
 */
export class EntranceDomain {
  /**
   * Host names in a public or private Route 53 hosted zone. Records, and the certificate unless one is given, are
   * created and deleted with the entrance. The zone is not changed. An ACM certificate is free; a zone costs 0.50 USD a
   * month.
   *
   * @example
   * import { EntranceDomain } from 'cdktf-zenml-aws';
   *
   * const domain = EntranceDomain.route53({ zoneName: 'example.com' });
   */
  public static route53(options: Route53DomainOptions): EntranceDomain {
    return new EntranceDomain(new Route53Domain(options));
  }

  /**
   * Host names in any other DNS service, with an existing certificate. You create the records.
   *
   * @example
   * import { EntranceDomain } from 'cdktf-zenml-aws';
   *
   * const domain = EntranceDomain.certificate({
   *   certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
   *   domainName: 'ml.example.com',
   * });
   */
  public static certificate(options: CertificateDomainOptions): EntranceDomain {
    return new EntranceDomain(new CertificateDomain(options));
  }

  private constructor(
    /** @internal */
    public readonly _source: DomainKind,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
