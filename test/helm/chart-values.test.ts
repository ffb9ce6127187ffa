import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import * as lib from '../../src';
import { AUTOSCALER_CHART, DEVICE_PLUGIN_CHART, KARPENTER_CHART } from '../../src/cluster/private/chart-rules';
import { ChartRules, HelmValues } from '../../src/helm/values';
import { NGINX_CHART } from '../../src/ingress/private/chart-rules';
import { MLFLOW_CHART } from '../../src/mlflow/private/chart-rules';
import { GATEWAY_PODS_CHART, ISTIO_BASE_CHART, ISTIOD_CHART, OPERATOR_CHART } from '../../src/seldon/private/chart-rules';
import { ZENML_CHART } from '../../src/zenml/private/chart-rules';
import { CLUSTER } from '../cluster/fixtures';
import { chartValues } from '../support/charts';
import { PRIVATE_SUBNET_IDS } from '../support/fixtures';
import { Block, messageOf, synth, Synthesized, synthStack, TestStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

// Exactly the values that a construct sets in a chart are refused in the `values` of users. The paths come from the
// synthesized releases, so that new values and charts are tested automatically.

const ROLE = 'arn:aws:iam::111122223333:role/a';
const ANNOTATIONS = { 'example.com/team': 'ml' };
const RESOURCES = { cpuRequest: '1', memoryRequest: '1Gi', cpuLimit: '2', memoryLimit: '2Gi' };
const USER = lib.Credentials.given('user', lib.SecretValue.unsafePlainText('secret'));
const TLS = lib.MysqlTls.rds('eu-central-1');
const IMAGE = { image: 'example.com/server', version: '1' };
const S3 = lib.MlflowArtifactStore.s3({ bucket: 'models' });
const MYSQL = lib.MlflowBackendStore.mysql({ host: 'db', credentials: USER });
const VERIFIED = lib.MlflowBackendStore.mysql({ host: 'db', createDatabase: { admin: USER }, tls: TLS });
const TRACKED = { environment: { OWN: 'a' }, resources: RESOURCES, replicas: 2, workers: 3, serviceAccountAnnotations: ANNOTATIONS };

/** A chart with user values. */
interface Part {
  readonly rules: ChartRules;
  /** The chart's folder below `charts`. */
  readonly folder: string;
  /** The prop for the values. */
  readonly prop: string;
  /** Props to test the chart with. */
  readonly variants: Block[];
  build(scope: Construct, props: Block, values?: HelmValues): void;
}

const mlflow = (scope: Construct, props: Block) => new lib.MlflowTrackingServer(scope, 'Part', { backendStore: MYSQL, artifactStore: S3, ...props } as any);
const seldon = (scope: Construct, props: Block) => new lib.SeldonCoreIstio(scope, 'Part', props);
const karpenter = { cluster: CLUSTER, region: 'eu-central-1', namePrefix: 'acme', subnetIds: PRIVATE_SUBNET_IDS };

/** Props of a stack that set user values, by chart. */
const STACK: Record<string, (values: HelmValues) => object> = {
  'mlflow': (values) => ({ mlflow: lib.MlflowSource.create({ values }) }),
  'nginx-ingress': (values) => ({ mlflow: lib.MlflowSource.create({ ingress: lib.Ingress.nginx({ values }) }) }),
  'base': (istioBaseValues) => ({ seldon: lib.SeldonSource.create({ istioBaseValues }) }),
  'istiod': (values) => ({ seldon: lib.SeldonSource.create({ istiod: { values } }) }),
  'gateway': (values) => ({ seldon: lib.SeldonSource.create({ gateway: { values } }) }),
  'seldon-core-operator': (values) => ({ seldon: lib.SeldonSource.create({ operator: { values } }) }),
  'zenml': (values) => ({ zenml: lib.ZenmlServerSource.create({ values }) }),
  'cluster-autoscaler': (values) => ({ clusterAutoscaler: { values } }),
};
const stack = (props: object = {}) =>
  new lib.ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', clusterAutoscaler: {}, ...props });

/** Charts by name. */
const PARTS: Record<string, Part> = {
  'mlflow': {
    rules: MLFLOW_CHART,
    folder: 'mlflow-1.11.5',
    prop: 'values',
    variants: [
      {},
      { ...TRACKED, backendStore: VERIFIED, serviceAccountRoleArn: ROLE },
      { backendStore: lib.MlflowBackendStore.sqlite(), ingress: lib.Ingress.none(), artifactStore: lib.MlflowArtifactStore.gcs({ bucket: 'models' }) },
      {
        backendStore: lib.MlflowBackendStore.postgresql({ host: 'db', credentials: USER }),
        artifactStore: lib.MlflowArtifactStore.azureBlob({ storageAccount: 'account', container: 'models', accessKey: lib.SecretValue.unsafePlainText('key') }),
      },
      { backendStore: VERIFIED, artifactStore: lib.MlflowArtifactStore.gcs({ bucket: 'models', credentialsJson: lib.SecretValue.unsafePlainText('{}') }), proxiedArtifacts: false },
      { artifactStore: lib.MlflowArtifactStore.s3Compatible({ endpoint: 'http://minio:9000', bucket: 'models', credentials: USER }) },
    ],
    build: (scope, props, values) => mlflow(scope, { ...props, values }),
  },
  'nginx-ingress': {
    rules: NGINX_CHART,
    folder: 'nginx-ingress-2.6.4',
    prop: 'values',
    variants: [{}, { name: 'other', className: 'other', replicas: 3, resources: RESOURCES }],
    build: (scope, props, values) => new lib.NginxController(scope, 'Part', { ...props, values }),
  },
  'base': {
    rules: ISTIO_BASE_CHART,
    folder: 'istio-base-1.30.3',
    prop: 'istioBaseValues',
    variants: [{}, { istioNamespace: lib.ClusterNamespace.create('mesh') }],
    build: (scope, props, istioBaseValues) => seldon(scope, { ...props, istioBaseValues }),
  },
  'istiod': {
    rules: ISTIOD_CHART,
    folder: 'istiod-1.30.3',
    prop: 'istiod.values',
    variants: [{}, { replicas: 2, resources: RESOURCES }],
    build: (scope, props, values) => seldon(scope, { istiod: { ...props, values } }),
  },
  'gateway': {
    rules: GATEWAY_PODS_CHART,
    folder: 'istio-gateway-1.30.3',
    prop: 'gateway.values',
    variants: [{}, { replicas: 2, resources: RESOURCES }, { istio: lib.IstioSource.existing({ revision: '1-30' }) }],
    build: (scope, { istio, ...gateway }, values) => seldon(scope, { istio, gateway: { ...gateway, values } }),
  },
  'seldon-core-operator': {
    rules: OPERATOR_CHART,
    folder: 'seldon-core-operator-1.17.1',
    prop: 'operator.values',
    variants: [
      {},
      {
        modelServers: [lib.SeldonModelServer.sklearn(IMAGE), lib.SeldonModelServer.mlflow(IMAGE)],
        resources: RESOURCES,
        executorResources: RESOURCES,
      },
    ],
    build: (scope, { modelServers, ...operator }, values) => seldon(scope, { modelServers, operator: { ...operator, values } }),
  },
  'zenml': {
    rules: ZENML_CHART,
    folder: 'zenml-8d6a088e',
    prop: 'values',
    variants: [
      {},
      {
        database: { host: 'db', admin: USER, tls: TLS },
        serviceAccountRoleArn: ROLE,
        serviceAccountAnnotations: ANNOTATIONS,
        environment: { OWN: 'a' },
        resources: RESOURCES,
        replicas: 2,
        serverUrl: 'https://zenml.example.com',
        exposure: lib.ServiceExposure.clusterIp(),
      },
      { database: { host: 'db', credentials: USER, tls: lib.MysqlTls.none() }, exposure: lib.ServiceExposure.clusterIp(), implicitAuthMethods: true },
    ],
    build: (scope, props, values) => new lib.ZenmlServer(scope, 'Part', { database: { host: 'db', credentials: USER }, ...props, values }),
  },
  'cluster-autoscaler': {
    rules: AUTOSCALER_CHART,
    folder: 'cluster-autoscaler-9.59.0',
    prop: 'values',
    variants: [{}, { expander: lib.ClusterAutoscalerExpander.MOST_PODS, resources: RESOURCES }],
    build: (scope, props, values) => new lib.ClusterAutoscaler(scope, 'Part', {
      cluster: CLUSTER, region: 'eu-central-1', roleName: 'autoscaler', ...props, values,
    }),
  },
  'karpenter': {
    rules: KARPENTER_CHART,
    folder: 'karpenter-1.14.1',
    prop: 'values',
    variants: [{}, { gpuPool: {}, resources: RESOURCES }],
    build: (scope, props, values) => new lib.Karpenter(scope, 'Part', { ...karpenter, ...props, values }),
  },
  'nvidia-device-plugin': {
    rules: DEVICE_PLUGIN_CHART,
    folder: 'nvidia-device-plugin-0.20.0',
    prop: 'values',
    variants: [{}, { resources: RESOURCES }],
    build: (scope, props, values) => new lib.NvidiaDevicePlugin(scope, 'Part', { cluster: CLUSTER, ...props, values }),
  },
};

// ---- Paths -----------------------------------------------------------------------------------------------------------

type Path = string[];

const isMap = (value: unknown): value is Block => typeof value === 'object' && value !== null && !Array.isArray(value);
const split = (path: string): Path => path.split(/(?<!\\)\./).map((key) => key.replace(/\\/g, ''));
const isAt = (path: Path, start: Path) => start.every((key, index) => path[index] === key);
const overlaps = (a: Path, b: Path) => isAt(a, b) || isAt(b, a);
const nest = (path: Path, value: unknown): any => path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
const merge = (a: any, b: any): any => isMap(a) && isMap(b)
  ? { ...a, ...Object.fromEntries(Object.entries(b).map(([key, value]) => [key, merge(a[key], value)])) } : b;
/** Paths of all values; with `empty`, an empty map counts as one. */
const leaves = (value: unknown, empty: boolean, path: Path = []): Path[] => isMap(value) && (!empty || Object.keys(value).length > 0)
  ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, empty, [...path, key])) : [path];

