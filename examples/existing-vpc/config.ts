import { DataRetention } from 'cdktf-zenml-aws';

/** A place where the stack runs: a region, and the network there. */
export interface Site {
  /** AWS region. */
  readonly region: string;
  /** Start of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. */
  readonly prefix: string;
  /** Range of the VPC; networks that are to be connected must not overlap. */
  readonly vpcCidr: string;
}

/** What the example needs to know. */
export interface Config {
  /** Where the stack runs, each time with everything of its own. */
  readonly sites: Site[];
  /** Addresses from which the ZenML servers, MLflow and the models answer, besides the stacks' own pods. */
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
