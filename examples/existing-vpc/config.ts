import { DataRetention } from 'cdktf-zenml-aws';

/** A site of the stack: a region and its network. */
export interface Site {
  /** AWS region. */
  readonly region: string;
  /** Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. */
  readonly prefix: string;
  /** CIDR range of the VPC. Networks that you want to connect must not overlap. */
  readonly vpcCidr: string;
}

/** Options of the example. */
export interface Config {
  /** Sites, each with its own resources. */
  readonly sites: Site[];
  /** CIDR ranges allowed to reach the ZenML servers, MLflow and the models, in addition to the stacks' own pods. */
  readonly allowedCidrs: string[];
  /** Whether `destroy` keeps or deletes artifacts, databases and images. */
  readonly dataRetention: DataRetention;
}

export const config: Config = {
  sites: [
    { region: 'eu-central-1', prefix: 'zenml-eu', vpcCidr: '10.20.0.0/16' },
    { region: 'us-east-1', prefix: 'zenml-us', vpcCidr: '10.21.0.0/16' },
  ],
  allowedCidrs: [],
  dataRetention: DataRetention.DELETE,
};
