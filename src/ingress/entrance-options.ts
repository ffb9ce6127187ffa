import { ICluster } from '../cluster';
import { LoadBalancerScheme } from '../kubernetes';
import { INetwork } from '../network';
import { EntranceDomain } from './entrance-domain';

/** How connections to an entrance without a domain are encrypted. */
export enum EntranceTls {
  /**
   * TLS with a certificate from the entrance's own certificate authority. Clients must trust the authority's
   * certificate (`certificateAuthority`); browsers show a warning until they do.
   */
  OWN_AUTHORITY = 'OWN_AUTHORITY',
  /** No encryption. Passwords and API keys can be read on the network. */
  NONE = 'NONE',
}

/** Options for access logs of an entrance, with one line per request. */
export interface EntranceAccessLogs {
  /**
   * Name of an S3 bucket in the same region, encrypted with S3 managed keys, whose policy allows load balancers to
   * write:
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  readonly bucketName: string;
  /**
   * Folder in the bucket, without leading or trailing slashes.
   * @default - the root of the bucket
   */
  readonly prefix?: string;
}

/** Options for an entrance. */
export interface EntranceOptions {
  /**
   * IPv4 CIDR ranges allowed to connect, for example `203.0.113.7/32`; `0.0.0.0/0` allows everyone. The cluster's own
   * pods are always allowed. `LoadBalancerScheme.INTERNET_FACING` requires public ranges. Each range counts as one
   * security group rule per listening port: see `maxSecurityGroupRules`.
   * @default - none
   */
  readonly allowedCidrs?: string[];
  /**
   * Quota of the account and region for inbound rules of a security group (Service Quotas, L-0EA8095F), 60 to 1000. Set
   * it if AWS has increased your quota. Synthesis fails if the entrance needs more rules.
   * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
   * @default 60
   */
  readonly maxSecurityGroupRules?: number;
  /**
   * IDs of managed prefix lists whose addresses are allowed to connect, for example `pl-0123456789abcdef0`.
   * @default - none
   */
  readonly allowedPrefixListIds?: string[];
  /**
   * Whether the load balancer is reachable from the internet, or only from the VPC and networks connected to it. A
   * change replaces the load balancer, and its host name changes.
   * @default LoadBalancerScheme.INTERNET_FACING
   */
  readonly scheme?: LoadBalancerScheme;
  /**
   * How connections are encrypted without a domain.
   * @default EntranceTls.OWN_AUTHORITY
   */
  readonly tls?: EntranceTls;
  /**
   * Seconds after which an idle connection is closed, 60 to 4000. It must exceed the time that MLflow needs to forward
   * a large upload.
   * @default 3600
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Access logs of the load balancer, in S3. S3 charges for storage and requests.
   * @default - none
   */
  readonly accessLogs?: EntranceAccessLogs;
  /**
   * Whether deletion protection is enabled. AWS then refuses to delete the load balancer, also on destroy, until you
   * disable it.
   * @default false
   */
  readonly deletionProtection?: boolean;
}

/** Options for a service behind an entrance. It listens on node ports of the cluster. */
export interface EntranceServiceOptions {
  /** Node port of the service, for plain HTTP: 30000 to 32767. */
  readonly nodePort: number;
  /** Path of the health check, for example `/health`. */
  readonly healthCheckPath: string;
  /**
   * Node port of the health check.
   * @default - `nodePort`
   */
  readonly healthCheckNodePort?: number;
  /**
   * Status codes of a healthy service, 200 to 499, separated by commas, with a hyphen for ranges.
   * @default '200'
   */
  readonly healthyStatusCodes?: string;
  /**
   * Port of the load balancer for this service, 1 to 65535. Only allowed without a domain.
   * @default - 443 for the first service, then 8443, 8444 and so on; 80, 8080, 8081 and so on without TLS
   */
  readonly port?: number;
}

/** Properties of `Entrance`. */
export interface EntranceProps extends EntranceOptions {
  /** Prefix of all names: 1 to 30 letters, digits and hyphens, starting with a letter or digit. */
  readonly namePrefix: string;
  /** Network of the load balancer: its public subnets or, for `LoadBalancerScheme.INTERNAL`, its private subnets. */
  readonly network: INetwork;
  /**
   * Cluster that runs the services. Its `securityGroupId` gets rules for the load balancer; requests are forwarded to
   * the nodes of its `autoScalingGroupNames`.
   */
  readonly cluster: ICluster;
  /** Services by name. Names have 1 to 20 lower-case letters, digits and hyphens, starting with a letter. */
  readonly services: { [name: string]: EntranceServiceOptions };
  /**
   * Host names and certificate of the services.
   * @default - the load balancer's host name, with a port for each service
   */
  readonly domain?: EntranceDomain;
}
