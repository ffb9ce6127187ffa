import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { TerraformResource } from 'cdktf';
import { NETWORK, PRIVATE_1, PRIVATE_2, problemsOf, PUBLIC_1, variable } from './fixtures';
import { CapacityType, EksCluster, EksClusterProps, ICluster, NodeGroup } from '../../src/cluster';
import { TerraformData } from '../../src/terraform/terraform-data';
import { KubernetesVersion } from '../../src/versions';
import { messageOf, synth, Synthesized, synthStack, TestStack } from '../support/synth';

const ROLE = 'arn:aws:iam::111122223333:role/platform';
const USER = 'arn:aws:iam::111122223333:user/ada';
const PROPS: EksClusterProps = { clusterName: 'acme-eks', network: NETWORK };
const cluster = (props: object = {}) => synth((stack) => void new EksCluster(stack, 'K8s', { ...PROPS, ...props }));
const plain = (text: string) => text.replace(/\$\{data\.aws_partition\.[^}]*\}/, 'aws');

describe('the control plane', () => {
  test('has its defaults', () => {
    expect(cluster().one('aws_eks_cluster')).toMatchObject({
      name: 'acme-eks',
      version: '1.35',
      enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      bootstrap_self_managed_addons: false,
      access_config: { authentication_mode: 'API', bootstrap_cluster_creator_admin_permissions: true },
      upgrade_policy: { support_type: 'STANDARD' },
      vpc_config: {
        subnet_ids: [PRIVATE_1, PRIVATE_2],
        endpoint_private_access: true,
        endpoint_public_access: true,
        public_access_cidrs: ['0.0.0.0/0'],
      },
    });
  });
  test('accepts a Kubernetes version', () => {
    expect(cluster({ kubernetesVersion: KubernetesVersion.of('1.36') }).one('aws_eks_cluster').version).toBe('1.36');
  });
  test('accepts the ranges allowed to reach its API', () => {
    const ranges = ['203.0.113.7/32', '192.0.2.0/24'];
    expect(cluster({ endpointPublicAccessCidrs: ranges }).one('aws_eks_cluster').vpc_config.public_access_cidrs)
      .toEqual(ranges);
  });
  test('encrypts secrets with a key that rotates', () => {
    const synthesized = cluster();
    const key = synthesized.address('aws_kms_key');
    expect(synthesized.one('aws_eks_cluster').encryption_config)
      .toEqual({ resources: ['secrets'], provider: { key_arn: `\${${key}.arn}` } });
    expect(synthesized.one('aws_kms_key').enable_key_rotation).toBe(true);
    expect(synthesized.one('aws_kms_alias'))
      .toMatchObject({ name: 'alias/acme-eks', target_key_id: `\${${key}.key_id}` });
  });
  // "Creating a cluster will not work": https://docs.aws.amazon.com/eks/latest/userguide/create-cluster.html
  test('lets EKS create a grant for that key without a condition', () => {
    const [account] = JSON.parse(cluster().one('aws_kms_key').policy).Statement;
    expect(account).toMatchObject({ Sid: 'Account', Action: ['kms:*'] });
    expect(account.Condition).toBeUndefined();
  });

  test('logs to a group that is encrypted with its key, and has a retention of a year', () => {
    const synthesized = cluster();
    const { arn, ...group } = { arn: `\${${synthesized.address('aws_kms_key')}.arn}`, ...synthesized.one('aws_cloudwatch_log_group') };
    expect(group).toMatchObject({ name: '/aws/eks/acme-eks/cluster', retention_in_days: 365, kms_key_id: arn });
    expect(JSON.parse(synthesized.one('aws_kms_key').policy).Statement[1]).toMatchObject({
      Principal: { Service: expect.stringMatching(/^logs\.\$\{data\.aws_region\.\w+\.id\}\.\$\{data\.aws_partition\.\w+\.dns_suffix\}$/) },
      Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': expect.stringMatching(/:log-group:\/aws\/eks\/acme-eks\/cluster$/) } },
    });
  });
  test('accepts the retention of its logs', () => {
    expect(cluster({ logRetentionDays: 0 }).one('aws_cloudwatch_log_group').retention_in_days).toBe(0);
  });
  test('has a dedicated role, which may use the key and cannot create log groups', () => {
    const synthesized = cluster();
    expect(synthesized.one('aws_iam_role', 'K8s_Role'))
      .toMatchObject({ name: 'acme-eks-cluster', assume_role_policy: expect.stringContaining('"eks.amazonaws.com"') });
    expect(plain(synthesized.one('aws_iam_role_policy_attachment', 'RolePolicy').policy_arn))
      .toBe('arn:aws:iam::aws:policy/AmazonEKSClusterPolicy');
    expect(JSON.parse(synthesized.one('aws_iam_role_policy', 'RoleInlinePolicy').policy).Statement).toEqual([
      {
        Sid: 'EncryptSecrets',
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'],
        Resource: [`\${${synthesized.address('aws_kms_key')}.arn}`],
      },
      { Sid: 'DenyCreateLogGroup', Effect: 'Deny', Action: ['logs:CreateLogGroup'], Resource: ['*'] },
    ]);
  });
});

