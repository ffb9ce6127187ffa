import { ClusterNamespace, PodResources } from '../../kubernetes';
import { ExistingIstioOptions } from '../istio-options';

/**
 * Names of the releases. The charts derive the names of their objects from them:
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
 * Labels of the gateway's pods that the `Gateway` selects. If they differ, Istio routes nothing and reports no error.
 */
export const GATEWAY_LABELS = { istio: 'ingressgateway' } as const;

/**
 * Name and label of the gateway's pods with an existing Istio. They differ from the usual ones, because a `Gateway`
 * selects pods in all namespaces: with the usual label, these pods would also serve other hosts, and other pods would
 * serve the models.
 */
export const OWN_GATEWAY = 'seldon-ingressgateway';

/** Default namespaces. */
export const NAMESPACES = {
  istio: 'istio-system',
  gateway: 'seldon-ingress',
  seldon: 'seldon-system',
  workload: 'zenml-seldon-workloads',
} as const;

export const DEFAULT_GATEWAY_NAME = 'seldon-gateway';

/** Name of the Role and RoleBinding of `deployers` and `deployerGroups`. */
export const DEPLOYER_ROLE = 'zenml-model-deployer';

/**
 * The values path of an annotation of the operator's pod. The chart creates a new webhook certificate, for 365
 * days, on every upgrade. A changed annotation causes an upgrade, and restarts the pod so that it serves the new
 * certificate at once.
 * https://github.com/SeldonIO/seldon-core/blob/v1.17.1/helm-charts/seldon-core-operator/templates/webhook.yaml
 */
export const ROTATION_PATH = 'manager.annotations.webhook-certificate-rotation';

/** Default resources of istiod. The chart requests 500m and 2048Mi, more than a small node has available. */
export const ISTIOD_RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '512Mi' };

/**
 * Default resources of the executor in each model's pod, which only forwards requests. The chart requests 500m and
 * 512Mi, so that a small node would hold two models.
 */
export const EXECUTOR_RESOURCES: PodResources = {
  cpuRequest: '50m', memoryRequest: '64Mi', cpuLimit: '500m', memoryLimit: '512Mi',
};

/** Namespace of the gateway's pods in the options, or the default. */
export function ownGatewayNamespace({ gatewayNamespace }: ExistingIstioOptions): ClusterNamespace {
  return gatewayNamespace ?? ClusterNamespace.create(NAMESPACES.gateway);
}
