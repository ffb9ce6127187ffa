/** Options for a domain in a Route 53 hosted zone. At least one of `zoneName` and `zoneId` is required. */
export interface Route53DomainOptions {
  /**
   * Name of the zone, for example `example.com`. Services get names in it, such as `mlflow.example.com`.
   * @default - looked up by `zoneId`
   */
  readonly zoneName?: string;
  /**
   * ID of the zone, for example `Z0123456789ABCDEFGHIJ`. Required if the account has several zones of that name.
   * @default - looked up by `zoneName`
   */
  readonly zoneId?: string;
  /**
   * Whether the zone is private. Its names resolve only in the VPCs that are associated with it, which must include the
   * cluster's VPC. A private zone requires `certificateArn`, because AWS Certificate Manager validates names in public
   * DNS.
   * @default false
   */
  readonly privateZone?: boolean;
  /**
   * ARN of an existing ACM certificate for all names, in the load balancer's region. It can be validated in a public
   * zone of the same domain, imported, or issued by AWS Private CA. Clients and pods must trust its authority.
   * @default - a certificate is created and validated by records in the zone
   */
  readonly certificateArn?: string;
  /**
   * Labels between the services' names and the zone. With `ml`, names are `mlflow.ml.example.com` and so on.
   * @default - none
   */
  readonly subdomain?: string;
  /**
   * First label of each service's name, by service.
   * @default - the names of the services
   */
  readonly labels?: { [service: string]: string };
}

/** Options for a domain whose DNS records this library does not manage. */
export interface CertificateDomainOptions {
  /** ARN of an existing ACM certificate for all names, in the load balancer's region. */
  readonly certificateArn: string;
  /**
   * Domain of the services, for example `ml.example.com`. For each service, create a CNAME record such as
   * `mlflow.ml.example.com` that points to the load balancer's host name.
   */
  readonly domainName: string;
  /**
   * First label of each service's name, by service.
   * @default - the names of the services
   */
  readonly labels?: { [service: string]: string };
}
