import { Route } from '@cdktf/provider-aws/lib/route';
import { TerraformResource } from 'cdktf';
import { PRIVATE_1, PRIVATE_2, problemsOf, variable } from './fixtures';
import {
  AmiType, CapacityType, ClusterNodeGroupOptions, NodeGroup, NodeGroupOptions, NodeGroupProps, TaintEffect,
} from '../../src/cluster';
import { hasNvidiaGpus, hasOtherAccelerators, isArm, isFamily, isInstanceType } from '../../src/cluster/private/instance-types';
import { GPU_FAMILIES } from '../../src/cluster/private/validate-karpenter';
import { KubernetesVersion } from '../../src/versions';
import { messageOf, synth, TestStack } from '../support/synth';

const PROPS: NodeGroupProps = {
  nodeGroupName: 'nodes', roleName: 'acme-node', clusterName: 'acme-eks', subnetIds: [PRIVATE_1, PRIVATE_2],
};
const nodes = (props: object = {}) => synth((stack) => void new NodeGroup(stack, 'Nodes', { ...PROPS, ...props }));
const group = (props: object = {}) => nodes(props).one('aws_eks_node_group');
const refused = (props: object) => problemsOf(() => nodes(props));

describe('the node group', () => {
  test('has its defaults', () => {
    expect(group()).toMatchObject({
      cluster_name: 'acme-eks',
      node_group_name_prefix: 'nodes-',
      subnet_ids: [PRIVATE_1, PRIVATE_2],
      ami_type: 'AL2023_x86_64_STANDARD',
      capacity_type: 'ON_DEMAND',
      instance_types: ['t3.large'],
      scaling_config: { min_size: 2, desired_size: 2, max_size: 4 },
      update_config: { max_unavailable: 1 },
      lifecycle: { create_before_destroy: true },
    });
  });
  test.each<[Partial<NodeGroupProps>, object]>([
    [{ amiType: AmiType.AL2023_X86_64_NVIDIA, instanceTypes: ['g6.xlarge'] }, { ami_type: 'AL2023_x86_64_NVIDIA', labels: { 'nvidia.com/gpu.present': 'true' } }],
    [{ amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['m7g.large'] },
      { ami_type: 'AL2023_ARM_64_STANDARD', instance_types: ['m7g.large'] }],
    [{ capacityType: CapacityType.SPOT }, { capacity_type: 'SPOT' }],
    [{ minSize: 1, desiredSize: 3, maxSize: 5 }, { scaling_config: { min_size: 1, desired_size: 3, max_size: 5 } }],
    [{ minSize: 6 }, { scaling_config: { min_size: 6, desired_size: 6, max_size: 6 } }],
    [{ desiredSize: 5 }, { scaling_config: { min_size: 2, desired_size: 5, max_size: 5 } }],
    [{ minSize: 1 }, { scaling_config: { min_size: 1, desired_size: 2, max_size: 4 } }],
    [{ minSize: 0 }, { scaling_config: { min_size: 0, desired_size: 2, max_size: 4 } }],
    [{ minSize: 0, desiredSize: 0 }, { scaling_config: { min_size: 0, desired_size: 0, max_size: 4 } }],
    [{ minSize: 0, desiredSize: 0, maxSize: 1 }, { scaling_config: { min_size: 0, desired_size: 0, max_size: 1 } }],
    [{ maxSize: 1000 }, { scaling_config: { min_size: 2, desired_size: 2, max_size: 1000 } }],
    [{ minSize: 451 }, { scaling_config: { min_size: 451, desired_size: 451, max_size: 451 } }],
    [{ kubernetesVersion: KubernetesVersion.V1_34 }, { version: '1.34' }],
    [{ labels: { 'team': 'ml', 'acme.com/pool': '' } }, { labels: { 'team': 'ml', 'acme.com/pool': '' } }],
    [{ taints: [{ key: 'gpu' }, { key: 'acme.com/pool', value: 'x', effect: TaintEffect.NO_EXECUTE }] },
      { taint: [{ key: 'gpu', effect: 'NO_SCHEDULE' }, { key: 'acme.com/pool', value: 'x', effect: 'NO_EXECUTE' }] }],
    [{ autoscaled: true },
      { lifecycle: { create_before_destroy: true, ignore_changes: ['scaling_config[0].desired_size'] } }],
  ])('with %j', (props, expected) => {
    expect(group(props)).toMatchObject(expected);
  });
  test('ignores the size only if something else changes it', () => {
    expect(group().lifecycle).toEqual({ create_before_destroy: true });
  });
  test('depends on the role\'s policies and on `dependsOn`', () => {
    const synthesized = synth((stack) => {
      const route = new Route(stack, 'Route', { routeTableId: 'rtb-1' });
      new NodeGroup(stack, 'Nodes', { ...PROPS, dependsOn: [route] });
    });
    const dependencies = synthesized.dependencies(synthesized.address('aws_eks_node_group'));
    const policies = Object.keys(synthesized.all('aws_iam_role_policy_attachment'))
      .map((name) => `aws_iam_role_policy_attachment.${name}`);
    expect(policies).toHaveLength(3);
    expect(dependencies).toEqual(expect.arrayContaining(['aws_route.Route', ...policies]));
  });
});

