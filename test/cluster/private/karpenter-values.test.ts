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
  test('is as in the golden file', () => expectGolden(`${__dirname}/..`, `${chart}.${rendering}`, rendered));

  test('sets no path that the chart does not have', () => {
    expect(unknownPaths(rendered, chartValues(chart))).toEqual([]);
  });
});

describe('what the library leaves to Karpenter\'s chart', () => {
  const chart = chartValues('karpenter-1.14.1');

  test('its pods stay off the nodes that it makes', () => {
    expect(chart.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms)
      .toEqual([{ matchExpressions: [{ key: 'karpenter.sh/nodepool', operator: 'DoesNotExist' }] }]);
  });
  test('one of two pods may be missing, so that Helm does not wait for it', () => {
    expect(karpenter().replicas - chart.strategy.rollingUpdate.maxUnavailable).toBe(1);
  });
});

test('of the nodes that NVIDIA\'s chart looks for, those with the label of the pool do', () => {
  const terms = chartValues('nvidia-device-plugin-0.20.0')
    .affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
  expect(terms).toContainEqual({ matchExpressions: [{ key: GPU_LABEL, operator: 'In', values: ['true'] }] });
});