const releaseOf = (synthesized: Synthesized, chart: string): Block => Object.values(synthesized.all('helm_release')).find((it) => it.chart === chart)!;

/** Values that a release sets, in and outside of documents. */
function rendered({ build }: Part, chart: string, props: Block): Path[] {
  return renderedIn(synth((scope) => build(scope, props)), chart);
}

function renderedIn(synthesized: Synthesized, chart: string): Path[] {
  const { values, set = [] } = releaseOf(synthesized, chart);
  return [...(values as string[]).flatMap((it) => leaves(parseDocument(it), false)), ...(set as Block[]).map(({ name }) => split(name))];
}

/** The problems in an error, by path below the prop; undefined without an error. */
function refused({ build, prop }: Part, props: Block, values: HelmValues): string[] | undefined {
  try {
    build(new TestStack(), props, values);
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n  - ').slice(1).map((line) => {
      const start = `${prop}.`;
      if (!line.startsWith(start)) {
        throw new Error(`not about '${prop}': ${line}`);
      }
      return line.slice(start.length, line.indexOf(': '));
    });
  }
}

/** Whether a name in an error is the path, or a map that leads to it. */
const names = (name: string, path: Path) => path.some((_, index) => path.slice(0, index + 1).join('.') === name);

const CASES = Object.entries(PARTS).flatMap(([chart, part]) => part.variants.map((props, index): [string, Part, Block] => [`${chart} ${index}`, part, props]));

