import { ClusterNamespace, PodResources } from '../../kubernetes';
import { ExistingIstioOptions } from '../istio-options';

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

/**
 * The gateway's pods beside an Istio that exists. They have a name and a label of their own: Istio's `Gateway`s select
 * pods of all namespaces, so that with the usual label others' hosts would be served here, and models there.
 */
export const OWN_GATEWAY = 'seldon-ingressgateway';

/** Where namespaces are made and what runs there, unless the user says otherwise. */
export const NAMESPACES = {
  istio: 'istio-system',
  gateway: 'seldon-ingress',
  seldon: 'seldon-system',
  workload: 'zenml-seldon-workloads',
} as const;

export const DEFAULT_GATEWAY_NAME = 'seldon-gateway';

/** Name of the Role and RoleBinding of those who deploy models. */
export const DEPLOYER_ROLE = 'zenml-model-deployer';

/**
 * The values path of an annotation of the operator's pod. The chart makes a new webhook certificate, of 365 days,
 * whenever it is upgraded; a changed annotation makes Terraform upgrade it, and restarts the pod so that it serves the
 * new certificate at once.
 * https://github.com/SeldonIO/seldon-core/blob/v1.17.1/helm-charts/seldon-core-operator/templates/webhook.yaml
 */
export const ROTATION_PATH = 'manager.annotations.webhook-certificate-rotation';

/** The chart asks for 500m and 2048Mi, more than a small node has left. */
export const ISTIOD_RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '512Mi' };

/**
 * What the executor in each model's pod has unless the user says otherwise: the chart asks for 500m and 512Mi, so that
 * a small node would hold two models. It only passes requests on.
 */
export const EXECUTOR_RESOURCES: PodResources = {
  cpuRequest: '50m', memoryRequest: '64Mi', cpuLimit: '500m', memoryLimit: '512Mi',
};

/** The namespace of the gateway's pods: the default, if none is chosen. */
export function ownGatewayNamespace({ gatewayNamespace }: ExistingIstioOptions): ClusterNamespace {
  return gatewayNamespace ?? ClusterNamespace.create(NAMESPACES.gateway);
}
