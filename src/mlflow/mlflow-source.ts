import { MlflowTrackingServerOptions } from './mlflow-tracking-server-options';
import { MLFLOW_OPTIONS } from './private/validate';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * Source of the stack's experiment tracker.
 *
 * @example
 * import { Ingress, MlflowSource } from 'cdktf-zenml-aws';
 *
 * const mlflow = MlflowSource.create({ ingress: Ingress.none() });
 */
export class MlflowSource {
  /**
   * Creates an MLflow tracking server behind NGINX. Runs are stored in a dedicated database on the stack's MySQL
   * server, and artifacts in the stack's bucket under `mlflow/`.
   *
   * @param options options for the server
   *
   * @example
   * import { Ingress, MlflowSource } from 'cdktf-zenml-aws';
   *
   * MlflowSource.create({ ingress: Ingress.none() });
   */
  public static create(options: MlflowTrackingServerOptions = {}): MlflowSource {
    return new MlflowSource(options);
  }

  /**
   * Disables the experiment tracker: neither MLflow nor its NGINX controller is created.
   *
   * @example
   * import { MlflowSource } from 'cdktf-zenml-aws';
   *
   * MlflowSource.none();
   */
  public static none(): MlflowSource {
    return new MlflowSource();
  }

  private constructor(
    /** Options for the server; undefined without one. @internal */
    public readonly _options?: MlflowTrackingServerOptions,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this._options !== undefined) {
      checkValue(v, prop, this._options, required(MLFLOW_OPTIONS));
    }
  }
}
