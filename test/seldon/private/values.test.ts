import { load } from 'js-yaml';
import { LoadBalancerScheme, LoadBalancerTls, ServiceExposure } from '../../../src/kubernetes';
import { SeldonGatewayOptions, SeldonModelServer, SeldonProtocol } from '../../../src/seldon';
import { ROTATION_PATH } from '../../../src/seldon/private/defaults';
import {
  GATEWAY_PODS, gatewayManifest, gatewayPodLabels, gatewayPorts, gatewaySpec, ingressGatewayValues, podsBeside,
} from '../../../src/seldon/private/gateway';
import { istioBaseValues, istiodValues } from '../../../src/seldon/private/istio-values';
import { operatorValues } from '../../../src/seldon/private/operator-values';
import { IstioVersion, SeldonCoreVersion } from '../../../src/versions';
import { chartFile, chartSchema, chartValues, expectGolden, schemaErrors, unknownPaths } from '../../support/charts';
import { Block } from '../../support/synth';

const RESOURCES = { cpuRequest: '250m', memoryRequest: '1Gi', cpuLimit: '2', memoryLimit: '2Gi' };
const ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
const REGISTRY = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/models';
const MODEL_SERVERS = [
  SeldonModelServer.sklearn({ image: REGISTRY, version: 'sklearn-1.9.1' }),
  SeldonModelServer.mlflow({ image: REGISTRY, version: 'mlflow-3.15.1' }),
  SeldonModelServer.mlflow({ image: 'seldonio/mlserver', version: '1.7.1-mlflow', protocol: SeldonProtocol.V2 }),
  SeldonModelServer.custom('LIGHTGBM_SERVER', { image: 'registry.example.com:5000/team/lightgbm', version: '4' }),
];
const GATEWAYS: Record<string, SeldonGatewayOptions> = {
  'default': {},
  'kubernetes-secret': {
    name: 'models',
    hosts: ['models.example.com', '*.models.example.com'],
    tls: LoadBalancerTls.kubernetesSecret('models-example-com'),
    exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.0/24', '10.0.0.0/8'] }),
    replicas: 2,
    resources: RESOURCES,
  },
  'acm-internal': {
    hosts: ['models.example.com'],
    tls: LoadBalancerTls.acmCertificate(ARN),
    exposure: ServiceExposure.loadBalancer({ scheme: LoadBalancerScheme.INTERNAL }),
  },
};

/** All named versions of a version class: its statics except DEFAULT. */
function versionsOf<T extends object>(versionClass: T): string[] {
  return Object.entries(versionClass).filter(([name]) => name !== 'DEFAULT').map(([, value]) => value.version);
}

/** Chart with version, rendering, values, and maps of the chart that accept additional members. */
const RENDERINGS: [string, string, Block, string[]][] = [
  ...versionsOf(IstioVersion).flatMap<[string, string, Block, string[]]>((version) => [
    [`istio-base-${version}`, 'default', istioBaseValues('istio-system'), []],
    [`istiod-${version}`, 'default', istiodValues('istio-system'), []],
    [`istiod-${version}`, 'two-replicas', istiodValues('istio-system', { replicas: 2, resources: RESOURCES }), ['resources']],
    ...Object.entries(GATEWAYS).map<[string, string, Block, string[]]>(([name, options]) =>
      [`istio-gateway-${version}`, name, ingressGatewayValues(options), ['labels']]),
    [`istio-gateway-${version}`, 'beside-istio', ingressGatewayValues({}, podsBeside('1-30')), ['labels']],
  ]),
  ...versionsOf(SeldonCoreVersion).flatMap<[string, string, Block, string[]]>((version) => [
    [`seldon-core-operator-${version}`, 'default', operatorValues('istio-system/seldon-gateway'), []],
    [`seldon-core-operator-${version}`, 'resources', operatorValues('mesh/models', { resources: RESOURCES, executorResources: RESOURCES }), []],
    [`seldon-core-operator-${version}`, 'model-servers', operatorValues('istio-system/seldon-gateway', {}, MODEL_SERVERS), ['predictor_servers']],
  ]),
];

