import { Construct } from 'constructs';
import { BoundDomain, DomainKind } from './domain-kind';
import { lowerCased } from '../../../terraform/text';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { CertificateDomainOptions } from '../../entrance-domain-options';
import { CERTIFICATE_DOMAIN } from '../validate-domain';

/** Host names in any DNS service, with an existing certificate. */
export class CertificateDomain extends DomainKind {
  public constructor(private readonly options: CertificateDomainOptions) {
    super();
  }

  public get labels(): { [service: string]: string } {
    return this.options.labels ?? {};
  }

  public get domainName(): string {
    return lowerCased(this.options.domainName);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(CERTIFICATE_DOMAIN));
  }

  public bind(_scope: Construct, services: string[]): BoundDomain {
    return { hostNames: this.hostNames(services), certify: () => this.options.certificateArn };
  }
}
