import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformOutput, TerraformResource } from 'cdktf';
import { CLUSTER, NETWORK, problemsOf, variable } from './fixtures';
import { ClusterAutoscaler, ClusterAutoscalerExpander, ClusterAutoscalerProps, EksCluster } from '../../src/cluster';
import { autoscalerValues } from '../../src/cluster/private/autoscaler-values';
import { autoscalerStatements } from '../../src/cluster/private/statements';
import { ClusterAutoscalerVersion, KubernetesVersion } from '../../src/versions';
import { messageOf, synth, Synthesized, TestStack } from '../support/synth';

const PROPS: ClusterAutoscalerProps = { cluster: CLUSTER, region: 'eu-central-1', roleName: 'acme-autoscaler' };
/** Stand-ins for values of a stack. */
const [BEFORE, OTHER] = ['a resource', 'another Helm provider'];

function autoscaler(props: object = {}): Synthesized {
  return synth((stack) => {
    const [ready, before] = ['Ready', 'Before']
      .map((id) => new TerraformResource(stack, id, { terraformResourceType: 'terraform_data' }));
    const other = new HelmProvider(stack, 'Other', { alias: 'other' });
    const made = new ClusterAutoscaler(stack, 'Autoscaler', {
      ...PROPS,
      cluster: { ...CLUSTER, ready: [ready] },
      ...props,
      ...('dependsOn' in props && props.dependsOn === BEFORE && { dependsOn: [before] }),
      ...('helmProvider' in props && props.helmProvider === OTHER && { helmProvider: other }),
    });
    for (const name of ['namespace', 'roleArn'] as const) {
      new TerraformOutput(stack, name, { value: made[name], staticId: true });
    }
    new TerraformOutput(stack, 'release', { value: made.release.name, dependsOn: made.ready, staticId: true });
  });
}
const refused = (props: object) => problemsOf(() => autoscaler(props));
const valuesOf = (synthesized: Synthesized) =>
  JSON.parse(synthesized.one('helm_release').values[0].replace(/\$\{jsonencode\((.*?)\)\}/g, '"$1"'));

