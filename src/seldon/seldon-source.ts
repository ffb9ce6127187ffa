import { SELDON_OPTIONS } from './private/validate';
import { SeldonCoreIstioOptions } from './seldon-core-istio-options';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * Source of the stack's model deployer.
 *
 * @example
 * import { SeldonSource } from 'cdktf-zenml-aws';
 *
 * const seldon = SeldonSource.create({ deployerGroups: ['data-science'] });
 */
export class SeldonSource {
  /**
   * Creates Seldon Core behind Istio. The service account of pipelines can always deploy models. Unless `modelServers`
   * is given, images in the last repository of the container registry serve models of scikit-learn and MLflow, with the
   * tags `sklearn-1.9.1` and `mlflow-3.15.1`.
   *
   * @param options options for Seldon Core and Istio
   *
   * @example
   * import { IstioSource, SeldonSource } from 'cdktf-zenml-aws';
   *
   * SeldonSource.create({ istio: IstioSource.existing() });
   */
  public static create(options: SeldonCoreIstioOptions = {}): SeldonSource {
    return new SeldonSource(options);
  }

  /**
   * Disables the model deployer: neither Seldon Core nor Istio is created.
   *
   * @example
   * import { SeldonSource } from 'cdktf-zenml-aws';
   *
   * SeldonSource.none();
   */
  public static none(): SeldonSource {
    return new SeldonSource();
  }

  private constructor(
    /** Options for Seldon Core and Istio; undefined without them. @internal */
    public readonly _options?: SeldonCoreIstioOptions,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this._options !== undefined) {
      checkValue(v, prop, this._options, required(SELDON_OPTIONS));
    }
  }
}
