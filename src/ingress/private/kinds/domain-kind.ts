import { Lb } from '@cdktf/provider-aws/lib/lb';
import { Construct } from 'constructs';
import { lowerCased } from '../../../terraform/text';
import { Validation } from '../../../validation/validation';

/** Host names by the services' names. */
export type HostNames = { readonly [service: string]: string };

/** A domain after it is bound to an entrance. */
export interface BoundDomain {
  readonly hostNames: HostNames;
  /** Creates certificate and records; returns the certificate's ARN. */
  certify(loadBalancer: Lb): string;
}

/** A kind of `EntranceDomain`. */
export abstract class DomainKind {
  /** Labels of services, if given. */
  public abstract readonly labels: { [service: string]: string };
  /** Domain of the services, if it is known before Terraform runs. */
  public abstract readonly domainName?: string;
  public abstract validate(v: Validation, prop: string): void;
  /** Looks up the zone, and sets the services' host names. */
  public abstract bind(scope: Construct, services: string[]): BoundDomain;

  /**
   * Identities of the services' names: the names or, if only Terraform knows them, their parts. They must be unique
   * among entrances.
   */
  public identities(services: string[]): string[] {
    return Object.values(this.hostNames(services));
  }

  /** Rejects names that do not fit into one certificate. */
  public checkNames(_v: Validation, _prop: string, _hosts: string[]): void {
    // An existing certificate already has names.
  }

  public hostNames(services: string[], domainName = this.domainName): HostNames {
    return Object.fromEntries(services.map((service) =>
      [service, joined(this.labels[service] ?? service, domainName)]));
  }
}

/** Joins labels to a host name. */
export function joined(...labels: (string | undefined)[]): string {
  return labels.filter((label) => label !== undefined).map(lowerCased).join('.');
}