describe('the access entry of the nodes\' role', () => {
  const synthesized = nodes({ dependsOn: [] });
  const [role] = Object.keys(synthesized.all('aws_iam_role'));
  test('is created before the group, and replaced with the role', () => {
    expect(synthesized.one('aws_eks_access_entry')).toMatchObject({
      cluster_name: 'acme-eks',
      principal_arn: `\${aws_iam_role.${role}.arn}`,
      type: 'EC2_LINUX',
      lifecycle: { replace_triggered_by: [`aws_iam_role.${role}.unique_id`] },
    });
    expect(synthesized.dependencies(synthesized.address('aws_eks_node_group'))).toContain(synthesized.address('aws_eks_access_entry'));
  });
  test('depends on the nodes\' dependencies, which may include the cluster', () => {
    const after = synth((stack) => {
      const route = new Route(stack, 'Route', { routeTableId: 'rtb-1' });
      new NodeGroup(stack, 'Nodes', { ...PROPS, dependsOn: [route] });
    });
    expect(after.dependencies(after.address('aws_eks_access_entry'))).toContain('aws_route.Route');
  });
  test('fails the plan if it is older than the role', () => {
    const [{ condition, error_message: message }] = synthesized.one('aws_eks_access_entry').lifecycle.postcondition;
    expect(condition).toBe(`\${try(timecmp(self.created_at, aws_iam_role.${role}.create_date) >= 0, true)}`);
    expect(message).toMatch(/is older than the role: .* the command repair does that, or aws eks delete-access-entry /);
  });
  test('can be left to EKS, for a cluster without access entries', () => {
    const without = nodes({ createAccessEntry: false });
    expect(without.all('aws_eks_access_entry')).toEqual({});
    expect(without.addresses).toHaveLength(nodes().addresses.length - 1);
  });
});

describe('the launch template', () => {
  const template = nodes().one('aws_launch_template');
  test('is named after cluster and node group', () => {
    expect(template).toMatchObject({ name: 'acme-eks-nodes', update_default_version: true });
  });
  test('requires a token, and does not answer pods', () => expect(template.metadata_options)
    .toEqual({ http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 }));
  test('uses a custom key', () => {
    const diskKmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';
    expect(nodes({ diskKmsKeyArn }).one('aws_launch_template').block_device_mappings[0].ebs.kms_key_id).toBe(diskKmsKeyArn);
    expect(refused({ diskKmsKeyArn: 'alias/ebs' })).toEqual([expect.stringMatching(/^diskKmsKeyArn: got "alias\/ebs"\. Must be the ARN of a KMS key\./)]);
  });
  test('encrypts the root volume, 50 GiB of gp3, which is deleted with the node', () => {
    expect(template.block_device_mappings).toEqual([{
      device_name: '/dev/xvda',
      ebs: { volume_size: 50, volume_type: 'gp3', encrypted: 'true', delete_on_termination: 'true' },
    }]);
  });
  test('accepts the size of the disk', () => {
    expect(nodes({ diskGib: 100 }).one('aws_launch_template').block_device_mappings[0].ebs.volume_size).toBe(100);
  });
  test('enables detailed monitoring', () => expect(template.monitoring).toEqual({ enabled: true }));
  test('tags instances, volumes and interfaces', () => {
    const tagged = nodes({ tags: { team: 'ml' } }).one('aws_launch_template');
    const tags = { Name: 'acme-eks-nodes', team: 'ml' };
    expect(tagged.tag_specifications)
      .toEqual(['instance', 'volume', 'network-interface'].map((type) => ({ resource_type: type, tags })));
    expect(tagged.lifecycle).toEqual({ ignore_changes: ['tag_specifications'] });
  });
  test('is used in its latest version', () => {
    const address = nodes().address('aws_launch_template');
    expect(group().launch_template).toEqual({ id: `\${${address}.id}`, version: `\${${address}.latest_version}` });
  });
});

