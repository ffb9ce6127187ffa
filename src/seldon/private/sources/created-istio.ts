import { Construct } from 'constructs';
import { ClusterNamespace } from '../../../kubernetes';
import { makeNamespace } from '../../../kubernetes/private/namespaces';
import { IstioVersion } from '../../../versions';
import { ISTIO_BASE_CHART, ISTIOD_CHART } from '../chart-rules';
import { NAMESPACES, RELEASES } from '../defaults';
import { GATEWAY_PODS } from '../gateway';
import { BoundIstio, IstioContext, istioRelease, ownGateway } from '../istio-parts';
import { istioBaseValues, istiodImages, istiodValues } from '../istio-values';
import { IstioSourceKind } from './istio-source-kind';

/** An Istio that the construct installs. */
export class CreatedIstio implements IstioSourceKind {
  public readonly hasOwnGateway = true;
  public readonly theirNamespaces = [];

  public validate(): void {
    // No options.
  }

  public compare(): void {
    // Every prop has an effect.
  }

  public namespaces({ istioNamespace }: IstioContext): [prop: string, namespace: ClusterNamespace][] {
    return [['istioNamespace', istioNamespace ?? ClusterNamespace.create(NAMESPACES.istio)]];
  }

  public bind(scope: Construct, context: IstioContext): BoundIstio {
    const { istiod, kubernetesProvider: provider, dependsOn = [] } = context;
    const [[, namespace]] = this.namespaces(context);
    const { name } = namespace;
    const { name: reference, ready } = makeNamespace(scope, 'IstioNamespace', namespace, { provider, dependsOn });
    const baseRelease = istioRelease(scope, 'IstioBase', context, {
      name: RELEASES.istioBase,
      namespace: reference,
      chart: 'base',
      images: [],
      values: istioBaseValues(name),
      userValues: { prop: 'istioBaseValues', given: context.istioBaseValues, rules: ISTIO_BASE_CHART },
      dependsOn: ready,
    });
    const istiodRelease = istioRelease(scope, 'Istiod', context, {
      name: RELEASES.istiod,
      namespace: reference,
      chart: 'istiod',
      images: istiodImages(context.istioVersion ?? IstioVersion.DEFAULT),
      values: istiodValues(name, istiod),
      userValues: { prop: 'istiod.values', given: istiod?.values, rules: ISTIOD_CHART },
      dependsOn: [baseRelease],
    });
    const gateway = ownGateway(scope, context, {
      namespace: { name, reference, ready }, pods: GATEWAY_PODS, injector: [istiodRelease],
    });
    return { ...gateway, baseRelease, istiodRelease, definitions: [baseRelease] };
  }
}
