import {
  DAEMON_PODS, hasNvidiaGpus, hasOtherAccelerators, instanceTypeRemedy, isArm, isInstanceType, roomOf,
} from './instance-types';
import { LABELS, TAINTS } from './validate-labels';
import { CLUSTER_NAME, KMS_KEY_ARN, ROLE_NAME, SUBNET_ID, TAG_KEY, TAG_VALUE } from '../../validation/aws';
import { also, required, Rule, Shape, struct } from '../../validation/shape';
import { isUnknown, Validation } from '../../validation/validation';
import { DEPENDABLES, FLAG, integer, list, mapOf, oneOf, text, version } from '../../validation/values';
import { KubernetesVersion } from '../../versions';
import {
  AmiType, CapacityType, ClusterNodeGroupOptions, NodeGroupOptions, NodeGroupProps,
} from '../node-group-options';

/** Defaults of a node group: capacity for all pods of the stack, for pipelines and for a few models. */
export const NODE_GROUP_DEFAULTS = { instanceTypes: ['t3.large'], minSize: 2, desiredSize: 2, maxSize: 4, diskGib: 50 };

const MOST_TAGS = 40; // AWS allows 50 per resource; Name, EKS and the Auto Scaling group use some
const LONGEST_LAUNCH_TEMPLATE_NAME = 125; // the provider's limit

/** Rules for tags of nodes. */
export const NODE_TAGS: Rule<{ [key: string]: string }> = also(
  mapOf(TAG_VALUE, TAG_KEY),
  [(tags) => Object.keys(tags).length <= MOST_TAGS, `at most ${MOST_TAGS} tags`, 'EKS adds its own tags.'],
);

/** Minimum number of pods of a node: those of DaemonSets, and two more. */
const LEAST_PODS = DAEMON_PODS + 2;

const INSTANCE_TYPE: Rule<string> = also(
  text('an EC2 instance type', isInstanceType, instanceTypeRemedy),
  [(type) => (roomOf(type)?.pods ?? LEAST_PODS) >= LEAST_PODS, 'an instance type with room for pods',
    `Nano and micro instances take 4 pods, and ${DAEMON_PODS} run on every node: use "t3.small" or larger.`],
);

/** More than any EKS quota for a node group. */
const MOST_NODES = 10_000;

function shape(leastDesired: number): Shape<NodeGroupOptions> {
  return {
    instanceTypes: list(INSTANCE_TYPE, {
      min: 1, max: 20, remedy: 'Leave it out for the default, t3.large.',
    }),
    minSize: integer({ min: 0, max: MOST_NODES, unit: ' nodes' }),
    desiredSize: integer({
      min: leastDesired,
      max: MOST_NODES,
      unit: ' nodes',
      remedy: leastDesired > 0 ? 'CoreDNS and the EBS driver need a node.' : undefined,
    }),
    maxSize: integer({
      min: 1,
      max: MOST_NODES,
      unit: ' nodes',
      remedy: "For an empty group set 'desiredSize' to 0.",
    }),
    diskGib: integer({ min: 20, max: 16384, unit: ' GiB', remedy: 'The images of the stack need 20 GiB at least.' }),
    diskKmsKeyArn: KMS_KEY_ARN,
    capacityType: oneOf('CapacityType', CapacityType),
    amiType: oneOf('AmiType', AmiType),
    labels: LABELS,
    taints: TAINTS,
    tags: NODE_TAGS,
  };
}

/** Compares the AMI with the instances: they must have the same architecture, and the AMI the driver of their GPUs. */
function compareImage(v: Validation, options: NodeGroupOptions): void {
  const types = options.instanceTypes ?? NODE_GROUP_DEFAULTS.instanceTypes;
  const amiType = options.amiType ?? AmiType.AL2023_X86_64_STANDARD;
  const arm = amiType === AmiType.AL2023_ARM_64_STANDARD;
  const nvidia = amiType === AmiType.AL2023_X86_64_NVIDIA;
  const add = (problem: string, remedy: string) => v.add('instanceTypes', problem, remedy);
  (isUnknown(types) ? [] : types).filter((type) => !isUnknown(type) && isInstanceType(type)).forEach((type) => {
    const [family] = type.split('.');
    if (hasOtherAccelerators(family)) {
      add(`got "${type}". Must have no accelerators other than NVIDIA GPUs in x86 instances`,
        'No image of AmiType has a driver for others.');
    } else if (isArm(type) !== arm) {
      add(`got "${type}". Must have the processor architecture of '${v.nameOf('amiType')}' (${arm ? 'Arm' : 'x86'})`,
        arm ? 'Use a Graviton type such as "t4g.large".'
          : 'Use an x86 type such as "t3.large", or an Arm \'amiType\'.');
    } else if (hasNvidiaGpus(family) && !nvidia) {
      add(`got "${type}". Must have no GPUs where '${v.nameOf('amiType')}' is an image without a driver`,
        'Use AmiType.AL2023_X86_64_NVIDIA, or NodeGroup.gpu().');
    } else if (nvidia && !hasNvidiaGpus(family)) {
      add(`got "${type}". Must have GPUs where '${v.nameOf('amiType')}' is an image with NVIDIA's driver`,
        'Use a type such as "g4dn.xlarge", or leave \'amiType\' out.');
    }
  });
}

