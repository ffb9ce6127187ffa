import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformOutput, TerraformResource } from 'cdktf';
import { CLUSTER, NETWORK, PRIVATE_1, PRIVATE_2, problemsOf, variable } from './fixtures';
import { CapacityType, EksCluster, ICluster, Karpenter, KarpenterProps } from '../../src/cluster';
import { NODE_POOLS_CHART, nodePoolsValues } from '../../src/cluster/private/karpenter-node-pools';
import { karpenterStatements } from '../../src/cluster/private/karpenter-statements';
import { karpenterValues } from '../../src/cluster/private/karpenter-values';
import { NODE_POLICIES } from '../../src/cluster/private/statements';
import { folderHash } from '../../src/helm/local-chart';
import { KarpenterVersion, KubernetesVersion } from '../../src/versions';
import { messageOf, synth, Synthesized, TestStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

const PROPS: KarpenterProps = { cluster: CLUSTER, region: 'eu-central-1', namePrefix: 'acme', subnetIds: [PRIVATE_1, PRIVATE_2] };
/** Stand-ins for values of a stack. */
const [BEFORE, OTHER] = ['a resource', 'another Helm provider'];

function karpenter(props: object = {}): Synthesized {
  return synth((stack) => {
    const [ready, before] = ['Ready', 'Before']
      .map((id) => new TerraformResource(stack, id, { terraformResourceType: 'terraform_data' }));
    const other = new HelmProvider(stack, 'Other', { alias: 'other' });
    const made = new Karpenter(stack, 'Karpenter', {
      ...PROPS,
      cluster: { ...CLUSTER, ready: [ready] },
      ...props,
      ...('dependsOn' in props && props.dependsOn === BEFORE && { dependsOn: [before] }),
      ...('helmProvider' in props && props.helmProvider === OTHER && { helmProvider: other }),
    });
    for (const name of ['namespace', 'roleArn', 'nodeRoleArn'] as const) {
      new TerraformOutput(stack, name, { value: made[name], staticId: true });
    }
    new TerraformOutput(stack, 'release', { value: made.release.name, dependsOn: made.ready, staticId: true });
  });
}
const refused = (props: object) => problemsOf(() => karpenter(props));

const RELEASES = { controller: 'karpenter', pools: 'karpenter-node-pools', definitions: 'karpenter-crd' };
type Part = keyof typeof RELEASES;
const nameOf = (stack: Synthesized, part: Part) =>
  Object.entries(stack.all('helm_release')).find(([, { name }]) => name === RELEASES[part])![0];
const addressOf = (stack: Synthesized, part: Part) => `helm_release.${nameOf(stack, part)}`;
const releaseOf = (stack: Synthesized, part: Part) => stack.all('helm_release')[nameOf(stack, part)];
const valuesOf = (stack: Synthesized, part: Part) => parseDocument(releaseOf(stack, part).values[0]);

describe('by default', () => {
  const stack = karpenter();

  test('installs three releases, in kube-system', () => {
    expect(releaseOf(stack, 'definitions')).toMatchObject({
      name: 'karpenter-crd',
      namespace: 'kube-system',
      repository: 'oci://public.ecr.aws/karpenter',
      chart: 'karpenter-crd',
      version: '1.14.1',
      wait: true,
      atomic: true,
    });
    expect(releaseOf(stack, 'controller')).toMatchObject({
      name: 'karpenter',
      namespace: 'kube-system',
      repository: 'oci://public.ecr.aws/karpenter',
      chart: 'karpenter',
      version: '1.14.1',
      skip_crds: true,
      wait: true,
      atomic: true,
      timeout: 900,
    });
    expect(releaseOf(stack, 'pools')).toMatchObject({
      name: 'karpenter-node-pools', namespace: 'kube-system', wait: true, atomic: true, timeout: 5400,
    });
    expect(Object.keys(stack.all('helm_release'))).toHaveLength(3);
  });
  test('keeps the definitions on removal, so that no objects are deleted with them', () => {
    expect(valuesOf(stack, 'definitions')).toEqual({ additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } });
  });
  test('Karpenter has the library\'s values', () => {
    expect(releaseOf(stack, 'controller').values).toHaveLength(1);
    expect(valuesOf(stack, 'controller')).toEqual(karpenterValues({
      clusterName: 'acme-eks',
      clusterEndpoint: 'https://eks.example.com',
      queueName: `\${${stack.address('aws_sqs_queue')}.name}`,
      roleArn: `\${${stack.address('aws_iam_role', 'Karpenter_Role')}.arn}`,
    }));
  });
  test('the pools are those of the chart in the package', () => {
    expect(releaseOf(stack, 'pools').chart)
      .toMatch(new RegExp(`^assets/Karpenter_NodePoolsChart_[0-9A-F]{8}/${folderHash(NODE_POOLS_CHART)}$`));
    expect(valuesOf(stack, 'pools')).toEqual(nodePoolsValues({
      instanceProfile: `\${${stack.address('aws_iam_instance_profile')}.name}`,
      subnetIds: [PRIVATE_1, PRIVATE_2],
      securityGroupIds: ['sg-0a1b2c3d4e5f60718'],
    }));
  });
  test('the queue is encrypted, and discards outdated messages', () => {
    expect(stack.one('aws_sqs_queue')).toMatchObject({
      name: 'acme-karpenter', sqs_managed_sse_enabled: true, message_retention_seconds: 300,
    });
  });
  test('rules send it the events of instances', () => {
    const rules = Object.values(stack.all('aws_cloudwatch_event_rule')).map((it) => [it.name, JSON.parse(it.event_pattern)]);
    expect(Object.fromEntries(rules)).toEqual({
      'acme-karpenter-health': { 'source': ['aws.health'], 'detail-type': ['AWS Health Event'] },
      'acme-karpenter-spot': { 'source': ['aws.ec2'], 'detail-type': ['EC2 Spot Instance Interruption Warning'] },
      'acme-karpenter-rebalance': { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance Rebalance Recommendation'] },
      'acme-karpenter-state': { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] },
      'acme-karpenter-reservation': { 'source': ['aws.ec2'], 'detail-type': ['EC2 Capacity Reservation Instance Interruption Warning'] },
    });
    const targets = Object.values(stack.all('aws_cloudwatch_event_target'));
    expect(targets.map(({ rule }) => rule).sort())
      .toEqual(Object.keys(stack.all('aws_cloudwatch_event_rule')).map((it) => `\${aws_cloudwatch_event_rule.${it}.name}`).sort());
    expect(new Set(targets.map(({ arn }) => arn))).toEqual(new Set([`\${${stack.address('aws_sqs_queue')}.arn}`]));
  });
  test('and only the rules may send', () => {
    const [events] = JSON.parse(stack.one('aws_sqs_queue_policy').policy).Statement;
    expect(events.Condition.ArnEquals['aws:SourceArn'].sort())
      .toEqual(Object.keys(stack.all('aws_cloudwatch_event_rule')).map((it) => `\${aws_cloudwatch_event_rule.${it}.arn}`).sort());
  });
  test('only its service account assumes its role', () => {
    const role = Object.values(stack.all('aws_iam_role')).find(({ name }) => name === 'acme-karpenter')!;
    expect(JSON.parse(role.assume_role_policy).Statement[0].Condition.StringEquals).toEqual({
      'oidc.example.com/id/1:aud': 'sts.amazonaws.com',
      'oidc.example.com/id/1:sub': ['system:serviceaccount:kube-system:karpenter'],
    });
  });
  test('the role has only the permissions of Karpenter', () => {
    const { Statement } = JSON.parse(stack.one('aws_iam_role_policy').policy);
    const expected = karpenterStatements({ partition: 'aws', region: 'eu-central-1', clusterName: 'acme-eks', nodeRoleArn: '', queueArn: '' });
    expect(Statement.map((it: any) => [it.Sid, it.Action])).toEqual(expected.map(({ sid, actions }) => [sid, actions]));
    const nodes = Object.entries(stack.all('aws_iam_role')).find(([, { name }]) => name === 'acme-karpenter-node')!;
    expect(Statement.find(({ Sid }: any) => Sid === 'PassNodeRole').Resource).toEqual([`\${aws_iam_role.${nodes[0]}.arn}`]);
  });
  test('nodes have the permissions of nodes, a profile from Terraform and an access entry', () => {
    const nodes = Object.entries(stack.all('aws_iam_role')).find(([, { name }]) => name === 'acme-karpenter-node')!;
    expect(JSON.parse(nodes[1].assume_role_policy).Statement[0].Principal).toEqual({ Service: 'ec2.amazonaws.com' });
    const partition = stack.addresses.find((address) => address.startsWith('data.aws_partition'));
    expect(Object.values(stack.all('aws_iam_role_policy_attachment')).map((it) => it.policy_arn).sort())
      .toEqual(NODE_POLICIES.map((it) => `arn:\${${partition}.partition}:iam::aws:policy/${it}`).sort());
    expect(stack.one('aws_iam_instance_profile')).toMatchObject({ name: 'acme-karpenter-node', role: `\${aws_iam_role.${nodes[0]}.name}` });
    expect(stack.one('aws_eks_access_entry')).toMatchObject({
      cluster_name: 'acme-eks', principal_arn: `\${aws_iam_role.${nodes[0]}.arn}`, type: 'EC2_LINUX',
    });
    expect(stack.one('aws_eks_access_entry').lifecycle).toMatchObject({ replace_triggered_by: [`aws_iam_role.${nodes[0]}.unique_id`] });
    expect(stack.one('aws_eks_access_entry').lifecycle.precondition).toBeUndefined();
  });
  test('attributes', () => {
    expect(stack.outputs.namespace.value).toBe('kube-system');
    expect(stack.outputs.roleArn.value).toMatch(/^\$\{aws_iam_role\.Karpenter_Role_\w+\.arn\}$/);
    expect(stack.outputs.nodeRoleArn.value).toMatch(/^\$\{aws_iam_role\.Karpenter_Nodes_Role_\w+\.arn\}$/);
    expect(stack.outputs.release.depends_on).toEqual([`\${${addressOf(stack, 'pools')}}`]);
  });
});

