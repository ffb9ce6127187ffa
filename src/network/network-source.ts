import { Construct } from 'constructs';
import { Network } from './network';
import { ExistingNetworkOptions, INetwork, NetworkOptions } from './network-options';
import { EXISTING_NETWORK, NETWORK_OPTIONS } from './private/validate';
import { checkValue, required } from '../validation/shape';
import { isUnknown, Validation } from '../validation/validation';

/** @internal */
export interface NetworkContext {
  readonly namePrefix: string;
  readonly clusterName: string;
}

/** Where the stack's network comes from. */
export abstract class NetworkSource {
  /**
   * A VPC of the stack's own.
   *
   * @example
   * import { App } from 'cdktf';
   * import { NetworkSource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   network: NetworkSource.create({ cidr: '10.40.0.0/16' }),
   * });
   */
  public static create(options: NetworkOptions = {}): NetworkSource {
    return new CreatedNetwork(options);
  }

  /**
   * A VPC that exists: `Network.fromAttributes()`.
   *
   * @example
   * import { App } from 'cdktf';
   * import { NetworkSource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   network: NetworkSource.existing({
   *     vpcId: 'vpc-0a1b2c3d4e5f60718',
   *     privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
   *     publicSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
   *   }),
   * });
   */
  public static existing(options: ExistingNetworkOptions): NetworkSource {
    return new ExistingNetwork(options);
  }

  /** @internal */
  public abstract readonly _exists: boolean;
  /** Whether load balancers have a place that the internet reaches. @internal */
  public abstract readonly _hasPublicSubnets: boolean;
  /** Whether it can tell the public addresses of nodes and pods. @internal */
  public abstract readonly _knowsEgress: boolean;
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: NetworkContext): INetwork;
}

class CreatedNetwork extends NetworkSource {
  public readonly _exists = false;
  public readonly _hasPublicSubnets = true;
  public readonly _knowsEgress = true;

  public constructor(private readonly options: NetworkOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(NETWORK_OPTIONS));
  }

  public _bind(scope: Construct, id: string, context: NetworkContext): INetwork {
    return new Network(scope, id, { ...this.options, ...context });
  }
}

class ExistingNetwork extends NetworkSource {
  public readonly _exists = true;
  public get _hasPublicSubnets(): boolean {
    return this.options.publicSubnetIds.length > 0;
  }

  public get _knowsEgress(): boolean {
    return this.options.egressCidrs !== undefined || !isUnknown(this.options.vpcId);
  }

  public constructor(private readonly options: ExistingNetworkOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_NETWORK));
  }

  public _bind(scope: Construct, id: string): INetwork {
    return Network.fromAttributes(scope, id, this.options);
  }
}