describe.each(CASES)('%s', (name, part, props) => {
  const [chart] = name.split(' ');
  const { rules } = part;
  const own = rendered(part, chart, props);
  const [open, joined] = [rules.open, rules.joined].map((it) => Object.keys(it ?? {}).map(split));
  const isOpen = (path: Path) => open.some((it) => isAt(path, it));
  const isJoined = (path: Path) => joined.some((it) => isAt(path, it));
  const owned = [
    ...own.filter((path) => !isOpen(path) && !isJoined(path)),
    ...Object.keys(rules.owned).map(split),
  ];
  const variables = Object.entries(rules.variables ?? {}).flatMap(([at, all]) => Object.keys(all).map((variable) => [...split(at), variable]));
  const isOwned = (path: Path): boolean => owned.some((it) => overlaps(it, path)) || variables.some((it) => isAt(path, it))
    || (path[0] === rules.alias && isOwned(path.slice(1)));

  test('sets values', () => expect(own.length).toBeGreaterThan(0));

  test('each of its values is refused', () => {
    for (const path of own.filter((it) => !isOpen(it) && !isJoined(it))) {
      for (const value of name.endsWith('0') ? ['x', null, { a: 'b' }] : ['x']) {
        const problems = refused(part, props, nest(path, value));
        expect([path, value, problems?.length, problems?.every((it) => names(it, path))]).toEqual([path, value, 1, true]);
      }
      if (rules.alias !== undefined) {
        expect(refused(part, props, nest([rules.alias, ...path], 'x'))).toHaveLength(1);
      }
    }
  });

  test('nothing can replace a map that leads to one', () => {
    const maps = new Set(own.flatMap((path) => path.slice(0, -1).map((_, index) => JSON.stringify(path.slice(0, index + 1)))));
    for (const path of [...maps].map((it) => JSON.parse(it) as Path).filter((it) => !isOpen(it))) {
      for (const value of name.endsWith('0') ? ['x', null, []] : ['x']) {
        const problems = refused(part, props, nest(path, value));
        expect([path, value, problems?.length, problems?.every((it) => names(it, path))]).toEqual([path, value, 1, true]);
      }
    }
  });

  test('lists that it shares keep its elements', () => {
    for (const path of own.filter(isJoined)) {
      const mine = path.join('.') === 'extraSecretNamesForEnvFrom' ? 'mine' : { name: 'mine', mountPath: '/mine', key: 'mine' };
      const synthesized = synth((scope) => part.build(scope, props, nest(path, [mine])));
      const docs = releaseOf(synthesized, chart).values as string[];
      const [before, , after] = docs.map((it) => path.reduce((at: any, key) => at?.[key], parseDocument(it)));
      expect([path, after]).toEqual([path, [...before, mine]]);
      expect(refused(part, props, nest(path, 'x'))).toEqual([path.join('.')]);
    }
  });

  test('defaults that are open can be replaced', () => {
    for (const path of own.filter(isOpen)) {
      expect([path, refused(part, props, nest(path, 'x'))]).toEqual([path, undefined]);
    }
  });

  test('only values that the construct sets are refused, of all values of the chart', () => {
    const known = leaves(chartValues(part.folder), true);
    const others = fc.tuple(fc.constantFrom('extra', 'podAnnotations', 'global', 'env'), fc.stringMatching(/^[a-z]{1,8}$/)).map((path): Path => path);
    const paths = fc.uniqueArray(fc.oneof(fc.constantFrom(...known), fc.constantFrom(...own), others), {
      minLength: 1, maxLength: 5, selector: (path) => JSON.stringify(path),
    });
    fc.assert(fc.property(paths, (chosen) => {
      fc.pre(chosen.every((a, index) => chosen.every((b, other) => index === other || !overlaps(a, b))));
      // Depends on other props; see the tests of the construct.
      fc.pre(!chosen.some((path) => ['serviceAccount.create', 'autoscaling.enabled'].includes(path.join('.'))));
      fc.pre(!chosen.some(isJoined));
      const problems = refused(part, props, chosen.map((path) => nest(path, 'x')).reduce(merge));
      const mine = chosen.filter((path) => isOwned(path));
      expect(problems !== undefined).toBe(mine.length > 0);
      expect((problems ?? []).every((it) => mine.some((path) => names(it, path)))).toBe(true);
    }), { seed: 20261130, numRuns: 40 });
  });
});

