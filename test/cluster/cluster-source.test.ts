import { TerraformVariable } from 'cdktf';
import { ClusterSource, ICluster } from '../../src/cluster';
import { Validation } from '../../src/private/validation';
import { synth, TestStack } from '../support/synth';

const NETWORK = { vpcId: 'vpc-1', privateSubnetIds: ['private-1', 'private-2'], publicSubnetIds: ['public-1', 'public-2'], ready: [] };

function bind(source: ClusterSource, autoscaledNodes = false) {
  let cluster!: ICluster;
  const synthesized = synth((stack) => {
    cluster = source._bind(stack, 'Cluster', { name: 'acme-eks', network: NETWORK, nodeTags: { team: 'ml' }, autoscaledNodes });
    const { ready, ...attributes } = cluster;
    stack.addOverride('locals', 'nodeGroup' in attributes ? {} : attributes);
  });
  return { cluster, synthesized };
}

function problemsOf(source: ClusterSource): string[] {
  const validation = new Validation('cluster');
  source._validate(validation);
  return validation.problems;
}

describe('create', () => {
  test('takes the stack\'s name, network and tags, and passes the options on', () => {
    const { synthesized } = bind(ClusterSource.create({ logRetentionDays: 7, nodeGroup: { minSize: 3 } }));
    expect(synthesized.one('aws_eks_cluster')).toMatchObject({ name: 'acme-eks', vpc_config: { subnet_ids: NETWORK.privateSubnetIds } });
    expect(synthesized.one('aws_launch_template').tag_specifications[0].tags).toMatchObject({ team: 'ml' });
    expect(synthesized.one('aws_cloudwatch_log_group').retention_in_days).toBe(7);
    expect(synthesized.one('aws_eks_node_group').scaling_config.min_size).toBe(3);
  });
  test.each([[false, undefined], [true, ['scaling_config[0].desired_size']]])('where nodes are autoscaled (%s), their number is left alone', (autoscaled, ignored) => {
    expect(bind(ClusterSource.create(), autoscaled).synthesized.one('aws_eks_node_group').lifecycle.ignore_changes).toEqual(ignored);
  });
  test('is called by the stack\'s name', () => {
    expect(ClusterSource.create()._name('acme-eks')).toBe('acme-eks');
  });
  test('names the props by their path', () => {
    expect(problemsOf(ClusterSource.create({ nodeGroup: { desiredSize: 0 } }))).toContain(
      "'cluster.nodeGroup.desiredSize' must be a whole number from 1 to 450 nodes, got 0.");
  });
});

describe('existing', () => {
  test('makes no resource, and reads the cluster and its OIDC provider', () => {
    const { synthesized, cluster } = bind(ClusterSource.existing('theirs'));
    expect(synthesized.json.resource).toBeUndefined();
    expect(cluster.ready).toEqual([]);
    const data = `data.aws_eks_cluster.${Object.keys(synthesized.json.data.aws_eks_cluster)[0]}`;
    const oidc = `data.aws_iam_openid_connect_provider.${Object.keys(synthesized.json.data.aws_iam_openid_connect_provider)[0]}`;
    expect(synthesized.data('aws_eks_cluster').name).toBe('theirs');
    expect(synthesized.data('aws_iam_openid_connect_provider').url).toBe(`\${${data}.identity[0].oidc[0].issuer}`);
    expect(synthesized.json.locals).toEqual({
      clusterName: `\${${data}.name}`,
      endpoint: `\${${data}.endpoint}`,
      certificateAuthorityData: `\${${data}.certificate_authority[0].data}`,
      securityGroupId: `\${${data}.vpc_config[0].cluster_security_group_id}`,
      oidcProviderArn: `\${${oidc}.arn}`,
      oidcIssuer: `\${replace(${data}.identity[0].oidc[0].issuer, "https://", "")}`,
    });
  });
  test('is called by its own name', () => {
    expect(ClusterSource.existing('theirs')._name('acme-eks')).toBe('theirs');
  });
  test.each(['', '-theirs', 'a b', 'a'.repeat(101)])('refuses the name "%s"', (name) => {
    expect(problemsOf(ClusterSource.existing(name))).toEqual([`'cluster.clusterName' must be the name of an EKS cluster, got "${name}".`]);
  });
  test('lets a token through', () => {
    expect(problemsOf(ClusterSource.existing(new TerraformVariable(new TestStack(), 'Name', {}).stringValue))).toEqual([]);
  });
});