test('EC2 assumes the role, which has only the node policies', () => {
  const synthesized = nodes();
  expect(synthesized.one('aws_iam_role'))
    .toMatchObject({ name: 'acme-node', assume_role_policy: expect.stringContaining('"ec2.amazonaws.com"') });
  const policies = Object.values(synthesized.all('aws_iam_role_policy_attachment'))
    .map(({ policy_arn: arn }) => arn.replace(/\$\{.*?\}/, 'aws'));
  expect(policies.sort())
    .toEqual(['AmazonEC2ContainerRegistryPullOnly', 'AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy']
      .map((policy) => `arn:aws:iam::aws:policy/${policy}`));
  expect(synthesized.all('aws_iam_role_policy')).toEqual({});
});

test('attributes are the group\'s name, the role and the dependencies', () => {
  let made!: NodeGroup;
  const synthesized = synth((stack) => {
    made = new NodeGroup(stack, 'Nodes', PROPS);
    stack.addOverride('locals', { name: made.nodeGroupName, role: made.roleArn });
  });
  expect(synthesized.json.locals).toEqual({
    name: `\${${synthesized.address('aws_eks_node_group')}.node_group_name}`,
    role: `\${${synthesized.address('aws_iam_role')}.arn}`,
  });
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType))
    .toEqual(['aws_eks_node_group', ...Array(3).fill('aws_iam_role_policy_attachment'), 'aws_eks_access_entry']);
});

test('the node group is the default child', () => {
  const made = new NodeGroup(new TestStack(), 'Nodes', PROPS);
  expect((made.node.defaultChild as TerraformResource).terraformResourceType).toBe('aws_eks_node_group');
});

