import { ClusterAutoscalerExpander, ClusterAutoscalerOptions, ClusterAutoscalerVersion, KubernetesVersion } from '../../../src';
import {
  autoscalerStatements, autoscalerValues, autoscalerVersion, autoscalerVersionFor, validateClusterAutoscaler,
} from '../../../src/cluster/private/autoscaler-values';
import { Validation } from '../../../src/private/validation';
import { chartValues, expectGolden, unknownPaths } from '../../support/charts';
import { Block } from '../../support/synth';

const ROLE = 'arn:aws:iam::111122223333:role/acme-cluster-autoscaler';
const named = (type: object): unknown[] => Object.entries(type).filter(([name]) => name !== 'DEFAULT').map(([, version]) => version);
const values = (options?: ClusterAutoscalerOptions, tag = 'v1.35.2') => autoscalerValues('acme-eks', 'eu-central-1', ROLE, tag, options);

const VERSIONS = named(ClusterAutoscalerVersion) as ClusterAutoscalerVersion[];

const RENDERINGS: [string, string, Block][] = VERSIONS.flatMap<[string, string, Block]>((version) => [
  [`cluster-autoscaler-${version.chartVersion}`, `${version.imageTag}`, values({}, version.imageTag)],
  [`cluster-autoscaler-${version.chartVersion}`, `${version.imageTag}-all`, values({
    expander: ClusterAutoscalerExpander.MOST_PODS,
    resources: { cpuRequest: '250m', memoryRequest: '1Gi', cpuLimit: '2', memoryLimit: '2Gi' },
  }, version.imageTag)],
]);

describe.each(RENDERINGS)('%s, %s', (chart, rendering, rendered) => {
  test('is as in the golden file', () => expectGolden(`${__dirname}/..`, `${chart}.${rendering}`, rendered));

  test('sets no path that the chart does not have', () => {
    expect(unknownPaths(rendered, chartValues(chart), ['extraArgs'])).toEqual([]);
  });
});

test('the chart looks for the tags on which the rights depend', () => {
  const { autoDiscovery: { tags } } = chartValues('cluster-autoscaler-9.59.0');
  const conditions = autoscalerStatements('aws', 'acme-eks')[2].conditions!.StringEquals;
  expect(Object.keys(conditions)).toEqual((tags as string[]).map((tag) => `aws:ResourceTag/${tag.replace('{{ .Values.autoDiscovery.clusterName }}', 'acme-eks')}`));
});

