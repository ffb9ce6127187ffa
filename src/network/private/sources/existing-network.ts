import { Construct } from 'constructs';
import { NetworkSourceKind } from './network-source-kind';
import { checkValue, required } from '../../../validation/shape';
import { isUnknown, Validation } from '../../../validation/validation';
import { Network } from '../../network';
import { ExistingNetworkOptions, INetwork } from '../../network-options';
import { EXISTING_NETWORK } from '../validate';

/** An existing VPC. */
export class ExistingNetwork implements NetworkSourceKind {
  public readonly exists = true;

  public constructor(private readonly options: ExistingNetworkOptions) {}

  public get hasPublicSubnets(): boolean {
    return this.options.publicSubnetIds.length > 0;
  }

  public get knowsEgress(): boolean {
    return this.options.egressCidrs !== undefined || !isUnknown(this.options.vpcId);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_NETWORK));
  }

  public bind(scope: Construct, id: string): INetwork {
    return Network.fromAttributes(scope, id, this.options);
  }
}
