import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { CertificateDomainOptions, Route53DomainOptions } from './entrance-domain-options';
import { CERTIFICATE_DOMAIN, ROUTE53_DOMAIN } from './private/validate-domain';
import { lowerCased, quoted } from '../terraform/text';
import { checkValue, required } from '../validation/shape';
import { isUnknown, Validation } from '../validation/validation';

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html (DomainName) */
const LONGEST_COMMON_NAME = 64;

/** Host names by the services' names. */
type HostNames = { readonly [service: string]: string };

/** A domain after it is bound to an entrance. */
interface BoundDomain {
  readonly hostNames: HostNames;
  /** Creates certificate and records; returns the certificate's ARN. */
  certify(loadBalancer: Lb): string;
}

/**
 * Host names for the services behind an entrance, with a certificate that clients trust.
 *
 * @example
 * import { EntranceDomain } from 'cdktf-zenml-aws';
 *
 * const domain = EntranceDomain.route53({ zoneName: 'example.com', subdomain: 'ml' });
 */
export abstract class EntranceDomain {
  /**
   * Names in a public or private Route 53 hosted zone. Records, and the certificate unless one is given, are created
   * and deleted with the entrance. The zone is not changed. An ACM certificate is free; a zone costs 0.50 USD a month.
   *
   * @example
   * import { EntranceDomain } from 'cdktf-zenml-aws';
   *
   * const domain = EntranceDomain.route53({ zoneName: 'example.com' });
   */
  public static route53(options: Route53DomainOptions): EntranceDomain {
    return new Route53Domain(options);
  }

  /**
   * Names in any other DNS, with an existing certificate. You create the records.
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
    return new CertificateDomain(options);
  }

  /** Labels of services, where given. @internal */
  public abstract readonly _labels: { [service: string]: string };
  /** The domain of the services, if it is known before Terraform runs. @internal */
  public abstract readonly _domainName?: string;
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** Looks up the zone, and names the services. @internal */
  public abstract _bind(scope: Construct, services: string[]): BoundDomain;

  /**
   * Identities of the services' names: the names or, if only Terraform knows them, what they consist of. Two entrances
   * must not share one.
   * @internal
   */
  public _identities(services: string[]): string[] {
    return Object.values(this._hostNames(services));
  }

  /** Refuses names that do not fit into one certificate. @internal */
  public _checkNames(_v: Validation, _prop: string, _hosts: string[]): void {
    // An existing certificate has its names.
  }

  /** @internal */
  public _hostNames(services: string[], domainName = this._domainName): HostNames {
    return Object.fromEntries(services.map((service) =>
      [service, joined(this._labels[service] ?? service, domainName)]));
  }
}

class Route53Domain extends EntranceDomain {
  public constructor(private readonly options: Route53DomainOptions) {
    super();
  }

  public get _labels(): { [service: string]: string } {
    return this.options.labels ?? {};
  }