describe('refuses', () => {
  const arch = (arm: boolean, type: string) =>
    `instanceTypes: got "${type}". Must have the processor architecture of 'amiType' (${arm ? 'Arm' : 'x86'}). `
      + `${(arm ? 'Use a Graviton type such as "t4g.large".' : 'Use an x86 type such as "t3.large", or an Arm \'amiType\'.')}`;
  const size = (prop: string, least: number, got: number) =>
    `${prop}: got ${got}. Must be a whole number from ${least} to 10000 nodes.`;
  const NAME = 'Must be 1 to 36 letters, digits, hyphens and underscores, with a letter or digit first';
  const WHY = 'Terraform appends 26 digits, and EKS allows 63 characters.';
  const DISK = 'Must be a whole number from 20 to 16384 GiB';
  const IMAGES = 'The images of the stack need 20 GiB at least.';
  const TYPE = 'Must be an EC2 instance type';
  const AMIS = 'one of AmiType.AL2023_X86_64_STANDARD, AmiType.AL2023_ARM_64_STANDARD, AmiType.AL2023_X86_64_NVIDIA';
  const TAG = '1 to 128 letters, digits, spaces and "_.:/=+-@", neither beginning with "aws:" nor one of Kubernetes\''
    + ' own';
  const SUBNET = 'the id of a subnet, for example "subnet-0a1b2c3d4e5f60718"';
  test.each<[object, string[]]>([
    [{ nodeGroupName: '-a' }, [`nodeGroupName: got "-a". ${NAME}. ${WHY}`]],
    [{ nodeGroupName: 'a'.repeat(37) }, [`nodeGroupName: got "${'a'.repeat(37)}". ${NAME}. ${WHY}`]],
    [{ nodeGroupName: undefined }, [`nodeGroupName: missing. ${NAME}.`]],
    [{ roleName: 'a b' }, ['roleName: got "a b". Must be 1 to 64 letters, digits and "+=,.@_-".']],
    [{ clusterName: 'a.b' }, ['clusterName: got "a.b". Must be the name of an EKS cluster: 1 to 100 letters, digits, '
      + 'hyphens and underscores, with a letter or digit first.']],
    [{ instanceTypes: [] }, ['instanceTypes: got []. Must be a list of 1 to 20 elements. Leave it out for the '
      + 'default, t3.large.']],
    [{ instanceTypes: ['t3.large', 't3'] }, [`instanceTypes[1]: got "t3". ${TYPE}. Name a size as well, for example `
      + '"t3.large".']],
    [{ instanceTypes: 't3.large' }, ['instanceTypes: got "t3.large". Must be a list of which each element is an EC2 '
      + 'instance type. Put it into a list: ["t3.large"].']],
    [{ instanceTypes: ['t3.large', 't3.large'] }, ['instanceTypes: got "t3.large" twice. Must name each element once.']],
    [{ instanceTypes: ['t3.large', 't4g.large'] }, [arch(false, 't4g.large')]],
    [{ amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['t3.large'] }, [arch(true, 't3.large')]],
    [{ amiType: 'AL2_x86_64' }, [`amiType: got "AL2_x86_64". Must be ${AMIS}.`]],
    [{ capacityType: 'spot' },
      ['capacityType: got "spot". Must be one of CapacityType.ON_DEMAND, CapacityType.SPOT. Did you mean '
        + 'CapacityType.SPOT?']],
    [{ kubernetesVersion: '1.35' }, ['kubernetesVersion: got "1.35". Must be a KubernetesVersion, for example '
      + 'KubernetesVersion.DEFAULT. Allowed: KubernetesVersion.V1_34, KubernetesVersion.V1_35, '
      + 'KubernetesVersion.DEFAULT, KubernetesVersion.of(…).']],
    [{ minSize: -1 }, [size('minSize', 0, -1)]],
    [{ minSize: 1.5 }, [size('minSize', 0, 1.5)]],
    [{ minSize: '1' }, ['minSize: got "1". Must be a whole number from 0 to 10000 nodes.']],
    [{ minSize: 0, desiredSize: -1 }, [size('desiredSize', 0, -1)]],
    [{ minSize: 0, desiredSize: 0, maxSize: 0 },
      [`${size('maxSize', 1, 0)} For an empty group set 'desiredSize' to 0.`]],
    [{ minSize: 3, desiredSize: 2 }, ["desiredSize: got 2. Must be at least 'minSize' (3)."]],
    [{ minSize: 1, desiredSize: 3, maxSize: 2 }, ["maxSize: got 2. Must be at least 'desiredSize' (3)."]],
    [{ minSize: 3, maxSize: 2 }, ["maxSize: got 2. Must be at least 'minSize' (3)."]],
    [{ minSize: 1, maxSize: 1 },
      ["maxSize: got 1. Must be at least 'desiredSize' (2 by default). Lower 'desiredSize' as well."]],
    [{ maxSize: 1 },
      ["maxSize: got 1. Must be at least 'minSize' (2 by default). Lower 'minSize' and 'desiredSize' as well."]],
    [{ desiredSize: 1 }, ["desiredSize: got 1. Must be at least 'minSize' (2 by default). Lower 'minSize' as well."]],
    [{ desiredSize: 0 }, ["desiredSize: got 0. Must be at least 'minSize' (2 by default). Lower 'minSize' as well."]],
    [{ diskGib: 19 }, [`diskGib: got 19. ${DISK}. ${IMAGES}`]],
    [{ diskGib: 20.5 }, [`diskGib: got 20.5. ${DISK}. ${IMAGES}`]],
    [{ subnetIds: [] }, ['subnetIds: got []. Must be a list of at least 1 element. Nodes need a subnet.']],
    [{ subnetIds: undefined }, [`subnetIds: missing. Must be a list of which each element is ${SUBNET}.`]],
    [{ subnetIds: PRIVATE_1 },
      [`subnetIds: got "${PRIVATE_1}". Must be a list of which each element is ${SUBNET}. Put it into a list: `
        + `["${PRIVATE_1}"].`]],
    [{ subnetIds: ['private-1'] }, [`subnetIds[0]: got "private-1". Must be ${SUBNET}.`]],
    [{ subnetIds: [PRIVATE_1, PRIVATE_1] }, [`subnetIds: got "${PRIVATE_1}" twice. Must name each element once.`]],
    [{ autoscaled: 'false' }, ['autoscaled: got "false". Must be true or false.']],
    [{ tags: { 'aws:a': 'b' } }, [`tags: got "aws:a". Must be keyed by ${TAG}.`]],
    [{ tags: { 'kubernetes.io/cluster/a': 'b' } }, [`tags: got "kubernetes.io/cluster/a". Must be keyed by ${TAG}.`]],
    [{ tags: { team: '#1' } }, ['tags.team: got "#1". Must be at most 256 letters, digits, spaces and "_.:/=+-@".']],
    [{ tags: { team: 1 } }, ['tags.team: got 1. Must be at most 256 letters, digits, spaces and "_.:/=+-@".']],
    [{ dependsOn: [{}] },
      ['dependsOn[0]: got {}. Must be a resource, a data source or a module. For a construct of this library pass '
        + "its 'ready': [...construct.ready]."]],
  ])('%j', (props, problems) => {
    expect(refused(props)).toEqual(problems);
  });
  test('with its name in the message', () => {
    expect(messageOf(() => nodes({ diskGib: 1, autoscaled: 1 })))
      .toMatch(/^NodeGroup 'test\/Nodes' has 2 problems in its props:\n/);
  });
  test('an Arm image with the default instance types', () => {
    expect(refused({ amiType: AmiType.AL2023_ARM_64_STANDARD })).toEqual([arch(true, 't3.large')]);
  });
  test('more than 40 tags', () => {
    const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, 'a']));
    expect(refused({ tags: tags(41) })).toEqual([
      expect.stringMatching(/^tags: got an object with 't0', .*…\. Must be at most 40 tags\. EKS adds its own tags\.$/),
    ]);
    expect(() => nodes({ tags: tags(40) })).not.toThrow();
  });
  test('a name with which the launch template\'s name would be too long', () => {
    expect(refused({ clusterName: 'c'.repeat(100), nodeGroupName: 'n'.repeat(25) })).toEqual([
      "nodeGroupName: got 125 characters. Must have at most 124 together with 'clusterName'. The name of the launch "
        + 'template contains both.',
    ]);
    expect(nodes({ clusterName: 'c'.repeat(100), nodeGroupName: 'n'.repeat(24) }).one('aws_launch_template').name)
      .toHaveLength(125);
  });
});

