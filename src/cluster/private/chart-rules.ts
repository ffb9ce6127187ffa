import { GPU_LABEL } from './node-groups';
import { ByPath, ChartRules, escapedKey, resourcesAt } from '../../helm/values';
import { ROLE_ANNOTATION } from '../../kubernetes/private/role-annotation';

const NAME = 'The role is for the service account of this name.';
const ROLE = 'It is the role of the construct.';
const DNS = 'Leave it out: CoreDNS may be among the pending pods.';
const REGION = 'Give \'region\'.';
const VERSION = 'Give \'version\'.';

/** The chart `cluster-autoscaler`: https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/charts */
export const AUTOSCALER_CHART: ChartRules = {
  owned: {
    'fullnameOverride': NAME,
    'nameOverride': NAME,
    'cloudProvider': 'The node groups are those of EKS.',
    'awsRegion': REGION,
    'autoDiscovery.clusterName': 'It is the name of the cluster.',
    'image.tag': VERSION,
    'rbac.serviceAccount.create': NAME,
    'rbac.serviceAccount.name': NAME,
    [`rbac.serviceAccount.annotations.${escapedKey(ROLE_ANNOTATION)}`]: ROLE,
    'extraArgs.expander': 'Give \'expander\'.',
    'dnsPolicy': DNS,
    ...resourcesAt('resources'),
  },
  open: {
    'extraArgs.balance-similar-node-groups': 'Groups that differ in nothing but their zone are few.',
    'extraArgs.skip-nodes-with-system-pods': 'If enabled, nodes with kube-system pods are not removed.',
    'extraArgs.skip-nodes-with-local-storage': 'If enabled, nodes whose pods use emptyDir are not removed.',
  },
  variables: { extraEnv: { AWS_REGION: REGION }, extraEnvSecrets: { AWS_REGION: REGION } },
};

const CLUSTER_NAME = 'It is the name of the cluster.';
const ENDPOINT = 'It is the endpoint of the cluster.';
const QUEUE = 'It is the queue of the construct.';
/** Environment variables that the chart sets from values. */
const KARPENTER_VARIABLES: ByPath = {
  CLUSTER_NAME, CLUSTER_ENDPOINT: ENDPOINT, INTERRUPTION_QUEUE: QUEUE,
};

/** The chart `karpenter`: https://github.com/aws/karpenter-provider-aws/tree/v1.14.1/charts/karpenter */
export const KARPENTER_CHART: ChartRules = {
  owned: {
    'fullnameOverride': NAME,
    'nameOverride': NAME,
    'serviceAccount.create': NAME,
    'serviceAccount.name': NAME,
    [`serviceAccount.annotations.${escapedKey(ROLE_ANNOTATION)}`]: ROLE,
    'settings.clusterName': CLUSTER_NAME,
    'settings.clusterEndpoint': ENDPOINT,
    'settings.interruptionQueue': QUEUE,
    'controller.image.tag': VERSION,
    // On a node that it manages, Karpenter would remove itself.
    'affinity.nodeAffinity': "It prevents Karpenter from running on its own nodes; use 'nodeSelector'.",
    'dnsPolicy': DNS,
    ...resourcesAt('controller.resources'),
  },
  open: {
    'replicas': 'One replica works, but failover takes longer.',
    'serviceMonitor.enabled': 'It needs the definitions of the Prometheus operator.',
  },
  variables: { 'controller.env': KARPENTER_VARIABLES },
};

const ONE = 'It can be installed only once per cluster.';

/** The chart `nvidia-device-plugin`: https://github.com/NVIDIA/k8s-device-plugin/tree/v0.20.0/deployments/helm */
export const DEVICE_PLUGIN_CHART: ChartRules = {
  owned: {
    'fullnameOverride': ONE,
    'nameOverride': ONE,
    'namespaceOverride': 'Its pods are critical to nodes, which kube-system allows.',
    'image.tag': VERSION,
    [`nodeSelector.${escapedKey(GPU_LABEL)}`]: 'Label the nodes that have GPUs.',
    ...resourcesAt('resources'),
  },
  open: { 'gfd.enabled': 'It labels nodes by their GPUs; nothing relies on it.' },
  joined: { tolerations: '' },
};