test('every AWS resource that supports tags is marked', () => {
  const stack = karpenter();
  const inAws = stack.addresses.filter((address) => address.startsWith('aws_'));
  const unmarked = inAws.filter((address) => {
    const [type, name] = address.split('.');
    return stack.all(type)[name].tags?.['cdktf-zenml-aws/address'] !== address;
  });
  expect([...new Set(unmarked.map((it) => it.split('.')[0]))].sort())
    .toEqual(['aws_cloudwatch_event_target', 'aws_iam_role_policy', 'aws_iam_role_policy_attachment', 'aws_sqs_queue_policy']);
});

describe('order', () => {
  const stack = karpenter();
  const [POOLS, CONTROLLER, DEFINITIONS] = (['pools', 'controller', 'definitions'] as const).map((it) => addressOf(stack, it));
  const ENTRY = stack.address('aws_eks_access_entry');
  const PROFILE = stack.address('aws_iam_instance_profile');
  const QUEUE_POLICY = stack.address('aws_sqs_queue_policy');
  const RIGHTS = stack.address('aws_iam_role_policy', 'Policy-nodes');

  /** The resource that is created later and deleted earlier, what it needs, and the edge that ensures it. */
  const RULES: [string, string, string, string][] = [
    ['the definitions wait for the cluster', DEFINITIONS, 'terraform_data.Ready', `${DEFINITIONS} -> terraform_data.Ready`],
    ['nodes go while the cluster runs pods and takes volumes off nodes', POOLS, 'terraform_data.Ready', `${DEFINITIONS} -> terraform_data.Ready`],
    ['Karpenter needs the definitions', CONTROLLER, DEFINITIONS, `${CONTROLLER} -> ${DEFINITIONS}`],
    ['Karpenter goes before its rights', CONTROLLER, RIGHTS, `${CONTROLLER} -> ${RIGHTS}`],
    ['nodes go while Karpenter runs', POOLS, CONTROLLER, `${POOLS} -> ${CONTROLLER}`],
    ['nodes go while Karpenter has rights', POOLS, RIGHTS, `${POOLS} -> ${CONTROLLER}`],
    ['nodes are let into the cluster until they go', POOLS, ENTRY, `${POOLS} -> ${ENTRY}`],
    ['nodes go before their profile', POOLS, PROFILE, `${POOLS} -> ${PROFILE}`],
    ['nodes are created once interruptions are reported', POOLS, QUEUE_POLICY, `${POOLS} -> ${QUEUE_POLICY}`],
    ...Object.keys(stack.all('aws_iam_role_policy_attachment')).map((name): [string, string, string, string] => {
      const attachment = `aws_iam_role_policy_attachment.${name}`;
      return [`nodes go before their rights, ${name}`, POOLS, attachment, `${POOLS} -> ${attachment}`];
    }),
  ];
  test.each(RULES)('%s', (_, later, earlier) => expect(stack.reaches(later, earlier)).toBe(true));
  test.each(RULES)('%s: not without the edge', (_, later, earlier, edge) => expect(stack.reaches(later, earlier, [edge])).toBe(false));

  test('on an EksCluster everything exists until the last node is deleted', () => {
    const made = synth((scope) => {
      const cluster = new EksCluster(scope, 'K8s', { clusterName: 'acme-eks', network: NETWORK });
      new Karpenter(scope, 'Karpenter', { ...PROPS, cluster });
    });
    const parts = made.addresses.filter((it) => /^aws_eks_(addon|node_group|cluster)\./.test(it));
    expect(parts).toHaveLength(7);
    expect(parts.filter((it) => !made.reaches(addressOf(made, 'pools'), it))).toEqual([]);
  });
});

