import { ChartRules, escapedKey, resourcesAt } from '../../helm/values';

const SERVICE = "Use the options of the ingress: the Service is not the chart's.";
const SELECTOR = 'Leave it out: the Service selects the pods by it.';
const PORTS = 'Leave it out: the Service leads to the ports 80 and 443 of the pods.';
const SNIPPETS = 'Leave it out: uploads are streamed by it. "server-snippets" and "location-snippets" are yours.';

/** The chart `nginx-ingress`: https://github.com/nginx/kubernetes-ingress/tree/v5.5.4/charts/nginx-ingress */
export const NGINX_CHART: ChartRules = {
  owned: {
    'fullnameOverride': "Use 'name'.",
    'nameOverride': SELECTOR,
    'controller.selectorLabels': SELECTOR,
    [`controller.pod.extraLabels.${escapedKey('app.kubernetes.io/name')}`]: SELECTOR,
    [`controller.pod.extraLabels.${escapedKey('app.kubernetes.io/instance')}`]: SELECTOR,
    'controller.replicaCount': "Use 'replicas'.",
    ...resourcesAt('controller.resources'),
    'controller.ingressClass.name': "Use 'className'.",
    'controller.ingressClass.create': 'Leave it out. For an existing class use Ingress.existingClass().',
    'controller.allowEmptyIngressHost': "Leave it out: it follows from 'host' of what the controller leads to.",
    'controller.config.entries.http-snippets': SNIPPETS,
    'controller.customConfigMap': SNIPPETS,
    'controller.containerPort': PORTS,
    'controller.defaultHTTPListenerPort': PORTS,
    'controller.defaultHTTPSListenerPort': PORTS,
    'controller.service': SERVICE,
    'controller.reportIngressStatus.externalService': SERVICE,
  },
  open: { 'controller.telemetryReporting.enable': 'F5 counts installations by it; nothing relies on it.' },
};
