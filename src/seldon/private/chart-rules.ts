import { ROTATION_PATH } from './defaults';
import { ByPath, ChartRules, resourcesAt } from '../../helm/values';

const NAMESPACE = "Use 'istioNamespace'.";
const REVISION = 'Leave it out: gateway pods get their image from the revision without a name.';
const NUMBER = "Use 'replicas': their number is fixed.";
const LABEL = 'Leave it out: Service and Gateway select the pods by it.';

/**
 * The chart `base`, which copies values below `base` to the top level: `templates/zzy_descope_legacy.yaml` of 1.30.3.
 */
export const ISTIO_BASE_CHART: ChartRules = {
  owned: {
    'global.istioNamespace': NAMESPACE,
    'revision': REVISION,
    'defaultRevision': REVISION,
  },
  alias: 'base',
};

/** The chart `istiod`, which copies values below `pilot` to the top level. */
export const ISTIOD_CHART: ChartRules = {
  owned: {
    'autoscaleEnabled': NUMBER,
    'replicaCount': "Use 'replicas'.",
    ...resourcesAt('resources'),
    'sidecarInjectorWebhook.enableNamespacesByDefault':
      'Leave it out. For sidecars label a namespace: istio-injection=enabled.',
    'global.istioNamespace': NAMESPACE,
    'global.defaultPodDisruptionBudget.enabled': "Leave it out: it follows from 'replicas'.",
    'revision': REVISION,
    'revisionTags': REVISION,
    'global.revision': REVISION,
  },
  alias: 'pilot',
};

/** The chart `gateway`: https://github.com/istio/istio/tree/1.30.3/manifests/charts/gateway */
export const GATEWAY_PODS_CHART: ChartRules = {
  owned: {
    'name': 'Leave it out.',
    'labels.istio': LABEL,
    'labels.app': LABEL,
    'revision': 'Use IstioSource.existing({ revision }).',
    'global.revision': 'Use IstioSource.existing({ revision }).',
    'replicaCount': "Use 'replicas'.",
    'autoscaling.enabled': NUMBER,
    'podDisruptionBudget': "Leave it out: it follows from 'replicas'.",
    ...resourcesAt('resources'),
    'service': "Use the options of 'gateway': the Service is not the chart's.",
  },
};

const OURS = 'Leave it out.';

/** Values of the operator's chart for a container's resources, and the member of the prop that sets each. */
function operatorResourcesAt(at: string, prop: string): ByPath {
  return Object.fromEntries(['cpuRequest', 'memoryRequest', 'cpuLimit', 'memoryLimit'].map((name) =>
    [`${at}.${name}`, `Use '${prop}.${name}'.`]));
}

/** The chart `seldon-core-operator`: https://github.com/SeldonIO/seldon-core/tree/v1.17.1/helm-charts */
export const OPERATOR_CHART: ChartRules = {
  owned: {
    'istio.enabled': OURS,
    'istio.gateway': OURS,
    'namespaceOverride': OURS,
    'singleNamespace': 'Leave it out: models are deployed in another namespace.',
    'ambassador.enabled': 'Leave it out: models are reached by Istio.',
    'certManager.enabled': "Leave it out: 'webhookCertificateRotation' renews the certificate.",
    'crd.create': 'Leave it out: the definitions come with the release.',
    ...operatorResourcesAt('manager', 'resources'),
    ...operatorResourcesAt('executor.resources', 'executorResources'),
    [ROTATION_PATH]: "Use 'webhookCertificateRotation'.",
  },
  open: { 'usageMetrics.enabled': 'Seldon counts installations by it; nothing relies on it.' },
  remedies: { predictor_servers: "Use 'modelServers'." },
};
