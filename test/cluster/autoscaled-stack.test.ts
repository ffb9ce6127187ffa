import { Testing } from 'cdktf';
import { problemsOf } from './fixtures';
import {
  ClusterAutoscalerVersion, ClusterSource, KubernetesVersion, NetworkSource, ZenmlAwsStack, ZenmlAwsStackProps,
} from '../../src';
import { EXISTING_NETWORK } from '../support/fixtures';
import { synthStack } from '../support/synth';

const stack = (props: Partial<ZenmlAwsStackProps> = {}) =>
  synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props }));
const on = stack({ clusterAutoscaler: {} });
const RELEASE = on.address('helm_release', 'ClusterAutoscaler');
const RIGHTS = on.address('aws_iam_role_policy', 'ClusterAutoscaler');

test('is disabled by default', () => {
  const off = stack();
  expect(Object.keys(off.all('helm_release')).filter((name) => name.includes('Autoscaler'))).toEqual([]);
  expect(off.one('aws_eks_node_group').lifecycle.ignore_changes).toBeUndefined();
});
test('when enabled, Terraform ignores the number of nodes', () => {
  expect(on.one('aws_eks_node_group').lifecycle.ignore_changes).toEqual(['scaling_config[0].desired_size']);
});
test('its role is named after the prefix', () => {
  expect(on.one('aws_iam_role', 'ClusterAutoscaler').name).toBe('acme-cluster-autoscaler');
});
test.each([
  ['the barrier, and with it the nodes', 'terraform_data.PodsReady'],
  ['the nodes', on.address('aws_eks_node_group')],
  ['its rights', RIGHTS],
  ['its role', on.address('aws_iam_role', 'ClusterAutoscaler')],
])('is created after %s, and deleted before it', (_, before) => expect(on.reaches(RELEASE, before)).toBe(true));
test.each([
  ['the barrier', 'terraform_data.PodsReady', on.address('aws_eks_node_group')],
  ['its rights', RIGHTS, RIGHTS],
])('would not be without the edge to %s', (_, next, before) => {
  expect(on.reaches(RELEASE, before, [`${RELEASE} -> ${next}`])).toBe(false);
});
test('its image matches the cluster\'s Kubernetes', () => {
  const older = stack({
    clusterAutoscaler: {}, cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.V1_34 }),
  });
  expect(older.one('helm_release', 'ClusterAutoscaler').values[0]).toContain('"tag":"v1.34.5"');
});
test('resizes the groups of an existing cluster', () => {
  const existing = stack({
    clusterAutoscaler: {},
    cluster: ClusterSource.existing('ours'),
    network: NetworkSource.existing(EXISTING_NETWORK),
  });
  const cluster = existing.addresses.find((address) => address.startsWith('data.aws_eks_cluster.'));
  expect(existing.one('aws_iam_role_policy', 'ClusterAutoscaler').policy)
    .toContain(`k8s.io/cluster-autoscaler/\${${cluster}.name}`);
});

const refused = (props: Partial<ZenmlAwsStackProps>) => problemsOf(() => stack(props));

test('refuses a Kubernetes version without an autoscaler version', () => {
  expect(refused({
    clusterAutoscaler: {},
    cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.of('1.40') }),
  })).toEqual([
    'clusterAutoscaler.version: must be given for Kubernetes 1.40, for which the library has no constant. Use '
      + 'ClusterAutoscalerVersion.of("9.59.0", "v1.40.x") with the newest x of '
      + 'https://github.com/kubernetes/autoscaler/releases.',
  ]);
});
test('refuses an image for another Kubernetes', () => {
  expect(refused({ clusterAutoscaler: { version: ClusterAutoscalerVersion.V1_34_5 } })).toEqual([
    'clusterAutoscaler.version: got the image "v1.34.5". Must be built for the cluster\'s Kubernetes version (1.35). '
      + 'Use ClusterAutoscalerVersion.V1_35_2, or leave it out.',
  ]);
});
test('unless the version is set', () => {
  const newer = stack({
    clusterAutoscaler: { version: ClusterAutoscalerVersion.of('9.70.0', 'v1.40.0') },
    cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.of('1.40') }),
  });
  expect(newer.one('helm_release', 'ClusterAutoscaler').version).toBe('9.70.0');
});
test('reports its problems with those of the stack', () => {
  expect(refused({ clusterAutoscaler: { releaseTimeoutSeconds: 1 } }))
    .toEqual(['clusterAutoscaler.releaseTimeoutSeconds: got 1. Must be a whole number from 60 to 86400 seconds.']);
});
