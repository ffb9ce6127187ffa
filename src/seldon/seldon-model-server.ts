import { checkValue, required, Rule, struct } from '../validation/shape';
import { Validation } from '../validation/validation';
import { oneOf, text } from '../validation/values';

/** Protocol between a model server and its clients. */
export enum SeldonProtocol {
  /** Seldon's protocol: `POST …/api/v0.1/predictions`. ZenML supports only this one. */
  SELDON = 'seldon',
  /** The Open Inference Protocol: `POST …/v2/models/<name>/infer`. */
  V2 = 'v2',
}

/** Options for an image that serves models. */
export interface SeldonModelServerOptions {
  /** Repository of the image, without a tag, for example `111122223333.dkr.ecr.eu-central-1.amazonaws.com/models`. */
  readonly image: string;
  /** Tag of the image. Models must be trained with the library versions in the image. */
  readonly version: string;
  /**
   * Protocol of the server.
   * @default SeldonProtocol.SELDON
   */
  readonly protocol?: SeldonProtocol;
}

/**
 * An image that serves models: the `implementation` of a SeldonDeployment. The default images of Seldon Core 1.17.1
 * load only models of scikit-learn 0.24 and of MLflow up to 2.5.
 *
 * @example
 * import { SeldonModelServer } from 'cdktf-zenml-aws';
 *
 * const server = SeldonModelServer.sklearn({
 *   image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/model-servers',
 *   version: 'sklearn-1.9',
 * });
 */
export class SeldonModelServer {
  /**
   * A server for scikit-learn: `SKLEARN_SERVER`.
   *
   * @example
   * import { SeldonModelServer } from 'cdktf-zenml-aws';
   *
   * const server = SeldonModelServer.sklearn({
   *   image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/model-servers',
   *   version: 'sklearn-1.9',
   * });
   */
  public static sklearn(options: SeldonModelServerOptions): SeldonModelServer {
    return new SeldonModelServer('SKLEARN_SERVER', options);
  }

  /**
   * A server for MLflow's models: `MLFLOW_SERVER`.
   *
   * @example
   * import { SeldonModelServer, SeldonProtocol } from 'cdktf-zenml-aws';
   *
   * const server = SeldonModelServer.mlflow({
   *   image: 'docker.io/seldonio/mlserver',
   *   version: '1.7.1-mlflow',
   *   protocol: SeldonProtocol.V2,
   * });
   */
  public static mlflow(options: SeldonModelServerOptions): SeldonModelServer {
    return new SeldonModelServer('MLFLOW_SERVER', options);
  }

  /**
   * A server for any other kind of model.
   *
   * @param implementation name of the implementation in deployments, for example `LIGHTGBM_SERVER`
   * @param options its image
   *
   * @example
   * import { SeldonModelServer } from 'cdktf-zenml-aws';
   *
   * const server = SeldonModelServer.custom('LIGHTGBM_SERVER', {
   *   image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/model-servers',
   *   version: 'lightgbm-4.6',
   * });
   */
  public static custom(implementation: string, options: SeldonModelServerOptions): SeldonModelServer {
    return new SeldonModelServer(implementation, options);
  }

  /** Name of the `implementation` in deployments. */
  public readonly implementation: string;
  /** @internal */
  public readonly _options: SeldonModelServerOptions;

  private constructor(implementation: string, options: SeldonModelServerOptions) {
    this.implementation = implementation;
    this._options = options;
  }

  /** Protocol of the server. */
  public get protocol(): SeldonProtocol {
    return this._options.protocol ?? SeldonProtocol.SELDON;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'implementation', this.implementation, required(IMPLEMENTATION));
    checkValue(v, prop, this._options, required(OPTIONS));
  }
}

const IMPLEMENTATION = text(
  'a name of capital letters, digits and underscores, for example "LIGHTGBM_SERVER"',
  (value) => /^[A-Z][A-Z0-9_]{0,62}$/.test(value),
);

const OPTIONS: Rule<SeldonModelServerOptions> = struct<SeldonModelServerOptions>({
  image: required(text(
    'the repository of an image, for example "111122223333.dkr.ecr.eu-central-1.amazonaws.com/models"',
    (value) => /^[a-z0-9]([a-z0-9._:/-]*[a-z0-9])?$/i.test(value) && !/:[^/]*$/.test(value) && !value.includes('@'),
    (value) => /:[^/]*$/.test(value) ? "Give the tag as 'version'." : undefined,
  )),
  version: required(text('a tag of 1 to 128 letters, digits and "_.-"', (value) => /^\w[\w.-]{0,127}$/.test(value))),
  protocol: oneOf('SeldonProtocol', SeldonProtocol),
});