describe('the add-ons', () => {
  test('are five, in the versions that EKS selects', () => {
    const addons = Object.values(cluster().all('aws_eks_addon'));
    expect(addons.map((addon) => addon.addon_name).sort())
      .toEqual(['aws-ebs-csi-driver', 'coredns', 'kube-proxy', 'metrics-server', 'vpc-cni']);
    expect(addons.filter((addon) => 'addon_version' in addon)).toEqual([]);
    expect(addons.map((addon) => [addon.resolve_conflicts_on_create, addon.resolve_conflicts_on_update]))
      .toEqual(Array(5).fill(['OVERWRITE', 'OVERWRITE']));
  });
  test('accept versions', () => {
    const synthesized = cluster({ addonVersions: { 'vpc-cni': 'v1.20.4-eksbuild.2' } });
    expect(synthesized.one('aws_eks_addon', 'VpcCni').addon_version).toBe('v1.20.4-eksbuild.2');
    expect(synthesized.one('aws_eks_addon', 'Coredns')).not.toHaveProperty('addon_version');
  });
  test('metrics-server can be disabled', () => {
    expect(Object.values(cluster({ metricsServer: false }).all('aws_eks_addon')).map((addon) => addon.addon_name)).not.toContain('metrics-server');
  });
  test('the EBS driver has a role for its own service account', () => {
    const synthesized = cluster();
    const role = synthesized.one('aws_iam_role', 'EbsCsiRole');
    expect(role.name).toBe('acme-eks-ebs-csi');
    expect(role.assume_role_policy).toContain('"system:serviceaccount:kube-system:ebs-csi-controller-sa"');
    expect(plain(synthesized.one('aws_iam_role_policy_attachment', 'EbsCsiRole').policy_arn))
      .toBe('arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2');
    expect(synthesized.one('aws_eks_addon', 'EbsCsiDriver').service_account_role_arn)
      .toBe(`\${${synthesized.address('aws_iam_role', 'EbsCsiRole')}.arn}`);
  });
});

/** Access entries except for those of nodes. */
const peopleOf = (stack: Synthesized) => Object.values(stack.all('aws_eks_access_entry')).filter(({ type }) => type !== 'EC2_LINUX');

describe('access', () => {
  test('is the creator\'s only by default', () => {
    expect(peopleOf(cluster())).toEqual([]);
  });
  test('is granted to additional administrators', () => {
    const synthesized = cluster({ adminPrincipalArns: [ROLE, USER] });
    expect(peopleOf(synthesized).map((entry) => entry.principal_arn)).toEqual([ROLE, USER]);
    const policy = synthesized.one('aws_eks_access_policy_association', 'user');
    expect(plain(policy.policy_arn)).toBe('arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy');
    expect(policy).toMatchObject({
      access_scope: { type: 'cluster' },
      principal_arn: `\${${synthesized.address('aws_eks_access_entry', 'user')}.principal_arn}`,
    });
  });
});

