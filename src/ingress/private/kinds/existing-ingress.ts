import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { IngressKind } from './ingress-kind';
import { literals, lowerCased } from '../../../terraform/text';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { ExistingIngressOptions, IngressController } from '../../ingress-options';
import { IngressContext, IngressRoute } from '../ingress-route';
import { refuseTakenHost } from '../taken-hosts';
import { EXISTING_OPTIONS } from '../validate-nginx';

/** Ingress of an existing controller. */
export class ExistingIngress extends IngressKind {
  public constructor(private readonly options: ExistingIngressOptions) {
    super();
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_OPTIONS));
  }

  public checkNeighbours(v: Validation, scope: Construct, provider?: TerraformProvider): void {
    const { className, host } = this.options;
    refuseTakenHost(v, scope, { className, host: lowerCased(host), provider });
  }

  public bind(_scope: Construct, context: IngressContext): IngressRoute {
    const { host, controller: kind = IngressController.F5_NGINX, annotations, ...rest } = this.options;
    return new IngressRoute({ ...rest, kind, host: lowerCased(host), annotations: literals(annotations) }, context);
  }
}