test('allows tokens', () => {
  const { stringValue: text, numberValue: number, listValue } = variable();
  const made = (props: Partial<NodeGroupProps>) => new NodeGroup(new TestStack(), 'Nodes', { ...PROPS, ...props });
  const sizes = { minSize: number, desiredSize: number, maxSize: number, diskGib: number };
  expect(() => made({
    ...{ nodeGroupName: text, roleName: text, clusterName: text, instanceTypes: [text], subnetIds: [text] },
    ...{ tags: { a: text }, ...sizes },
  })).not.toThrow();
  expect(() => made({ subnetIds: listValue, ...({ instanceTypes: listValue } satisfies NodeGroupOptions) }))
    .not.toThrow();
  expect(() => made({ desiredSize: 3, minSize: number })).not.toThrow();
});
test('compares known values beside tokens', () => {
  expect(refused({ minSize: 5, desiredSize: variable().numberValue, maxSize: 4 }))
    .toEqual(["maxSize: got 4. Must be at least 'minSize' (5)."]);
});

test.each([
  ['t4g.large', true], ['m7gd.xlarge', true], ['g5g.xlarge', true], ['im4gn.large', true], ['a1.large', true],
  ['c7gn.metal', true],
  ['p6e-gb200.36xlarge', true], ['t3.large', false], ['g4dn.xlarge', false], ['g5.xlarge', false], ['m7i-flex.large', false], ['p5en.48xlarge',
    false],
])('isArm(%s) is %p', (type, arm) => {
  expect(isArm(type)).toBe(arm);
});

