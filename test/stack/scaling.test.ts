import { Testing } from 'cdktf';
import { AmiType, ClusterSource, EksClusterOptions, NodeGroup, SeldonSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { problemsOf } from '../cluster/fixtures';
import { synthStack } from '../support/synth';

const made = (props: Partial<ZenmlAwsStackProps>) => new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const stack = (props: Partial<ZenmlAwsStackProps>) => synthStack(made(props));
const refused = (props: Partial<ZenmlAwsStackProps>) => problemsOf(() => made(props));
const withCluster = (options: EksClusterOptions) => ({ cluster: ClusterSource.create(options) });
const releases = (props: Partial<ZenmlAwsStackProps>) => Object.values(stack(props).all('helm_release')).map(({ name }) => name);

describe('Karpenter', () => {
  const karpenter = stack({ karpenter: { gpuPool: {} } });
  const POOLS = karpenter.address('helm_release', 'NodePools');
  test('is disabled by default, and by `enabled: false`', () => {
    expect(releases({})).not.toContain('karpenter');
    expect(releases({ karpenter: undefined })).not.toContain('karpenter');
    expect(made({}).karpenter).toBeUndefined();
  });
  test('has the prefix in its names, and the stack\'s tags on its nodes', () => {
    expect(karpenter.one('aws_iam_role', 'Karpenter_Role').name).toBe('acme-karpenter');
    expect(karpenter.one('helm_release', 'NodePools').values[0]).toContain('"application":"acme"');
    expect(made({ karpenter: {} }).karpenter).toBeDefined();
  });
  test('does not make Terraform ignore the number of nodes of the node group', () => {
    expect(karpenter.one('aws_eks_node_group').lifecycle.ignore_changes).toBeUndefined();
  });
  test.each([
    ['MLflow', 'helm_release.Mlflow'], ['Seldon Core', 'helm_release.Seldon_1'], ['pipelines', 'kubernetes_namespace_v1.Pipelines'],
    ['ZenML', 'helm_release.Zenml'],
  ])('%s is created after its nodes, and deleted before them', (_, start) => {
    const address = karpenter.addresses.find((it) => it.startsWith(start.replace('_1', '_')))!;
    expect(karpenter.reaches(address, POOLS)).toBe(true);
  });
  test('is deleted before the EBS driver, which detaches volumes from its nodes', () => {
    expect(karpenter.reaches(POOLS, karpenter.address('aws_eks_addon', 'EbsCsiDriver'))).toBe(true);
  });
  test('conflicts with the cluster autoscaler', () => {
    expect(refused({ karpenter: {}, clusterAutoscaler: {} })).toEqual([
      "karpenter: must be left out where 'clusterAutoscaler' is given. Each would remove the nodes of the other.",
    ]);
    expect(releases({ karpenter: undefined, clusterAutoscaler: {} })).toContain('cluster-autoscaler');
  });
});

describe('NVIDIA\'s device plugin', () => {
  test.each<[string, Partial<ZenmlAwsStackProps>, boolean]>([
    ['by default', {}, false],
    ['with a node group with GPUs', { ...withCluster({ nodeGroups: { gpu: NodeGroup.gpu() } }), clusterAutoscaler: {} }, true],
    ['where all nodes have GPUs', withCluster({ nodeGroup: { amiType: AmiType.AL2023_X86_64_NVIDIA, instanceTypes: ['g4dn.xlarge'] } }), true],
    ['with a node group without', withCluster({ nodeGroups: { more: {} } }), false],
    ['with Karpenter', { karpenter: {} }, false],
    ['with Karpenter and its GPUs', { karpenter: { gpuPool: {} } }, true],
    ['with Karpenter off', { karpenter: undefined }, false],
  ])('%s: %j', (_, props, isThere) => expect(releases(props).includes('nvidia-device-plugin')).toBe(isThere));
  test('is a member', () => expect(made({ karpenter: { gpuPool: {} } }).nvidiaDevicePlugin).toBeDefined());
});

describe('additional node groups', () => {
  test('with size 0 require an autoscaler', () => {
    const gpu = withCluster({ nodeGroups: { gpu: NodeGroup.gpu() } });
    expect(refused(gpu)).toEqual([
      "cluster.nodeGroups.gpu.desiredSize: got 0. Must be at least 1 without 'clusterAutoscaler'. Nothing else adds "
        + 'nodes to the group.',
    ]);
    expect(() => made({ ...gpu, clusterAutoscaler: {} })).not.toThrow();
    expect(() => made(withCluster({ nodeGroups: { gpu: NodeGroup.gpu({ desiredSize: 1 }) } }))).not.toThrow();
  });
  test('of Arm require a taint with Seldon Core', () => {
    const arm = { amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['m7g.large'] };
    expect(refused(withCluster({ nodeGroups: { arm } }))).toEqual([
      'cluster.nodeGroups.arm.amiType: got "AL2023_ARM_64_STANDARD". Must be an x86 image with Seldon Core, where '
        + "the nodes have no taint. Seldon's images do not run on Arm: give the nodes 'taints', or use seldon: "
        + 'SeldonSource.none().',
    ]);
    expect(() => made(withCluster({ nodeGroups: { arm: { ...arm, taints: [{ key: 'arm' }] } } }))).not.toThrow();
    expect(() => made({ ...withCluster({ nodeGroups: { arm } }), seldon: SeldonSource.none() })).not.toThrow();
  });
});
