import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformOutput, TerraformResource, Testing } from 'cdktf';
import { ClusterAutoscaler, ClusterAutoscalerProps, ClusterAutoscalerVersion, ClusterSource, KubernetesVersion, NetworkSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { autoscalerStatements, autoscalerValues } from '../../src/cluster/private/autoscaler-values';
import { messageOf, synth, Synthesized, synthStack } from '../support/synth';

function autoscaler(props: Partial<ClusterAutoscalerProps> = {}): Synthesized {
  return synth((stack) => {
    const [ready, before] = ['Ready', 'Before'].map((id) => new TerraformResource(stack, id, { terraformResourceType: 'terraform_data' }));
    const made = new ClusterAutoscaler(stack, 'Autoscaler', {
      cluster: {
        clusterName: 'acme-eks',
        endpoint: 'https://eks',
        certificateAuthorityData: 'Q0E=',
        securityGroupId: 'sg-1',
        oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc.example.com',
        oidcIssuer: 'oidc.example.com',
        ready: [ready],
      },
      region: 'eu-central-1',
      roleName: 'acme-autoscaler',
      ...props,
      ...(props.dependsOn && { dependsOn: [before] }),
      ...(props.helmProvider && { helmProvider: new HelmProvider(stack, 'Other', { alias: 'other' }) }),
    });
    for (const name of ['namespace', 'roleArn'] as const) {
      new TerraformOutput(stack, name, { value: made[name], staticId: true });
    }
    new TerraformOutput(stack, 'release', { value: made.release.name, dependsOn: made.ready, staticId: true });
  });
}

describe('by default', () => {
  const stack = autoscaler();
  const release = stack.one('helm_release');
  const role = stack.address('aws_iam_role');

  test('the chart is installed at its pinned version, in kube-system', () => {
    expect(release).toMatchObject({
      name: 'cluster-autoscaler',
      namespace: 'kube-system',
      repository: 'https://kubernetes.github.io/autoscaler',
      chart: 'cluster-autoscaler',
      version: '9.59.0',
      wait: true,
      atomic: true,
      timeout: 600,
    });
  });
  test('with the library\'s values', () => {
    expect(release.values).toHaveLength(1);
    for (const value of ['acme-eks', 'eu-central-1', 'v1.35.2', 'least-waste', `= ${role}.arn`]) {
      expect(release.values[0]).toContain(value);
    }
    expect(Object.keys(autoscalerValues('', '', '', '')).filter((key) => !release.values[0].includes(`"${key}" = `))).toEqual([]);
  });
  test('its service account alone assumes its role', () => {
    expect(stack.one('aws_iam_role').name).toBe('acme-autoscaler');
    expect(JSON.parse(stack.one('aws_iam_role').assume_role_policy).Statement[0].Condition.StringEquals).toEqual({
      'oidc.example.com:aud': 'sts.amazonaws.com',
      'oidc.example.com:sub': ['system:serviceaccount:kube-system:cluster-autoscaler'],
    });
  });
  test('the role has the rights of the autoscaler and no others', () => {
    expect(stack.all('aws_iam_role_policy_attachment')).toEqual({});
    const { Statement } = JSON.parse(stack.one('aws_iam_role_policy').policy);
    expect(Statement.map((statement: any) => statement.Action))
      .toEqual(autoscalerStatements('aws', 'acme-eks').map(({ actions }) => actions));
    expect(Statement[2].Resource).toEqual([`arn:\${${stack.addresses.find((address) => address.startsWith('data.aws_partition'))}.partition}:autoscaling:*:*:autoScalingGroup:*`]);
  });
  test('it waits for what the cluster names as ready, and for its rights', () => {
    const address = stack.address('helm_release');
    expect(stack.reaches(address, 'terraform_data.Ready')).toBe(true);
    expect(stack.dependencies(address)).toContain(stack.address('aws_iam_role_policy'));
  });
  test('attributes', () => {
    expect(stack.outputs.namespace.value).toBe('kube-system');
    expect(stack.outputs.roleArn.value).toBe(`\${${role}.arn}`);
    expect(stack.outputs.release.depends_on).toEqual([`\${${stack.address('helm_release')}}`]);
  });
});

describe('props', () => {
  test('version', () => {
    const release = autoscaler({ version: ClusterAutoscalerVersion.of('9.60.0', 'v1.36.1') }).one('helm_release');
    expect(release.version).toBe('9.60.0');
    expect(release.values[0]).toContain('"tag" = "v1.36.1"');
  });
  test('values are a second document', () => {
    const values = { extraArgs: { v: 2 } };
    expect(autoscaler({ values }).one('helm_release').values.slice(1)).toEqual([JSON.stringify(values)]);
  });
  test('timeout', () => expect(autoscaler({ releaseTimeoutSeconds: 900 }).one('helm_release').timeout).toBe(900));
  test('provider', () => expect(autoscaler({ helmProvider: {} as HelmProvider }).one('helm_release').provider).toBe('helm.other'));
  test('what it depends on', () => {
    const stack = autoscaler({ dependsOn: [] });
    expect(stack.reaches(stack.address('helm_release'), 'terraform_data.Before')).toBe(true);
    expect(stack.reaches(stack.address('helm_release'), 'terraform_data.Ready')).toBe(false);
  });
  test('problems name the construct', () => {
    expect(messageOf(() => autoscaler({ releaseTimeoutSeconds: 0 }))).toBe(
      'ClusterAutoscaler \'test/Autoscaler\' has 1 problem in its props:\n  - \'releaseTimeoutSeconds\' must be a whole number of at least 60 seconds, got 0.');
  });
});

describe('in the stack', () => {
  const stack = (props: Partial<ZenmlAwsStackProps> = {}) =>
    synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props }));
  const on = stack({ clusterAutoscaler: { enabled: true } });
  const RELEASE = on.address('helm_release', 'ClusterAutoscaler');

  test.each([['by default', stack()], ['without enabled', stack({ clusterAutoscaler: { releaseTimeoutSeconds: 60 } })]])('it is off %s', (_, off) => {
    expect(Object.keys(off.all('helm_release')).filter((name) => name.includes('Autoscaler'))).toEqual([]);
    expect(off.one('aws_eks_node_group').lifecycle).toEqual({ create_before_destroy: true });
  });
  test('when it is on, Terraform does not set the number of nodes back', () => {
    expect(on.one('aws_eks_node_group').lifecycle).toEqual({ create_before_destroy: true, ignore_changes: ['scaling_config[0].desired_size'] });
  });
  test('its role is named after the prefix', () => expect(on.one('aws_iam_role', 'ClusterAutoscaler').name).toBe('acme-cluster-autoscaler'));
  test.each([
    ['the barrier, and with it the nodes', 'terraform_data.ClusterReady'],
    ['the nodes', on.address('aws_eks_node_group')],
    ['its rights', on.address('aws_iam_role_policy', 'ClusterAutoscaler')],
    ['its role', on.address('aws_iam_role', 'ClusterAutoscaler')],
  ])('it comes after, and goes before %s', (_, before) => expect(on.reaches(RELEASE, before)).toBe(true));
  test.each([
    ['the barrier', `${RELEASE} -> terraform_data.ClusterReady`, on.address('aws_eks_node_group')],
    ['its rights', `${RELEASE} -> ${on.address('aws_iam_role_policy', 'ClusterAutoscaler')}`, on.address('aws_iam_role_policy', 'ClusterAutoscaler')],
  ])('not without the edge to %s', (_, edge, before) => expect(on.reaches(RELEASE, before, [edge])).toBe(false));
  test('its image is for the cluster\'s Kubernetes', () => {
    const older = stack({ clusterAutoscaler: { enabled: true }, cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.V1_34 }) });
    expect(older.one('helm_release', 'ClusterAutoscaler').values[0]).toContain('"tag" = "v1.34.5"');
  });
  test('it resizes the groups of a cluster that exists', () => {
    const existing = stack({
      clusterAutoscaler: { enabled: true },
      cluster: ClusterSource.existing('ours'),
      network: NetworkSource.existing({
        vpcId: 'vpc-0a1b2c3d4e5f60718',
        privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
        publicSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
      }),
    });
    const cluster = existing.addresses.find((address) => address.startsWith('data.aws_eks_cluster.'));
    expect(existing.one('aws_iam_role_policy', 'ClusterAutoscaler').policy).toContain(`k8s.io/cluster-autoscaler/\${${cluster}.name}`);
  });

  const refused = (props: Partial<ZenmlAwsStackProps>) => messageOf(() => stack(props)).split('\n  - ').slice(1);

  test('a Kubernetes for which there is no version is refused', () => {
    expect(refused({ clusterAutoscaler: { enabled: true }, cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.of('1.40') }) })).toEqual([
      '\'clusterAutoscaler.version\' must be given for Kubernetes 1.40, for which the library names none. Use ClusterAutoscalerVersion.of("9.59.0", "v1.40.x") '
      + 'with the newest x of https://github.com/kubernetes/autoscaler/releases.',
    ]);
  });
  test('unless the version is given', () => {
    const newer = stack({
      clusterAutoscaler: { enabled: true, version: ClusterAutoscalerVersion.of('9.70.0', 'v1.40.0') },
      cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.of('1.40') }),
    });
    expect(newer.one('helm_release', 'ClusterAutoscaler').version).toBe('9.70.0');
  });
  test('its problems are among the stack\'s', () => {
    expect(refused({ clusterAutoscaler: { enabled: true, releaseTimeoutSeconds: 1 } }))
      .toEqual(['\'clusterAutoscaler.releaseTimeoutSeconds\' must be a whole number of at least 60 seconds, got 1.']);
  });
});
