import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { dump, load } from 'js-yaml';
import { CapacityType, KarpenterOptions } from '../../../src/cluster';
import { devicePluginValues } from '../../../src/cluster/private/device-plugin-values';
import {
  NODE_CLASS, NODE_POOLS_CHART, nodePoolsValues, removalSeconds,
} from '../../../src/cluster/private/karpenter-node-pools';
import { folderHash } from '../../../src/helm/local-chart';
import { KarpenterVersion } from '../../../src/versions';
import { chartFile, expectGolden, schemaErrors } from '../../support/charts';
import { PRIVATE_SUBNET_IDS } from '../../support/fixtures';
import { Block } from '../../support/synth';

const NODES = {
  instanceProfile: 'acme-karpenter-node',
  subnetIds: PRIVATE_SUBNET_IDS,
  securityGroupIds: ['sg-0a1b2c3d4e5f60718'],
};
const ALL: KarpenterOptions = {
  cpuPool: { capacityType: CapacityType.SPOT, maxCpu: 200 },
  gpuPool: { capacityType: CapacityType.SPOT, maxGpus: 16, instanceFamilies: ['g6e'] },
  diskGib: 200,
  amiVersion: 'v20260724',
  consolidateAfterMinutes: 1,
  expireAfterHours: 48,
  drainTimeoutMinutes: 240,
};
const TAGS = { team: 'ml', on: '1e3' };
const pools = (options: KarpenterOptions = {}, tags?: { [key: string]: string }) =>
  nodePoolsValues({ ...NODES, tags }, options);

/** The objects that the chart renders from values: each template is a loop over a map of specs. */
function render(values: Block): Block[] {
  return [['ec2nodeclass.yaml', 'nodeClasses'], ['nodepool.yaml', 'nodePools']].flatMap(([file, list]) => {
    const template = readFileSync(path.join(NODE_POOLS_CHART, 'templates', file), 'utf8');
    const [, body] = new RegExp(`^{{- range \\$name, \\$spec := \\.Values\\.${list} }}\n([^]*)\n{{- end }}\n$`).exec(template)!;
    return Object.entries(values[list]).map(([name, spec]) => load(body
      .replace('{{ $name }}', name)
      .replace('{{ $.Release.Service }}', 'Helm')
      .replace('{{ $.Release.Name }}', 'karpenter-node-pools')
      .replace('{{- toYaml $spec | nindent 2 }}', JSON.stringify(spec))) as Block);
  });
}

/** The schema of a definition's version. */
function schemaOf(version: string, kind: string): Block {
  const file = { EC2NodeClass: 'karpenter.k8s.aws_ec2nodeclasses', NodePool: 'karpenter.sh_nodepools' }[kind];
  const definition = load(chartFile(`karpenter-${version}`, `${file}.yaml`)) as Block;
  return definition.spec.versions.find(({ name }: Block) => name === 'v1').schema.openAPIV3Schema;
}

/** The same with unknown members forbidden, which the API server would drop. */
function closed(schema: any): any {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === 'object' && schema.properties && !schema.additionalProperties
    ? { ...inner, additionalProperties: false } : inner;
}

const RENDERINGS: [string, Block][] = [
  ['default', pools()],
  ['gpu', pools({ gpuPool: {} })],
  ['all', pools(ALL, TAGS)],
];
const VERSIONS = Object.entries(KarpenterVersion).filter(([name]) => name !== 'DEFAULT').map(([, it]) => it.version);

describe.each(RENDERINGS)('node pools, %s', (rendering, values) => {
  test('match the golden file', () => expectGolden(`${__dirname}/..`, `karpenter-node-pools.${rendering}`, values));

  test.each(VERSIONS)('match the definitions of %s', (version) => {
    const wrong = render(values).flatMap((object) => {
      const schema = closed(schemaOf(version, object.kind));
      const { metadata, ...properties } = schema.properties;
      return schemaErrors(object, { ...schema, properties: { ...properties, metadata: {} } })
        .map((error) => `${object.kind} ${object.metadata.name}: ${error}`);
    });
    expect(wrong).toEqual([]);
  });
});

test('the schemas are checked', () => {
  const [nodeClass, pool] = render(pools());
  const errors = (object: Block, spec: Block) =>
    schemaErrors({ ...object, spec: { ...object.spec, ...spec } }, closed(schemaOf('1.14.1', object.kind)));
  expect(errors(nodeClass, { subnets: [] })).toContain('/spec must NOT have additional properties');
  expect(errors(pool, { disruption: { consolidateAfter: '5 minutes' } })).toEqual([expect.stringMatching(/must match pattern/)]);
  expect(errors(pool, { weight: 0 })).toEqual(['/spec/weight must be >= 1']);
});

