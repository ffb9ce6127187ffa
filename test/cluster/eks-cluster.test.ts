import { TerraformResource, TerraformVariable } from 'cdktf';
import { AmiType, EksCluster, EksClusterProps } from '../../src/cluster';
import { KubernetesVersion } from '../../src/versions';
import { messageOf, synth, TestStack } from '../support/synth';

const NETWORK = { vpcId: 'vpc-1', privateSubnetIds: ['private-1', 'private-2'], publicSubnetIds: ['public-1', 'public-2'], ready: [] };
const ROLE = 'arn:aws:iam::111122223333:role/platform';
const USER = 'arn:aws:iam::111122223333:user/ada';
const cluster = (props: Partial<EksClusterProps> = {}) => synth((stack) => void new EksCluster(stack, 'K8s', { name: 'acme-eks', network: NETWORK, ...props }));
const refused = (props: Partial<EksClusterProps>) => messageOf(() => cluster(props)).split('\n  - ');
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
        subnet_ids: ['private-1', 'private-2'], endpoint_private_access: true, endpoint_public_access: true, public_access_cidrs: ['0.0.0.0/0'],
      },
    });
  });
  test('takes a Kubernetes version', () => {
    expect(cluster({ kubernetesVersion: KubernetesVersion.of('1.36') }).one('aws_eks_cluster').version).toBe('1.36');
  });
  test('takes the ranges from which its API is reached', () => {
    expect(cluster({ endpointPublicAccessCidrs: ['203.0.113.7/32'] }).one('aws_eks_cluster').vpc_config.public_access_cidrs).toEqual(['203.0.113.7/32']);
  });
  test('encrypts secrets with a key that rotates', () => {
    const synthesized = cluster();
    const key = synthesized.address('aws_kms_key');
    expect(synthesized.one('aws_eks_cluster').encryption_config).toEqual({ resources: ['secrets'], provider: { key_arn: `\${${key}.arn}` } });
    expect(synthesized.one('aws_kms_key').enable_key_rotation).toBe(true);
    expect(synthesized.one('aws_kms_alias')).toMatchObject({ name: 'alias/acme-eks', target_key_id: `\${${key}.key_id}` });
  });
  test('logs to a group with a retention of 90 days', () => {
    expect(cluster().one('aws_cloudwatch_log_group')).toMatchObject({ name: '/aws/eks/acme-eks/cluster', retention_in_days: 90 });
  });
  test('takes the retention of its logs', () => {
    expect(cluster({ logRetentionDays: 0 }).one('aws_cloudwatch_log_group').retention_in_days).toBe(0);
  });
  test('has a role of its own, which may use the key and never makes log groups', () => {
    const synthesized = cluster();
    expect(synthesized.one('aws_iam_role', 'K8s_Role')).toMatchObject({ name: 'acme-eks-cluster', assume_role_policy: expect.stringContaining('"eks.amazonaws.com"') });
    expect(plain(synthesized.one('aws_iam_role_policy_attachment', 'RolePolicy').policy_arn)).toBe('arn:aws:iam::aws:policy/AmazonEKSClusterPolicy');
    expect(JSON.parse(synthesized.one('aws_iam_role_policy', 'RoleInlinePolicy').policy).Statement).toEqual([
      {
        Sid: 'EncryptSecrets',
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'],
        Resource: [`\${${synthesized.address('aws_kms_key')}.arn}`],
      },
      { Sid: 'NeverMakeLogGroups', Effect: 'Deny', Action: ['logs:CreateLogGroup'], Resource: ['*'] },
    ]);
  });
});

