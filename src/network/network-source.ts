import { ExistingNetworkOptions, NetworkOptions } from './network-options';
import { Validation } from '../validation/validation';
import { CreatedNetwork } from './private/sources/created-network';
import { ExistingNetwork } from './private/sources/existing-network';
import { NetworkSourceKind } from './private/sources/network-source-kind';

/** Source of the stack's network. */
export class NetworkSource {
  /**
   * A dedicated VPC.
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
    return new NetworkSource(new CreatedNetwork(options));
  }

  /**
   * An existing VPC: `Network.fromAttributes()`.
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
    return new NetworkSource(new ExistingNetwork(options));
  }

  /** @internal */
  public readonly _source: NetworkSourceKind;

  private constructor(source: NetworkSourceKind) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
