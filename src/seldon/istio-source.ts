import { ExistingGatewayOptions, ExistingIngressGatewayOptions, ExistingIstioOptions } from './istio-options';
import { Validation } from '../validation/validation';
import { CreatedIstio } from './private/sources/created-istio';
import { ExistingGateway } from './private/sources/existing-gateway';
import { ExistingIngressGateway } from './private/sources/existing-ingress-gateway';
import { ExistingIstio } from './private/sources/existing-istio';
import { IstioSourceKind } from './private/sources/istio-source-kind';

/**
 * The Istio that Seldon Core uses. Existing resources are never changed or deleted.
 *
 * @example
 * import { IstioSource } from 'cdktf-zenml-aws';
 *
 * const istio = IstioSource.existing({ revision: '1-30' });
 */
export class IstioSource {
  /**
   * Installs Istio: custom resource definitions, istiod, gateway pods and `Gateway`. The props `istioVersion`,
   * `istioNamespace`, `istiod`, `istioBaseValues` and `gateway` configure it.
   *
   * @example
   * import { IstioSource } from 'cdktf-zenml-aws';
   *
   * const istio = IstioSource.create();
   */
  public static create(): IstioSource {
    return new IstioSource(new CreatedIstio());
  }

  /**
   * An existing Istio, version 1.22 or newer. Dedicated gateway pods named `seldon-ingressgateway` are created in their
   * own namespace, with a load balancer and a `Gateway`.
   *
   * @example
   * import { ClusterNamespace, IstioSource } from 'cdktf-zenml-aws';
   *
   * const istio = IstioSource.existing({
   *   revision: '1-30',
   *   gatewayNamespace: ClusterNamespace.create('models-gateway'),
   * });
   */
  public static existing(options: ExistingIstioOptions = {}): IstioSource {
    return new IstioSource(new ExistingIstio(options));
  }

  /**
   * Existing gateway pods with their Service. Only a `Gateway` is created.
   *
   * @example
   * import { IstioSource } from 'cdktf-zenml-aws';
   *
   * const istio = IstioSource.existingIngressGateway({ namespace: 'istio-ingress' });
   */
  public static existingIngressGateway(options: ExistingIngressGatewayOptions = {}): IstioSource {
    return new IstioSource(new ExistingIngressGateway(options));
  }

  /**
   * An existing `Gateway`. Models are attached to it. No Istio resources are created.
   *
   * @example
   * import { IstioSource } from 'cdktf-zenml-aws';
   *
   * const istio = IstioSource.existingGateway({ name: 'public-gateway', url: 'https://models.example.com' });
   */
  public static existingGateway(options: ExistingGatewayOptions): IstioSource {
    return new IstioSource(new ExistingGateway(options));
  }

  /** @internal */
  public readonly _source: IstioSourceKind;

  private constructor(source: IstioSourceKind) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
