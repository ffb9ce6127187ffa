import { CLUSTER_NAME, ROLE_NAME, SUBNET_ID, TAG_KEY, TAG_VALUE } from '../../private/aws-rules';
import { LABEL_KEY, LABEL_VALUE } from '../../private/kubernetes-rules';
import { also, required, Rule, Shape, struct } from '../../private/shape';
import { isUnknown, Validation } from '../../private/validation';
import { DEPENDABLES, FLAG, integer, list, mapOf, oneOf, text, version } from '../../private/values';
import { KubernetesVersion } from '../../versions';
import {
  AmiType, CapacityType, ClusterNodeGroupOptions, NodeGroupOptions, NodeGroupProps, NodeTaint, TaintEffect,
} from '../node-group-options';

/** The node group's defaults: room for all pods of the stack, for pipelines and for a few models. */
export const NODE_GROUP_DEFAULTS = { instanceTypes: ['t3.large'], minSize: 2, desiredSize: 2, maxSize: 4, diskGib: 50 };

const MOST_TAGS = 40; // AWS allows 50 on a resource; names, EKS and the Auto Scaling group take some
const LONGEST_LAUNCH_TEMPLATE_NAME = 125; // the provider's limit

/** Tags of nodes. */
export const NODE_TAGS: Rule<{ [key: string]: string }> = also(
  mapOf(TAG_VALUE, TAG_KEY),
  [(tags) => Object.keys(tags).length <= MOST_TAGS, `at most ${MOST_TAGS} tags`, 'EKS adds tags of its own.'],
);

// https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
const MOST_LABELS = 50;
const LABELS: Rule<{ [key: string]: string }> = also(
  mapOf(LABEL_VALUE, LABEL_KEY),
  [(labels) => Object.keys(labels).length <= MOST_LABELS, `at most ${MOST_LABELS} labels`, 'EKS takes no more.'],
);
const TAINTS: Rule<NodeTaint[]> = list(struct<NodeTaint>({
  key: required(text('a name of at most 63 letters, digits and "-_.", with or without a DNS name and "/" before it',
    LABEL_KEY.isAllowed)),
  value: LABEL_VALUE,
  effect: oneOf('TaintEffect', TaintEffect),
}), { max: MOST_LABELS });

/** Whether an instance type has a Graviton processor: "g" behind the generation (t4g, m7gd, g5g), or the family a1. */
export function isArm(instanceType: string): boolean {
  return /^[a-z]+\d+[a-z]*g[a-z]*\.|^a1\./.test(instanceType);
}

function isInstanceType(type: string): boolean {
  return /^[a-z][a-z0-9-]*\.([a-z0-9]+|metal-[a-z0-9]+)$/.test(type);
}

function shape(leastDesired: number): Shape<NodeGroupOptions> {
  return {
    instanceTypes: list(text('an EC2 instance type', isInstanceType, 'Use for example "t3.large".'), {
      min: 1, max: 20, remedy: 'Leave it out for the default, t3.large.',
    }),
    minSize: integer({ min: 0, unit: ' nodes' }),
    desiredSize: integer({
      min: leastDesired,
      unit: ' nodes',
      remedy: leastDesired > 0 ? 'CoreDNS and the EBS driver need a node.' : undefined,
    }),
    maxSize: integer({ min: 1, unit: ' nodes', remedy: 'A group that is to be empty has a \'desiredSize\' of 0.' }),
    diskGib: integer({ min: 20, max: 16384, unit: ' GiB', remedy: 'The images of the stack need 20 GiB at least.' }),
    capacityType: oneOf('CapacityType', CapacityType),
    amiType: oneOf('AmiType', AmiType),
    labels: LABELS,
    taints: TAINTS,
    tags: NODE_TAGS,
  };
}

function compareArchitectures(v: Validation, options: NodeGroupOptions): void {
  const types = options.instanceTypes ?? NODE_GROUP_DEFAULTS.instanceTypes;
  const arm = options.amiType === AmiType.AL2023_ARM_64_STANDARD;
  (isUnknown(types) ? [] : types)
    .filter((type) => !isUnknown(type) && isInstanceType(type) && isArm(type) !== arm)
    .forEach((type) => v.add('instanceTypes',
      `must have the processor architecture of '${v.nameOf('amiType')}' (${arm ? 'Arm' : 'x86'}), got "${type}"`,
      arm ? 'Use a Graviton type such as "t4g.large".' : 'Use an x86 type such as "t3.large", or an Arm \'amiType\'.'));
}

