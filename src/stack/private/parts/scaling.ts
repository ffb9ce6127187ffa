import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Infrastructure } from './infrastructure';
import { ClusterAutoscaler, Karpenter, NvidiaDevicePlugin } from '../../../cluster';
import { autoscalerVersion } from '../../../cluster/internal';
import { ResolvedStack } from '../resolve';

/** Constructs that add and remove nodes, and that advertise their GPUs to Kubernetes. */
export interface Scaling {
  readonly clusterAutoscaler?: ClusterAutoscaler;
  readonly karpenter?: Karpenter;
  readonly nvidiaDevicePlugin?: NvidiaDevicePlugin;
}

/** Creates the enabled parts, and the device plugin if the cluster can have nodes with GPUs. */
export function scaling(
  scope: Construct,
  { region, prefix, names, tags, clusterAutoscaler, karpenter, hasGpus, cluster: { _source: source } }: ResolvedStack,
  { cluster, network }: Infrastructure,
  { clusterReady, podsReady }: { readonly [barrier in 'clusterReady' | 'podsReady']: ITerraformDependable },
): Scaling {
  return {
    clusterAutoscaler: clusterAutoscaler && new ClusterAutoscaler(scope, 'ClusterAutoscaler', {
      ...clusterAutoscaler,
      version: autoscalerVersion(clusterAutoscaler, source.kubernetesVersion),
      cluster,
      region,
      roleName: names.autoscalerRole,
      dependsOn: [podsReady],
    }),
    karpenter: karpenter && new Karpenter(scope, 'Karpenter', {
      ...karpenter,
      cluster,
      region,
      namePrefix: prefix,
      subnetIds: network.privateSubnetIds,
      tags,
      dependsOn: [clusterReady],
    }),
    nvidiaDevicePlugin: hasGpus ? new NvidiaDevicePlugin(scope, 'NvidiaDevicePlugin', {
      cluster, dependsOn: [podsReady],
    }) : undefined,
  };
}
