import { Token } from 'cdktf';
import { freeRoom, NodeRoom, roomOf } from './instance-types';
import { NODE_GROUP_DEFAULTS } from './validate-node-group';
import { withDefaults } from '../../validation/options';
import { AmiType, ClusterNodeGroupOptions, NodeGroupOptions, TaintEffect } from '../node-group-options';

/** The resource by which pods ask for a GPU, and the taint that keeps other pods away. */
export const GPU = 'nvidia.com/gpu';

/** The label of nodes with GPUs by which the device plugin finds them. */
export const GPU_LABEL = `${GPU}.present`;

/**
 * Labels of nodes with GPUs: the device plugin runs where the first is, and the autoscaler takes a node with the second
 * for one whose GPU is still to come, and adds no other meanwhile. Sources:
 * https://github.com/NVIDIA/k8s-device-plugin/blob/v0.17.4/deployments/helm/nvidia-device-plugin/values.yaml
 * https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.35.2/cluster-autoscaler/cloudprovider/aws/README.md
 */
const GPU_LABELS = { [GPU_LABEL]: 'true', 'k8s.amazonaws.com/accelerator': 'nvidia' };

/** What a node group with GPUs is, unless the options say otherwise. */
export function gpuNodes(options: ClusterNodeGroupOptions): ClusterNodeGroupOptions {
  const defaults = {
    amiType: AmiType.AL2023_X86_64_NVIDIA,
    instanceTypes: ['g4dn.xlarge'],
    minSize: 0,
    desiredSize: atLeast(0, options.minSize ?? 0),
    maxSize: atLeast(1, options.desiredSize ?? 0, options.minSize ?? 0),
    // Images with CUDA have many GiB.
    diskGib: 100,
  };
  return { ...withDefaults(defaults, options), taints: [{ key: GPU, value: 'true' }, ...(options.taints ?? [])] };
}

/** Whether nodes have GPUs of NVIDIA's. */
export function hasGpus({ amiType }: NodeGroupOptions): boolean {
  return amiType === AmiType.AL2023_X86_64_NVIDIA;
}

/** The labels of a group's nodes, those by which GPUs are found among them. */
export function labelsOf(options: NodeGroupOptions): { [key: string]: string } | undefined {
  return hasGpus(options) ? { ...GPU_LABELS, ...options.labels } : options.labels;
}

/**
 * What the nodes with which a group begins leave to other pods than those that run on every node; undefined if they are
 * not known or not small.
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
 * Tags of the Auto Scaling group that tell the autoscaler what a node will be like while there is none. How many GPUs
 * it has follows from its instance type. Source: see `GPU_LABELS`.
 */
export function scaleFromZeroTags({ taints = [], ...options }: NodeGroupOptions): { [key: string]: string } {
  const TEMPLATE = 'k8s.io/cluster-autoscaler/node-template';
  return Object.fromEntries([
    ...Object.entries(labelsOf(options) ?? {}).map(([key, value]) => [`${TEMPLATE}/label/${key}`, value]),
    ...taints.map(({ key, value = '', effect = TaintEffect.NO_SCHEDULE }) =>
      [`${TEMPLATE}/taint/${key}`, `${value}:${EFFECTS[effect]}`]),
  ]);
}

/** The default, or the greatest of the sizes that are known if that is more. */
export function atLeast(value: number, ...sizes: number[]): number {
  return Math.max(value, ...sizes.filter((size) => !Token.isUnresolved(size)));
}
