import { AUTOSCALER_RESOURCES } from './validate-cluster-autoscaler';
import { ChartImage } from '../../helm/images';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { roleAnnotation } from '../../kubernetes/private/role-annotation';
import { ClusterAutoscalerVersion } from '../../versions';
import { ClusterAutoscalerExpander, ClusterAutoscalerOptions } from '../cluster-autoscaler-options';

/** Namespace of the autoscaler, and the name of its release, service account and all other objects of the chart. */
export const AUTOSCALER = { namespace: 'kube-system', name: 'cluster-autoscaler' };

/** Values for the chart `cluster-autoscaler`. */
export function autoscalerValues(
  clusterName: string, region: string, roleArn: string, imageTag: string, options: ClusterAutoscalerOptions = {},
): Record<string, any> {
  return {
    fullnameOverride: AUTOSCALER.name,
    cloudProvider: 'aws',
    awsRegion: region,
    // Without it the chart silently renders no Deployment.
    autoDiscovery: { clusterName },
    image: { tag: imageTag },
    rbac: {
      serviceAccount: {
        create: true, name: AUTOSCALER.name, annotations: roleAnnotation(roleArn),
      },
    },
    extraArgs: {
      'expander': options.expander ?? ClusterAutoscalerExpander.LEAST_WASTE,
      'balance-similar-node-groups': 'true',
      // Istio, Seldon and its models use emptyDir volumes, and add-ons run on every node: with the defaults no node
      // would ever be removed.
      'skip-nodes-with-system-pods': 'false',
      'skip-nodes-with-local-storage': 'false',
    },
    // CoreDNS may be among the pending pods.
    dnsPolicy: 'Default',
    resources: kubernetesResources(options.resources, AUTOSCALER_RESOURCES),
  };
}

/** Images of the chart `cluster-autoscaler`. */
export function autoscalerImages({ imageTag }: ClusterAutoscalerVersion): ChartImage[] {
  return [{
    image: `registry.k8s.io/autoscaling/cluster-autoscaler:${imageTag}`, values: { 'image.repository': 'repository' },
  }];
}