describe('the chart', () => {
  test('creates only the objects', () => {
    expect(render(pools(ALL)).map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata])).toEqual([
      ['karpenter.k8s.aws/v1', 'EC2NodeClass', 'default'],
      ['karpenter.sh/v1', 'NodePool', 'cpu'],
      ['karpenter.sh/v1', 'NodePool', 'gpu'],
    ].map(([apiVersion, kind, name]) => [apiVersion, kind, {
      name,
      labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'karpenter-node-pools' },
    }]));
  });
  test('has empty maps by default', () => {
    expect(load(readFileSync(path.join(NODE_POOLS_CHART, 'values.yaml'), 'utf8'))).toEqual({ nodeClasses: {}, nodePools: {} });
  });
  test('has a hash', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'chart-'));
    expect(folderHash(NODE_POOLS_CHART)).not.toBe(folderHash(empty));
    rmSync(empty, { recursive: true });
  });
  test('keeps strings as strings', () => {
    expect(load(dump(render(pools({}, TAGS))[0].spec.tags))).toEqual(TAGS);
  });
});

describe('nodes', () => {
  const { nodeClasses: { default: nodeClass }, nodePools: { cpu, gpu } } = pools({ gpuPool: {} });
  const values = (pool: Block, key: string) =>
    pool.template.spec.requirements.find((it: Block) => it.key === key)?.values;

  test('have an encrypted disk, and metadata that pods cannot reach', () => {
    expect(nodeClass.blockDeviceMappings[0].ebs).toMatchObject({ encrypted: true, volumeType: 'gp3', volumeSize: '100Gi' });
    expect(nodeClass.metadataOptions).toMatchObject({ httpTokens: 'required', httpPutResponseHopLimit: 1 });
  });
  test('have Terraform\'s profile: Karpenter creates none', () => {
    expect(nodeClass.instanceProfile).toBe('acme-karpenter-node');
    expect(nodeClass).not.toHaveProperty('role');
  });
  test('are of one class', () => {
    expect([cpu, gpu].map(({ template }) => template.spec.nodeClassRef.name)).toEqual([NODE_CLASS, NODE_CLASS]);
  });
  test('are on demand unless spot is configured, and then spot where available', () => {
    const capacity = 'karpenter.sh/capacity-type';
    expect([cpu, gpu].map((pool) => values(pool, capacity))).toEqual([['on-demand'], ['on-demand']]);
    const spot = pools(ALL).nodePools;
    expect([spot.cpu, spot.gpu].map((pool) => values(pool, capacity))).toEqual([['spot', 'on-demand'], ['spot', 'on-demand']]);
  });
  test('without GPUs accept any pod, those with GPUs accept pods that tolerate the taint', () => {
    expect(cpu.template.spec.taints).toBeUndefined();
    expect(gpu.template.spec.taints).toEqual([{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }]);
  });
  test('with GPUs are those that NVIDIA\'s device plugin selects and tolerates', () => {
    const { nodeSelector, tolerations } = devicePluginValues();
    expect(gpu.template.metadata.labels).toEqual(nodeSelector);
    expect(tolerations).toEqual([{ key: gpu.template.spec.taints[0].key, operator: 'Exists', effect: 'NoSchedule' }]);
  });
  test('with GPUs are removed when they are empty, the others also when their pods fit elsewhere', () => {
    expect([cpu, gpu].map(({ disruption }) => disruption.consolidationPolicy)).toEqual(['WhenEmptyOrUnderutilized', 'WhenEmpty']);
  });
  test('are limited', () => {
    expect([cpu.limits, gpu.limits]).toEqual([{ cpu: 64 }, { 'nvidia.com/gpu': 4 }]);
  });
});

test.each<[KarpenterOptions, number]>([[{}, 90], [{ drainTimeoutMinutes: 240 }, 270]])(
  'removal of pools may take a drain and half an hour: %j', (options, minutes) => {
    expect(removalSeconds(options)).toBe(minutes * 60);
    const { nodePools } = pools({ ...options, gpuPool: {} });
    const drains = Object.values<Block>(nodePools).map(({ template }) => template.spec.terminationGracePeriod);
    expect(drains).toEqual([`${minutes - 30}m`, `${minutes - 30}m`]);
  });
