import { Construct } from 'constructs';
import { NetworkContext, NetworkSourceKind } from './network-source-kind';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { Network } from '../../network';
import { INetwork, NetworkOptions } from '../../network-options';
import { NETWORK_OPTIONS } from '../validate';

/** A dedicated VPC. */
export class CreatedNetwork implements NetworkSourceKind {
  public readonly exists = false;
  public readonly hasPublicSubnets = true;
  public readonly knowsEgress = true;

  public constructor(private readonly options: NetworkOptions) {}

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(NETWORK_OPTIONS));
  }

  public bind(scope: Construct, id: string, context: NetworkContext): INetwork {
    return new Network(scope, id, { ...this.options, ...context });
  }
}
