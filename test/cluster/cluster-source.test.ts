import { NETWORK, variable } from './fixtures';
import { ClusterSource, EksClusterOptions, ICluster } from '../../src/cluster';
import { Validation } from '../../src/validation/validation';
import { KubernetesVersion } from '../../src/versions';
import { messageOf, synth } from '../support/synth';

function bind(source: ClusterSource, autoscaledNodes = false) {
  let cluster!: ICluster;
  const synthesized = synth((stack) => {
    cluster = source._source.bind(stack, 'Cluster', {
      prefix: 'acme', network: NETWORK, nodeTags: { team: 'ml' }, autoscaledNodes,
    });
  });
  return { cluster, synthesized };
}

function problemsOf(source: ClusterSource, region?: string): string[] {
  try {
    Validation.run('Stack', (v) => source._validate(v, 'cluster'), { region });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n  - ').slice(1);
  }
}

describe('create', () => {
  test('uses the stack\'s name, network and tags, and passes the options to the cluster', () => {
    const { synthesized } = bind(ClusterSource.create({ logRetentionDays: 7, nodeGroup: { minSize: 3 } }));
    expect(synthesized.one('aws_eks_cluster')).toMatchObject({
      name: 'acme-eks', vpc_config: { subnet_ids: NETWORK.privateSubnetIds },
    });
    expect(synthesized.one('aws_launch_template').tag_specifications[0].tags).toMatchObject({ team: 'ml' });
    expect(synthesized.one('aws_cloudwatch_log_group').retention_in_days).toBe(7);
    expect(synthesized.one('aws_eks_node_group').scaling_config.min_size).toBe(3);
  });
  test.each([[false, undefined], [true, ['scaling_config[0].desired_size']]])(
    'ignores the number of nodes if nodes are autoscaled (%s)', (autoscaled, ignored) => {
      const { synthesized } = bind(ClusterSource.create(), autoscaled);
      expect(synthesized.one('aws_eks_node_group').lifecycle.ignore_changes).toEqual(ignored);
    });
  test('has the name of the stack', () => {
    expect(ClusterSource.create()._source.name('acme')).toBe('acme-eks');
  });
  test('reports props by their path', () => {
    expect(problemsOf(ClusterSource.create({ nodeGroup: { desiredSize: 0 } }))).toEqual([
      'cluster.nodeGroup.desiredSize: got 0. Must be a whole number from 1 to 10000 nodes. CoreDNS and the EBS '
        + 'driver need a node.',
    ]);
  });
  test('reports what is known of the cluster', () => {
    const made = ClusterSource.create({ kubernetesVersion: KubernetesVersion.V1_34 });
    expect([made._source.exists, made._source.kubernetesVersion, ClusterSource.create()._source.kubernetesVersion])
      .toEqual([false, '1.34', '1.35']);
  });
  test.each<[any, string]>([
    ['acme', '"acme"'], [[], '[]'], [null, 'null'],
  ])('refuses %p as options', (options, shown) => {
    const source = ClusterSource.create(options);
    expect(problemsOf(source)).toEqual([
      `cluster: got ${shown}. Must be an object with members such as 'kubernetesVersion', 'nodeGroup', 'nodeGroups'.`,
    ]);
    expect(source._source.kubernetesVersion).toBe('1.35');
  });
  test('knows the region if the stack sets it', () => {
    const options = { adminPrincipalArns: ['arn:aws-cn:iam::111122223333:role/platform'] };
    expect(problemsOf(ClusterSource.create(options), 'cn-north-1')).toEqual([]);
    expect(problemsOf(ClusterSource.create(options), 'eu-central-1')).toEqual([
      'cluster.adminPrincipalArns[0]: got an IAM user or role of the partition aws-cn. Must be one of aws. ARNs in '
        + 'eu-central-1 begin with "arn:aws:".',
    ]);
  });
});

describe('existing', () => {
  test('is EksCluster.fromName()', () => {
    const { synthesized, cluster } = bind(ClusterSource.existing('theirs'));
    expect(synthesized.json.resource).toBeUndefined();
    expect(cluster.ready).toEqual([]);
    expect(synthesized.addresses).toEqual([
      expect.stringMatching(/^data\.aws_eks_cluster\.Cluster_[0-9A-F]{8}$/),
      expect.stringMatching(/^data\.aws_iam_openid_connect_provider\.Cluster_OidcProvider_[0-9A-F]{8}$/),
    ]);
    expect(synthesized.data('aws_eks_cluster').name).toBe('theirs');
  });
  test('has its own name', () => {
    expect(ClusterSource.existing('theirs')._source.name('acme')).toBe('theirs');
  });
  test('reports that nothing is known of the cluster', () => {
    const { exists, options, kubernetesVersion } = ClusterSource.existing('theirs')._source;
    expect([exists, options, kubernetesVersion]).toEqual([true, undefined, undefined]);
  });
  test.each(['', '-theirs', 'a b', 'a'.repeat(101), undefined, null, 5])('refuses the name %p', (name) => {
    expect(problemsOf(ClusterSource.existing(name as any))).toEqual([
      `cluster.clusterName: ${name === undefined ? 'missing' : `got ${JSON.stringify(name)}`}. Must be the name of an `
        + 'EKS cluster: 1 to 100 letters, digits, hyphens and underscores, with a letter or digit first.',
    ]);
  });
  test('allows a token', () => {
    expect(problemsOf(ClusterSource.existing(variable().stringValue))).toEqual([]);
  });
});

test('an error of the created cluster has the construct\'s own text', () => {
  const options = { logRetentionDays: 2 } as EksClusterOptions;
  expect(messageOf(() => bind(ClusterSource.create(options))))
    .toMatch(/^EksCluster 'test\/Cluster' has 1 problem in its props:\n/);
});
