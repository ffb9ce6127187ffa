import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { CertificateDomainOptions, Route53DomainOptions } from './entrance-domain-options';
import { CERTIFICATE_DOMAIN, ROUTE53_DOMAIN } from './private/validate-domain';
import { checkValue, required } from '../private/shape';
import { lowerCased } from '../private/text';
import { Validation } from '../private/validation';

/** Host names by the services' names. */
type HostNames = { readonly [service: string]: string };

/** Names of one's own for what is behind an entrance, with a certificate that every client knows. */
export abstract class EntranceDomain {
  /**
   * In a zone of Route 53: certificate and records are made, and go with the entrance. The zone itself is left as it
   * is.
   */
  public static route53(options: Route53DomainOptions): EntranceDomain {
    return new Route53Domain(options);
  }

  /** In another DNS, with a certificate that exists: the records are yours to make. */
  public static certificate(options: CertificateDomainOptions): EntranceDomain {
    return new CertificateDomain(options);
  }

  /** The labels that are given to services. @internal */
  public abstract readonly _labels: { [service: string]: string };
  /** @internal */
  public abstract readonly _domainName: string;
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** Makes certificate and records; returns the certificate's ARN. @internal */
  public abstract _bind(scope: Construct, hostNames: HostNames, loadBalancer: Lb): string;

  /** @internal */
  public _hostNames(services: string[]): HostNames {
    return Object.fromEntries(services.map((service) =>
      [service, `${lowerCased(this._labels[service] ?? service)}.${this._domainName}`]));
  }
}

class Route53Domain extends EntranceDomain {
  public constructor(private readonly options: Route53DomainOptions) {
    super();
  }

  public get _labels(): { [service: string]: string } {
    return this.options.labels ?? {};
  }

  public get _domainName(): string {
    const { zoneName, subdomain } = this.options;
    return [...(subdomain === undefined ? [] : [subdomain]), zoneName.replace(/\.$/, '')].map(lowerCased).join('.');
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(ROUTE53_DOMAIN));
  }

  public _bind(scope: Construct, hostNames: HostNames, loadBalancer: Lb): string {
    const { zoneName, zoneId } = this.options;
    const zone = zoneId ?? new DataAwsRoute53Zone(scope, 'Zone', { name: zoneName, privateZone: false }).zoneId;
    const names = Object.values(hostNames);
    const certificate = new AcmCertificate(scope, 'Certificate', {
      domainName: names[0],
      subjectAlternativeNames: names.slice(1),
      validationMethod: 'DNS',
      lifecycle: { createBeforeDestroy: true },
    });
    const proofs = Object.entries(hostNames).map(([service, host]) => {
      const options = `${certificate.fqn}.domain_validation_options`;
      const proof = (attribute: string) =>
        Token.asString(`\${one([for it in ${options} : it.${attribute} if it.domain_name == "${host}"])}`);
      return new Route53Record(scope, `Proof-${service}`, {
        zoneId: zone,
        name: proof('resource_record_name'),
        type: proof('resource_record_type'),
        records: [proof('resource_record_value')],
        ttl: 60,
        allowOverwrite: true,
      });
    });
    Object.entries(hostNames).forEach(([service, name]) => new Route53Record(scope, `Record-${service}`, {
      zoneId: zone,
      name,
      type: 'A',
      alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
    }));
    return new AcmCertificateValidation(scope, 'Validation', {
      certificateArn: certificate.arn, validationRecordFqdns: proofs.map((proof) => proof.fqdn),
    }).certificateArn;
  }
}

class CertificateDomain extends EntranceDomain {
  public constructor(private readonly options: CertificateDomainOptions) {
    super();
  }

  public get _labels(): { [service: string]: string } {
    return this.options.labels ?? {};
  }

  public get _domainName(): string {
    return lowerCased(this.options.domainName);
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(CERTIFICATE_DOMAIN));
  }

  public _bind(): string {
    return this.options.certificateArn;
  }
}
