import { Token } from 'cdktf';
import { freeRoom, NodeRoom, roomOf } from './instance-types';
import { NODE_GROUP_DEFAULTS } from './validate-node-group';
import { withDefaults } from '../../validation/options';
import { AmiType, ClusterNodeGroupOptions, NodeGroupOptions, TaintEffect } from '../node-group-options';

/** The resource that pods request for a GPU, and the key of the taint that repels other pods. */
export const GPU = 'nvidia.com/gpu';

/** The label that the device plugin selects nodes by. */
export const GPU_LABEL = `${GPU}.present`;

/**
 * Labels of nodes with GPUs: the device plugin runs on nodes with the first one. For nodes with the second one, the
 * autoscaler waits until the GPU is ready, and adds no other node meanwhile. Sources:
 * https://github.com/NVIDIA/k8s-device-plugin/blob/v0.17.4/deployments/helm/nvidia-device-plugin/values.yaml
 * https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.35.2/cluster-autoscaler/cloudprovider/aws/README.md
 */
const GPU_LABELS = { [GPU_LABEL]: 'true', 'k8s.amazonaws.com/accelerator': 'nvidia' };

/** Options for a node group with GPUs: the defaults, unless they are overridden. */
export function gpuNodes(options: ClusterNodeGroupOptions): ClusterNodeGroupOptions {
  const defaults = {
    amiType: AmiType.AL2023_X86_64_NVIDIA,
    instanceTypes: ['g4dn.xlarge'],
    minSize: 0,
    desiredSize: atLeast(0, options.minSize ?? 0),
    maxSize: atLeast(1, options.desiredSize ?? 0, options.minSize ?? 0),
    // Container images with CUDA take many GiB.
    diskGib: 100,
  };
  return { ...withDefaults(defaults, options), taints: [{ key: GPU, value: 'true' }, ...(options.taints ?? [])] };
}

/** Whether nodes have NVIDIA GPUs. */
export function hasGpus({ amiType }: NodeGroupOptions): boolean {
  return amiType === AmiType.AL2023_X86_64_NVIDIA;
}

/** Labels of a group's nodes, including those of nodes with GPUs. */
export function labelsOf(options: NodeGroupOptions): { [key: string]: string } | undefined {
  return hasGpus(options) ? { ...GPU_LABELS, ...options.labels } : options.labels;
}

/**
 * Capacity of a group's initial nodes for pods that do not belong to DaemonSets; undefined if the nodes are unknown or
 * not small.
 */
export function smallRoom({ instanceTypes, minSize = 0, desiredSize }: NodeGroupOptions = {}): NodeRoom | undefined {
  const nodes = desiredSize ?? atLeast(NODE_GROUP_DEFAULTS.desiredSize, minSize);
  const rooms = (Token.isUnresolved(instanceTypes) ? [] : instanceTypes ?? []).map(roomOf);
  if (Token.isUnresolved(nodes) || !rooms.some((room) => room !== undefined)) {
    return undefined;
  }
  const each = rooms.flatMap((room) => room ? [freeRoom(room)] : []);
  const least = (what: 'pods' | 'memoryMib') => Math.min(...each.map((room) => room[what])) * nodes;
  return { pods: least('pods'), memoryMib: least('memoryMib') };
}

const EFFECTS = {
  [TaintEffect.NO_SCHEDULE]: 'NoSchedule',
  [TaintEffect.PREFER_NO_SCHEDULE]: 'PreferNoSchedule',
  [TaintEffect.NO_EXECUTE]: 'NoExecute',
};

/**
 * Tags of the Auto Scaling group that describe a node to the autoscaler while the group is empty. The number of GPUs
 * follows from the instance type. Source: see `GPU_LABELS`.
 */
export function scaleFromZeroTags({ taints = [], ...options }: NodeGroupOptions): { [key: string]: string } {
  const TEMPLATE = 'k8s.io/cluster-autoscaler/node-template';
  return Object.fromEntries([
    ...Object.entries(labelsOf(options) ?? {}).map(([key, value]) => [`${TEMPLATE}/label/${key}`, value]),
    ...taints.map(({ key, value = '', effect = TaintEffect.NO_SCHEDULE }) =>
      [`${TEMPLATE}/taint/${key}`, `${value}:${EFFECTS[effect]}`]),
  ]);
}

/** The default, or the largest of the known sizes if that is larger. */
export function atLeast(value: number, ...sizes: number[]): number {
  return Math.max(value, ...sizes.filter((size) => !Token.isUnresolved(size)));
}