describe('additional administrators', () => {
  test('are unchanged when another one is removed from the list', () => {
    const names = (...adminPrincipalArns: string[]) => Object.keys(cluster({ adminPrincipalArns }).all('aws_eks_access_entry'));
    expect(names(ROLE, USER)).toEqual(expect.arrayContaining(names(USER)));
    expect(names(USER, ROLE).sort()).toEqual(names(ROLE, USER).sort());
  });
  test('are identified by their expressions if only Terraform knows them', () => {
    const synthesized = synth((stack) => {
      const [one, other] = ['one', 'other'].map((name) => new IamRole(stack, name, { name, assumeRolePolicy: '{}' }));
      new EksCluster(stack, 'Cluster', { ...PROPS, adminPrincipalArns: [one.arn, other.arn] });
    });
    expect(peopleOf(synthesized)).toHaveLength(2);
    expect(synthesized.one('aws_eks_access_entry', 'one')).toMatchObject({ principal_arn: '${aws_iam_role.one.arn}' });
  });
  test('are refused by the plan that creates the cluster if one of them runs it', () => {
    const synthesized = cluster({ adminPrincipalArns: ['arn:aws:iam::111122223333:role/ml/platform', USER] });
    const [role, user] = peopleOf(synthesized).map(({ lifecycle }) => lifecycle.precondition[0]);
    const exists = /^\$\{contains\(data\.aws_eks_clusters\.\w+\.names, "acme-eks"\) \|\| !startswith\("\$\{data\.aws_caller_identity\.\w+\.arn\}\/", "(.*)"\)\}$/;
    expect(exists.exec(role.condition)?.[1]).toBe('arn:aws:sts::111122223333:assumed-role/platform/');
    expect(exists.exec(user.condition)?.[1]).toBe(`${USER}/`);
    expect(role.error_message).toBe('arn:aws:iam::111122223333:role/ml/platform is the identity that creates the '
      + 'cluster. EKS makes it the administrator: leave it out, or set bootstrapClusterCreatorAdminPermissions '
      + 'to false and name it in adminPrincipalArns.');
  });
  test('can be the creator if the creator is not an administrator automatically', () => {
    const [entry] = peopleOf(cluster({ adminPrincipalArns: [ROLE], bootstrapClusterCreatorAdminPermissions: false }));
    expect(entry.lifecycle).toBeUndefined();
  });
  test('can be the only ones', () => {
    const synthesized = cluster({ bootstrapClusterCreatorAdminPermissions: false, adminPrincipalArns: [ROLE] });
    expect(synthesized.one('aws_eks_cluster').access_config.bootstrap_cluster_creator_admin_permissions).toBe(false);
  });
  test('are required then', () => {
    expect(problemsOf(() => cluster({ bootstrapClusterCreatorAdminPermissions: false }))).toEqual([
      "adminPrincipalArns: must name an administrator where 'bootstrapClusterCreatorAdminPermissions' is false. Name "
        + 'the role that runs Terraform.',
    ]);
  });
  test('the creator\'s access does not replace the cluster', () => expect(cluster().one('aws_eks_cluster').lifecycle)
    .toEqual({ ignore_changes: ['access_config[0].bootstrap_cluster_creator_admin_permissions'] }));
});

describe('additional node groups', () => {
  const synthesized = cluster({
    nodeGroup: { labels: { pool: 'base' } },
    nodeTags: { team: 'ml' },
    nodeGroups: {
      spot: { capacityType: CapacityType.SPOT, minSize: 0, desiredSize: 0, subnetIds: [PUBLIC_1], tags: { pool: 'spot' } },
      gpu: NodeGroup.gpu(),
    },
  });
  test('have their own names, roles and launch templates', () => {
    expect(synthesized.one('aws_eks_node_group', 'spot'))
      .toMatchObject({ node_group_name_prefix: 'spot-', capacity_type: 'SPOT', subnet_ids: [PUBLIC_1] });
    expect(synthesized.one('aws_iam_role', 'spot').name).toBe('acme-eks-node-spot');
    expect(synthesized.one('aws_launch_template', 'spot')).toMatchObject({ name: 'acme-eks-spot' });
    expect(synthesized.one('aws_eks_node_group', 'gpu').subnet_ids).toEqual([PRIVATE_1, PRIVATE_2]);
  });
  test('add their tags to the cluster\'s', () => expect(synthesized.one('aws_launch_template', 'spot').tag_specifications[0].tags)
    .toEqual({ Name: 'acme-eks-spot', team: 'ml', pool: 'spot' }));
  test('do not change the default node group', () => expect(synthesized.one('aws_eks_node_group', 'NodeGroup_'))
    .toMatchObject({ node_group_name_prefix: 'nodes-', labels: { pool: 'base' } }));
  test('are created after the vpc-cni add-on, and before everything on the cluster', () => {
    const stack = new TestStack();
    const { nodesReady } = new EksCluster(stack, 'Cluster', { ...PROPS, nodeGroups: { gpu: NodeGroup.gpu() } });
    new TerraformData(stack, 'After', { dependsOn: nodesReady });
    const made = synthStack(stack);
    const group = made.address('aws_eks_node_group', 'gpu');
    expect(made.reaches('terraform_data.After', group)).toBe(true);
    expect(made.reaches(group, made.address('aws_eks_addon', 'VpcCni'))).toBe(true);
  });
  test('are members by name', () => {
    const { nodeGroups } = new EksCluster(new TestStack(), 'Cluster', { ...PROPS, nodeGroups: { gpu: NodeGroup.gpu() } });
    expect(Object.keys(nodeGroups)).toEqual(['gpu']);
  });
  test('are replaced with the cluster', () => {
    const address = synthesized.address('aws_eks_cluster');
    Object.values(synthesized.all('aws_eks_node_group')).forEach(({ lifecycle }) =>
      expect(lifecycle.replace_triggered_by).toEqual([`${address}.arn`]));
  });
  const NAMES = 'names of 1 to 20 lower-case letters, digits and single hyphens, with a letter first, but not "nodes"';
  test.each<[object, string]>([
    [{ nodes: {} }, `nodeGroups: got "nodes". Must be keyed by ${NAMES}. It is the name of the group that `
      + "'nodeGroup' is about."],
    [{ 'G-': {} }, `nodeGroups: got "G-". Must be keyed by ${NAMES}.`],
    [{ gpu: { subnetIds: [] } }, 'nodeGroups.gpu.subnetIds: got []. Must be a list of at least 1 element. Nodes need '
      + 'a subnet.'],
    [{ gpu: { maxSize: 1 } }, "nodeGroups.gpu.maxSize: got 1. Must be at least 'nodeGroups.gpu.minSize' (2 by "
      + "default). Lower 'nodeGroups.gpu.minSize' and 'nodeGroups.gpu.desiredSize' as well."],
  ])('%j is refused', (nodeGroups, problem) => expect(problemsOf(() => cluster({ nodeGroups }))).toEqual([problem]));
  test('names of roles must not be too long', () => {
    expect(problemsOf(() => cluster({ clusterName: 'a'.repeat(50), nodeGroups: { 'night-shift': {} } }))).toEqual([
      "nodeGroups.night-shift: got 11 characters. Must have at most 8 beside 'clusterName', which has 50. The name "
        + "of the nodes' role contains both.",
    ]);
  });
});

