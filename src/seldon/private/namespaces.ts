import { NAMESPACES } from './defaults';
import { ClusterNamespace } from '../../kubernetes';
import { IstioSource } from '../istio-source';
import { SeldonCoreIstioOptions } from '../seldon-core-istio-options';

/** The Istio source that options choose, or the default. */
export function istioSource({ istio }: SeldonCoreIstioOptions): IstioSource {
  return istio ?? IstioSource.create();
}

/** The namespaces of operator and models that options choose, or the defaults. */
export function operatorNamespaces({ seldonNamespace, workloadNamespace }: SeldonCoreIstioOptions) {
  return {
    seldonNamespace: seldonNamespace ?? ClusterNamespace.create(NAMESPACES.seldon),
    workloadNamespace: workloadNamespace ?? ClusterNamespace.create(NAMESPACES.workload),
  };
}

/** The namespaces that options choose, by prop. */
export function seldonNamespaces(options: SeldonCoreIstioOptions): [prop: string, namespace: ClusterNamespace][] {
  return [...istioSource(options)._source.namespaces(options), ...Object.entries(operatorNamespaces(options))];
}

/** The names of the namespaces that options choose, by prop. */
export function seldonNamespaceNames(options: SeldonCoreIstioOptions): [prop: string, name: string][] {
  return seldonNamespaces(options).map(([prop, { name }]) => [prop, name]);
}

/** Whether the stack chooses the exposure of the gateway. */
export function gatewayTakesExposure(options: SeldonCoreIstioOptions): boolean {
  return istioSource(options)._source.hasOwnGateway && options.gateway?.exposure === undefined;
}
