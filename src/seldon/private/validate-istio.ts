import { LABEL_KEY, LABEL_VALUE, NAMESPACE, OBJECT_NAME } from '../../kubernetes/private/rules';
import { ENDPOINT_URL, LABEL } from '../../validation/rules';
import { also, required, Rule, struct } from '../../validation/shape';
import { Validation } from '../../validation/validation';
import { mapOf } from '../../validation/values';
import { ExistingGatewayOptions, ExistingIngressGatewayOptions, ExistingIstioOptions } from '../istio-options';

/** An Istio that exists. */
export const EXISTING_ISTIO: Rule<ExistingIstioOptions> = struct<ExistingIstioOptions>({
  namespace: LABEL, revision: LABEL, gatewayNamespace: NAMESPACE,
});

/** Gateway pods that exist. */
export const EXISTING_INGRESS_GATEWAY: Rule<ExistingIngressGatewayOptions> = struct<ExistingIngressGatewayOptions>({
  namespace: LABEL,
  serviceName: LABEL,
  // Without any the `Gateway` would be every proxy's of the mesh.
  podLabels: also(mapOf(LABEL_VALUE, LABEL_KEY), [
    (labels) => Object.keys(labels).length > 0, 'at least one label', 'Leave it out for { istio: "ingressgateway" }.',
  ]),
  url: ENDPOINT_URL,
});

/** A `Gateway` that exists. */
export const EXISTING_GATEWAY: Rule<ExistingGatewayOptions> = struct<ExistingGatewayOptions>({
  name: required(OBJECT_NAME),
  namespace: LABEL,
  serviceName: LABEL,
  serviceNamespace: LABEL,
  url: ENDPOINT_URL,
});

const ISTIO_IS_THERE = 'Istio is set up where it was installed.';
const PODS_ARE_THERE = 'The pods are set up where they were installed.';

/** Props without a meaning where Istio exists, by their path, and what to do in their place. */
export const NOT_WITH_ISTIO: { readonly [path: string]: string } = {
  istioNamespace: "Use 'gatewayNamespace' of IstioSource.existing().",
  istiod: ISTIO_IS_THERE,
  istioBaseValues: ISTIO_IS_THERE,
};

/** The same where gateway pods exist, too. */
export const NOT_WITH_PODS: { readonly [path: string]: string } = {
  ...NOT_WITH_ISTIO,
  'istioNamespace': "Use 'namespace' of IstioSource.existingIngressGateway().",
  'istioVersion': 'Nothing of Istio is installed.',
  'gateway.exposure': "Their Service is not made here: give 'url' of IstioSource.existingIngressGateway().",
  'gateway.replicas': PODS_ARE_THERE,
  'gateway.resources': PODS_ARE_THERE,
  'gateway.values': PODS_ARE_THERE,
};

/** The same where the `Gateway` exists, too. */
export const NOT_WITH_GATEWAY: { readonly [path: string]: string } = {
  ...NOT_WITH_PODS,
  'istioNamespace': "Use 'namespace' of IstioSource.existingGateway().",
  'gateway.exposure': "Its Service is not made here: give 'url' of IstioSource.existingGateway().",
  'gateway.name': "Use 'name' of IstioSource.existingGateway().",
  'gateway.hosts': "They stand in the Gateway: give 'url' of IstioSource.existingGateway().",
  'gateway.tls': "It stands in the Gateway: give 'url' of IstioSource.existingGateway().",
};

/** Adds the props that have no meaning; `without` says what to do about each. */
export function refuseGiven(
  v: Validation, options: object, factory: string, without: { readonly [path: string]: string },
): void {
  Object.entries(without)
    .filter(([path]) => path.split('.').reduce<any>((at, key) => at?.[key], options) !== undefined)
    .forEach(([path, remedy]) => v.add(path, `must be left out with IstioSource.${factory}()`, remedy));
}
