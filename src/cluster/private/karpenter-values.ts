import { KARPENTER_RESOURCES } from './validate-karpenter';
import { ChartImage } from '../../helm/images';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { roleAnnotation } from '../../kubernetes/private/role-annotation';
import { KarpenterVersion } from '../../versions';
import { KarpenterOptions } from '../karpenter-options';

/**
 * Namespace of Karpenter, and the name of its release, service account and all other objects of the chart. The API
 * server prioritizes this namespace ("Preventing APIServer Request Throttling"):
 * https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
 */
export const KARPENTER = { namespace: 'kube-system', name: 'karpenter' };

/** Attributes of the cluster, the queue and the role. */
export interface KarpenterSurroundings {
  readonly clusterName: string;
  readonly clusterEndpoint: string;
  readonly queueName: string;
  readonly roleArn: string;
}

/**
 * Values for the chart `karpenter-crd`. Deleting a definition deletes all of its objects: node pools of other owners,
 * whose nodes no Karpenter would then remove, would block a destroy forever.
 */
export const KARPENTER_CRD_VALUES = { additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } };

/** Images of the chart `karpenter`, which pins a digest that a mirrored copy retains. */
export function karpenterImages({ version }: KarpenterVersion): ChartImage[] {
  return [{
    image: `public.ecr.aws/karpenter/controller:${version}`, values: { 'controller.image.repository': 'repository' },
  }];
}

/** Values for the chart `karpenter`. */
export function karpenterValues(
  { clusterName, clusterEndpoint, queueName, roleArn }: KarpenterSurroundings, options: KarpenterOptions = {},
): Record<string, any> {
  return {
    fullnameOverride: KARPENTER.name,
    serviceAccount: {
      create: true, name: KARPENTER.name, annotations: roleAnnotation(roleArn),
    },
    // A standby takes over within seconds: with one replica, the loss of its node stops Karpenter for minutes. The
    // chart schedules both on different nodes that Karpenter does not manage. If there is only one, the second pod
    // stays pending, and the release does not wait for it.
    replicas: 2,
    serviceMonitor: { enabled: false },
    settings: { clusterName, clusterEndpoint, interruptionQueue: queueName },
    // CoreDNS may be among the pending pods.
    dnsPolicy: 'Default',
    controller: { resources: kubernetesResources(options.resources, KARPENTER_RESOURCES) },
  };
}
