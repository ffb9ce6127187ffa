import { ICluster } from '../cluster';
import { LoadBalancerScheme } from '../kubernetes';
import { INetwork } from '../network';
import { EntranceDomain } from './entrance-domain';

/** What encrypts the way to an entrance that has no domain. */
export enum EntranceTls {
  /**
   * A certificate authority of the entrance's own. Clients have to be given its certificate (`certificateAuthority`);
   * browsers warn until they have it.
   */
  OWN_AUTHORITY = 'OWN_AUTHORITY',
  /** Nothing: whoever is on the way reads all, passwords and API keys included. */
  NONE = 'NONE',
}

/** Where the entrance writes a line for each request. */
export interface EntranceAccessLogs {
  /**
   * Name of an S3 bucket of the same region, encrypted with S3's own keys, whose policy lets load balancers write:
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  readonly bucketName: string;
  /**
   * Where in the bucket, without a slash first or last.
   * @default - at its root
   */
  readonly prefix?: string;
}

/** What can be chosen about an entrance. */
export interface EntranceOptions {
  /**
   * IPv4 ranges that may connect besides the cluster's own pods, for example `203.0.113.7/32`; `0.0.0.0/0` is everyone.
   * Public ones for `LoadBalancerScheme.INTERNET_FACING`. For each listening port AWS counts each range as a rule, and
   * each address of the pods: see `maxSecurityGroupRules`.
   * @default - nobody
   */
  readonly allowedCidrs?: string[];
  /**
   * The quota of your account and region for inbound rules of a security group, 60 to 1000, where AWS has raised it
   * (Service Quotas, L-0EA8095F). More rules than that are refused at synthesis.
   * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
   * @default 60
   */
  readonly maxSecurityGroupRules?: number;
  /**
   * Ids of managed prefix lists whose addresses may connect besides, for example `pl-0123456789abcdef0`.
   * @default - none
   */
  readonly allowedPrefixListIds?: string[];
  /**
   * Whether it is reached over the internet, or from the VPC and what is connected with it. A change makes a new load
   * balancer, with another name.
   * @default LoadBalancerScheme.INTERNET_FACING
   */
  readonly scheme?: LoadBalancerScheme;
  /**
   * What encrypts the way where there is no domain.
   * @default EntranceTls.OWN_AUTHORITY
   */
  readonly tls?: EntranceTls;
  /**
   * How long a connection may be silent, in seconds, 60 to 4000: as long as MLflow takes to pass a large upload on.
   * @default 3600
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Where a line is written for each request.
   * @default - nowhere
   */
  readonly accessLogs?: EntranceAccessLogs;
  /**
   * Whether AWS refuses to delete it, `destroy` included, until this is turned off.
   * @default false
   */
  readonly deletionProtection?: boolean;
}

/** A service on node ports of the cluster. */
export interface EntranceServiceOptions {
  /** The port of every node at which it answers, in plain HTTP: 30000 to 32767. */
  readonly nodePort: number;
  /** The path that tells whether it is well, for example `/health`. */
  readonly healthCheckPath: string;
  /**
   * The port of every node at which it tells so.
   * @default - the same
   */
  readonly healthCheckNodePort?: number;
  /**
   * The status codes from 200 to 499 that mean that it is well, separated by commas or, for a range, by a hyphen.
   * @default '200'
   */
  readonly healthyStatusCodes?: string;
  /**
   * The port at which the entrance offers it where there is no domain, and not to be given where there is one: 1 to
   * 65535.
   * @default - 443 for the first service, then 8443, 8444 and so on; without TLS 80, 8080, 8081 and so on
   */
  readonly port?: number;
}

/** Props of `Entrance`. */
export interface EntranceProps extends EntranceOptions {
  /** Start of all names: 1 to 30 letters, digits and hyphens, a letter or digit first. */
  readonly namePrefix: string;
  /** The network: its public subnets, or for `LoadBalancerScheme.INTERNAL` the private ones. */
  readonly network: INetwork;
  /** The cluster: its `securityGroupId` lets the entrance in, its `autoScalingGroupNames` are what it leads to. */
  readonly cluster: ICluster;
  /** What it leads to, by name: lower-case letters, digits and hyphens. */
  readonly services: { [name: string]: EntranceServiceOptions };
  /**
   * Names of one's own, and the certificate for them.
   * @default - the load balancer's name, with a port for each service
   */
  readonly domain?: EntranceDomain;
}