describe('the add-ons', () => {
  test('are the four, in the versions that EKS gives', () => {
    const addons = Object.values(cluster().all('aws_eks_addon'));
    expect(addons.map((addon) => addon.addon_name).sort()).toEqual(['aws-ebs-csi-driver', 'coredns', 'kube-proxy', 'vpc-cni']);
    expect(addons.filter((addon) => 'addon_version' in addon)).toEqual([]);
    expect(addons.map((addon) => [addon.resolve_conflicts_on_create, addon.resolve_conflicts_on_update])).toEqual(Array(4).fill(['OVERWRITE', 'OVERWRITE']));
  });
  test('take versions', () => {
    const synthesized = cluster({ addonVersions: { 'vpc-cni': 'v1.20.4-eksbuild.2' } });
    expect(synthesized.one('aws_eks_addon', 'VpcCni').addon_version).toBe('v1.20.4-eksbuild.2');
    expect(synthesized.one('aws_eks_addon', 'Coredns')).not.toHaveProperty('addon_version');
  });
  test('the EBS driver has a role for its own service account', () => {
    const synthesized = cluster();
    const role = synthesized.one('aws_iam_role', 'EbsCsiRole');
    expect(role.name).toBe('acme-eks-ebs-csi');
    expect(role.assume_role_policy).toContain('"system:serviceaccount:kube-system:ebs-csi-controller-sa"');
    expect(plain(synthesized.one('aws_iam_role_policy_attachment', 'EbsCsiRole').policy_arn))
      .toBe('arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy');
    expect(synthesized.one('aws_eks_addon', 'EbsCsiDriver').service_account_role_arn).toBe(`\${${synthesized.address('aws_iam_role', 'EbsCsiRole')}.arn}`);
  });
});

describe('access', () => {
  test('is the creator\'s alone by default', () => {
    expect(cluster().all('aws_eks_access_entry')).toEqual({});
  });
  test('is given to further administrators', () => {
    const synthesized = cluster({ adminPrincipalArns: [ROLE, USER] });
    expect(Object.values(synthesized.all('aws_eks_access_entry')).map((entry) => entry.principal_arn)).toEqual([ROLE, USER]);
    const policy = synthesized.one('aws_eks_access_policy_association', 'AccessPolicy2');
    expect(plain(policy.policy_arn)).toBe('arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy');
    expect(policy).toMatchObject({
      access_scope: { type: 'cluster' }, principal_arn: `\${${synthesized.address('aws_eks_access_entry', 'AccessEntry2')}.principal_arn}`,
    });
  });
});

describe('the nodes', () => {
  test('are in the private subnets, with names made from the cluster\'s', () => {
    const synthesized = cluster();
    expect(synthesized.one('aws_eks_node_group')).toMatchObject({ node_group_name_prefix: 'nodes-', subnet_ids: ['private-1', 'private-2'] });
    expect(synthesized.one('aws_iam_role', 'NodeGroup').name).toBe('acme-eks-node');
  });
  test('take their options, tags, and the autoscaler', () => {
    const synthesized = cluster({ nodeGroup: { instanceTypes: ['m7i.large'] }, nodeTags: { team: 'ml' }, autoscaledNodes: true });
    expect(synthesized.one('aws_eks_node_group')).toMatchObject({ instance_types: ['m7i.large'], lifecycle: { ignore_changes: ['scaling_config[0].desired_size'] } });
    expect(synthesized.one('aws_launch_template').tag_specifications[0].tags).toMatchObject({ team: 'ml' });
  });
  test('are not scaled by something else by default', () => {
    expect(cluster().one('aws_eks_node_group').lifecycle).not.toHaveProperty('ignore_changes');
  });
});

test('service accounts get roles through an OIDC provider', () => {
  const synthesized = cluster();
  expect(synthesized.one('aws_iam_openid_connect_provider')).toMatchObject({
    client_id_list: ['sts.amazonaws.com'], url: `\${${synthesized.address('aws_eks_cluster')}.identity[0].oidc[0].issuer}`,
  });
});

