import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { controlPlaneAccess } from './control-plane-access';
import { defineEntrance } from './entrance';
import { Infrastructure } from './infrastructure';
import { scaling, Scaling } from './scaling';
import { defaultStorageClass } from './storage-class';
import { networkLoadBalancerAnnotations } from '../../../kubernetes/private/load-balancer';
import { TerraformData } from '../../../terraform/terraform-data';
import { StackContext } from '../context';
import { ResolvedStack } from '../resolve';

/** Creates the parts that all others on the cluster depend on: volumes, nodes, GPUs, and access from outside. */
export function prepareCluster(
  scope: Construct, stack: ResolvedStack, infrastructure: Infrastructure,
): { context: StackContext; clusterReady: ITerraformDependable; scaling: Scaling } {
  const { cluster, network } = infrastructure;
  const { ready, podsReady = ready, nodesReady = podsReady } = cluster;
  // One dependency in place of many. It always includes the network's routes and endpoints.
  const barrier = (id: string, dependsOn: ITerraformDependable[]) =>
    new TerraformData(scope, id, { dependsOn: [...dependsOn, ...network.ready] });
  const clusterReady = barrier('ClusterReady', ready);
  if (!stack.cluster._source.exists) {
    defaultStorageClass(scope, clusterReady);
  }
  const scalers = scaling(scope, stack, infrastructure, {
    clusterReady, podsReady: barrier('PodsReady', podsReady),
  });
  // Pods on Karpenter's nodes are removed before Karpenter.
  const nodes = scalers.karpenter?.ready ?? [];
  const access = defineEntrance(scope, stack, infrastructure);
  const context = {
    ...infrastructure,
    ...access,
    stack,
    clusterReady: [clusterReady, ...nodes],
    nodesReady: barrier('NodesReady', [...nodesReady, ...nodes, ...controlPlaneAccess(scope, cluster, stack)]),
    loadBalancerAnnotations: networkLoadBalancerAnnotations(stack.tags),
  };
  return { context, clusterReady, scaling: scalers };
}
