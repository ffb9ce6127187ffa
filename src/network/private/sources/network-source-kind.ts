import { Construct } from 'constructs';
import { Validation } from '../../../validation/validation';
import { INetwork } from '../../network-options';

/** Attributes of the stack that uses the network. */
export interface NetworkContext {
  readonly namePrefix: string;
  readonly clusterName: string;
}

/** Interface of network sources for the stack. */
export interface NetworkSourceKind {
  /** Whether the network is an existing one. */
  readonly exists: boolean;
  /** Whether there are subnets for internet-facing load balancers. Read after `validate()`. */
  readonly hasPublicSubnets: boolean;
  /** Whether the public addresses of nodes and pods can be looked up. Read after `validate()`. */
  readonly knowsEgress: boolean;
  /** Validates the options. */
  validate(v: Validation, prop: string): void;
  /** Creates the network, or looks it up. */
  bind(scope: Construct, id: string, context: NetworkContext): INetwork;
}