describe('instance types', () => {
  test.each(['t3.large', 'm7i-flex.xlarge', 'u-6tb1.metal', 'u7i-12tb.224xlarge', 'c7i.metal-24xl', 'p5.4xlarge', 'is4gen.medium', 't3.small'])(
    '%s is valid', (type) => expect(isInstanceType(type)).toBe(true));
  test.each(['m9g.large', 't5.xlarge', 'm8zn.2xlarge', 'c8gb.96xlarge', 'p7.48xlarge'])(
    '%s may be valid: it is no older than the newest of its series', (type) => expect(isInstanceType(type)).toBe(true));
  test.each<[string, string]>([
    ['t3.larg', 'Sizes of t3 are nano, micro, small, medium, large, xlarge, 2xlarge.'],
    ['m5.3xlarge', 'Sizes of m5 are large, xlarge, 2xlarge, 4xlarge, 8xlarge, 12xlarge, 16xlarge, 24xlarge, metal.'],
    ['m5q.large', 'One that is newer than this library takes a newer version of it.'],
    ['mm5.large', 'aws ec2 describe-instance-type-offerings'],
    ['m9g.huge', 'Use for example "t3.large".'],
    ['mac2.metal', 'Use for example "t3.large".'],
    ['db.t3.large', 'Use for example "t3.large".'],
    ['', 'Use for example "t3.large".'],
  ])('%s is invalid', (type, remedy) => {
    expect(refused({ instanceTypes: [type] })).toEqual([expect.stringMatching(/^instanceTypes\[0\]: got ".*"\. Must be an EC2 instance type\. /)]);
    expect(refused({ instanceTypes: [type] })[0]).toContain(remedy);
  });
  test.each(['t3.nano', 't4g.micro'])('%s has no room for pods besides those that run on every node', (type) => {
    const amiType = type.startsWith('t4g') ? AmiType.AL2023_ARM_64_STANDARD : undefined;
    expect(refused({ instanceTypes: [type], amiType })).toEqual([`instanceTypes[0]: got "${type}". Must be an `
      + 'instance type with room for pods. Nano and micro instances take 4 pods, and 3 run on every node: use '
      + '"t3.small" or larger.']);
  });
  const ACCELERATORS = 'Must have no accelerators other than NVIDIA GPUs in x86 instances';
  test.each<[string, AmiType | undefined, string]>([
    ['g5.xlarge', undefined, 'got "g5.xlarge". Must have no GPUs where \'amiType\' is an image without a driver. Use '
      + 'AmiType.AL2023_X86_64_NVIDIA, or NodeGroup.gpu().'],
    ['p6-b200.48xlarge', AmiType.AL2023_X86_64_STANDARD, 'Must have no GPUs where'],
    ['m7i.large', AmiType.AL2023_X86_64_NVIDIA, 'got "m7i.large". Must have GPUs where \'amiType\' is an image with '
      + 'NVIDIA\'s driver. Use a type such as "g4dn.xlarge",'],
    ['g4ad.xlarge', undefined, ACCELERATORS], ['g4ad.xlarge', AmiType.AL2023_X86_64_NVIDIA, ACCELERATORS], ['inf2.xlarge', undefined, ACCELERATORS],
    ['trn1.2xlarge', undefined, ACCELERATORS], ['g5g.xlarge', AmiType.AL2023_ARM_64_STANDARD, ACCELERATORS],
  ])('%s with the image %s is refused', (type, amiType, problem) => {
    expect(refused({ instanceTypes: [type], amiType })).toEqual([expect.stringContaining(problem)]);
  });
  test('images with a driver require GPUs, also by default', () => {
    expect(refused({ amiType: AmiType.AL2023_X86_64_NVIDIA })).toEqual([expect.stringContaining('got "t3.large"')]);
  });
  test.each(GPU_FAMILIES)('%s, a default of Karpenter\'s GPU pool, has NVIDIA GPUs', (family) => {
    expect([isFamily(family), hasNvidiaGpus(family), hasOtherAccelerators(family)]).toEqual([true, true, false]);
  });
});