test('the release is the default child', () => {
  const made = new Karpenter(new TestStack(), 'Karpenter', PROPS);
  expect(made.node.defaultChild).toBe(made.release);
});

test('checks a cluster that may not support access entries', () => {
  const [{ condition, error_message: message }] = karpenter({ cluster: { ...CLUSTER, authenticationMode: variable().stringValue } })
    .one('aws_eks_access_entry').lifecycle.precondition;
  expect(condition).toBe('${var.Value != "CONFIG_MAP"}');
  expect(message).toBe('Cluster acme-eks knows no access entries, by which Karpenter\'s nodes join it. Allow them, beside what it has:'
    + ' aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP. Or use ClusterAutoscaler.');
});

describe('a cluster with a given authentication mode', () => {
  test.each(['API', 'API_AND_CONFIG_MAP'])('%s needs no condition', (authenticationMode) => {
    const { lifecycle } = karpenter({ cluster: { ...CLUSTER, authenticationMode } }).one('aws_eks_access_entry');
    expect(lifecycle.precondition).toBeUndefined();
  });
  test('CONFIG_MAP is refused', () => {
    expect(refused({ cluster: { ...CLUSTER, authenticationMode: 'CONFIG_MAP' } })).toEqual([
      'cluster.authenticationMode: got "CONFIG_MAP". Must be "API" or "API_AND_CONFIG_MAP". Karpenter\'s nodes join '
        + 'by access entries. Allow them, beside what the cluster has: aws eks update-cluster-config --name '
        + '<cluster> --access-config authenticationMode=API_AND_CONFIG_MAP. Or use ClusterAutoscaler.',
    ]);
  });
});

