import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { IngressKind } from './ingress-kind';
import { lowerCased } from '../../../terraform/text';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { IngressController, SharedNginxOptions } from '../../ingress-options';
import { NginxController } from '../../nginx-controller';
import { IngressContext, IngressRoute } from '../ingress-route';
import { refuseTakenHost } from '../taken-hosts';
import { compareWithController, CONTROLLER, sharedOptions } from '../validate-shared-nginx';

/** Ingress of an NGINX controller that several services share. */
export class SharedNginx extends IngressKind {
  public constructor(private readonly shared: NginxController, private readonly options: SharedNginxOptions) {
    super();
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'controller', this.shared, required(CONTROLLER));
    checkValue(v, prop, this.options, required(sharedOptions(this.shared)));
  }

  public checkNeighbours(v: Validation, scope: Construct, provider?: TerraformProvider): void {
    const { shared: controller, options: { host } } = this;
    compareWithController(v, controller, scope, provider);
    refuseTakenHost(v, scope, { className: controller.className, host: host && lowerCased(host), provider });
  }

  public bind(_scope: Construct, context: IngressContext): IngressRoute {
    const { shared: controller, options: { host, auth, tls } } = this;
    return new IngressRoute({
      kind: IngressController.F5_NGINX,
      className: controller.className,
      host: host && lowerCased(host),
      auth,
      tls: tls ?? controller._internals.tls,
      controller,
    }, context);
  }
}