describe('reserved labels', () => {
  test.each(['kubernetes.io/role', 'node-role.kubernetes.io/worker', 'k8s.io/pool', 'a.k8s.io/b', 'topology.kubernetes.io/zone', 'kubernetes.io/arch',
    'eks.amazonaws.com/nodegroup', 'node.kubernetes.io/instance-type', 'node-restriction.kubernetes.io/a'])('%s is refused', (label) => {
    expect(refused({ labels: { [label]: 'a' } })).toEqual([`labels: got "${label}". Must not be of a reserved `
      + 'domain, because nodes with it do not join the cluster. Use your own, such as '
      + `"example.com/${label.split('/')[1]}", or "node.kubernetes.io/…".`]);
  });
  test.each(['role', 'acme.com/pool', 'node.kubernetes.io/lifecycle', 'kubelet.kubernetes.io/a', 'k8s.amazonaws.com/accelerator', 'notkubernetes.io/a'])(
    '%s is allowed', (label) => expect(group({ labels: { [label]: 'a' } }).labels).toEqual({ [label]: 'a' }));
});

describe('duplicate taints', () => {
  test('are refused', () => {
    expect(refused({ taints: [{ key: 'a' }, { key: 'b' }, { key: 'a', value: 'c', effect: TaintEffect.NO_SCHEDULE }] })).toEqual([
      'taints[2]: got "a:NO_SCHEDULE", which \'taints[0]\' has. Must differ in key or effect. Kubernetes has one '
        + 'taint of a key and an effect.',
    ]);
  });
  test('do not include those of another effect', () => {
    expect(group({ taints: [{ key: 'a' }, { key: 'a', effect: TaintEffect.NO_EXECUTE }] }).taint).toHaveLength(2);
  });
});

describe('labels and taints', () => {
  const LABEL = 'at most 63 letters, digits and "-_.", with a letter or digit at both ends';
  const KEYS = 'names of at most 63 letters, digits and "-_.", with or without a DNS name and "/" before it';
  const KEY = 'a name of at most 63 letters, digits and "-_.", with or without a DNS name and "/" before it';
  test.each<[object, string]>([
    [{ labels: { a: '-' } }, `labels.a: got "-". Must be ${LABEL}.`],
    [{ labels: { a: 'x'.repeat(64) } }, `labels.a: got "${'x'.repeat(64)}". Must be ${LABEL}.`],
    [{ labels: { 'a/b/c': '' } }, `labels: got "a/b/c". Must be keyed by ${KEYS}.`],
    [{ labels: { 'acme com/b': '' } }, `labels: got "acme com/b". Must be keyed by ${KEYS}.`],
    [{ labels: { '': '' } }, `labels: got "". Must be keyed by ${KEYS}.`],
    [{ taints: [{ key: '/' }] }, `taints[0].key: got "/". Must be ${KEY}.`],
    [{ taints: [{ key: 'a', value: 'b c' }] }, `taints[0].value: got "b c". Must be ${LABEL}.`],
    [{ taints: [{ key: 'a', effect: 'NoSchedule' }] }, 'taints[0].effect: got "NoSchedule". Must be one of '
      + 'TaintEffect.NO_SCHEDULE, TaintEffect.PREFER_NO_SCHEDULE, TaintEffect.NO_EXECUTE.'],
  ])('%j is refused', (props, problem) => expect(refused(props)).toEqual([problem]));
  test('at most 50 labels are allowed', () => {
    const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, '']));
    expect(group({ labels: labels(50) }).labels).toEqual(labels(50));
    expect(refused({ labels: labels(51) })[0]).toMatch(/^labels: got .*\. Must be at most 50 labels\. EKS allows no more\.$/);
  });
});