describe('security groups of the nodes', () => {
  const groupsFor = (cluster: ICluster) => valuesOf(karpenter({ cluster }), 'pools').nodeClasses.default.securityGroupSelectorTerms;
  test('are those of the cluster', () => expect(groupsFor(CLUSTER)).toEqual([{ id: CLUSTER.securityGroupId }]));
  test('or those of the existing nodes, so that they reach each other\'s pods', () => {
    const nodeSecurityGroupIds = ['sg-0a1b2c3d4e5f60719', 'sg-0a1b2c3d4e5f60720'];
    expect(groupsFor({ ...CLUSTER, nodeSecurityGroupIds })).toEqual(nodeSecurityGroupIds.map((id) => ({ id })));
  });
});

test('encrypts disks with a custom key, which Karpenter\'s role may use', () => {
  const diskKmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';
  const made = karpenter({ diskKmsKeyArn });
  expect(valuesOf(made, 'pools').nodeClasses.default.blockDeviceMappings[0].ebs.kmsKeyID).toBe(diskKmsKeyArn);
  const { Statement: statements } = JSON.parse(made.one('aws_iam_role_policy', 'Role').policy);
  expect(statements.filter(({ Sid }: { Sid: string }) => /Disk/.test(Sid))).toEqual([
    expect.objectContaining({ Sid: 'EncryptDisks', Resource: [diskKmsKeyArn] }),
    expect.objectContaining({ Sid: 'GrantDiskKey', Action: ['kms:CreateGrant'], Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
  ]);
  expect(refused({ diskKmsKeyArn: diskKmsKeyArn.replace('eu-central-1', 'eu-west-1') }))
    .toEqual([
      expect.stringMatching(/^diskKmsKeyArn: got a KMS key of the region eu-west-1\. Must be one of eu-central-1\./),
    ]);
});

describe('spot instances', () => {
  const rolesIn = (props: object) => Object.values(karpenter(props).json.data.aws_iam_roles ?? {});
  test.each([{ cpuPool: { capacityType: CapacityType.SPOT } }, { gpuPool: { capacityType: CapacityType.SPOT } }])(
    'with %j the plan fails without the account\'s role for them', (props) => {
      expect(rolesIn(props)).toEqual([expect.objectContaining({
        name_regex: '^AWSServiceRoleForEC2Spot$',
        path_prefix: '/aws-service-role/spot.amazonaws.com/',
        lifecycle: { postcondition: [{ condition: '${length(self.names) > 0}', error_message: expect.stringContaining('aws iam create-service-linked-role') }] },
      })]);
    });
  test('are not used by default', () => expect(rolesIn({ gpuPool: {} })).toEqual([]));
});

describe('the version and the cluster\'s Kubernetes', () => {
  const on = (kubernetes: string, version?: string) => problemsOf(() => synth((stack) => {
    const cluster = new EksCluster(stack, 'K8s', { clusterName: 'acme', network: NETWORK, kubernetesVersion: KubernetesVersion.of(kubernetes) });
    new Karpenter(stack, 'Karpenter', { ...PROPS, cluster, version: version === undefined ? undefined : KarpenterVersion.of(version) });
  }));
  test.each<[string, string | undefined, string]>([
    ['1.36', '1.13.0', 'version: got "1.13.0". Must be 1.14 or newer for Kubernetes 1.36. Leave it out for the '
      + 'default.'],
    ['1.37', undefined, 'version: got "1.14.1". Must be newer than 1.14 for Kubernetes 1.37. Use '
      + 'KarpenterVersion.of(…) with one of https://karpenter.sh/docs/upgrading/compatibility/.'],
  ])('%s with %s is refused', (kubernetes, version, problem) => expect(on(kubernetes, version)).toEqual([problem]));
  test.each([['1.34', '1.9.0'], ['1.35', undefined], ['1.36', '1.14.0'], ['1.37', '1.16.0']])('%s with %s is allowed', (kubernetes, version) => {
    expect(() => on(kubernetes, version)).toThrow('expected an error, got none');
  });
});

describe('props', () => {
  test('version applies to both charts', () => {
    const made = karpenter({ version: KarpenterVersion.of('1.15.0') });
    expect([releaseOf(made, 'controller').version, releaseOf(made, 'definitions').version]).toEqual(['1.15.0', '1.15.0']);
  });
  test('resources', () => {
    expect(valuesOf(karpenter({ resources: { memoryRequest: '1Gi', cpuLimit: '1' } }), 'controller').controller.resources)
      .toEqual({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } });
  });
  test('values are a second document without expressions', () => {
    const values = { settings: { batchMaxDuration: '${HOME}' } };
    expect(releaseOf(karpenter({ values }), 'controller').values.slice(1)).toEqual(['{"settings":{"batchMaxDuration":"$${HOME}"}}']);
  });
  test('timeout', () => expect(releaseOf(karpenter({ releaseTimeoutSeconds: 1200 }), 'controller').timeout).toBe(1200));
  test('removal of the pools may take a drain and half an hour', () => {
    const made = karpenter({ drainTimeoutMinutes: 240 });
    expect(releaseOf(made, 'pools').timeout).toBe(16200);
    expect(valuesOf(made, 'pools').nodePools.cpu.template.spec.terminationGracePeriod).toBe('240m');
  });
  test('provider', () => {
    const providers = Object.values(karpenter({ helmProvider: OTHER }).all('helm_release')).map(({ provider }) => provider);
    expect(providers).toEqual(['helm.other', 'helm.other', 'helm.other']);
  });
  test('dependsOn', () => {
    const stack = karpenter({ dependsOn: BEFORE });
    expect(stack.reaches(addressOf(stack, 'pools'), 'terraform_data.Before')).toBe(true);
    expect(stack.reaches(addressOf(stack, 'pools'), 'terraform_data.Ready')).toBe(false);
  });
  test('pools, disk and image', () => {
    const { nodeClasses, nodePools } = valuesOf(karpenter({
      cpuPool: { capacityType: CapacityType.SPOT, maxCpu: 8 },
      gpuPool: { maxGpus: 1, instanceFamilies: ['g5'] },
      diskGib: 50,
      amiVersion: 'v20260724',
      consolidateAfterMinutes: 2,
      expireAfterHours: 24,
    }), 'pools');
    expect(Object.keys(nodePools)).toEqual(['cpu', 'gpu']);
    expect([nodePools.cpu.limits, nodePools.gpu.limits]).toEqual([{ cpu: 8 }, { 'nvidia.com/gpu': 1 }]);
    expect(nodePools.gpu.template.spec.expireAfter).toBe('24h');
    expect(nodePools.gpu.disruption.consolidateAfter).toBe('2m');
    expect(nodeClasses.default.blockDeviceMappings[0].ebs.volumeSize).toBe('50Gi');
    expect(nodeClasses.default.amiSelectorTerms).toEqual([{ alias: 'al2023@v20260724' }]);
  });
  test('tags reach the nodes without expressions', () => {
    const made = karpenter({ tags: { team: 'ml', cost: '1' } });
    expect(valuesOf(made, 'pools').nodeClasses.default.tags).toEqual({ team: 'ml', cost: '1' });
  });
  test('tokens are accepted', () => {
    const text = variable().stringValue;
    const made = karpenter({
      region: text,
      namePrefix: text,
      subnetIds: [text, PRIVATE_2],
      tags: { team: text },
      cpuPool: { maxCpu: variable().numberValue },
      amiVersion: text,
      version: KarpenterVersion.of(text),
      resources: { memoryRequest: text },
    });
    const { nodeClasses, nodePools } = valuesOf(made, 'pools');
    expect(nodeClasses.default.subnetSelectorTerms).toEqual([{ id: '${var.Value}' }, { id: PRIVATE_2 }]);
    expect(nodePools.cpu.limits).toEqual({ cpu: '${var.Value}' });
  });
});

describe('refuses', () => {
  const own = (path: string, remedy: string) =>
    `values.${path}: set by the construct, because other settings depend on it. ${remedy}`;
  const NAME = 'The role is for the service account of this name.';
  const known = (prop: string) =>
    `${prop}: must be known at synthesis, because it becomes part of a text. Give the value itself.`;
  const FAMILY = 'Must be a family of x86 instances with NVIDIA GPUs, for example "g5"';
  test.each<[string, object, string]>([
    ['a zone', { region: 'eu-central-1a' }, 'region: got "eu-central-1a". Must be an AWS region, for example '
      + '"eu-central-1". "eu-central-1a" is an availability zone. Did you mean "eu-central-1"?'],
    ['a long prefix', { namePrefix: 'a'.repeat(41) }, `namePrefix: got "${'a'.repeat(41)}". Must be 1 to 40 letters, `
      + 'digits, hyphens and underscores. Names of rules begin with it, and have at most 64 characters.'],
    ['a prefix that rules do not take', { namePrefix: 'a+b' }, 'namePrefix: got "a+b". Must be 1 to 40 letters, '
      + 'digits, hyphens and underscores. Names of rules begin with it, and have at most 64 characters.'],
    ['no subnets', { subnetIds: [] },
      'subnetIds: got []. Must be a list of 1 to 30 elements. Nodes need a subnet; Karpenter supports at most 30.'],
    ['a subnet that is none', { subnetIds: ['vpc-1'] },
      'subnetIds[0]: got "vpc-1". Must be the id of a subnet, for example "subnet-0a1b2c3d4e5f60718".'],
    ['subnets that are one token', { subnetIds: variable().listValue }, 'subnetIds: must be a list with known '
      + 'elements at synthesis, because each is a separate term. Split it: [Fn.element(list, 0), '
      + 'Fn.element(list, 1), …].'],
    ['a cluster of another partition', { cluster: { ...CLUSTER, oidcProviderArn: 'arn:aws-cn:iam::111122223333:oidc-provider/a' } },
      'cluster.oidcProviderArn: got an IAM OIDC provider of the partition aws-cn. Must be one of aws. ARNs in '
        + 'eu-central-1 begin with "arn:aws:".'],
    ['a version as a text', { version: '1.14.1' }, 'version: got "1.14.1". Must be a KarpenterVersion, for example '
      + 'KarpenterVersion.DEFAULT. Allowed: KarpenterVersion.V1_14_1, KarpenterVersion.DEFAULT, '
      + 'KarpenterVersion.of(…).'],
    ['an old version', { version: KarpenterVersion.of('1.8.3') },
      'version: got "1.8.3". Must be 1.9.0 or newer. Older versions do not support Kubernetes 1.35.'],
    ['another way of selling', { cpuPool: { capacityType: 'spot' } }, 'cpuPool.capacityType: got "spot". Must be one '
      + 'of CapacityType.ON_DEMAND, CapacityType.SPOT. Did you mean CapacityType.SPOT?'],
    ['no CPUs', { cpuPool: { maxCpu: 0 } }, 'cpuPool.maxCpu: got 0. Must be a whole number from 1 to 100000 CPUs.'],
    ['no GPUs', { gpuPool: { maxGpus: 0 } }, 'gpuPool.maxGpus: got 0. Must be a whole number from 1 to 10000 GPUs.'],
    ['no families', { gpuPool: { instanceFamilies: [] } },
      'gpuPool.instanceFamilies: got []. Must be a list of at least 1 element. Leave it out for the default.'],
    ['families with Arm processors', { gpuPool: { instanceFamilies: ['g5g'] } }, 'gpuPool.instanceFamilies[0]: got '
      + `"g5g". ${FAMILY}.`],
    ['families with other GPUs', { gpuPool: { instanceFamilies: ['g4ad'] } }, 'gpuPool.instanceFamilies[0]: got '
      + `"g4ad". ${FAMILY}.`],
    ['families without GPUs', { gpuPool: { instanceFamilies: ['m7i'] } }, 'gpuPool.instanceFamilies[0]: got "m7i". '
      + `${FAMILY}.`],
    ['an instance type', { gpuPool: { instanceFamilies: ['g5.xlarge'] } }, 'gpuPool.instanceFamilies[0]: got '
      + `"g5.xlarge". ${FAMILY}. "g5.xlarge" is an instance type: did you mean "g5"?`],
    ['families that do not exist', { gpuPool: { instanceFamilies: ['g5q'] } }, 'gpuPool.instanceFamilies[0]: got '
      + '"g5q". Must be a family that EC2 has. For example "g4dn", "g5" or "g6".'],
    ['a small disk', { diskGib: 10 }, 'diskGib: got 10. Must be a whole number from 20 to 16384 GiB. The images of '
      + 'the stack need 20 GiB.'],
    ['a disk that is a token', { diskGib: variable().numberValue }, known('diskGib')],
    ['an image by its id', { amiVersion: 'ami-1' }, 'amiVersion: got "ami-1". Must be "latest" or a release such as '
      + '"v20260724". They are listed at https://github.com/awslabs/amazon-eks-ami/releases.'],
    ['no time to stay', { consolidateAfterMinutes: 0 }, 'consolidateAfterMinutes: got 0. Must be a whole number from '
      + '1 to 43200 minutes.'],
    ['no time to live', { expireAfterHours: 0.5 }, 'expireAfterHours: got 0.5. Must be a whole number from 1 to 8760 '
      + 'hours.'],
    ['no time to go', { drainTimeoutMinutes: 0 }, 'drainTimeoutMinutes: got 0. Must be a whole number from 1 to '
      + '10080 minutes.'],
    ['times that are tokens', { drainTimeoutMinutes: variable().numberValue }, known('drainTimeoutMinutes')],
    ['a request above the limit', { resources: { memoryRequest: '2Gi' } }, 'resources.memoryRequest: got "2Gi". Must '
      + 'be at most \'resources.memoryLimit\', which is by default "1Gi". Give \'resources.memoryLimit\', too.'],
    ['a tag of Karpenter\'s own', { tags: { 'karpenter.sh/nodepool': 'a' } }, 'tags.karpenter.sh/nodepool: set by '
      + 'Karpenter. Leave it out.'],
    ['a tag of EKS\'s own', { tags: { 'eks:eks-cluster-name': 'a' } }, 'tags.eks:eks-cluster-name: set by Karpenter. '
      + 'Leave it out.'],
    ['own names', { values: { fullnameOverride: 'a' } }, own('fullnameOverride', NAME)],
    ['own names', { values: { nameOverride: 'a' } }, own('nameOverride', NAME)],
    ['no service account', { values: { serviceAccount: { create: false } } }, own('serviceAccount.create', NAME)],
    ['another service account', { values: { serviceAccount: { name: 'a' } } }, own('serviceAccount.name', NAME)],
    ['another role', { values: { serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'a' } } } },
      own('serviceAccount.annotations.eks.amazonaws.com/role-arn', 'It is the role of the construct.')],
    ['another cluster', { values: { settings: { clusterName: 'a' } } }, own('settings.clusterName', 'It is the name of the cluster.')],
    ['another endpoint', { values: { settings: { clusterEndpoint: 'a' } } }, own('settings.clusterEndpoint', 'It is the endpoint of the cluster.')],
    ['another queue', { values: { settings: { interruptionQueue: '' } } }, own('settings.interruptionQueue', 'It is the queue of the construct.')],
    ['another cluster by a variable', { values: { controller: { env: [{ name: 'CLUSTER_NAME', value: 'a' }] } } },
      own('controller.env.CLUSTER_NAME', 'It is the name of the cluster.')],
    ['a text for the settings', { values: { settings: 'a' } },
      "values.settings: got a string. Must be a map. The construct relies on 'values.settings.clusterName'."],
    ['another image', { values: { controller: { image: { tag: 'a' } } } }, own('controller.image.tag', "Give 'version'.")],
    ['nodes of its own making', { values: { affinity: { nodeAffinity: {} } } },
      own('affinity.nodeAffinity', "It prevents Karpenter from running on its own nodes; use 'nodeSelector'.")],
    ['a short wait', { releaseTimeoutSeconds: 59 }, 'releaseTimeoutSeconds: got 59. Must be a whole number from 60 '
      + 'to 86400 seconds.'],
    ['another provider', { helmProvider: {} }, 'helmProvider: got {}. Must be a provider of the class HelmProvider.'],
    ['what is no resource', { dependsOn: [{}] }, 'dependsOn[0]: got {}. Must be a resource, a data source or a '
      + "module. For a construct of this library pass its 'ready': [...construct.ready]."],
  ])('%s', (_, props, problem) => {
    expect(refused(props)).toEqual([problem]);
  });
  test('with its name in the message', () => {
    expect(messageOf(() => karpenter({ diskGib: 0 }))).toMatch(/^Karpenter 'test\/Karpenter' has 1 problem in its props:\n/);
  });
  test('missing props', () => {
    expect(problemsOf(() => new Karpenter(new TestStack(), 'A', undefined as any)))
      .toEqual(["props: missing. Must be an object with 'cluster', 'namePrefix', 'subnetIds'."]);
  });
});
