import { Construct } from 'constructs';
import { IstioSourceKind } from './istio-source-kind';
import { NOT_WITH_GATEWAY, refuseGiven } from './refused-props';
import { ClusterNamespace } from '../../../kubernetes';
import { OBJECT_NAME } from '../../../kubernetes/private/rules';
import { serviceUrl } from '../../../kubernetes/private/service-url';
import { ENDPOINT_URL, LABEL } from '../../../validation/rules';
import { checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { ExistingGatewayOptions } from '../../istio-options';
import { NAMESPACES, RELEASES } from '../defaults';
import { gatewayIdentity } from '../gateway';
import { BoundIstio, IstioContext } from '../istio-parts';

const OPTIONS: Rule<ExistingGatewayOptions> = struct<ExistingGatewayOptions>({
  name: required(OBJECT_NAME),
  namespace: LABEL,
  serviceName: LABEL,
  serviceNamespace: LABEL,
  url: ENDPOINT_URL,
});

/** An existing `Gateway`. */
export class ExistingGateway implements IstioSourceKind {
  public readonly hasOwnGateway = false;

  public constructor(private readonly options: ExistingGatewayOptions) {}

  public get theirNamespaces(): string[] {
    const { namespace = NAMESPACES.istio, serviceNamespace = namespace } = this.options;
    return [namespace, serviceNamespace];
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public compare(v: Validation, options: IstioContext): void {
    refuseGiven(v, options, 'existingGateway', NOT_WITH_GATEWAY);
  }

  public namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [];
  }

  public bind(_scope: Construct, { dependsOn = [] }: IstioContext): BoundIstio {
    const { name, namespace = NAMESPACES.istio, serviceNamespace = namespace, url } = this.options;
    const serviceName = this.options.serviceName ?? RELEASES.ingressGateway;
    return {
      namespace,
      manifest: gatewayIdentity(namespace, name),
      serviceName,
      internalUrl: serviceUrl(serviceName, serviceNamespace),
      url: url?.replace(/\/$/, ''),
      definitions: dependsOn,
    };
  }
}
