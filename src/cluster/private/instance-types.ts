import { INSTANCE_FAMILIES } from './instance-families';
import { Remedy } from '../../validation/validation';

// EC2 instance types, for node groups and Karpenter's pools.

const SIZES = new Map(INSTANCE_FAMILIES.flatMap(([families, sizes]) =>
  families.map((family) => [family, sizes] as const)));
const ALL_SIZES = new Set([...SIZES.values()].flat());

/** Parts of a family's name: series and generation. */
function partsOf(family: string): { readonly series: string; readonly generation: number } | undefined {
  const [, series, generation] = /^([a-z]+|u)-?(\d+)[a-z0-9-]*$/.exec(family) ?? [];
  return series === undefined ? undefined : { series, generation: Number(generation) };
}

const NEWEST = new Map<string, number>();
[...SIZES.keys()].map(partsOf).forEach((it) =>
  it && NEWEST.set(it.series, Math.max(it.generation, NEWEST.get(it.series) ?? 0)));

/** Whether a family is at least as new as the newest known one of its series: AWS may have added sizes or families. */
function isNew(family: string): boolean {
  const { series, generation } = partsOf(family) ?? { series: '', generation: 0 };
  return generation >= (NEWEST.get(series) ?? Infinity);
}

/** Whether a family exists in EC2, or may have been added since. */
export function isFamily(family: string): boolean {
  return SIZES.has(family) || isNew(family);
}

/** Whether an instance type exists in EC2, or may have been added since. */
export function isInstanceType(type: string): boolean {
  const [family, size, ...more] = type.split('.');
  return more.length === 0 && isFamily(family)
    && (SIZES.get(family)?.includes(size) || (isNew(family) && ALL_SIZES.has(size)));
}

/** Remedy for an invalid instance type. */
export const instanceTypeRemedy: Remedy<string> = (type) => {
  const [family, size] = type.split('.');
  const sizes = SIZES.get(family);
  if (sizes) {
    return size === undefined
      ? `Name a size as well, for example "${family}.${sizes.includes('large') ? 'large' : sizes[0]}".`
      : `Sizes of ${family} are ${sizes.join(', ')}.`;
  }
  return 'Use for example "t3.large". Types are listed by: aws ec2 describe-instance-type-offerings. One that is newer'
    + ' than this library takes a newer version of it.';
};

/** Whether a family has Graviton processors: "g" after the generation (t4g, m7gd, g5g), NVIDIA's Grace, or a1. */
export function isArmFamily(family: string): boolean {
  return /^[a-z]+\d+[a-z]*g[a-z]*$|^a1$|^p\d+e-gb\d+$/.test(family);
}

/** Whether an instance type has Arm processors. */
export function isArm(instanceType: string): boolean {
  return isArmFamily(instanceType.split('.')[0]);
}

/**
 * Whether a family has x86 processors and GPUs that the EKS AMI with NVIDIA's driver supports. Source:
 * https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html
 */
export function hasNvidiaGpus(family: string): boolean {
  return /^(g[4-9]|gr[6-9]|p[3-9])[a-z0-9-]*$/.test(family) && family !== 'g4ad' && !isArmFamily(family);
}

/** Whether a family has GPUs or other accelerators that no AMI of `AmiType` has a driver for. */
export function hasOtherAccelerators(family: string): boolean {
  return !hasNvidiaGpus(family) && /^(g\d|gr\d|p\d|inf\d|trn\d|dl\d)/.test(family);
}

/** Capacity of a node: number of pods, and memory in MiB. */
export interface NodeRoom {
  readonly pods: number;
  readonly memoryMib: number;
}

/**
 * Capacity of a small instance; undefined for one with 8 GiB and 29 pods, or more. The number of pods is limited by the
 * IP addresses of the network interfaces. The memory of `medium` is the minimum of its families. Sources:
 * https://github.com/awslabs/amazon-eks-ami/blob/main/templates/shared/runtime/eni-max-pods.txt
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html
 */
export function roomOf(type: string): NodeRoom | undefined {
  const [family, size] = type.split('.');
  const burstable = /^t\d/.test(family);
  switch (size) {
    case 'nano': return { pods: 4, memoryMib: 512 };
    case 'micro': return { pods: 4, memoryMib: 1024 };
    case 'small': return { pods: 11, memoryMib: 2048 };
    case 'medium': return burstable ? { pods: 17, memoryMib: 4096 } : { pods: 8, memoryMib: mediumMib(family) };
    case 'large': return /^(a|c)\d/.test(family) ? { pods: 29, memoryMib: 4096 } : undefined;
    default: return undefined;
  }
}

/** Compute-optimized instances have 2 GiB per vCPU, general-purpose ones 4, memory-optimized ones 8. */
function mediumMib(family: string): number {
  return /^(a|c)\d/.test(family) ? 2048 : /^m\d/.test(family) ? 4096 : 8192;
}

/** Number of DaemonSet pods on every node: aws-node, kube-proxy, ebs-csi-node. */
export const DAEMON_PODS = 3;

/**
 * Capacity of a node for pods that do not belong to DaemonSets, without what the AMI reserves for the system, the
 * kernel and the kubelet. Source: https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
 */
export function freeRoom({ pods, memoryMib }: NodeRoom): NodeRoom {
  const DAEMONS_MIB = 120;
  return {
    pods: pods - DAEMON_PODS, memoryMib: Math.floor(memoryMib * 0.925) - (255 + 11 * pods) - 100 - DAEMONS_MIB,
  };
}
