/**
 * Names of the releases. The charts derive names of their own objects from them:
 * https://artifacthub.io/packages/helm/istio-official/gateway
 */
export const RELEASES = {
  istioBase: 'istio-base',
  istiod: 'istiod',
  ingressGateway: 'istio-ingressgateway',
  gateway: 'seldon-gateway',
  operator: 'seldon-core-operator',
} as const;

/**
 * What the gateway's pods carry and the `Gateway` selects. If the two differ, Istio routes nothing and says nothing.
 */
export const GATEWAY_LABELS = { istio: 'ingressgateway' } as const;

/** Where namespaces are made and what runs there, unless the user says otherwise. */
export const NAMESPACES = {
  istio: 'istio-system',
  seldon: 'seldon-system',
  workload: 'zenml-seldon-workloads',
} as const;

export const DEFAULT_GATEWAY_NAME = 'seldon-gateway';

/** Name of the Role and RoleBinding of those who deploy models. */
export const DEPLOYER_ROLE = 'zenml-model-deployer';
