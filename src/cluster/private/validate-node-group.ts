import { isRoleName, ROLE_NAME } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { NodeGroupOptions, NodeGroupProps } from '../node-group';

/** The node group's defaults: room for all pods of the stack, for pipelines and for a few models. */
export const NODE_GROUP_DEFAULTS = { instanceTypes: ['t3.large'], minSize: 2, desiredSize: 2, maxSize: 4, diskGib: 50 };

/** What a node's role must have. Source: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
export const NODE_POLICIES = ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly', 'AmazonEKS_CNI_Policy'];

/** Whether an instance type has a Graviton processor: "g" among the letters behind the generation (t4g, m7gd, g5g), or the family a1. */
export function isArm(instanceType: string): boolean {
  return /^[a-z]+\d+[a-z]*g[a-z]*\.|^a1\./.test(instanceType);
}

/** Checks what can be chosen about the nodes. */
export function validateNodeGroup(v: Validation, options: NodeGroupOptions): void {
  v.check('instanceTypes', options.instanceTypes, (types) => types.length >= 1 && types.length <= 20, 'a list of 1 to 20 instance types');
  v.checkEach('instanceTypes', options.instanceTypes, isInstanceType, 'an EC2 instance type', 'Use for example "t3.large".');
  const given = options.instanceTypes ?? NODE_GROUP_DEFAULTS.instanceTypes;
  const types = isUnknown(given) ? [] : given.filter((type) => !isUnknown(type) && isInstanceType(type));
  const arm = options.amiType !== undefined && /ARM/i.test(options.amiType);
  if (!isUnknown(options.amiType)) {
    types.filter((type) => isArm(type) !== arm).forEach((type) => v.add('instanceTypes',
      `must have the processor architecture of 'amiType' (${arm ? 'Arm' : 'x86'}), got "${type}"`,
      arm ? 'Use a Graviton type such as "t4g.large".' : 'Use an x86 type such as "t3.large", or an Arm \'amiType\'.'));
  }
  v.integer('minSize', options.minSize, 1, 450, ' nodes', 'The stack cannot run without a node.');
  v.integer('desiredSize', options.desiredSize, 1, 450, ' nodes');
  v.integer('maxSize', options.maxSize, 1, 450, ' nodes');
  // What is left out becomes at least as large as what is smaller, but never smaller than its default.
  const inOrder = (smaller: 'minSize' | 'desiredSize', larger: 'desiredSize' | 'maxSize') => {
    const least = options[smaller] ?? NODE_GROUP_DEFAULTS[smaller];
    const byDefault = options[smaller] === undefined;
    if (!isUnknown(least)) {
      v.check(larger, options[larger], (size) => !Number.isInteger(size) || size < 1 || size >= least,
        `at least '${smaller}' (${least}${byDefault ? ' by default' : ''})`, byDefault ? `Lower '${smaller}' as well.` : undefined);
    }
  };
  inOrder('minSize', 'desiredSize');
  if (options.desiredSize === undefined && options.minSize !== undefined && options.minSize > NODE_GROUP_DEFAULTS.desiredSize) {
    inOrder('minSize', 'maxSize');
  } else {
    inOrder('desiredSize', 'maxSize');
  }
  v.integer('diskGib', options.diskGib, 20, 16384, ' GiB', 'The images of the stack need 20 GiB at least.');
}

/** Checks all props of a node group. */
export function validateNodeGroupProps(v: Validation, props: NodeGroupProps): void {
  v.check('name', props.name, (name) => /^[A-Za-z0-9][\w-]{0,35}$/.test(name), '1 to 36 letters, digits, hyphens and underscores, with a letter or digit first');
  v.check('roleName', props.roleName, isRoleName, ROLE_NAME);
  // The launch template is called <clusterName>-<name>.
  v.check('clusterName', props.clusterName, (name) => /^[A-Za-z0-9][\w-]{0,99}$/.test(name) && (isUnknown(props.name) || name.length + props.name.length <= 124),
    'the name of an EKS cluster, together with \'name\' at most 124 characters');
  validateNodeGroup(v, props);
}

function isInstanceType(type: string): boolean {
  return /^[a-z][a-z0-9-]*\.([a-z0-9]+|metal-[a-z0-9]+)$/.test(type);
}