describe('the nodes', () => {
  test('are in the private subnets, with names derived from the cluster\'s', () => {
    const synthesized = cluster();
    expect(synthesized.one('aws_eks_node_group'))
      .toMatchObject({ node_group_name_prefix: 'nodes-', subnet_ids: [PRIVATE_1, PRIVATE_2] });
    expect(synthesized.one('aws_iam_role', 'NodeGroup').name).toBe('acme-eks-node');
  });
  test('accept options, tags and the autoscaler', () => {
    const synthesized = cluster({
      nodeGroup: { instanceTypes: ['m7i.large'] }, nodeTags: { team: 'ml' }, autoscaledNodes: true,
    });
    expect(synthesized.one('aws_eks_node_group')).toMatchObject({
      instance_types: ['m7i.large'], lifecycle: { ignore_changes: ['scaling_config[0].desired_size'] },
    });
    expect(synthesized.one('aws_launch_template').tag_specifications[0].tags).toMatchObject({ team: 'ml' });
  });
  test('can be scaled to zero later, but not at first', () => {
    expect(cluster({ nodeGroup: { minSize: 0, desiredSize: 1 } }).one('aws_eks_node_group').scaling_config)
      .toEqual({ min_size: 0, desired_size: 1, max_size: 4 });
  });
  test('are not scaled by anything else by default', () => {
    expect(cluster().one('aws_eks_node_group').lifecycle).not.toHaveProperty('ignore_changes');
  });
});

test('service accounts assume roles through an OIDC provider', () => {
  const synthesized = cluster();
  expect(synthesized.one('aws_iam_openid_connect_provider')).toMatchObject({
    client_id_list: ['sts.amazonaws.com'],
    url: `\${${synthesized.address('aws_eks_cluster')}.identity[0].oidc[0].issuer}`,
  });
});