describe('the rules', () => {
  test.each(Object.entries(PARTS))('of %s list the values that it sets, each once', (chart, part) => {
    const own = part.variants.flatMap((props) => rendered(part, chart, props));
    const { open = {}, joined = {}, owned } = part.rules;
    expect([...Object.keys(open), ...Object.keys(joined)].filter((it) => !own.some((path) => isAt(path, split(it))))).toEqual([]);
    const all = [...Object.keys(open), ...Object.keys(joined), ...Object.keys(owned)].map(split);
    expect(all.filter((path, index) => all.some((other, at) => at !== index && overlaps(path, other)))).toEqual([]);
  });
  test('docs/extending.md lists the open and shared values', () => {
    const text = readFileSync(join(__dirname, '..', '..', 'docs', 'extending.md'), 'utf8').split('\n## Chart values\n')[1].split('\n## ')[0];
    const rows = text.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').slice(1, 3)
      .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code)));
    const documented = Object.fromEntries(rows.flatMap(([charts, paths]) => charts.map((chart) => [chart, paths.sort()])));
    expect(documented).toEqual(Object.fromEntries(Object.entries(PARTS).map(([chart, { rules }]) =>
      [chart, [...Object.keys(rules.open ?? {}), ...Object.keys(rules.joined ?? {})].sort()])));
  });
  test('reasons are given for open values', () => {
    expect(Object.values(PARTS).flatMap(({ rules }) => Object.values(rules.open ?? {})).filter((it) => !/\.$/.test(it))).toEqual([]);
  });
});

