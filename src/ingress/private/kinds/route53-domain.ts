import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { BoundDomain, DomainKind, HostNames, joined } from './domain-kind';
import { lowerCased, quoted } from '../../../terraform/text';
import { checkValue, required } from '../../../validation/shape';
import { isUnknown, Validation } from '../../../validation/validation';
import { Route53DomainOptions } from '../../entrance-domain-options';
import { ROUTE53_DOMAIN } from '../validate-domain';

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html (DomainName) */
const LONGEST_COMMON_NAME = 64;

/** Host names in a Route 53 hosted zone. */
export class Route53Domain extends DomainKind {
  public constructor(private readonly options: Route53DomainOptions) {
    super();
  }

  public get labels(): { [service: string]: string } {
    return this.options.labels ?? {};
  }

  public get domainName(): string | undefined {
    return this.options.zoneName === undefined ? undefined : this.domainIn(this.options.zoneName);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(ROUTE53_DOMAIN));
  }

  public identities(services: string[]): string[] {
    const { zoneId, privateZone, subdomain } = this.options;
    const names = super.identities(services);
    if (this.domainName === undefined) {
      return names.map((name) => `${joined(name, subdomain)} in ${zoneId}`);
    }
    // Several private zones can have the same name, in different VPCs.
    return privateZone && zoneId !== undefined ? names.map((name) => `${name} in ${zoneId}`) : names;
  }

  public checkNames(v: Validation, prop: string, hosts: string[]): void {
    const { zoneName, certificateArn } = this.options;
    if (certificateArn === undefined && zoneName !== undefined && !isUnknown(zoneName)
      && commonName(hosts, this.domainName!, zoneName) === undefined) {
      v.add(prop, `got "${zoneName}" of ${zoneName.length} characters. Must have a zone of at most `
        + `${LONGEST_COMMON_NAME} characters where no name of a service is shorter`,
      'A certificate has one name of that length, its common name.');
    }
  }

  public bind(scope: Construct, services: string[]): BoundDomain {
    const { zoneName, zoneId, privateZone = false, certificateArn } = this.options;
    const found = zoneName !== undefined && zoneId !== undefined ? undefined : new DataAwsRoute53Zone(
      scope, 'Zone', zoneId === undefined ? { name: zoneName, privateZone } : { zoneId });
    const hostNames = this.hostNames(services, this.domainName ?? this.domainIn(found!.name));
    return {
      hostNames,
      certify: (loadBalancer) => {
        const names = { zoneId: zoneId ?? found!.zoneId, hostNames };
        addRecords(scope, names, loadBalancer);
        return certificateArn ?? certify(scope, {
          ...names,
          commonName: zoneName === undefined ? undefined
            : commonName(Object.values(hostNames), this.domainName!, zoneName),
        });
      },
    };
  }

  private domainIn(zoneName: string): string {
    return joined(this.options.subdomain, zoneName.replace(/\.$/, ''));
  }
}

/**
 * Common name of a certificate: the first of its names that is short enough, or their domain. Other names can be
 * longer. Undefined if even the zone's name is too long.
 * https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html (Domain names)
 */
function commonName(hosts: string[], domainName: string, zoneName: string): string | undefined {
  return [...hosts, domainName, lowerCased(zoneName.replace(/\.$/, ''))]
    .find((name) => name.length <= LONGEST_COMMON_NAME);
}

/** Host names and their zone. */
interface ZoneNames {
  readonly zoneId: string;
  readonly hostNames: HostNames;
}

/** Host names of a certificate. */
interface Certified extends ZoneNames {
  /** Common name; defaults to the first host name. */
  readonly commonName?: string;
}

/** Creates records that point host names to a load balancer. */
function addRecords(scope: Construct, { zoneId, hostNames }: ZoneNames, loadBalancer: Lb): void {
  Object.entries(hostNames).forEach(([service, name]) => new Route53Record(scope, `Record-${service}`, {
    zoneId,
    name,
    type: 'A',
    alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
  }));
}

/** Creates an ACM certificate for host names in a public zone. */
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