/** What is left out becomes at least as large as what is smaller, but never smaller than its default. */
function compareSizes(v: Validation, options: NodeGroupOptions, leastDesired: number): void {
  const leasts = { desiredSize: leastDesired, maxSize: 1 };
  const isTooSmall = (prop: 'desiredSize' | 'maxSize', than: 'minSize' | 'desiredSize'): boolean => {
    const [size, least] = [options[prop], options[than] ?? NODE_GROUP_DEFAULTS[than]];
    if (size === undefined || [size, least].some((it) => isUnknown(it) || !Number.isInteger(it))) {
      return false;
    }
    if (size >= least || size < leasts[prop]) { // the latter is said already
      return false;
    }
    const lower = (['minSize', 'desiredSize'] as const)
      .filter((it) => it !== prop && options[it] === undefined && NODE_GROUP_DEFAULTS[it] > size)
      .map((it) => `'${v.nameOf(it)}'`);
    const byDefault = options[than] === undefined;
    v.add(prop, `must be at least '${v.nameOf(than)}' (${least}${byDefault ? ' by default' : ''}), got ${size}`,
      byDefault ? `Lower ${lower.join(' and ')} as well.` : undefined);
    return true;
  };
  isTooSmall('desiredSize', 'minSize');
  if (!isTooSmall('maxSize', 'minSize')) {
    isTooSmall('maxSize', 'desiredSize');
  }
}

function compare(v: Validation, options: NodeGroupOptions, leastDesired: number): void {
  compareArchitectures(v, options);
  compareSizes(v, options, leastDesired);
}

/** What can be chosen about the nodes of a cluster: without any, its add-ons would not come up. */
export const CLUSTER_NODES: Rule<NodeGroupOptions> = struct(shape(1), (v, options) => compare(v, options, 1));

/** The name of a further node group of a cluster, of which a role, a launch template and the group are called. */
const GROUP_NAME = {
  allowed: 'names of 1 to 20 lower-case letters, digits and single hyphens, with a letter first, but not "nodes"',
  isAllowed: (name: string) => name.length <= 20 && /^[a-z](-?[a-z0-9])*$/.test(name) && name !== 'nodes',
  remedyFor: (name: string) =>
    name === 'nodes' ? 'It is the name of the group that \'nodeGroup\' is about.' : undefined,
};

const CLUSTER_GROUP_SHAPE: Shape<ClusterNodeGroupOptions> = {
  ...shape(0), subnetIds: list(SUBNET_ID, { min: 1, remedy: 'Nodes need a subnet.' }),
};

/** What is to be otherwise about nodes with GPUs; together with what they are it is looked at later. */
export const GPU_OPTIONS: Rule<ClusterNodeGroupOptions> = struct(CLUSTER_GROUP_SHAPE);

/** Further node groups of a cluster, by name. */
export const NODE_GROUPS: Rule<{ [name: string]: ClusterNodeGroupOptions }> = mapOf(
  struct(CLUSTER_GROUP_SHAPE, (v, options) => compare(v, options, 0)), GROUP_NAME,
);

/** Props of `NodeGroup`. */
export const NODE_GROUP_PROPS: Rule<NodeGroupProps> = struct<NodeGroupProps>({
  ...shape(0),
  nodeGroupName: required(text(
    '1 to 36 letters, digits, hyphens and underscores, with a letter or digit first',
    (name) => /^[A-Za-z0-9][\w-]{0,35}$/.test(name), 'Terraform adds 26 digits, and EKS takes 63 characters.',
  )),
  roleName: required(ROLE_NAME),
  clusterName: required(CLUSTER_NAME),
  kubernetesVersion: version('KubernetesVersion', KubernetesVersion),
  subnetIds: required(list(SUBNET_ID, { min: 1, remedy: 'Nodes need a subnet.' })),
  autoscaled: FLAG,
  dependsOn: DEPENDABLES,
}, (v, props) => {
  compare(v, props, 0);
  const { clusterName, nodeGroupName } = props;
  const template = `${clusterName}-${nodeGroupName}`;
  if (!isUnknown(template) && template.length > LONGEST_LAUNCH_TEMPLATE_NAME) {
    v.add('nodeGroupName', `must have at most ${LONGEST_LAUNCH_TEMPLATE_NAME - 1} characters together with`
      + ` '${v.nameOf('clusterName')}', got ${template.length - 1}`, 'The launch template is called after both.');
  }
});
