import { NETWORK, PRIVATE_1, problemsOf, variable } from './fixtures';
import { AmiType, EksCluster, EksClusterProps, TaintEffect } from '../../src/cluster';
import { KubernetesVersion } from '../../src/versions';
import { messageOf, TestStack } from '../support/synth';

const ROLE = 'arn:aws:iam::111122223333:role/platform';
const PROPS: EksClusterProps = { clusterName: 'acme-eks', network: NETWORK };
const cluster = (props: object = {}) => new EksCluster(new TestStack(), 'K8s', { ...PROPS, ...props });
const refused = (props: object) => problemsOf(() => cluster(props));

describe('refuses', () => {
  const PRINCIPAL = 'It reads "arn:aws:iam::111122223333:role/platform". For a session name the role that was assumed.';
  const NAME = "'clusterName' must be 1 to 50 letters, digits, hyphens and underscores, with a letter or digit first,"
    + ' got';
  const CIDR = 'must be an IPv4 range in CIDR notation that starts at its first address, got';
  const PERIODS = '(0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,'
    + ' 3288, 3653)';
  const KUBERNETES = "'kubernetesVersion' must be a KubernetesVersion, for example KubernetesVersion.DEFAULT, got";
  const ADDON = 'must be an add-on version, for example "v1.20.4-eksbuild.2", got';
  const SUBNETS = "'network.privateSubnetIds' must be";
  test.each<[object, string]>([
    ...['', '-acme', 'a.b', 'a'.repeat(51)].map((clusterName) => [
      { clusterName }, `${NAME} "${clusterName}". Names of roles begin with it, and have at most 64 characters.`,
    ] as [object, string]),
    [{ clusterName: undefined }, `${NAME} nothing.`],
    [{ clusterName: null }, `${NAME} null.`],
    [{ network: undefined }, "'network' must be an object with 'vpcId', 'privateSubnetIds', 'publicSubnetIds',"
      + " 'ready', got nothing."],
    [{ network: { ...NETWORK, vpcId: 'home' } },
      '\'network.vpcId\' must be the id of a VPC, for example "vpc-0a1b2c3d4e5f60718", got "home".'],
    [{ network: { ...NETWORK, privateSubnetIds: [PRIVATE_1] } },
      `${SUBNETS} a list of at least 2 elements, got 1. EKS and RDS each need two zones.`],
    [{ network: { ...NETWORK, privateSubnetIds: [PRIVATE_1, PRIVATE_1] } },
      `'network.privateSubnetIds' must name each element once, got "${PRIVATE_1}" twice.`],
    [{ network: { ...NETWORK, ready: 'yes' } },
      "'network.ready' must be a list of which each element is a resource, a data source or a module, got \"yes\"."],
    [{ kubernetesVersion: '1.35' }, `${KUBERNETES} "1.35". Allowed: KubernetesVersion.V1_34,`
      + ' KubernetesVersion.V1_35, KubernetesVersion.DEFAULT, KubernetesVersion.of(…).'],
    [{ kubernetesVersion: KubernetesVersion.of('v1.35') },
      '\'kubernetesVersion\' must be major and minor of Kubernetes, for example "1.35", got "v1.35".'],
    [{ kubernetesVersion: KubernetesVersion.of('1.33') }, '\'kubernetesVersion\' must be 1.34 or newer, got "1.33".'
      + ' EKS no longer gives standard support to older versions; use KubernetesVersion.DEFAULT.'],
    [{ endpointPublicAccessCidrs: [] }, "'endpointPublicAccessCidrs' must be a list of 1 to 40 elements, got 0."
      + ' Name the addresses from which you run Terraform, for example "203.0.113.7/32".'],
    [{ endpointPublicAccessCidrs: ['203.0.113.7'] },
      `'endpointPublicAccessCidrs[0]' ${CIDR} "203.0.113.7". Did you mean "203.0.113.7/32"?`],
    [{ endpointPublicAccessCidrs: ['0.0.0.0/0', '0.0.0.0/0'] },
      '\'endpointPublicAccessCidrs\' must name each element once, got "0.0.0.0/0" twice.'],
    [{ endpointPublicAccessCidrs: '0.0.0.0/0' },
      "'endpointPublicAccessCidrs' must be a list of which each element is an IPv4 range in CIDR notation that starts"
        + ' at its'
      + ' first address, got "0.0.0.0/0". Put it into a list: ["0.0.0.0/0"].'],
    ...['ada', 'arn:aws:sts::111122223333:assumed-role/platform/ada', 'arn:aws:iam::111122223333:role/*'].map((arn) => [
      { adminPrincipalArns: [arn] }, `'adminPrincipalArns[0]' must be the ARN of an IAM user or role, got "${arn}".`
        + ` ${PRINCIPAL}`,
    ] as [object, string]),
    [{ adminPrincipalArns: [ROLE, ROLE] }, `'adminPrincipalArns' must name each element once, got "${ROLE}" twice.`],
    [{ logRetentionDays: 31 }, `'logRetentionDays' must be a number of days that CloudWatch Logs offers ${PERIODS},`
      + ' got 31.'],
    [{ logRetentionDays: '90' }, `'logRetentionDays' must be a number of days that CloudWatch Logs offers ${PERIODS},`
      + ' got "90".'],
    [{ addonVersions: { dns: 'v1.0.0-eksbuild.1' } },
      '\'addonVersions\' must be keyed by one of vpc-cni, kube-proxy, coredns, aws-ebs-csi-driver, metrics-server, got "dns".'],
    [{ addonVersions: { coredns: '1.12' } },
      `'addonVersions.coredns' ${ADDON} "1.12". List them with: aws eks describe-addon-versions --addon-name coredns`],
    [{ addonVersions: { coredns: 1 } }, `'addonVersions.coredns' ${ADDON} 1.`],
    [{ addonVersions: null }, "'addonVersions' must be a map of which each value is an add-on version, for example"
      + ' "v1.20.4-eksbuild.2", got null. Leave it out for the default.'],
    [{ nodeGroup: { diskGib: 1 } },
      "'nodeGroup.diskGib' must be a whole number from 20 to 16384 GiB, got 1. The images of the stack need 20 GiB at"
        + ' least.'],
    [{ nodeGroup: { minSize: 0, desiredSize: 0 } },
      "'nodeGroup.desiredSize' must be a whole number from 1 to 10000 nodes, got 0. CoreDNS and the EBS driver need a"
        + ' node.'],
    [{ nodeGroup: { maxSize: 1 } }, "'nodeGroup.maxSize' must be at least 'nodeGroup.minSize' (2 by default), got 1."
      + " Lower 'nodeGroup.minSize' and 'nodeGroup.desiredSize' as well."],
    [{ nodeGroup: { amiType: AmiType.AL2023_ARM_64_STANDARD } },
      "'nodeGroup.instanceTypes' must have the processor architecture of 'nodeGroup.amiType' (Arm), got \"t3.large\"."
      + ' Use a Graviton type such as "t4g.large".'],
    [{ nodeGroup: 2 }, "'nodeGroup' must be an object with members such as 'instanceTypes', 'minSize', 'desiredSize',"
      + ' got 2.'],
    [{ nodeGroup: { minsize: 1 } }, expect.stringMatching(/^'nodeGroup.minsize' is unknown\. Allowed: instanceTypes, .*\. Did you mean 'nodeGroup.minSize'\?$/) as any],
    [{ nodeTags: { 'AWS:a': 'b' } }, '\'nodeTags\' must be keyed by 1 to 128 letters, digits, spaces and "_.:/=+-@",'
      + ' neither'
      + ' beginning with "aws:" nor one of Kubernetes\' own, got "AWS:a".'],
    [{ nodeTags: { team: 'a#b' } },
      '\'nodeTags.team\' must be at most 256 letters, digits, spaces and "_.:/=+-@", got "a#b".'],
    [{ autoscaledNodes: 'false' }, '\'autoscaledNodes\' must be true or false, got "false".'],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual([problem]);
  });
  describe('taints of the node group that repel all pods', () => {
    const PROBLEM = "'nodeGroup.taints' must leave a node for pods that tolerate none: CoreDNS and all other pods of the cluster's add-ons would wait"
      + " for ever. Use TaintEffect.PREFER_NO_SCHEDULE, or move the taints to a group of 'nodeGroups'.";
    const NO_PODS = { taints: [{ key: 'ml' }] };
    test.each<[string, object]>([
      ['alone', {}],
      ['beside a group with taints', { gpu: { taints: [{ key: 'gpu', effect: TaintEffect.NO_EXECUTE }] } }],
      ['beside a group that is empty', { spot: { minSize: 0, desiredSize: 0 } }],
    ])('%s are refused', (_, nodeGroups) => expect(refused({ nodeGroup: NO_PODS, nodeGroups })).toEqual([PROBLEM]));
    test('but not with a second group that accepts all pods', () => {
      expect(() => cluster({ nodeGroup: NO_PODS, nodeGroups: { more: {} } })).not.toThrow();
    });
    test('but not taints that only prefer other nodes', () => {
      expect(() => cluster({ nodeGroup: { taints: [{ key: 'ml', effect: TaintEffect.PREFER_NO_SCHEDULE }] } })).not.toThrow();
    });
  });
  test('several problems in one error, including those of the nodes', () => {
    const amiType = AmiType.AL2023_ARM_64_STANDARD;
    expect(messageOf(() => cluster({
      clusterName: '', logRetentionDays: 2, nodeGroup: { minSize: -1, amiType, instanceTypes: ['t3.large'] },
    }))).toMatch(/^EksCluster 'test\/K8s' has 4 problems in its props:\n/);
  });
  // https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html: "can't include reserved addresses"
  test.each([
    '0.0.0.0/8', '0.1.0.0/16', '10.0.0.0/8', '10.11.0.0/16', '100.64.0.0/10', '127.0.0.1/32', '169.254.169.254/32',
    '172.16.0.0/12',
    '172.31.0.0/16', '192.0.0.0/24', '192.168.1.0/24', '198.18.0.0/15', '198.19.0.0/16', '224.0.0.0/4', '239.1.1.1/32',
    '240.0.0.0/4', '255.255.255.255/32',
  ])('the reserved range %s for access over the internet', (range) => {
    expect(refused({ endpointPublicAccessCidrs: ['203.0.113.0/24', range] })).toEqual([
      '\'endpointPublicAccessCidrs[1]\' must be a range of public addresses, none that is private or reserved, got'
        + ` "${range}".`
      + ' From inside the VPC, and from what is connected with it, the API is reached privately without being named'
      + ' here.',
    ]);
  });
  test.each([
    '0.0.0.0/0', '1.0.0.0/8', '100.128.0.0/9', '172.32.0.0/16', '192.0.2.0/24', '198.20.0.0/16', '223.0.0.0/8',
  ])(
    'but not %s', (range) => {
      expect(() => cluster({ endpointPublicAccessCidrs: [range] })).not.toThrow();
    });
  test('a list token as administrators', () => {
    expect(refused({ adminPrincipalArns: variable().listValue })).toEqual([
      "'adminPrincipalArns' must be a list whose elements are known one by one when the stack is synthesized, because"
        + ' each has'
      + ' its own resources. Split it: [Fn.element(list, 0), Fn.element(list, 1), …].',
    ]);
  });
  test('a token as the Kubernetes version', () => {
    expect(refused({ kubernetesVersion: KubernetesVersion.of(variable().stringValue) })[0])
      .toMatch(/^'kubernetesVersion' must be known when the stack is synthesized, because nodes and add-ons follow/);
  });
  test('missing props', () => {
    expect(problemsOf(() => new EksCluster(new TestStack(), 'K8s', undefined as any)))
      .toEqual(["'props' must be an object with 'clusterName', 'network', got nothing."]);
  });
});

test('allows tokens', () => {
  const { stringValue: text, numberValue: number, listValue } = variable();
  const made = (props: Partial<EksClusterProps>) => new EksCluster(new TestStack(), 'K8s', { ...PROPS, ...props });
  expect(() => made({
    ...{ clusterName: text, logRetentionDays: number, nodeGroup: { minSize: number }, nodeTags: { a: text } },
    ...{ endpointPublicAccessCidrs: [text], adminPrincipalArns: [text], addonVersions: { coredns: text } },
  })).not.toThrow();
  expect(() => made({ endpointPublicAccessCidrs: listValue })).not.toThrow();
  expect(() => made({ network: { vpcId: text, privateSubnetIds: listValue, publicSubnetIds: listValue, ready: [] } }))
    .not.toThrow();
});