describe('by default', () => {
  const stack = autoscaler();
  const release = stack.one('helm_release');
  const role = stack.address('aws_iam_role');

  test('installs the chart at its pinned version, in kube-system', () => {
    expect(release).toMatchObject({
      name: 'cluster-autoscaler',
      namespace: 'kube-system',
      repository: 'https://kubernetes.github.io/autoscaler',
      chart: 'cluster-autoscaler',
      version: '9.59.0',
      wait: true,
      atomic: true,
      timeout: 900,
    });
  });
  test('with the library\'s values', () => {
    expect(release.values).toHaveLength(1);
    expect(valuesOf(stack)).toEqual(autoscalerValues('acme-eks', 'eu-central-1', `${role}.arn`, 'v1.35.2'));
    expect(valuesOf(stack)).toMatchObject({
      autoDiscovery: { clusterName: 'acme-eks' },
      awsRegion: 'eu-central-1',
      extraArgs: { expander: 'least-waste' },
      resources: { requests: { cpu: '100m', memory: '300Mi' }, limits: { memory: '600Mi' } },
    });
  });
  test('only its service account assumes its role', () => {
    expect(stack.one('aws_iam_role').name).toBe('acme-autoscaler');
    expect(JSON.parse(stack.one('aws_iam_role').assume_role_policy).Statement[0].Condition.StringEquals).toEqual({
      'oidc.example.com/id/1:aud': 'sts.amazonaws.com',
      'oidc.example.com/id/1:sub': ['system:serviceaccount:kube-system:cluster-autoscaler'],
    });
  });
  test('the role has only the permissions of the autoscaler', () => {
    expect(stack.all('aws_iam_role_policy_attachment')).toEqual({});
    const { Statement } = JSON.parse(stack.one('aws_iam_role_policy').policy);
    expect(Statement.map((statement: any) => statement.Action))
      .toEqual(autoscalerStatements('aws', 'acme-eks').map(({ actions }) => actions));
    const partition = stack.addresses.find((address) => address.startsWith('data.aws_partition'));
    expect(Statement[2].Resource).toEqual([`arn:\${${partition}.partition}:autoscaling:*:*:autoScalingGroup:*`]);
  });
  test('depends on the cluster\'s dependencies and on its permissions', () => {
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

test('the release is the default child', () => {
  const made = new ClusterAutoscaler(new TestStack(), 'Autoscaler', PROPS);
  expect(made.node.defaultChild).toBe(made.release);
});

describe('props', () => {
  test('version', () => {
    const made = autoscaler({ version: ClusterAutoscalerVersion.of('9.60.0', 'v1.36.1') });
    expect(made.one('helm_release').version).toBe('9.60.0');
    expect(valuesOf(made).image).toEqual({ tag: 'v1.36.1' });
  });
  test('expander', () => {
    expect(valuesOf(autoscaler({ expander: ClusterAutoscalerExpander.MOST_PODS })).extraArgs.expander)
      .toBe('most-pods');
  });
  test('resources', () => {
    expect(valuesOf(autoscaler({ resources: { memoryRequest: '600Mi', cpuLimit: '1' } })).resources)
      .toEqual({ requests: { cpu: '100m', memory: '600Mi' }, limits: { cpu: '1', memory: '600Mi' } });
  });
  test('values are a second document without expressions', () => {
    const values = { extraArgs: { v: 2, name: '${HOME}' } };
    expect(autoscaler({ values }).one('helm_release').values.slice(1))
      .toEqual(['{"extraArgs":{"v":2,"name":"$${HOME}"}}']);
  });
  test('timeout', () => expect(autoscaler({ releaseTimeoutSeconds: 1200 }).one('helm_release').timeout).toBe(1200));
  test('provider', () => expect(autoscaler({ helmProvider: OTHER }).one('helm_release').provider).toBe('helm.other'));
  test('dependsOn', () => {
    const stack = autoscaler({ dependsOn: BEFORE });
    expect(stack.reaches(stack.address('helm_release'), 'terraform_data.Before')).toBe(true);
    expect(stack.reaches(stack.address('helm_release'), 'terraform_data.Ready')).toBe(false);
  });
  test('valid options are accepted', () => {
    expect(() => autoscaler({
      resources: { cpuRequest: '1', memoryLimit: '1Gi' },
      values: { extraArgs: { v: 4 }, autoDiscovery: { labels: [] }, image: { repository: 'x' } },
      releaseTimeoutSeconds: 60,
    })).not.toThrow();
  });
  test('tokens are accepted', () => {
    const text = variable().stringValue;
    expect(() => autoscaler({
      region: text,
      roleName: text,
      resources: { memoryRequest: text },
      version: ClusterAutoscalerVersion.of(text, text),
      cluster: { ...CLUSTER, oidcProviderArn: 'arn:aws-cn:iam::111122223333:oidc-provider/a' },
    })).not.toThrow();
  });
});

describe('on an EksCluster', () => {
  const onCluster = (kubernetesVersion?: KubernetesVersion, version?: ClusterAutoscalerVersion) => synth((stack) => {
    const cluster = new EksCluster(stack, 'K8s', { clusterName: 'acme-eks', network: NETWORK, kubernetesVersion });
    new ClusterAutoscaler(stack, 'Autoscaler', { ...PROPS, cluster, version });
  });

  test.each([
    ['1.35', undefined, 'v1.35.2'],
    ['1.34', KubernetesVersion.V1_34, 'v1.34.5'],
  ])('the image matches its Kubernetes %s', (_, kubernetesVersion, tag) => {
    expect(valuesOf(onCluster(kubernetesVersion)).image).toEqual({ tag });
  });
  test('refuses a version for another Kubernetes', () => {
    expect(problemsOf(() => onCluster(KubernetesVersion.V1_34, ClusterAutoscalerVersion.V1_35_2))).toEqual([
      'version: got the image "v1.35.2". Must be built for the cluster\'s Kubernetes version (1.34). Use '
        + 'ClusterAutoscalerVersion.V1_34_5, or leave it out.',
    ]);
    expect(problemsOf(() => onCluster(KubernetesVersion.of('1.36'), ClusterAutoscalerVersion.V1_35_2))).toEqual([
      'version: got the image "v1.35.2". Must be built for the cluster\'s Kubernetes version (1.36). Use '
        + 'ClusterAutoscalerVersion.of("9.59.0", "v1.36.x") with the newest x of '
        + 'https://github.com/kubernetes/autoscaler/releases.',
    ]);
  });
  test('requires a version for a Kubernetes without a default', () => {
    expect(problemsOf(() => onCluster(KubernetesVersion.of('1.40')))).toEqual([
      'version: must be given for Kubernetes 1.40, for which the library has no constant. Use '
        + 'ClusterAutoscalerVersion.of("9.59.0", "v1.40.x") with the newest x of '
        + 'https://github.com/kubernetes/autoscaler/releases.',
    ]);
    const given = ClusterAutoscalerVersion.of('9.70.0', 'v1.40.0');
    expect(onCluster(KubernetesVersion.of('1.40'), given).one('helm_release').version).toBe('9.70.0');
  });
});

describe('refuses', () => {
  const VERSION = 'Must be a ClusterAutoscalerVersion, for example ClusterAutoscalerVersion.DEFAULT';
  const EXPANDERS = 'ClusterAutoscalerExpander.LEAST_WASTE, ClusterAutoscalerExpander.MOST_PODS,'
    + ' ClusterAutoscalerExpander.RANDOM';
  const own = (path: string, remedy: string) =>
    `values.${path}: set by the construct, because other settings depend on it. ${remedy}`;
  const NAME = 'The role is for the service account of this name.';
  test.each<[object, string]>([
    [{ region: 'eu-central-1a' }, 'region: got "eu-central-1a". Must be an AWS region, for example "eu-central-1". '
      + '"eu-central-1a" is an availability zone. Did you mean "eu-central-1"?'],
    [{ region: 'eu-centrl-1' }, expect.stringMatching(/^region: got .*\. Must be an AWS region/) as any],
    [{ roleName: 'a/b' }, 'roleName: got "a/b". Must be 1 to 64 letters, digits and "+=,.@_-".'],
    [{ cluster: { ...CLUSTER, ready: undefined } },
      'cluster.ready: missing. Must be a list of which each element is a resource, a data source or a module.'],
    [{ cluster: { ...CLUSTER, oidcProviderArn: 'arn:aws-cn:iam::111122223333:oidc-provider/a' } },
      'cluster.oidcProviderArn: got an IAM OIDC provider of the partition aws-cn. Must be one of aws. ARNs in '
        + 'eu-central-1 begin with "arn:aws:".'],
    [{ version: 'v1.35.2' }, `version: got "v1.35.2". ${VERSION}. Allowed: ClusterAutoscalerVersion.V1_34_5,`
      + ' ClusterAutoscalerVersion.V1_35_2, ClusterAutoscalerVersion.DEFAULT, ClusterAutoscalerVersion.of(…).'],
    [{ version: ClusterAutoscalerVersion.of('9', 'v1.35.2') },
      'version: got "9". Must be a chart version of three numbers, for example "1.17.1". Use one that the chart '
        + 'repository lists.'],
    [{ version: ClusterAutoscalerVersion.of('9.59.0', '1.35.2') }, 'version: got "1.35.2". Must be an image tag such '
      + 'as "v1.35.2". Its major and minor are those of the cluster\'s Kubernetes.'],
    [{ expander: 'priority' }, `expander: got "priority". Must be one of ${EXPANDERS}.`],
    [{ resources: { memoryRequest: '1Gi' } },
      'resources.memoryRequest: got "1Gi". Must be at most \'resources.memoryLimit\', which is by default "600Mi". '
        + "Give 'resources.memoryLimit', too."],
    [{ resources: { memoryLimit: '200Mi' } },
      'resources.memoryLimit: got "200Mi". Must be at least \'resources.memoryRequest\', which is by default '
        + '"300Mi". Give \'resources.memoryRequest\', too.'],
    [{ resources: { cpuLimit: '50m' } },
      'resources.cpuLimit: got "50m". Must be at least \'resources.cpuRequest\', which is by default "100m". Give '
        + "'resources.cpuRequest', too."],
    [{ resources: { cpuRequest: '2', cpuLimit: '1' } },
      'resources.cpuRequest: got "2". Must be at most \'resources.cpuLimit\', which is "1".'],
    [{ resources: { memoryRequest: '300m' } },
      'resources.memoryRequest: got "300m". Must be a quantity of memory, for example "512Mi" or "2Gi".'],
    [{ resources: { memoryLimit: '1GB' } },
      'resources.memoryLimit: got "1GB". Must be a quantity of memory, for example "512Mi" or "2Gi".'],
    [{ resources: { cpuRequest: '100Mi' } },
      'resources.cpuRequest: got "100Mi". Must be a CPU quantity, for example "100m" or "2".'],
    [{ values: 'v: 2' }, 'values: got "v: 2". Must be an object of Helm values.'],
    [{ values: { fullnameOverride: 'a' } }, own('fullnameOverride', NAME)],
    [{ values: { nameOverride: 'a' } }, own('nameOverride', NAME)],
    [{ values: { cloudProvider: 'gce' } }, own('cloudProvider', 'The node groups are those of EKS.')],
    [{ values: { awsRegion: 'a' } }, own('awsRegion', "Give 'region'.")],
    [{ values: { autoDiscovery: { clusterName: 'a' } } }, own('autoDiscovery.clusterName', 'It is the name of the'
      + ' cluster.')],
    [{ values: { image: { tag: 'a' } } }, own('image.tag', "Give 'version'.")],
    [{ values: { rbac: { serviceAccount: { create: false } } } }, own('rbac.serviceAccount.create', NAME)],
    [{ values: { extraArgs: { expander: 'random' } } }, own('extraArgs.expander', "Give 'expander'.")],
    [{ values: { extraEnv: { AWS_REGION: 'us-east-1' } } }, own('extraEnv.AWS_REGION', "Give 'region'.")],
    [{ values: { rbac: 'a' } }, 'values.rbac: got a string. Must be a map. The construct relies on '
      + "'values.rbac.serviceAccount.create'."],
    [{ values: { rbac: { serviceAccount: { name: 'a' } } } }, own('rbac.serviceAccount.name', NAME)],
    [{ values: { rbac: { serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'a' } } } } },
      own('rbac.serviceAccount.annotations.eks.amazonaws.com/role-arn', 'It is the role of the construct.')],
    [{ releaseTimeoutSeconds: 59 }, 'releaseTimeoutSeconds: got 59. Must be a whole number from 60 to 86400 seconds.'],
    [{ helmProvider: {} }, 'helmProvider: got {}. Must be a provider of the class HelmProvider.'],
    [{ dependsOn: [{}] }, 'dependsOn[0]: got {}. Must be a resource, a data source or a module. For a construct of '
      + "this library pass its 'ready': [...construct.ready]."],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual([problem]);
  });
  test('a provider of another kind', () => {
    const helmProvider = new KubernetesProvider(new TestStack(), 'Other', { alias: 'other' });
    expect(refused({ helmProvider })).toEqual([
      'helmProvider: got an object of the class KubernetesProvider. Must be a provider of the class HelmProvider.',
    ]);
  });
  test('with its name in the message', () => {
    expect(messageOf(() => autoscaler({ releaseTimeoutSeconds: 0 })))
      .toMatch(/^ClusterAutoscaler 'test\/Autoscaler' has 1 problem in its props:\n/);
  });
  test('missing props', () => {
    expect(problemsOf(() => new ClusterAutoscaler(new TestStack(), 'A', undefined as any)))
      .toEqual(["props: missing. Must be an object with 'cluster', 'roleName'."]);
  });
});