test('attributes are the connection data and the dependencies', () => {
  let made!: EksCluster;
  const synthesized = synth((stack) => {
    made = new EksCluster(stack, 'K8s', { ...PROPS, adminPrincipalArns: [ROLE] });
    const { clusterName, endpoint, certificateAuthorityData, securityGroupId, oidcProviderArn, oidcIssuer } = made;
    stack.addOverride('locals', {
      clusterName, endpoint, certificateAuthorityData, securityGroupId, oidcProviderArn, oidcIssuer,
    });
  });
  const address = synthesized.address('aws_eks_cluster');
  expect(synthesized.json.locals).toEqual({
    clusterName: `\${${address}.name}`,
    endpoint: `\${${address}.endpoint}`,
    certificateAuthorityData: `\${${address}.certificate_authority[0].data}`,
    securityGroupId: `\${${address}.vpc_config[0].cluster_security_group_id}`,
    oidcProviderArn: `\${${synthesized.address('aws_iam_openid_connect_provider')}.arn}`,
    oidcIssuer: `\${replace(${address}.identity[0].oidc[0].issuer, "https://", "")}`,
  });
  const types = made.ready.map((part) => (part as TerraformResource).terraformResourceType);
  expect(types.filter((type) => type === 'aws_eks_addon')).toHaveLength(5);
  expect([...new Set(types)].sort()).toEqual([
    'aws_eks_access_entry', 'aws_eks_access_policy_association', 'aws_eks_addon', 'aws_eks_cluster',
    'aws_eks_node_group',
    'aws_iam_openid_connect_provider', 'aws_iam_role_policy_attachment',
  ]);
  expect(made.nodeGroup.ready.every((part) => made.ready.includes(part))).toBe(true);
});

test('the cluster is its default child', () => {
  const made = new EksCluster(new TestStack(), 'K8s', PROPS);
  expect((made.node.defaultChild as TerraformResource).terraformResourceType).toBe('aws_eks_cluster');
});

test('the longest name gives names that AWS accepts', () => {
  const synthesized = cluster({ clusterName: 'c'.repeat(50) });
  const names = (type: string) => Object.values(synthesized.all(type)).map(({ name }) => name as string);
  // API_CreateRole of IAM, API_CreateAlias of KMS, API_CreateLogGroup of CloudWatch Logs; the provider's limit of
  // launch templates.
  expect(names('aws_iam_role')).toHaveLength(3);
  expect(names('aws_iam_role').filter((name) => name.length > 64)).toEqual([]);
  expect(names('aws_kms_alias')[0].length).toBeLessThanOrEqual(256);
  expect(names('aws_cloudwatch_log_group')[0].length).toBeLessThanOrEqual(512);
  expect(names('aws_launch_template')[0].length).toBeLessThanOrEqual(125);
});

describe('fromName', () => {
  const fromName = (clusterName: any) => {
    let made!: ICluster;
    const synthesized = synth((stack) => {
      made = EksCluster.fromName(stack, 'K8s', clusterName);
      const { ready, ...attributes } = made;
      stack.addOverride('locals', attributes);
    });
    return { made, synthesized };
  };

  test('creates no resource, and looks up the cluster and its OIDC provider', () => {
    const { made, synthesized } = fromName('theirs');
    expect(synthesized.json.resource).toBeUndefined();
    expect(made.ready).toEqual([]);
    const [data, oidc] = ['aws_eks_cluster', 'aws_iam_openid_connect_provider']
      .map((type) => `data.${type}.${Object.keys(synthesized.json.data[type])[0]}`);
    expect(synthesized.data('aws_eks_cluster').name).toBe('theirs');
    expect(synthesized.data('aws_iam_openid_connect_provider').url).toBe(`\${${data}.identity[0].oidc[0].issuer}`);
    expect(synthesized.json.locals).toEqual({
      clusterName: `\${${data}.name}`,
      controlPlaneSecurityGroupIds: `\${tolist(${data}.vpc_config[0].security_group_ids)}`,
      endpoint: `\${${data}.endpoint}`,
      certificateAuthorityData: `\${${data}.certificate_authority[0].data}`,
      authenticationMode: `\${${data}.access_config[0].authentication_mode}`,
      securityGroupId: `\${${data}.vpc_config[0].cluster_security_group_id}`,
      oidcProviderArn: `\${${oidc}.arn}`,
      oidcIssuer: `\${replace(${data}.identity[0].oidc[0].issuer, "https://", "")}`,
    });
  });
  test.each(['', '-theirs', 'a b', 'a'.repeat(101), undefined, 5])('refuses the name %p', (name) => {
    expect(messageOf(() => fromName(name))).toBe(
      "EksCluster.fromName 'test/K8s' has 1 problem in its props:\n  - clusterName: "
        + `${name === undefined ? 'missing' : `got ${JSON.stringify(name)}`}. Must be the name of an EKS cluster: `
        + '1 to 100 letters, digits, hyphens and underscores, with a letter or digit first.');
  });
  test('allows a token', () => {
    expect(() => fromName(variable().stringValue)).not.toThrow();
  });
});