describe('hints for the autoscaler about nodes that do not exist', () => {
  const tagsOf = (props: object) => Object.values(nodes(props).all('aws_autoscaling_group_tag')).map(({ tag }) => tag);
  const PROPS_WITH_TAINTS = {
    labels: { 'acme.com/pool': 'gpu' },
    taints: [
      { key: 'nvidia.com/gpu', value: 'true' }, { key: 'a', effect: TaintEffect.PREFER_NO_SCHEDULE },
      { key: 'b', value: 'c', effect: TaintEffect.NO_EXECUTE },
    ],
  };
  test('are labels and taints, as tags of the group, not of instances', () => {
    const template = 'k8s.io/cluster-autoscaler/node-template';
    expect(tagsOf({ ...PROPS_WITH_TAINTS, autoscaled: true }).sort((one, other) => one.key.localeCompare(other.key))).toEqual([
      [`${template}/label/acme.com/pool`, 'gpu'],
      [`${template}/taint/a`, ':PreferNoSchedule'],
      [`${template}/taint/b`, 'c:NoExecute'],
      [`${template}/taint/nvidia.com/gpu`, 'true:NoSchedule'],
    ].map(([key, value]) => ({ key, value, propagate_at_launch: false })));
  });
  test('are set on the Auto Scaling group of EKS', () => {
    const synthesized = nodes({ labels: { a: 'b' }, autoscaled: true });
    expect(synthesized.one('aws_autoscaling_group_tag').autoscaling_group_name)
      .toBe(`\${${synthesized.address('aws_eks_node_group')}.resources[0].autoscaling_groups[0].name}`);
  });
  test('are omitted without an autoscaler', () => expect(tagsOf(PROPS_WITH_TAINTS)).toEqual([]));
});

describe('nodes with GPUs', () => {
  test('start at zero, with NVIDIA\'s image, for pods that request a GPU', () => {
    expect(NodeGroup.gpu()).toEqual({
      amiType: AmiType.AL2023_X86_64_NVIDIA,
      instanceTypes: ['g4dn.xlarge'],
      minSize: 0,
      desiredSize: 0,
      maxSize: 1,
      diskGib: 100,
      taints: [{ key: 'nvidia.com/gpu', value: 'true' }],
    });
  });
  test.each<[ClusterNodeGroupOptions, object]>([
    [{ instanceTypes: ['g5.xlarge', 'g6.xlarge'], maxSize: 3 }, { instanceTypes: ['g5.xlarge', 'g6.xlarge'], maxSize: 3 }],
    [{ desiredSize: 2 }, { minSize: 0, desiredSize: 2, maxSize: 2 }],
    [{ labels: { team: 'ml' } }, { labels: { team: 'ml' } }],
    [{ diskGib: undefined, minSize: undefined }, { diskGib: 100, minSize: 0 }],
    [{ taints: [{ key: 'night' }] }, { taints: [{ key: 'nvidia.com/gpu', value: 'true' }, { key: 'night' }] }],
    [{ subnetIds: [PRIVATE_1] }, { subnetIds: [PRIVATE_1] }],
  ])('with %j', (options, expected) => expect(NodeGroup.gpu(options)).toMatchObject(expected));
  test('can be created without a cluster construct', () => {
    expect(group({ ...NodeGroup.gpu({ labels: { team: 'ml' } }), nodeGroupName: 'gpu' })).toMatchObject({
      labels: { 'team': 'ml', 'nvidia.com/gpu.present': 'true', 'k8s.amazonaws.com/accelerator': 'nvidia' },
      ami_type: 'AL2023_x86_64_NVIDIA',
      scaling_config: { min_size: 0, desired_size: 0, max_size: 1 },
    });
  });
  test.each([null, 1, 'gpu'])('refuses %j as options', (options) =>
    expect(() => NodeGroup.gpu(options as any)).toThrow('NodeGroup.gpu'));
});
