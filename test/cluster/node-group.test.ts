import { Route } from '@cdktf/provider-aws/lib/route';
import { TerraformResource, TerraformVariable } from 'cdktf';
import { AmiType, CapacityType, NodeGroup, NodeGroupOptions, NodeGroupProps } from '../../src/cluster';
import { isArm } from '../../src/cluster/private/validate-node-group';
import { messageOf, synth, TestStack } from '../support/synth';

const PROPS: NodeGroupProps = { name: 'nodes', roleName: 'acme-node', clusterName: 'acme-eks', subnetIds: ['subnet-1', 'subnet-2'] };
const nodes = (props: Partial<NodeGroupProps> = {}) => synth((stack) => void new NodeGroup(stack, 'Nodes', { ...PROPS, ...props }));
const group = (props: Partial<NodeGroupProps> = {}) => nodes(props).one('aws_eks_node_group');
const refused = (props: Partial<NodeGroupProps>) => messageOf(() => nodes(props)).split('\n  - ');

describe('the node group', () => {
  test('has its defaults', () => {
    expect(group()).toMatchObject({
      cluster_name: 'acme-eks',
      node_group_name_prefix: 'nodes-',
      subnet_ids: ['subnet-1', 'subnet-2'],
      ami_type: 'AL2023_x86_64_STANDARD',
      capacity_type: 'ON_DEMAND',
      instance_types: ['t3.large'],
      scaling_config: { min_size: 2, desired_size: 2, max_size: 4 },
      update_config: { max_unavailable: 1 },
      lifecycle: { create_before_destroy: true },
    });
  });
  test.each<[Partial<NodeGroupProps>, object]>([
    [{ amiType: AmiType.AL2023_X86_64_NVIDIA }, { ami_type: 'AL2023_x86_64_NVIDIA' }],
    [{ amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['m7g.large'] }, { ami_type: 'AL2023_ARM_64_STANDARD', instance_types: ['m7g.large'] }],
    [{ capacityType: CapacityType.SPOT }, { capacity_type: 'SPOT' }],
    [{ minSize: 1, desiredSize: 3, maxSize: 5 }, { scaling_config: { min_size: 1, desired_size: 3, max_size: 5 } }],
    [{ minSize: 6 }, { scaling_config: { min_size: 6, desired_size: 6, max_size: 6 } }],
    [{ desiredSize: 5 }, { scaling_config: { min_size: 2, desired_size: 5, max_size: 5 } }],
    [{ minSize: 1 }, { scaling_config: { min_size: 1, desired_size: 2, max_size: 4 } }],
    [{ autoscaled: true }, { lifecycle: { create_before_destroy: true, ignore_changes: ['scaling_config[0].desired_size'] } }],
  ])('with %j', (props, expected) => {
    expect(group(props)).toMatchObject(expected);
  });
  test('the size is not ignored unless something else changes it', () => {
    expect(group().lifecycle).toEqual({ create_before_destroy: true });
  });
  test('comes after the role\'s policies and after what it is told to', () => {
    const synthesized = synth((stack) => {
      const route = new Route(stack, 'Route', { routeTableId: 'rtb-1' });
      new NodeGroup(stack, 'Nodes', { ...PROPS, dependsOn: [route] });
    });
    const dependencies = synthesized.dependencies(synthesized.address('aws_eks_node_group'));
    expect(dependencies).toEqual(expect.arrayContaining(['aws_route.Route', ...Object.keys(synthesized.all('aws_iam_role_policy_attachment'))
      .map((name) => `aws_iam_role_policy_attachment.${name}`)]));
  });
});

describe('the launch template', () => {
  const template = nodes().one('aws_launch_template');
  test('is called after cluster and node group', () => expect(template).toMatchObject({ name: 'acme-eks-nodes', update_default_version: true }));
  test('asks for a token, and does not answer pods', () => {
    expect(template.metadata_options).toEqual({ http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 });
  });
  test('encrypts the root volume, 50 GiB of gp3, which goes with the node', () => {
    expect(template.block_device_mappings).toEqual([{
      device_name: '/dev/xvda', ebs: { volume_size: 50, volume_type: 'gp3', encrypted: 'true', delete_on_termination: 'true' },
    }]);
  });
  test('takes the size of the disk', () => {
    expect(nodes({ diskGib: 100 }).one('aws_launch_template').block_device_mappings[0].ebs.volume_size).toBe(100);
  });
  test('monitors instances in detail', () => expect(template.monitoring).toEqual({ enabled: true }));
  test('tags instances, volumes and interfaces', () => {
    const { tag_specifications: specifications, lifecycle } = nodes({ tags: { team: 'ml' } }).one('aws_launch_template');
    const tags = { Name: 'acme-eks-nodes', team: 'ml' };
    expect(specifications).toEqual(['instance', 'volume', 'network-interface'].map((type) => ({ resource_type: type, tags })));
    expect(lifecycle).toEqual({ ignore_changes: ['tag_specifications'] });
  });
  test('is used in its latest version', () => {
    const address = nodes().address('aws_launch_template');
    expect(group().launch_template).toEqual({ id: `\${${address}.id}`, version: `\${${address}.latest_version}` });
  });
});

test('the role is assumed by EC2 and has the node policies, nothing more', () => {
  const synthesized = nodes();
  expect(synthesized.one('aws_iam_role')).toMatchObject({ name: 'acme-node', assume_role_policy: expect.stringContaining('"ec2.amazonaws.com"') });
  const policies = Object.values(synthesized.all('aws_iam_role_policy_attachment')).map(({ policy_arn: arn }) => arn.replace(/\$\{.*?\}/, 'aws'));
  expect(policies.sort()).toEqual(['AmazonEC2ContainerRegistryPullOnly', 'AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy']
    .map((policy) => `arn:aws:iam::aws:policy/${policy}`));
  expect(synthesized.all('aws_iam_role_policy')).toEqual({});
});