describe('rights', () => {
  const statements = autoscalerStatements('aws-cn', 'acme-eks');
  const reads = /:(Describe|Get)/;

  test('what changes groups is allowed for those of the cluster alone', () => {
    const writing = statements.filter(({ actions }) => actions.some((action) => !reads.test(action)));
    expect(writing).toEqual([{
      sid: 'ResizeGroups',
      actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      resources: ['arn:aws-cn:autoscaling:*:*:autoScalingGroup:*'],
      conditions: {
        StringEquals: {
          'aws:ResourceTag/k8s.io/cluster-autoscaler/enabled': 'true',
          'aws:ResourceTag/k8s.io/cluster-autoscaler/acme-eks': 'owned',
        },
      },
    }]);
  });
  test('node groups are seen in the cluster alone', () => {
    expect(statements.find(({ actions }) => actions.includes('eks:DescribeNodegroup'))!.resources).toEqual(['arn:aws-cn:eks:*:*:nodegroup/acme-eks/*']);
  });
  test('no action is a pattern', () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe('version', () => {
  test.each(named(KubernetesVersion) as KubernetesVersion[])('there is one for Kubernetes %j', ({ version }) => {
    expect(autoscalerVersionFor(version)!.imageTag).toMatch(new RegExp(`^v${version}\\.\\d+$`));
  });
  test('every named version is found', () => {
    const found = VERSIONS.map(({ imageTag }) => autoscalerVersionFor(imageTag.slice(1, 5)));
    expect(found).toEqual(VERSIONS);
  });
  test('the default is the one for the default Kubernetes', () => {
    expect(ClusterAutoscalerVersion.DEFAULT).toBe(autoscalerVersionFor(KubernetesVersion.DEFAULT.version));
  });
  test.each<[string, ClusterAutoscalerVersion, ClusterAutoscalerVersion]>([
    ['is the cluster\'s', autoscalerVersion({}, { kubernetesVersion: KubernetesVersion.V1_34 }), ClusterAutoscalerVersion.V1_34_5],
    ['is the default cluster\'s', autoscalerVersion({}, {}), ClusterAutoscalerVersion.V1_35_2],
    ['is the default for a cluster that exists', autoscalerVersion(), ClusterAutoscalerVersion.DEFAULT],
    ['is the default for a Kubernetes that is not known', autoscalerVersion({}, { kubernetesVersion: KubernetesVersion.of('1.99') }), ClusterAutoscalerVersion.DEFAULT],
    ['is what is asked for', autoscalerVersion({ version: ClusterAutoscalerVersion.V1_34_5 }, {}), ClusterAutoscalerVersion.V1_34_5],
  ])('%s', (_, got, expected) => expect(got).toBe(expected));
});

const OWN = 'is set by the construct and must agree with its other parts. Leave it out.';

test.each<[string, ClusterAutoscalerOptions, string]>([
  ['a chart version that is none', { version: ClusterAutoscalerVersion.of('9.59', 'v1.35.2') },
    '\'version\' must be a chart version of three numbers, for example "9.59.0", got "9.59". Use ClusterAutoscalerVersion.DEFAULT, or of() with a version that the chart repository lists.'],
  ['an image tag that is none', { version: ClusterAutoscalerVersion.of('9.59.0', '1.35.2') },
    '\'version\' must be an image tag such as "v1.35.2", got "1.35.2". Its major and minor are those of the cluster\'s Kubernetes.'],
  ['CPU that is none', { resources: { cpuRequest: '100Mi' } }, '\'resources.cpuRequest\' must be a CPU quantity, for example "100m" or "2", got "100Mi".'],
  ['memory that is none', { resources: { memoryLimit: '1GB' } }, '\'resources.memoryLimit\' must be a quantity of memory, for example "512Mi" or "2Gi", got "1GB".'],
  ['a timeout that is too short', { releaseTimeoutSeconds: 59 }, '\'releaseTimeoutSeconds\' must be a whole number of at least 60 seconds, got 59.'],
  ...['fullnameOverride', 'nameOverride', 'cloudProvider', 'awsRegion'].map<[string, ClusterAutoscalerOptions, string]>((path) =>
    [`the value ${path}`, { values: { [path]: 'x' } }, `'values.${path}' ${OWN}`]),
  ['the value autoDiscovery.clusterName', { values: { autoDiscovery: { clusterName: 'x' } } }, `'values.autoDiscovery.clusterName' ${OWN}`],
  ['the value image.tag', { values: { image: { tag: 'v1' } } }, `'values.image.tag' ${OWN}`],
  ['the name of the service account', { values: { rbac: { serviceAccount: { name: 'x' } } } }, `'values.rbac.serviceAccount.name' ${OWN}`],
  ['the role in the values', { values: { rbac: { serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'x' } } } } },
    `'values.rbac.serviceAccount.annotations.eks.amazonaws.com/role-arn' ${OWN}`],
])('%s is refused', (_, options, problem) => {
  const v = new Validation();
  validateClusterAutoscaler(v, options);
  expect(v.problems).toEqual([problem]);
});

test('good options are let through', () => {
  const v = new Validation();
  validateClusterAutoscaler(v, {
    version: ClusterAutoscalerVersion.of('9.60.1', 'v1.36.1'),
    expander: ClusterAutoscalerExpander.RANDOM,
    resources: { cpuRequest: '1', memoryLimit: '1Gi' },
    values: { extraArgs: { 'scale-down-unneeded-time': '20m' }, autoDiscovery: { labels: [] }, image: { repository: 'x' } },
    releaseTimeoutSeconds: 60,
  });
  expect(v.problems).toEqual([]);
});
