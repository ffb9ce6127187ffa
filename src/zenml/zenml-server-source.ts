import { Validation } from '../validation/validation';
import { CreatedZenmlServer } from './private/sources/created-zenml-server';
import { ExistingZenmlServer } from './private/sources/existing-zenml-server';
import { NoZenmlServer } from './private/sources/no-zenml-server';
import { ZenmlServerKind } from './private/sources/zenml-server-kind';
import { ExistingZenmlServerOptions, ZenmlServerOptions } from './zenml-server-options';

/**
 * Source of the stack's ZenML server.
 *
 * @example
 * import { SecretValue, ZenmlServerSource } from 'cdktf-zenml-aws';
 *
 * const server = ZenmlServerSource.existing({
 *   url: 'https://zenml.example.com',
 *   apiKey: SecretValue.variable('zenml_api_key'),
 * });
 */
export class ZenmlServerSource {
  /**
   * A server on the stack's cluster and MySQL server.
   *
   * @example
   * import { ZenmlServerSource } from 'cdktf-zenml-aws';
   *
   * const server = ZenmlServerSource.create({ replicas: 2 });
   */
  public static create(options: ZenmlServerOptions = {}): ZenmlServerSource {
    return new ZenmlServerSource(new CreatedZenmlServer(options));
  }

  /**
   * An existing server. The stack is registered on it. Destroy does not delete the registration.
   *
   * @example
   * import { SecretValue, ZenmlServerSource } from 'cdktf-zenml-aws';
   *
   * const server = ZenmlServerSource.existing({
   *   url: 'https://zenml.example.com',
   *   apiKey: SecretValue.variable('zenml_api_key'),
   *   roleArn: 'arn:aws:iam::111122223333:role/zenml-server',
   * });
   */
  public static existing(options: ExistingZenmlServerOptions): ZenmlServerSource {
    return new ZenmlServerSource(new ExistingZenmlServer(options));
  }

  /**
   * Disables the ZenML server: the stack is not registered anywhere; the output `zenml-stack-yaml` describes it.
   *
   * @example
   * import { ZenmlServerSource } from 'cdktf-zenml-aws';
   *
   * ZenmlServerSource.none();
   */
  public static none(): ZenmlServerSource {
    return new ZenmlServerSource(new NoZenmlServer());
  }

  /** @internal */
  public readonly _source: ZenmlServerKind;

  private constructor(source: ZenmlServerKind) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