test('attributes are the group\'s name, the role, and what has to be ready', () => {
  let made!: NodeGroup;
  const synthesized = synth((stack) => { made = new NodeGroup(stack, 'Nodes', PROPS); stack.addOverride('locals', { name: made.nodeGroupName, role: made.roleArn }); });
  expect(synthesized.json.locals).toEqual({
    name: `\${${synthesized.address('aws_eks_node_group')}.node_group_name}`, role: `\${${synthesized.address('aws_iam_role')}.arn}`,
  });
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType)).toEqual(['aws_eks_node_group', ...Array(3).fill('aws_iam_role_policy_attachment')]);
});

describe('refuses', () => {
  const arch = (arm: boolean, type: string) => `'instanceTypes' must have the processor architecture of 'amiType' (${arm ? 'Arm' : 'x86'}), got "${type}".`
    + (arm ? ' Use a Graviton type such as "t4g.large".' : ' Use an x86 type such as "t3.large", or an Arm \'amiType\'.');
  const size = (prop: string, got: number) => `'${prop}' must be a whole number from 1 to 450 nodes, got ${got}.`;
  test.each<[Partial<NodeGroupProps>, string[]]>([
    [{ name: '-a' }, ['\'name\' must be 1 to 36 letters, digits, hyphens and underscores, with a letter or digit first, got "-a".']],
    [{ name: 'a'.repeat(37) }, [`'name' must be 1 to 36 letters, digits, hyphens and underscores, with a letter or digit first, got "${'a'.repeat(37)}".`]],
    [{ roleName: 'a b' }, ['\'roleName\' must be 1 to 64 letters, digits and "+=,.@_-", got "a b".']],
    [{ instanceTypes: [] }, ["'instanceTypes' must be a list of 1 to 20 instance types, got []."]],
    [{ instanceTypes: ['t3.large', 't3'] }, ['\'instanceTypes[1]\' must be an EC2 instance type, got "t3". Use for example "t3.large".']],
    [{ instanceTypes: ['t3.large', 't4g.large'] }, [arch(false, 't4g.large')]],
    [{ amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['t3.large'] }, [arch(true, 't3.large')]],
    [{ minSize: 0 }, [`${size('minSize', 0)} The stack cannot run without a node.`]],
    [{ minSize: 1, desiredSize: 451, maxSize: 451 }, [size('desiredSize', 451), size('maxSize', 451)]],
    [{ minSize: 3, desiredSize: 2 }, ["'desiredSize' must be at least 'minSize' (3), got 2."]],
    [{ minSize: 1, desiredSize: 3, maxSize: 2 }, ["'maxSize' must be at least 'desiredSize' (3), got 2."]],
    [{ minSize: 3, maxSize: 2 }, ["'maxSize' must be at least 'minSize' (3), got 2."]],
    [{ minSize: 1, maxSize: 1 }, ["'maxSize' must be at least 'desiredSize' (2 by default), got 1. Lower 'desiredSize' as well."]],
    [{ desiredSize: 1 }, ["'desiredSize' must be at least 'minSize' (2 by default), got 1. Lower 'minSize' as well."]],
    [{ diskGib: 19 }, ["'diskGib' must be a whole number from 20 to 16384 GiB, got 19. The images of the stack need 20 GiB at least."]],
    [{ diskGib: 20.5 }, ["'diskGib' must be a whole number from 20 to 16384 GiB, got 20.5. The images of the stack need 20 GiB at least."]],
  ])('%j', (props, problems) => {
    const [head, ...found] = refused(props);
    expect(found).toEqual(problems);
    expect(head).toBe(`NodeGroup 'test/Nodes' has ${problems.length} problem${problems.length > 1 ? 's' : ''} in its props:`);
  });
  test('an Arm image with the default instance types', () => {
    expect(refused({ amiType: AmiType.AL2023_ARM_64_STANDARD })[1]).toMatch(/^'instanceTypes' must have the processor architecture of 'amiType' \(Arm\)/);
  });
  test('a cluster name with which the launch template\'s name would be too long', () => {
    expect(refused({ clusterName: 'c'.repeat(100), name: 'n'.repeat(36) })[1]).toMatch(/^'clusterName' must be /);
  });
});

test('lets tokens through', () => {
  const variable = new TerraformVariable(new TestStack(), 'Value', {});
  const { stringValue: text, numberValue: number } = variable;
  const sizes = { minSize: number, desiredSize: number, maxSize: number, diskGib: number };
  const props: Partial<NodeGroupProps> = { roleName: text, clusterName: text, instanceTypes: [text], ...sizes };
  expect(() => new NodeGroup(new TestStack(), 'Nodes', { ...PROPS, ...props })).not.toThrow();
  expect(() => new NodeGroup(new TestStack(), 'Nodes', { ...PROPS, ...({ instanceTypes: variable.listValue } satisfies NodeGroupOptions) })).not.toThrow();
});

test.each([
  ['t4g.large', true], ['m7gd.xlarge', true], ['g5g.xlarge', true], ['im4gn.large', true], ['a1.large', true], ['c7gn.metal', true],
  ['t3.large', false], ['g4dn.xlarge', false], ['g5.xlarge', false], ['m7i-flex.large', false], ['p5en.48xlarge', false],
])('isArm(%s) is %p', (type, arm) => {
  expect(isArm(type)).toBe(arm);
});
