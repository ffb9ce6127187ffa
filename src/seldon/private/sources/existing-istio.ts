import { Construct } from 'constructs';
import { IstioSourceKind } from './istio-source-kind';
import { NOT_WITH_ISTIO, refuseGiven } from './refused-props';
import { ClusterNamespace } from '../../../kubernetes';
import { makeNamespace } from '../../../kubernetes/private/namespaces';
import { NAMESPACE } from '../../../kubernetes/private/rules';
import { LABEL } from '../../../validation/rules';
import { checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { ExistingIstioOptions } from '../../istio-options';
import { NAMESPACES, ownGatewayNamespace } from '../defaults';
import { podsBeside } from '../gateway';
import { BoundIstio, IstioContext, ownGateway } from '../istio-parts';

const OPTIONS: Rule<ExistingIstioOptions> = struct<ExistingIstioOptions>({
  namespace: LABEL, revision: LABEL, gatewayNamespace: NAMESPACE,
});

/** An existing Istio, with dedicated gateway pods. */
export class ExistingIstio implements IstioSourceKind {
  public readonly hasOwnGateway = true;

  public constructor(private readonly options: ExistingIstioOptions) {}

  public get theirNamespaces(): string[] {
    return [this.options.namespace ?? NAMESPACES.istio];
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public compare(v: Validation, options: IstioContext): void {
    refuseGiven(v, options, 'existing', NOT_WITH_ISTIO);
  }

  public namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [['istio.gatewayNamespace', ownGatewayNamespace(this.options)]];
  }

  public bind(scope: Construct, context: IstioContext): BoundIstio {
    const { kubernetesProvider: provider, dependsOn = [] } = context;
    const namespace = ownGatewayNamespace(this.options);
    const { name: reference, ready } = makeNamespace(scope, 'GatewayNamespace', namespace, { provider, dependsOn });
    const gateway = ownGateway(scope, context, {
      namespace: { name: namespace.name, reference, ready }, pods: podsBeside(this.options.revision), injector: [],
    });
    return { ...gateway, definitions: dependsOn };
  }
}
