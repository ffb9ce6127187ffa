import { Validation } from '../../../validation/validation';

const ISTIO_IS_THERE = 'Configure Istio where it is installed.';
const PODS_ARE_THERE = 'Configure the pods where they are installed.';

/** Remedies for props that have no effect with an existing Istio, by path. */
export const NOT_WITH_ISTIO: { readonly [path: string]: string } = {
  istioNamespace: "Use 'gatewayNamespace' of IstioSource.existing().",
  istiod: ISTIO_IS_THERE,
  istioBaseValues: ISTIO_IS_THERE,
};

/** Remedies for props that have no effect with existing gateway pods, by path. */
export const NOT_WITH_PODS: { readonly [path: string]: string } = {
  ...NOT_WITH_ISTIO,
  'istioNamespace': "Use 'namespace' of IstioSource.existingIngressGateway().",
  'istioVersion': 'The construct does not install Istio.',
  'gateway.exposure': "Their Service is not created here: set 'url' of IstioSource.existingIngressGateway().",
  'gateway.replicas': PODS_ARE_THERE,
  'gateway.resources': PODS_ARE_THERE,
  'gateway.values': PODS_ARE_THERE,
};

/** Remedies for props that have no effect with an existing `Gateway`, by path. */
export const NOT_WITH_GATEWAY: { readonly [path: string]: string } = {
  ...NOT_WITH_PODS,
  'istioNamespace': "Use 'namespace' of IstioSource.existingGateway().",
  'gateway.exposure': "Its Service is not created here: set 'url' of IstioSource.existingGateway().",
  'gateway.name': "Use 'name' of IstioSource.existingGateway().",
  'gateway.hosts': "They are set in the Gateway: set 'url' of IstioSource.existingGateway().",
  'gateway.tls': "It is set in the Gateway: set 'url' of IstioSource.existingGateway().",
};

/** Rejects props that have no effect; `without` has the remedy for each. */
export function refuseGiven(
  v: Validation, options: object, factory: string, without: { readonly [path: string]: string },
): void {
  Object.entries(without)
    .filter(([path]) => path.split('.').reduce<any>((at, key) => at?.[key], options) !== undefined)
    .forEach(([path, remedy]) => v.add(path, `must be left out with IstioSource.${factory}()`, remedy));
}