test.each(Object.entries(STACK))('values that only a stack sets in %s are refused as well', (chart, props) => {
  const part = PARTS[chart];
  const alone = new Set(part.variants.flatMap((it) => rendered(part, chart, it)).map((path) => JSON.stringify(path)));
  const open = [...Object.keys(part.rules.open ?? {}), ...Object.keys(part.rules.joined ?? {})].map(split);
  const own = renderedIn(synthStack(stack()), chart).filter((path) => !open.some((it) => isAt(path, it)));
  for (const path of [own[0], ...own.filter((it) => !alone.has(JSON.stringify(it)))]) {
    expect(messageOf(() => stack(props(nest(path, 'x'))))).toContain(`${part.prop}.${path[0]}`);
  }
});

test('every chart with user values is tested, and the others accept none', () => {
  const synthesized = synthStack(stack());
  const pools = synth((scope) => new lib.Karpenter(scope, 'Part', { ...karpenter, values: { podLabels: { a: 'b' } } }));
  const charts = [...Object.values(synthesized.all('helm_release')), ...Object.values(pools.all('helm_release'))];
  const untried = charts.filter(({ chart }) => !Object.keys(PARTS).includes(chart));
  // Charts of the package, and the definitions of Karpenter's kinds.
  expect(untried.filter(({ repository }) => repository).map(({ chart }) => chart)).toEqual(['karpenter-crd']);
  expect(untried.map(({ values }) => values.length)).toEqual(untried.map(() => 1));
  expect(Object.keys(PARTS).filter((chart) => chart !== 'nvidia-device-plugin' && !charts.some((it) => it.chart === chart))).toEqual([]);
});

test('one error of a stack lists all problems, by prop', () => {
  const values = { fullnameOverride: 'x' };
  const message = messageOf(() => stack({
    clusterAutoscaler: { values },
    mlflow: lib.MlflowSource.create({ values: { service: { type: 'LoadBalancer' } }, ingress: lib.Ingress.nginx({ values }) }),
    seldon: lib.SeldonSource.create({ istiod: { values: { revision: 'x' } }, gateway: { values: { service: 'x' } }, operator: { values: { istio: null } } }),
    zenml: lib.ZenmlServerSource.create({ values }),
  }));
  expect(message.split('\n').slice(1).map((line) => line.slice(4, line.indexOf(': ')))).toEqual([
    'clusterAutoscaler.values.fullnameOverride',
    'zenml.values.fullnameOverride',
    'seldon.gateway.values.service',
    'seldon.istiod.values.revision',
    'seldon.operator.values.istio',
    'mlflow.ingress.values.fullnameOverride',
    'mlflow.values.service.type',
  ]);
});

test('one error lists all problems, by prop', () => {
  expect(messageOf(() => seldon(new TestStack(), { gateway: { values: { name: 'x', service: 'x', labels: null } } })).split('\n')).toHaveLength(4);
});