test('attributes are what reaches the cluster, and what has to be ready', () => {
  let made!: EksCluster;
  const synthesized = synth((stack) => {
    made = new EksCluster(stack, 'K8s', { name: 'acme-eks', network: NETWORK, adminPrincipalArns: [ROLE] });
    const { clusterName, endpoint, certificateAuthorityData, securityGroupId, oidcProviderArn, oidcIssuer } = made;
    stack.addOverride('locals', { clusterName, endpoint, certificateAuthorityData, securityGroupId, oidcProviderArn, oidcIssuer });
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
  expect(types.filter((type) => type === 'aws_eks_addon')).toHaveLength(4);
  expect([...new Set(types)].sort()).toEqual([
    'aws_eks_access_entry', 'aws_eks_access_policy_association', 'aws_eks_addon', 'aws_eks_cluster', 'aws_eks_node_group',
    'aws_iam_openid_connect_provider', 'aws_iam_role_policy_attachment',
  ]);
  expect(made.nodeGroup.ready.every((part) => made.ready.includes(part))).toBe(true);
});

describe('refuses', () => {
  const ARN = 'must be the ARN of an IAM user or role, got "%". For example "arn:aws:iam::111122223333:role/platform";'
    + ' for a session name the role that was assumed.';
  test.each<[Partial<EksClusterProps>, string]>([
    ...['', '-acme', 'a.b', 'a'.repeat(51)].map((name) =>
      [{ name }, `'name' must be 1 to 50 letters, digits, hyphens and underscores, with a letter or digit first, got "${name}".`] as [object, string]),
    [{ kubernetesVersion: KubernetesVersion.of('v1.35') }, '\'kubernetesVersion\' must be major and minor of Kubernetes, for example "1.35", got "v1.35".'],
    [{ kubernetesVersion: KubernetesVersion.of('1.33') }, '\'kubernetesVersion\' must be 1.34 or newer, got "1.33".'
      + ' EKS no longer gives standard support to older versions; use KubernetesVersion.DEFAULT.'],
    [{ endpointPublicAccessCidrs: [] }, "'endpointPublicAccessCidrs' must be a list of 1 to 40 ranges, got []."
      + ' Name the addresses from which you run Terraform, for example "203.0.113.7/32".'],
    [{ endpointPublicAccessCidrs: ['203.0.113.7'] }, "'endpointPublicAccessCidrs[0]' must be an IPv4 range in CIDR notation that starts at its first address,"
      + ' got "203.0.113.7". Did you mean "203.0.113.7/32"?'],
    [{ adminPrincipalArns: ['ada'] }, `'adminPrincipalArns[0]' ${ARN.replace('%', 'ada')}`],
    [{ adminPrincipalArns: ['arn:aws:sts::111122223333:assumed-role/platform/ada'] },
      `'adminPrincipalArns[0]' ${ARN.replace('%', 'arn:aws:sts::111122223333:assumed-role/platform/ada')}`],
    [{ adminPrincipalArns: [ROLE, ROLE] }, `'adminPrincipalArns' must name each principal once, got "${ROLE}" twice.`],
    [{ logRetentionDays: 31 }, "'logRetentionDays' must be a period that CloudWatch Logs offers (0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,"
      + ' 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653), got 31.'],
    [{ addonVersions: { dns: 'v1.0.0-eksbuild.1' } }, '\'addonVersions\' must be keyed by vpc-cni, kube-proxy, coredns, aws-ebs-csi-driver, got "dns".'],
    [{ addonVersions: { coredns: '1.12' } }, '\'addonVersions.coredns\' must be an add-on version, for example "v1.20.4-eksbuild.2", got "1.12".'
      + ' List them with: aws eks describe-addon-versions --addon-name coredns'],
    [{ nodeGroup: { diskGib: 1 } }, "'nodeGroup.diskGib' must be a whole number from 20 to 16384 GiB, got 1. The images of the stack need 20 GiB at least."],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual(["EksCluster 'test/K8s' has 1 problem in its props:", problem]);
  });
  test('several at once, those of the nodes too', () => {
    expect(refused({ name: '', logRetentionDays: 2, nodeGroup: { minSize: 0, amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['t3.large'] } })[0])
      .toBe("EksCluster 'test/K8s' has 4 problems in its props:");
  });
  // https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html: "CIDR blocks can't include reserved addresses"
  test.each(['10.0.0.0/8', '192.168.1.0/24'])('the private range %s for access over the internet', (range) => {
    expect(refused({ endpointPublicAccessCidrs: [range] })[1]).toMatch(new RegExp(`^'endpointPublicAccessCidrs\\[0\\]' must be .*, got "${range}"`));
  });
});

test('lets tokens through', () => {
  const variable = new TerraformVariable(new TestStack(), 'Value', {});
  const { stringValue: text, numberValue: number } = variable;
  const made = (props: Partial<EksClusterProps>) => new EksCluster(new TestStack(), 'K8s', { name: 'acme', network: NETWORK, ...props });
  expect(() => made({
    ...{ name: text, kubernetesVersion: KubernetesVersion.of(text), logRetentionDays: number, nodeGroup: { minSize: number } },
    ...{ endpointPublicAccessCidrs: [text], adminPrincipalArns: [text], addonVersions: { coredns: text } },
  })).not.toThrow();
  expect(() => made({ endpointPublicAccessCidrs: variable.listValue })).not.toThrow();
});
