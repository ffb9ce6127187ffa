import { AmiType } from '../../../cluster';
import { checkAutoscalerVersion, checkKarpenterVersion } from '../../../cluster/internal';
import { Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/**
 * Number and memory requests (MiB) of the stack's own pods by default, including those of the cluster's add-ons. A test
 * compares them with the requests in charts and add-ons.
 */
export const STACK_NEEDS = { pods: 12, memoryMib: 3268 };

/** Checks that the permanent nodes have capacity for the stack's own pods, if all parts are enabled. */
export function compareRoom(v: Validation, { cluster, zenml, mlflow, seldon }: ResolvedStack): void {
  const room = cluster._source.room;
  if (!zenml || !mlflow || !seldon || room === undefined
    || (room.pods >= STACK_NEEDS.pods && room.memoryMib >= STACK_NEEDS.memoryMib)) {
    return;
  }
  const of = ({ pods, memoryMib }: typeof STACK_NEEDS) => `${pods} pods and ${memoryMib} MiB of memory`;
  v.at('cluster').add('nodeGroup', `must have room for the stack's pods (${of(STACK_NEEDS)}); its 'desiredSize' of the`
    + ` smallest of 'instanceTypes' leaves ${of(room)}`, 'Use t3.large or larger, or a greater \'desiredSize\'.');
}

/** Compares the cluster with the network, the autoscalers and Seldon's images. */
export function compareCluster(v: Validation, stack: ResolvedStack): void {
  const { network, cluster, clusterAutoscaler, karpenter, seldon } = stack;
  if (cluster._source.exists && !network._source.exists) {
    v.add('network', 'must be an existing one where \'cluster\' is',
      'Use NetworkSource.existing(…) with the VPC and the subnets of the cluster.');
  }
  if (clusterAutoscaler && karpenter) {
    v.add('karpenter', 'must be left out where \'clusterAutoscaler\' is given',
      'Each would remove the nodes of the other.');
  }
  if (clusterAutoscaler) {
    checkAutoscalerVersion(v.at('clusterAutoscaler'), clusterAutoscaler, cluster._source.kubernetesVersion);
  } else {
    Object.entries(cluster._source.options?.nodeGroups ?? {}).forEach(([name, { minSize, desiredSize = minSize }]) =>
      v.at('cluster').check(`nodeGroups.${name}.desiredSize`, desiredSize, (size) => size > 0,
        'at least 1 without \'clusterAutoscaler\'', 'Nothing else adds nodes to the group.'));
  }
  if (karpenter) {
    checkKarpenterVersion(v.at('karpenter'), karpenter, cluster._source.kubernetesVersion);
  }
  if (seldon) {
    compareArchitecture(v, stack);
  }
}

/** Checks the nodes' architecture: Seldon Core publishes images for x86 only. */
function compareArchitecture(v: Validation, { cluster }: ResolvedStack): void {
  const { nodeGroup, nodeGroups = {} } = cluster._source.options ?? {};
  const isX86 = (amiType: AmiType) => amiType !== AmiType.AL2023_ARM_64_STANDARD;
  v.at('cluster').check('nodeGroup.amiType', nodeGroup?.amiType, isX86, 'an x86 image with Seldon Core',
    'Seldon\'s images do not run on Arm: use an x86 image, or seldon: SeldonSource.none().');
  Object.entries(nodeGroups).filter(([, { taints = [] }]) => taints.length === 0).forEach(([name, { amiType }]) =>
    v.at('cluster').check(`nodeGroups.${name}.amiType`, amiType, isX86,
      'an x86 image with Seldon Core, where the nodes have no taint',
      'Seldon\'s images do not run on Arm: give the nodes \'taints\', or use seldon: SeldonSource.none().'));
}