describe.each(RENDERINGS)('%s, %s', (chart, rendering, values, open) => {
  test('matches the golden file', () => expectGolden(`${__dirname}/..`, `${chart}.${rendering}`, values));

  test('sets only paths that the chart has', () => {
    expect(unknownPaths(values, chartValues(chart), open)).toEqual([]);
  });

  test('matches the chart\'s schema, if there is one', () => {
    expect(schemaErrors(values, chartSchema(chart) ?? {})).toEqual([]);
  });
});

test('the check of paths finds a misspelled one', () => {
  expect(unknownPaths({ global: { istioNamespce: 'x' } }, chartValues('istiod-1.30.3'))).toEqual(['global.istioNamespce']);
  expect(schemaErrors({ replicas: 1 }, chartSchema('istio-gateway-1.30.3')!)).toEqual([' must NOT have additional properties']);
});

test('the rotation of the certificate is an annotation of the operator\'s pod, which the chart accepts', () => {
  const [manager, annotations] = ROTATION_PATH.split('.');
  expect(chartValues('seldon-core-operator-1.17.1')[manager][annotations]).toEqual({});
});

describe('the Gateway', () => {
  const crd = load(chartFile('istio-base-1.30.3', 'gateways.networking.istio.io.yaml')) as Block;

  test.each(Object.entries(GATEWAYS))('%s matches the golden file and Istio\'s definition', (name, options) => {
    const manifest = gatewayManifest('istio-system', options);
    const version = crd.spec.versions.find((v: Block) => `${crd.spec.group}/${v.name}` === manifest.apiVersion);
    expectGolden(`${__dirname}/..`, `gateway.${name}`, manifest);
    expect(manifest.kind).toBe(crd.spec.names.kind);
    expect(version.served).toBe(true);
    expect(schemaErrors(manifest, version.schema.openAPIV3Schema)).toEqual([]);
    const known = version.schema.openAPIV3Schema.properties.spec.properties;
    expect(Object.keys(manifest.spec).filter((key) => !(key in known))).toEqual([]);
    expect(Object.keys(manifest.spec.servers[0]).filter((key) => !(key in known.servers.items.properties))).toEqual([]);
  });

  test.each(Object.entries(GATEWAYS))('%s selects the labels of its pods', (_, options) => {
    const { labels, name } = ingressGatewayValues(options);
    expect(labels).toEqual(gatewaySpec(options).selector);
    // and what the chart derives from the release's name is the same
    expect(gatewaySpec(options).selector).toEqual({ istio: name.replace(/^istio-/, '') });
    expect(gatewayPodLabels(GATEWAY_PODS)).toEqual({ app: name, ...gatewaySpec(options).selector });
  });

  test('with an existing Istio it selects pods that no other Gateway selects', () => {
    const pods = podsBeside();
    const { labels, name } = ingressGatewayValues({}, pods);
    expect(gatewaySpec({}, pods.labels).selector).toEqual(labels);
    expect(labels).toEqual({ istio: name });
    expect(labels).not.toEqual(GATEWAY_PODS.labels);
    expect(gatewayPodLabels(pods)).toEqual({ app: name, istio: name });
  });

  test.each(Object.entries(GATEWAYS))('%s listens on the ports of the load balancer\'s Service', (_, options) => {
    const [status, traffic] = gatewayPorts(options);
    expect(status.port).toBe(15021);
    expect(traffic.targetPort).toBe(gatewaySpec(options).servers[0].port.number);
    expect(traffic.port).toBe(options.tls ? 443 : 80);
  });
});

test('images that are not set are those of the chart', () => {
  const { SKLEARN_SERVER: given } = operatorValues('a/b', {}, MODEL_SERVERS).predictor_servers;
  expect(Object.keys(given.protocols)).toEqual(['seldon']);
  expect(operatorValues('a/b')).not.toHaveProperty('predictor_servers');
});

test('an executor requests little, so that a small node has room for more than two models', () => {
  expect(operatorValues('a/b').executor.resources).toEqual({ cpuRequest: '50m', memoryRequest: '64Mi', cpuLimit: '500m', memoryLimit: '512Mi' });
});

test('partial resources keep the default for the rest', () => {
  expect(istiodValues('istio-system', { resources: { memoryRequest: '1Gi', cpuLimit: '2' } }).resources)
    .toEqual({ requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '2' } });
});
