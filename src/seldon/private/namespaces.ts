import { NAMESPACES } from './defaults';
import { ClusterNamespace } from '../../kubernetes';
import { IstioSource } from '../istio-source';
import { SeldonCoreIstioOptions } from '../seldon-core-istio-options';

/** Where Istio comes from: the default, if nothing is chosen. */
export function istioSource({ istio }: SeldonCoreIstioOptions): IstioSource {
  return istio ?? IstioSource.create();
}

/** The namespaces of operator and models: the defaults, where none are chosen. */
export function operatorNamespaces({ seldonNamespace, workloadNamespace }: SeldonCoreIstioOptions) {
  return {
    seldonNamespace: seldonNamespace ?? ClusterNamespace.create(NAMESPACES.seldon),
    workloadNamespace: workloadNamespace ?? ClusterNamespace.create(NAMESPACES.workload),
  };
}

/** The props that choose namespaces, with what they choose. */
export function seldonNamespaces(options: SeldonCoreIstioOptions): [prop: string, namespace: ClusterNamespace][] {
  return [...istioSource(options)._namespaces(options), ...Object.entries(operatorNamespaces(options))];
}
