import { KARPENTER_RESOURCES } from './validate-karpenter';
import { ChartImage } from '../../helm/images';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { roleAnnotation } from '../../kubernetes/private/role-annotation';
import { KarpenterVersion } from '../../versions';
import { KarpenterOptions } from '../karpenter-options';

/**
 * Where it runs; release, service account and everything else in the chart have one name. The API server serves this
 * namespace first ("Preventing APIServer Request Throttling"):
 * https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
 */
export const KARPENTER = { namespace: 'kube-system', name: 'karpenter' };

/** What only AWS or the cluster knows. */
export interface KarpenterSurroundings {
  readonly clusterName: string;
  readonly clusterEndpoint: string;
  readonly queueName: string;
  readonly roleArn: string;
}

/**
 * Values for the chart `karpenter-crd`. A definition takes all of its objects along: those of others, whose nodes no
 * Karpenter would then remove, would hold up a destroy for ever.
 */
export const KARPENTER_CRD_VALUES = { additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } };

/** The image that the chart `karpenter` names, with a digest that a copy of it keeps. */
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
    // One leads, the other takes over within seconds: without, a node that is taken away takes Karpenter along for
    // minutes. The chart keeps both off the nodes that Karpenter makes, and apart; where there is but one node, one
    // waits, and the release does not.
    replicas: 2,
    serviceMonitor: { enabled: false },
    settings: { clusterName, clusterEndpoint, interruptionQueue: queueName },
    // CoreDNS may be among the pods that wait for a node.
    dnsPolicy: 'Default',
    controller: { resources: kubernetesResources(options.resources, KARPENTER_RESOURCES) },
  };
}
