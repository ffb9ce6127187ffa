import { INSTANCE_FAMILIES } from './instance-families';
import { Remedy } from '../../validation/validation';

// What is known of EC2 instance types, for node groups and for Karpenter's pools alike.

const SIZES = new Map(INSTANCE_FAMILIES.flatMap(([families, sizes]) =>
  families.map((family) => [family, sizes] as const)));
const ALL_SIZES = new Set([...SIZES.values()].flat());

/** The parts of a family's name: series, generation, and what is special about it. */
function partsOf(family: string): { readonly series: string; readonly generation: number } | undefined {
  const [, series, generation] = /^([a-z]+|u)-?(\d+)[a-z0-9-]*$/.exec(family) ?? [];
  return series === undefined ? undefined : { series, generation: Number(generation) };
}

const NEWEST = new Map<string, number>();
[...SIZES.keys()].map(partsOf).forEach((it) =>
  it && NEWEST.set(it.series, Math.max(it.generation, NEWEST.get(it.series) ?? 0)));

/** Whether a family is as new as the newest of its series that is known, or newer: AWS may have added to it. */
function isNew(family: string): boolean {
  const { series, generation } = partsOf(family) ?? { series: '', generation: 0 };
  return generation >= (NEWEST.get(series) ?? Infinity);
}

/** Whether EC2 has, or may have by now, a family. */
export function isFamily(family: string): boolean {
  return SIZES.has(family) || isNew(family);
}

/** Whether EC2 has, or may have by now, an instance type. */
export function isInstanceType(type: string): boolean {
  const [family, size, ...more] = type.split('.');
  return more.length === 0 && isFamily(family)
    && (SIZES.get(family)?.includes(size) || (isNew(family) && ALL_SIZES.has(size)));
}

/** What is wrong with an instance type. */
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

/** Whether a family has Graviton processors: "g" behind the generation (t4g, m7gd, g5g), NVIDIA's Grace, or a1. */
export function isArmFamily(family: string): boolean {
  return /^[a-z]+\d+[a-z]*g[a-z]*$|^a1$|^p\d+e-gb\d+$/.test(family);
}

/** Whether an instance type has Arm processors. */
export function isArm(instanceType: string): boolean {
  return isArmFamily(instanceType.split('.')[0]);
}

/**
 * Whether x86 instances of a family have GPUs for which EKS's image with NVIDIA's driver is made.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html
 */
export function hasNvidiaGpus(family: string): boolean {
  return /^(g[4-9]|gr[6-9]|p[3-9])[a-z0-9-]*$/.test(family) && family !== 'g4ad' && !isArmFamily(family);
}

/** Whether instances of a family have GPUs or other accelerators for which no image of `AmiType` has a driver. */
export function hasOtherAccelerators(family: string): boolean {
  return !hasNvidiaGpus(family) && /^(g\d|gr\d|p\d|inf\d|trn\d|dl\d)/.test(family);
}

/** What a node offers to pods: how many it takes, and its memory in MiB. */
export interface NodeRoom {
  readonly pods: number;
  readonly memoryMib: number;
}

/**
 * What a small instance has; undefined for one with 8 GiB and 29 pods, or more. Pods are limited by the addresses of
 * the network interfaces, memory of `medium` is the least that one has. Sources:
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

/** Compute-optimized instances have 2 GiB a CPU, general ones 4, memory-optimized ones 8. */
function mediumMib(family: string): number {
  return /^(a|c)\d/.test(family) ? 2048 : /^m\d/.test(family) ? 4096 : 8192;
}

/** The pods that run on every node: aws-node, kube-proxy, ebs-csi-node. */
export const DAEMON_PODS = 3;

/**
 * What a node leaves to other pods than those that run on every node: without what the image keeps for the system, the
 * kernel and the kubelet. Source: https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
 */
export function freeRoom({ pods, memoryMib }: NodeRoom): NodeRoom {
  const DAEMONS_MIB = 120;
  return {
    pods: pods - DAEMON_PODS, memoryMib: Math.floor(memoryMib * 0.925) - (255 + 11 * pods) - 100 - DAEMONS_MIB,
  };
}
