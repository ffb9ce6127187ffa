import { ExistingIngressOptions, NginxIngressOptions, SharedNginxOptions } from './ingress-options';
import { NginxController } from './nginx-controller';
import { Validation } from '../validation/validation';
import { ExistingIngress } from './private/kinds/existing-ingress';
import { IngressKind } from './private/kinds/ingress-kind';
import { NginxIngress } from './private/kinds/nginx-ingress';
import { SharedNginx } from './private/kinds/shared-nginx';

/**
 * How an Ingress exposes a service outside the cluster.
 *
 * @example
 * import { BasicAuth, Ingress, ServiceExposure } from 'cdktf-zenml-aws';
 *
 * const ingress = Ingress.nginx({
 *   auth: BasicAuth.generated('data-science'),
 *   exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.0/24'] }),
 * });
 */
export class Ingress {
  /**
   * Exposes the service through a dedicated F5 NGINX Ingress Controller, which is installed with its own load balancer.
   *
   * @example
   * import { Ingress } from 'cdktf-zenml-aws';
   *
   * const ingress = Ingress.nginx({ host: 'mlflow.example.com' });
   */
  public static nginx(options: NginxIngressOptions = {}): Ingress {
    return new Ingress(new NginxIngress(options));
  }

  /**
   * Exposes the service through a shared NGINX controller in the same stack.
   *
   * @param controller an `NginxController`, or the `ingressController` of another service
   *
   * @example
   * import { App, TerraformStack } from 'cdktf';
   * import { Ingress, NginxController } from 'cdktf-zenml-aws';
   *
   * const stack = new TerraformStack(new App(), 'platform');
   * const ingress = Ingress.sharedNginx(new NginxController(stack, 'Nginx'), { host: 'mlflow.example.com' });
   */
  public static sharedNginx(controller: NginxController, options: SharedNginxOptions = {}): Ingress {
    return new Ingress(new SharedNginx(controller, options));
  }

  /**
   * Exposes the service through an existing Ingress controller of the cluster.
   *
   * @example
   * import { Ingress, IngressController } from 'cdktf-zenml-aws';
   *
   * const ingress = Ingress.existingClass({
   *   className: 'nginx',
   *   host: 'mlflow.example.com',
   *   controller: IngressController.INGRESS_NGINX,
   * });
   */
  public static existingClass(options: ExistingIngressOptions): Ingress {
    return new Ingress(new ExistingIngress(options));
  }

  /**
   * Does not expose the service. It is reachable inside the cluster, and with `kubectl port-forward`.
   *
   * @example
   * import { Ingress } from 'cdktf-zenml-aws';
   *
   * const ingress = Ingress.none();
   */
  public static none(): Ingress {
    return new Ingress(new IngressKind());
  }

  /** @internal */
  public readonly _source: IngressKind;

  private constructor(source: IngressKind) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
