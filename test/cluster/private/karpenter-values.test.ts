import { KarpenterOptions, NvidiaDevicePluginOptions } from '../../../src/cluster';
import { devicePluginValues } from '../../../src/cluster/private/device-plugin-values';
import { KARPENTER_CRD_VALUES, karpenterValues } from '../../../src/cluster/private/karpenter-values';
import { GPU_LABEL } from '../../../src/cluster/private/node-groups';
import { KarpenterVersion, NvidiaDevicePluginVersion } from '../../../src/versions';
import { chartValues, expectGolden, unknownPaths } from '../../support/charts';
import { Block } from '../../support/synth';

const SURROUNDINGS = {
  clusterName: 'acme-eks',
  clusterEndpoint: 'https://eks.example.com',
  queueName: 'acme-karpenter',
  roleArn: 'arn:aws:iam::111122223333:role/acme-karpenter',
};
const RESOURCES = { cpuRequest: '1', memoryRequest: '1Gi', cpuLimit: '2', memoryLimit: '2Gi' };
const karpenter = (options: KarpenterOptions = {}) => karpenterValues(SURROUNDINGS, options);
const plugin = (options: NvidiaDevicePluginOptions = {}) => devicePluginValues(options);
const named = (type: object) => Object.entries(type).filter(([name]) => name !== 'DEFAULT').map(([, it]) => it.version);

const RENDERINGS: [string, string, Block][] = [
  ...named(KarpenterVersion).flatMap<[string, string, Block]>((version) => [
    [`karpenter-${version}`, 'default', karpenter()],
    [`karpenter-${version}`, 'resources', karpenter({ resources: RESOURCES })],
    [`karpenter-crd-${version}`, 'default', KARPENTER_CRD_VALUES],
  ]),
  ...named(NvidiaDevicePluginVersion).flatMap<[string, string, Block]>((version) => [
    [`nvidia-device-plugin-${version}`, 'default', plugin()],
    [`nvidia-device-plugin-${version}`, 'resources', plugin({ resources: RESOURCES })],
  ]),
];

describe.each(RENDERINGS)('%s, %s', (chart, rendering, rendered) => {
  test('matches the golden file', () => expectGolden(`${__dirname}/..`, `${chart}.${rendering}`, rendered));

  test('sets only paths that the chart has', () => {
    expect(unknownPaths(rendered, chartValues(chart))).toEqual([]);
  });
});

describe('values that the library leaves to Karpenter\'s chart', () => {
  const chart = chartValues('karpenter-1.14.1');

  test('keep its pods off the nodes that it creates', () => {
    expect(chart.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms)
      .toEqual([{ matchExpressions: [{ key: 'karpenter.sh/nodepool', operator: 'DoesNotExist' }] }]);
  });
  test('allow one of two pods to be missing, so that Helm does not wait for it', () => {
    expect(karpenter().replicas - chart.strategy.rollingUpdate.maxUnavailable).toBe(1);
  });
});

test('the label of the GPU pool is among those that NVIDIA\'s chart selects', () => {
  const terms = chartValues('nvidia-device-plugin-0.20.0')
    .affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
  expect(terms).toContainEqual({ matchExpressions: [{ key: GPU_LABEL, operator: 'In', values: ['true'] }] });
});
