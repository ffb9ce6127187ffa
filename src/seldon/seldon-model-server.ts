import { checkValue, required, Rule, struct } from '../validation/shape';
import { Validation } from '../validation/validation';
import { oneOf, text } from '../validation/values';

/** What a model server and its clients speak. */
export enum SeldonProtocol {
  /** Seldon's own: `POST …/api/v0.1/predictions`. The one that ZenML speaks. */
  SELDON = 'seldon',
  /** The Open Inference Protocol: `POST …/v2/models/<name>/infer`. */
  V2 = 'v2',
}

/** The image that serves models of one kind. */
export interface SeldonModelServerOptions {
  /** The image's repository, without a tag, for example `111122223333.dkr.ecr.eu-central-1.amazonaws.com/models`. */
  readonly image: string;
  /** The image's tag. The libraries in it have to be those that models are trained with. */
  readonly version: string;
  /**
   * What it speaks.
   * @default SeldonProtocol.SELDON
   */
  readonly protocol?: SeldonProtocol;
}

/**
 * An image that serves models: the `implementation` of a SeldonDeployment. The images that Seldon Core 1.17.1 names
 * load models of scikit-learn 0.24 and of MLflow up to 2.5 only.
 */
export class SeldonModelServer {
  /** For scikit-learn: `SKLEARN_SERVER`. */
  public static sklearn(options: SeldonModelServerOptions): SeldonModelServer {
    return new SeldonModelServer('SKLEARN_SERVER', options);
  }

  /** For MLflow's models: `MLFLOW_SERVER`. */
  public static mlflow(options: SeldonModelServerOptions): SeldonModelServer {
    return new SeldonModelServer('MLFLOW_SERVER', options);
  }

  /**
   * For any other kind of model.
   *
   * @param implementation the name that deployments give, for example `LIGHTGBM_SERVER`
   * @param options its image
   */
  public static custom(implementation: string, options: SeldonModelServerOptions): SeldonModelServer {
    return new SeldonModelServer(implementation, options);
  }

  /** What a deployment names as `implementation`. */
  public readonly implementation: string;
  /** @internal */
  public readonly _options: SeldonModelServerOptions;

  private constructor(implementation: string, options: SeldonModelServerOptions) {
    this.implementation = implementation;
    this._options = options;
  }

  /** What it speaks. */
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
