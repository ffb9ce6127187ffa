import { NAMESPACES } from './defaults';
import { ClusterNamespace } from '../../kubernetes';
import { IstioSource } from '../istio-source';
import { SeldonCoreIstioOptions } from '../seldon-core-istio-options';

/** Istio source in the options, or the default. */
export function istioSource({ istio }: SeldonCoreIstioOptions): IstioSource {
  return istio ?? IstioSource.create();
}

/** Namespaces of the operator and the models in the options, or the defaults. */
export function operatorNamespaces({ seldonNamespace, workloadNamespace }: SeldonCoreIstioOptions) {
  return {
    seldonNamespace: seldonNamespace ?? ClusterNamespace.create(NAMESPACES.seldon),
    workloadNamespace: workloadNamespace ?? ClusterNamespace.create(NAMESPACES.workload),
  };
}

/** Namespaces in the options, by prop. */
export function seldonNamespaces(options: SeldonCoreIstioOptions): [prop: string, namespace: ClusterNamespace][] {
  return [...istioSource(options)._source.namespaces(options), ...Object.entries(operatorNamespaces(options))];
}

/** Names of the namespaces in the options, by prop. */
export function seldonNamespaceNames(options: SeldonCoreIstioOptions): [prop: string, name: string][] {
  return seldonNamespaces(options).map(([prop, { name }]) => [prop, name]);
}

/** Whether the stack sets the exposure of the gateway. */
export function gatewayTakesExposure(options: SeldonCoreIstioOptions): boolean {
  return istioSource(options)._source.hasOwnGateway && options.gateway?.exposure === undefined;
}