/** Compares the sizes. An omitted size defaults to at least the smaller ones, but never less than its default. */
function compareSizes(v: Validation, options: NodeGroupOptions, leastDesired: number): void {
  const leasts = { desiredSize: leastDesired, maxSize: 1 };
  const isTooSmall = (prop: 'desiredSize' | 'maxSize', than: 'minSize' | 'desiredSize'): boolean => {
    const [size, least] = [options[prop], options[than] ?? NODE_GROUP_DEFAULTS[than]];
    if (size === undefined || [size, least].some((it) => isUnknown(it) || !Number.isInteger(it))) {
      return false;
    }
    if (size >= least || size < leasts[prop]) { // the latter is already reported
      return false;
    }
    const lower = (['minSize', 'desiredSize'] as const)
      .filter((it) => it !== prop && options[it] === undefined && NODE_GROUP_DEFAULTS[it] > size)
      .map((it) => `'${v.nameOf(it)}'`);
    const byDefault = options[than] === undefined;
    v.add(prop, `got ${size}. Must be at least '${v.nameOf(than)}' (${least}${byDefault ? ' by default' : ''})`,
      byDefault ? `Lower ${lower.join(' and ')} as well.` : undefined);
    return true;
  };
  isTooSmall('desiredSize', 'minSize');
  if (!isTooSmall('maxSize', 'minSize')) {
    isTooSmall('maxSize', 'desiredSize');
  }
}

function compare(v: Validation, options: NodeGroupOptions, leastDesired: number): void {
  compareImage(v, options);
  compareSizes(v, options, leastDesired);
}

/** Rules for a cluster's default node group: without nodes, its add-ons would not become active. */
export const CLUSTER_NODES: Rule<NodeGroupOptions> = struct(shape(1), (v, options) => compare(v, options, 1));

/** Rules for the name of an additional node group, which is part of the names of its role and launch template. */
const GROUP_NAME = {
  allowed: 'names of 1 to 20 lower-case letters, digits and single hyphens, with a letter first, but not "nodes"',
  isAllowed: (name: string) => name.length <= 20 && /^[a-z](-?[a-z0-9])*$/.test(name) && name !== 'nodes',
  remedyFor: (name: string) =>
    name === 'nodes' ? 'It is the name of the group that \'nodeGroup\' is about.' : undefined,
};

const CLUSTER_GROUP_SHAPE: Shape<ClusterNodeGroupOptions> = {
  ...shape(0), subnetIds: list(SUBNET_ID, { min: 1, remedy: 'Nodes need a subnet.' }),
};

/** Rules for overrides of `NodeGroup.gpu()`; they are validated together with the defaults later. */
export const GPU_OPTIONS: Rule<ClusterNodeGroupOptions> = struct(CLUSTER_GROUP_SHAPE);

/** Rules for additional node groups of a cluster, by name. */
export const NODE_GROUPS: Rule<{ [name: string]: ClusterNodeGroupOptions }> = mapOf(
  struct(CLUSTER_GROUP_SHAPE, (v, options) => compare(v, options, 0)), GROUP_NAME,
);

/** Rules for the props of `NodeGroup`. */
export const NODE_GROUP_PROPS: Rule<NodeGroupProps> = struct<NodeGroupProps>({
  ...shape(0),
  nodeGroupName: required(text(
    '1 to 36 letters, digits, hyphens and underscores, with a letter or digit first',
    (name) => /^[A-Za-z0-9][\w-]{0,35}$/.test(name), 'Terraform appends 26 digits, and EKS allows 63 characters.',
  )),
  roleName: required(ROLE_NAME),
  clusterName: required(CLUSTER_NAME),
  kubernetesVersion: version('KubernetesVersion', KubernetesVersion),
  subnetIds: required(list(SUBNET_ID, { min: 1, remedy: 'Nodes need a subnet.' })),
  autoscaled: FLAG,
  createAccessEntry: FLAG,
  dependsOn: DEPENDABLES,
}, (v, props) => {
  compare(v, props, 0);
  const { clusterName, nodeGroupName } = props;
  const template = `${clusterName}-${nodeGroupName}`;
  if (!isUnknown(template) && template.length > LONGEST_LAUNCH_TEMPLATE_NAME) {
    v.add('nodeGroupName', `got ${template.length - 1} characters. Must have at most `
      + `${LONGEST_LAUNCH_TEMPLATE_NAME - 1} together with '${v.nameOf('clusterName')}'`,
    'The name of the launch template contains both.');
  }
});
