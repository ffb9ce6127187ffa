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
  const NAME = 'Must be 1 to 50 letters, digits, hyphens and underscores, with a letter or digit first';
  const CIDR = 'Must be an IPv4 range in CIDR notation that starts at its first address';
  const PERIODS = '(0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,'
    + ' 3288, 3653)';
  const KUBERNETES = 'Must be a KubernetesVersion, for example KubernetesVersion.DEFAULT';
  const ADDON = 'Must be an add-on version, for example "v1.20.4-eksbuild.2"';
  test.each<[object, string]>([
    ...['', '-acme', 'a.b', 'a'.repeat(51)].map((clusterName) => [
      { clusterName }, `clusterName: got "${clusterName}". ${NAME}. Names of roles begin with it, and have at most 64 `
        + 'characters.',
    ] as [object, string]),
    [{ clusterName: undefined }, `clusterName: missing. ${NAME}.`],
    [{ clusterName: null }, `clusterName: got null. ${NAME}.`],
    [{ network: undefined }, "network: missing. Must be an object with 'vpcId', 'privateSubnetIds', "
      + "'publicSubnetIds', 'ready'."],
    [{ network: { ...NETWORK, vpcId: 'home' } },
      'network.vpcId: got "home". Must be the id of a VPC, for example "vpc-0a1b2c3d4e5f60718".'],
    [{ network: { ...NETWORK, privateSubnetIds: [PRIVATE_1] } },
      'network.privateSubnetIds: got a list of 1 element. Must be a list of at least 2 elements. EKS and RDS each '
        + 'need two zones.'],
    [{ network: { ...NETWORK, privateSubnetIds: [PRIVATE_1, PRIVATE_1] } },
      `network.privateSubnetIds: got "${PRIVATE_1}" twice. Must name each element once.`],
    [{ network: { ...NETWORK, ready: 'yes' } },
      'network.ready: got "yes". Must be a list of which each element is a resource, a data source or a module.'],
    [{ kubernetesVersion: '1.35' }, `kubernetesVersion: got "1.35". ${KUBERNETES}. Allowed: KubernetesVersion.V1_34,`
      + ' KubernetesVersion.V1_35, KubernetesVersion.DEFAULT, KubernetesVersion.of(…).'],
    [{ kubernetesVersion: KubernetesVersion.of('v1.35') },
      'kubernetesVersion: got "v1.35". Must be major and minor of Kubernetes, for example "1.35".'],
    [{ kubernetesVersion: KubernetesVersion.of('1.33') }, 'kubernetesVersion: got "1.33". Must be 1.34 or newer. EKS '
      + 'standard support has ended for older versions; use KubernetesVersion.DEFAULT.'],
    [{ endpointPublicAccessCidrs: [] }, 'endpointPublicAccessCidrs: got []. Must be a list of 1 to 40 elements. Name '
      + 'the addresses from which you run Terraform, for example "203.0.113.7/32".'],
    [{ endpointPublicAccessCidrs: ['203.0.113.7'] },
      `endpointPublicAccessCidrs[0]: got "203.0.113.7". ${CIDR}. Did you mean "203.0.113.7/32"?`],
    [{ endpointPublicAccessCidrs: ['0.0.0.0/0', '0.0.0.0/0'] },
      'endpointPublicAccessCidrs: got "0.0.0.0/0" twice. Must name each element once.'],
    [{ endpointPublicAccessCidrs: '0.0.0.0/0' },
      'endpointPublicAccessCidrs: got "0.0.0.0/0". Must be a list of which each element is an IPv4 range in CIDR '
        + 'notation that starts at its first address. Put it into a list: ["0.0.0.0/0"].'],
    ...['ada', 'arn:aws:sts::111122223333:assumed-role/platform/ada', 'arn:aws:iam::111122223333:role/*'].map((arn) => [
      { adminPrincipalArns: [arn] }, `adminPrincipalArns[0]: got "${arn}". Must be the ARN of an IAM user or role. `
        + `${PRINCIPAL}`,
    ] as [object, string]),
    [{ adminPrincipalArns: [ROLE, ROLE] }, `adminPrincipalArns: got "${ROLE}" twice. Must name each element once.`],
    [{ logRetentionDays: 31 }, 'logRetentionDays: got 31. Must be a number of days that CloudWatch Logs offers '
      + `${PERIODS}.`],
    [{ logRetentionDays: '90' }, 'logRetentionDays: got "90". Must be a number of days that CloudWatch Logs offers '
      + `${PERIODS}.`],
    [{ addonVersions: { dns: 'v1.0.0-eksbuild.1' } },
      'addonVersions: got "dns". Must be keyed by one of vpc-cni, kube-proxy, coredns, aws-ebs-csi-driver, '
        + 'metrics-server.'],
    [{ addonVersions: { coredns: '1.12' } },
      `addonVersions.coredns: got "1.12". ${ADDON}. List them with: aws eks describe-addon-versions --addon-name `
        + 'coredns'],
    [{ addonVersions: { coredns: 1 } }, `addonVersions.coredns: got 1. ${ADDON}.`],
    [{ addonVersions: null }, 'addonVersions: got null. Must be a map of which each value is an add-on version, for '
      + 'example "v1.20.4-eksbuild.2". Leave it out for the default.'],
    [{ nodeGroup: { diskGib: 1 } },
      'nodeGroup.diskGib: got 1. Must be a whole number from 20 to 16384 GiB. The images of the stack need 20 GiB at '
        + 'least.'],
    [{ nodeGroup: { minSize: 0, desiredSize: 0 } },
      'nodeGroup.desiredSize: got 0. Must be a whole number from 1 to 10000 nodes. CoreDNS and the EBS driver need a '
        + 'node.'],
    [{ nodeGroup: { maxSize: 1 } }, "nodeGroup.maxSize: got 1. Must be at least 'nodeGroup.minSize' (2 by default). "
      + "Lower 'nodeGroup.minSize' and 'nodeGroup.desiredSize' as well."],
    [{ nodeGroup: { amiType: AmiType.AL2023_ARM_64_STANDARD } },
      'nodeGroup.instanceTypes: got "t3.large". Must have the processor architecture of \'nodeGroup.amiType\' (Arm). '
        + 'Use a Graviton type such as "t4g.large".'],
    [{ nodeGroup: 2 }, "nodeGroup: got 2. Must be an object with members such as 'instanceTypes', 'minSize', "
      + "'desiredSize'."],
    [{ nodeGroup: { minsize: 1 } }, expect.stringMatching(/^nodeGroup\.minsize: unknown\. Allowed: instanceTypes, .*\. Did you mean 'nodeGroup.minSize'\?$/) as any],
    [{ nodeTags: { 'AWS:a': 'b' } }, 'nodeTags: got "AWS:a". Must be keyed by 1 to 128 letters, digits, spaces and '
      + '"_.:/=+-@", neither beginning with "aws:" nor one of Kubernetes\' own.'],
    [{ nodeTags: { team: 'a#b' } },
      'nodeTags.team: got "a#b". Must be at most 256 letters, digits, spaces and "_.:/=+-@".'],
    [{ autoscaledNodes: 'false' }, 'autoscaledNodes: got "false". Must be true or false.'],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual([problem]);
  });
  describe('taints of the node group that repel all pods', () => {
    const PROBLEM = 'nodeGroup.taints: must leave nodes for pods without tolerations: CoreDNS and the other add-ons '
      + 'of the cluster would stay pending. Use TaintEffect.PREFER_NO_SCHEDULE, or move the taints to a group of '
      + "'nodeGroups'.";
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
      `endpointPublicAccessCidrs[1]: got "${range}". Must be a range of public addresses, none that is private or `
        + 'reserved. From inside the VPC, and from what is connected with it, the API is reached privately '
        + 'without being named here.',
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
      'adminPrincipalArns: must be a list with known elements at synthesis, because each has its own resources. '
        + 'Split it: [Fn.element(list, 0), Fn.element(list, 1), …].',
    ]);
  });
  test('a token as the Kubernetes version', () => {
    expect(refused({ kubernetesVersion: KubernetesVersion.of(variable().stringValue) })[0])
      .toMatch(/^kubernetesVersion: must be known at synthesis, because nodes and add-ons follow/);
  });
  test('missing props', () => {
    expect(problemsOf(() => new EksCluster(new TestStack(), 'K8s', undefined as any)))
      .toEqual(["props: missing. Must be an object with 'clusterName', 'network'."]);
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
