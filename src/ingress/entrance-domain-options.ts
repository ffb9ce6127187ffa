/** A zone of Route 53, by its name, its id or both. */
export interface Route53DomainOptions {
  /**
   * The zone's name, for example `example.com`: services are names in it, such as `mlflow.example.com`.
   * @default - looked up by its id
   */
  readonly zoneName?: string;
  /**
   * The zone's id, for example `Z0123456789ABCDEFGHIJ`; needed where several zones of its kind have that name.
   * @default - looked up by its name
   */
  readonly zoneId?: string;
  /**
   * Whether the zone is private: the names resolve in the VPCs that are associated with it, which must include the
   * cluster's. A private zone needs `certificateArn`, because AWS Certificate Manager validates names in public DNS.
   * @default false
   */
  readonly privateZone?: boolean;
  /**
   * ARN of an existing certificate of AWS Certificate Manager for all names, in the load balancer's region. It may be
   * validated in a public zone of the same domain, imported, or issued by AWS Private CA; clients and pods must trust
   * its authority.
   * @default - a certificate is created, and validated by records in the zone
   */
  readonly certificateArn?: string;
  /**
   * What comes between services and zone: with `ml` they are `mlflow.ml.example.com` and so on.
   * @default - nothing
   */
  readonly subdomain?: string;
  /**
   * Labels of services, by the services' names.
   * @default - the services' names
   */
  readonly labels?: { [service: string]: string };
}

/** Names in a DNS that this library does not write to. */
export interface CertificateDomainOptions {
  /** ARN of the certificate of AWS Certificate Manager, for all names, in the load balancer's region. */
  readonly certificateArn: string;
  /**
   * The domain of the services, for example `ml.example.com`. Each name in it, such as `mlflow.ml.example.com`, has to
   * become a CNAME record of the load balancer's name.
   */
  readonly domainName: string;
  /**
   * Labels of services, by the services' names.
   * @default - the services' names
   */
  readonly labels?: { [service: string]: string };
}