  public get _domainName(): string | undefined {
    return this.options.zoneName === undefined ? undefined : this.domainIn(this.options.zoneName);
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(ROUTE53_DOMAIN));
  }

  public _identities(services: string[]): string[] {
    const { zoneId, privateZone, subdomain } = this.options;
    const names = super._identities(services);
    if (this._domainName === undefined) {
      return names.map((name) => `${joined(name, subdomain)} in ${zoneId}`);
    }
    // Each VPC may have a private zone of one name.
    return privateZone && zoneId !== undefined ? names.map((name) => `${name} in ${zoneId}`) : names;
  }

  public _checkNames(v: Validation, prop: string, hosts: string[]): void {
    const { zoneName, certificateArn } = this.options;
    if (certificateArn === undefined && zoneName !== undefined && !isUnknown(zoneName)
      && commonName(hosts, this._domainName!, zoneName) === undefined) {
      v.add(prop, `must have a zone of at most ${LONGEST_COMMON_NAME} characters where no name of a service is `
        + `shorter, got "${zoneName}" of ${zoneName.length}`,
      'A certificate has one name of that length, its common name.');
    }
  }

  public _bind(scope: Construct, services: string[]): BoundDomain {
    const { zoneName, zoneId, privateZone = false, certificateArn } = this.options;
    const found = zoneName !== undefined && zoneId !== undefined ? undefined : new DataAwsRoute53Zone(
      scope, 'Zone', zoneId === undefined ? { name: zoneName, privateZone } : { zoneId });
    const hostNames = this._hostNames(services, this._domainName ?? this.domainIn(found!.name));
    return {
      hostNames,
      certify: (loadBalancer) => {
        const names = { zoneId: zoneId ?? found!.zoneId, hostNames };
        addRecords(scope, names, loadBalancer);
        return certificateArn ?? certify(scope, {
          ...names,
          commonName: zoneName === undefined ? undefined
            : commonName(Object.values(hostNames), this._domainName!, zoneName),
        });
      },
    };
  }

  private domainIn(zoneName: string): string {
    return joined(this.options.subdomain, zoneName.replace(/\.$/, ''));
  }
}

function joined(...labels: (string | undefined)[]): string {
  return labels.filter((label) => label !== undefined).map(lowerCased).join('.');
}

/**
 * The common name of a certificate: the first of its names that is short enough, or the domain that they are in.
 * Further names may be longer. Undefined if even the zone's name is too long.
 * https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html (Domain names)
 */
function commonName(hosts: string[], domainName: string, zoneName: string): string | undefined {
  return [...hosts, domainName, lowerCased(zoneName.replace(/\.$/, ''))]
    .find((name) => name.length <= LONGEST_COMMON_NAME);
}

/** Names, and the zone that they are in. */
interface ZoneNames {
  readonly zoneId: string;
  readonly hostNames: HostNames;
}

/** Names that a certificate is for. */
interface Certified extends ZoneNames {
  /** The first host's name unless another is given. */
  readonly commonName?: string;
}

/** Records that lead names to a load balancer. */
function addRecords(scope: Construct, { zoneId, hostNames }: ZoneNames, loadBalancer: Lb): void {
  Object.entries(hostNames).forEach(([service, name]) => new Route53Record(scope, `Record-${service}`, {
    zoneId,
    name,
    type: 'A',
    alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
  }));
}

/** A certificate of ACM for names in a public zone. */
function certify(scope: Construct, { zoneId, hostNames, commonName: given }: Certified): string {
  const names = Object.values(hostNames);
  const domainName = given ?? names[0];
  const certificate = new AcmCertificate(scope, 'Certificate', {
    domainName,
    subjectAlternativeNames: names.filter((name) => name !== domainName),
    validationMethod: 'DNS',
    lifecycle: { createBeforeDestroy: true },
  });
  const proven: [id: string, host: string][] = Object.entries(hostNames).map(([service, host]) =>
    [`Proof-${service}`, host]);
  if (!names.includes(domainName)) {
    proven.push(['DomainProof', domainName]);
  }
  const proofs = proven.map(([id, host]) => {
    const options = `${certificate.fqn}.domain_validation_options`;
    const proof = (attribute: string) =>
      Token.asString(`\${one([for it in ${options} : it.${attribute} if it.domain_name == ${quoted(host)}])}`);
    return new Route53Record(scope, id, {
      zoneId,
      name: proof('resource_record_name'),
      type: proof('resource_record_type'),
      records: [proof('resource_record_value')],
      ttl: 60,
      allowOverwrite: true,
    });
  });
  return new AcmCertificateValidation(scope, 'Validation', {
    certificateArn: certificate.arn, validationRecordFqdns: proofs.map((proof) => proof.fqdn),
  }).certificateArn;
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

  public _bind(_scope: Construct, services: string[]): BoundDomain {
    return { hostNames: this._hostNames(services), certify: () => this.options.certificateArn };
  }
}
