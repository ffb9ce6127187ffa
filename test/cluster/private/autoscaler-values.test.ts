import { ClusterAutoscalerExpander, ClusterAutoscalerOptions } from '../../../src/cluster';
import { autoscalerValues } from '../../../src/cluster/private/autoscaler-values';
import { autoscalerStatements } from '../../../src/cluster/private/statements';
import { ClusterAutoscalerVersion } from '../../../src/versions';
import { chartValues, expectGolden, unknownPaths } from '../../support/charts';
import { Block } from '../../support/synth';

const ROLE = 'arn:aws:iam::111122223333:role/acme-cluster-autoscaler';
const values = (options: ClusterAutoscalerOptions, tag: string) =>
  autoscalerValues('acme-eks', 'eu-central-1', ROLE, tag, options);
const VERSIONS = Object.entries(ClusterAutoscalerVersion)
  .filter(([name]) => name !== 'DEFAULT').map(([, version]) => version as ClusterAutoscalerVersion);

const RENDERINGS: [string, string, Block][] = VERSIONS.flatMap<[string, string, Block]>((version) => [
  [`cluster-autoscaler-${version.chartVersion}`, `${version.imageTag}`, values({}, version.imageTag)],
  [`cluster-autoscaler-${version.chartVersion}`, `${version.imageTag}-all`, values({
    expander: ClusterAutoscalerExpander.MOST_PODS,
    resources: { cpuRequest: '250m', memoryRequest: '1Gi', cpuLimit: '2', memoryLimit: '2Gi' },
  }, version.imageTag)],
]);

describe.each(RENDERINGS)('%s, %s', (chart, rendering, rendered) => {
  test('matches the golden file', () => expectGolden(`${__dirname}/..`, `${chart}.${rendering}`, rendered));

  test('sets only paths that the chart has', () => {
    expect(unknownPaths(rendered, chartValues(chart), ['extraArgs'])).toEqual([]);
  });
});

test('the chart looks for the tags that the permissions require', () => {
  const { autoDiscovery: { tags } } = chartValues('cluster-autoscaler-9.59.0');
  const conditions = autoscalerStatements('aws', 'acme-eks')[2].conditions!.StringEquals;
  const named = (tag: string) => tag.replace('{{ .Values.autoDiscovery.clusterName }}', 'acme-eks');
  expect(Object.keys(conditions)).toEqual((tags as string[]).map((tag) => `aws:ResourceTag/${named(tag)}`));
});

describe('permissions', () => {
  const statements = autoscalerStatements('aws-cn', 'acme-eks');
  const reads = /:(Describe|Get)/;

  test('to change groups cover only groups of the cluster', () => {
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
  test('to describe node groups cover only the cluster', () => {
    expect(statements.find(({ actions }) => actions.includes('eks:DescribeNodegroup'))!.resources)
      .toEqual(['arn:aws-cn:eks:*:*:nodegroup/acme-eks/*']);
  });
  test('contain no wildcard action', () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  });
});
