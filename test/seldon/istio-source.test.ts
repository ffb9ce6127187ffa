import { DataResource, TerraformOutput, TerraformStack, Testing } from 'cdktf';
import { ClusterNamespace, LoadBalancerTls, ServiceExposure } from '../../src/kubernetes';
import { IstioSource, SeldonCoreIstio, SeldonCoreIstioProps } from '../../src/seldon';
import { gatewaySpec, ingressGatewayValues, podsBeside } from '../../src/seldon/private/gateway';
import { operatorValues } from '../../src/seldon/private/operator-values';
import { IstioVersion } from '../../src/versions';
import { Block, synth, Synthesized } from '../support/synth';

const SOURCES = {
  existing: IstioSource.existing({ revision: '1-30' }),
  ingress: IstioSource.existingIngressGateway(),
  gateway: IstioSource.existingGateway({ name: 'public', namespace: 'mesh' }),
};

type Use = (it: SeldonCoreIstio, stack: TerraformStack) => void;
function seldon(istio: IstioSource, props: SeldonCoreIstioProps = {}, use: Use = () => {}): Synthesized {
  return synth((stack) => use(new SeldonCoreIstio(stack, 'Seldon', { istio, ...props }), stack));
}

/** An attribute, resolved for Terraform, or 'none'. */
function attribute(get: (it: SeldonCoreIstio) => string | undefined, istio: IstioSource, props: SeldonCoreIstioProps = {}): string {
  return seldon(istio, props, (it, stack) => new TerraformOutput(stack, 'value', { value: get(it) ?? 'none', staticId: true })).outputs.value.value;
}

const releases = (stack: Synthesized): Block[] => Object.values(stack.all('helm_release'));
const releaseNamed = (stack: Synthesized, name: string): Block => releases(stack).find((it) => it.name === name)!;
const valuesOf = (stack: Synthesized, name: string): Block => JSON.parse(releaseNamed(stack, name).values[0]);
const ADDRESS = 'kubernetes_service_v1.Seldon_IngressGatewayService_C2AD796B.status[0].load_balancer[0].ingress[0]';
const HOST_NAME = `\${try(coalesce(${ADDRESS}.hostname, ${ADDRESS}.ip), "")}`;

test('create() is the default', () => {
  expect(seldon(IstioSource.create()).json).toEqual(synth((stack) => void new SeldonCoreIstio(stack, 'Seldon')).json);
});

describe('existing()', () => {
  const stack = seldon(SOURCES.existing);

  test('only gateway pods, the Gateway and the operator are installed', () => {
    expect(releases(stack).map(({ name }) => name).sort()).toEqual(['seldon-core-operator', 'seldon-gateway', 'seldon-ingressgateway']);
    expect(Object.values(stack.all('kubernetes_namespace_v1')).map(({ metadata }) => metadata.name).sort())
      .toEqual(['seldon-ingress', 'seldon-system', 'zenml-seldon-workloads']);
  });

  test('the pods get their image from the revision, and carry a label that no other Gateway selects', () => {
    expect(releaseNamed(stack, 'seldon-ingressgateway')).toMatchObject({ chart: 'gateway', version: '1.30.3' });
    expect(valuesOf(stack, 'seldon-ingressgateway')).toEqual(ingressGatewayValues({}, podsBeside('1-30')));
    expect(valuesOf(stack, 'seldon-ingressgateway')).toMatchObject({ revision: '1-30', labels: { istio: 'seldon-ingressgateway' } });
    expect(valuesOf(seldon(IstioSource.existing()), 'seldon-ingressgateway')).not.toHaveProperty('revision');
  });

  test('Gateway and Service select only these pods', () => {
    expect(valuesOf(stack, 'seldon-gateway').spec.selector).toEqual({ istio: 'seldon-ingressgateway' });
    const { metadata, spec } = stack.one('kubernetes_service_v1');
    expect(metadata.name).toBe('seldon-ingressgateway');
    expect(spec.selector).toEqual({ app: 'seldon-ingressgateway', istio: 'seldon-ingressgateway' });
  });

  test('all of it is in the gateway\'s namespace', () => {
    const namespace = `\${${stack.address('kubernetes_namespace_v1', 'GatewayNamespace')}.metadata[0].name}`;
    expect(stack.one('kubernetes_service_v1').metadata.namespace).toBe(namespace);
    expect([releaseNamed(stack, 'seldon-ingressgateway').namespace, releaseNamed(stack, 'seldon-gateway').namespace]).toEqual([namespace, namespace]);
    expect(valuesOf(stack, 'seldon-core-operator')).toEqual(operatorValues('seldon-ingress/seldon-gateway'));
  });

  test('uses an existing namespace, including Istio\'s, and does not create it', () => {
    const inIstios = seldon(IstioSource.existing({ namespace: 'mesh', gatewayNamespace: ClusterNamespace.existing('mesh') }));
    expect(Object.values(inIstios.all('kubernetes_namespace_v1')).map(({ metadata }) => metadata.name).sort())
      .toEqual(['seldon-system', 'zenml-seldon-workloads']);
    expect(releaseNamed(inIstios, 'seldon-ingressgateway').namespace).toBe('mesh');
    expect(valuesOf(inIstios, 'seldon-core-operator').istio.gateway).toBe('mesh/seldon-gateway');
  });

  test('the gateway follows its options, with a custom chart version', () => {
    const gateway = { replicas: 2, hosts: ['models.example.com'], values: { labels: { team: 'ml' } }, exposure: ServiceExposure.clusterIp() };
    const chosen = seldon(SOURCES.existing, { istioVersion: IstioVersion.of('1.29.2'), gateway });
    expect(releaseNamed(chosen, 'seldon-ingressgateway').version).toBe('1.29.2');
    expect(releaseNamed(chosen, 'seldon-ingressgateway').values.map((it: string) => JSON.parse(it)))
      .toEqual([ingressGatewayValues(gateway, podsBeside('1-30')), gateway.values]);
    expect(valuesOf(chosen, 'seldon-gateway').spec).toEqual(gatewaySpec(gateway, { istio: 'seldon-ingressgateway' }));
    expect(chosen.one('kubernetes_service_v1').spec.type).toBe('ClusterIP');
  });
});

describe('existingIngressGateway()', () => {
  const stack = seldon(SOURCES.ingress);

  test('only the Gateway and the operator are installed', () => {
    expect(releases(stack).map(({ name }) => name).sort()).toEqual(['seldon-core-operator', 'seldon-gateway']);
    expect(stack.all('kubernetes_service_v1')).toEqual({});
    expect(Object.values(stack.all('kubernetes_namespace_v1')).map(({ metadata }) => metadata.name).sort())
      .toEqual(['seldon-system', 'zenml-seldon-workloads']);
  });

  test('the Gateway is in the namespace of the pods and selects them', () => {
    expect(releaseNamed(stack, 'seldon-gateway').namespace).toBe('istio-system');
    expect(valuesOf(stack, 'seldon-gateway')).toEqual({ name: 'seldon-gateway', spec: gatewaySpec() });
    expect(valuesOf(stack, 'seldon-core-operator')).toEqual(operatorValues('istio-system/seldon-gateway'));
    const chosen = seldon(IstioSource.existingIngressGateway({ namespace: 'edge', podLabels: { app: 'edge', tier: 'public' } }), {
      gateway: { name: 'models', hosts: ['models.example.com'], tls: LoadBalancerTls.kubernetesSecret('models-tls') },
    });
    expect(releaseNamed(chosen, 'seldon-gateway').namespace).toBe('edge');
    expect(valuesOf(chosen, 'seldon-gateway')).toMatchObject({
      name: 'models', spec: { selector: { app: 'edge', tier: 'public' }, servers: [{ port: { number: 443 }, hosts: ['models.example.com'] }] },
    });
    expect(valuesOf(chosen, 'seldon-core-operator').istio.gateway).toBe('edge/models');
  });
});

describe('existingGateway()', () => {
  const stack = seldon(SOURCES.gateway);

  test('only the operator is installed, with the name of the Gateway', () => {
    expect(releases(stack).map(({ name }) => name)).toEqual(['seldon-core-operator']);
    expect(stack.all('kubernetes_service_v1')).toEqual({});
    expect(valuesOf(stack, 'seldon-core-operator')).toEqual(operatorValues('mesh/public'));
    expect(valuesOf(seldon(IstioSource.existingGateway({ name: 'public' })), 'seldon-core-operator').istio.gateway).toBe('istio-system/public');
  });
});

const IDENTITY = { apiVersion: 'networking.istio.io/v1', kind: 'Gateway' };
describe('attributes', () => {
  const none = { istioBaseRelease: 'none', istiodRelease: 'none', ingressGatewayRelease: 'none', gatewayRelease: 'none' };
  const made = (it: SeldonCoreIstio) => Object.fromEntries((Object.keys(none) as (keyof typeof none)[]).map((name) => [name, it[name]?.name ?? 'none']));
  test.each<[string, IstioSource, object]>([
    ['existing()', SOURCES.existing, { ...none, ingressGatewayRelease: 'made', gatewayRelease: 'made' }],
    ['existingIngressGateway()', SOURCES.ingress, { ...none, gatewayRelease: 'made' }],
    ['existingGateway()', SOURCES.gateway, none],
  ])('releases of %s', (_, istio, expected) => {
    seldon(istio, {}, (it) => expect(Object.fromEntries(Object.entries(made(it)).map(([name, value]) => [name, value === 'none' ? value : 'made'])))
      .toEqual(expected));
  });

  const named = IstioSource.existingIngressGateway({ namespace: 'edge', serviceName: 'public' });
  const elsewhere = IstioSource.existingGateway({ name: 'public', namespace: 'mesh', serviceName: 'door', serviceNamespace: 'edge' });
  test.each<[string, (it: SeldonCoreIstio) => string | undefined, IstioSource, string, SeldonCoreIstioProps?]>([
    ['gatewayRef', (it) => it.gatewayRef, SOURCES.existing, 'seldon-ingress/seldon-gateway'],
    ['serviceName', (it) => it.serviceName, SOURCES.existing, 'seldon-ingressgateway'],
    ['loadBalancerHostName', (it) => it.loadBalancerHostName, SOURCES.existing, HOST_NAME],
    ['baseUrl', (it) => it.baseUrl, SOURCES.existing, `http://${HOST_NAME}`],
    ['internalBaseUrl', (it) => it.internalBaseUrl, SOURCES.existing, 'http://seldon-ingressgateway.seldon-ingress.svc.cluster.local'],
    ['predictionSpec', (it) => it.predictionSpec, SOURCES.existing, JSON.stringify({
      ...IDENTITY, metadata: { name: 'seldon-gateway', namespace: 'seldon-ingress' }, spec: gatewaySpec({}, { istio: 'seldon-ingressgateway' }),
    })],

    ['istioNamespace', (it) => it.istioNamespace, named, 'edge'],
    ['gatewayRef', (it) => it.gatewayRef, named, 'edge/seldon-gateway'],
    ['serviceName', (it) => it.serviceName, named, 'public'],
    ['loadBalancerHostName', (it) => it.loadBalancerHostName, named, 'none'],
    ['baseUrl', (it) => it.baseUrl, named, 'http://public.edge.svc.cluster.local'],
    ['baseUrl with a host', (it) => it.baseUrl, named, 'http://models.example.com', { gateway: { hosts: ['*', 'models.example.com'] } }],
    ['baseUrl with TLS', (it) => it.baseUrl, named, 'https://a.example.com', { gateway: { hosts: ['a.example.com'], tls: LoadBalancerTls.upstream() } }],
    ['baseUrl that is given', (it) => it.baseUrl, IstioSource.existingIngressGateway({ url: 'https://b.example.com:8443/' }),
      'https://b.example.com:8443', { gateway: { hosts: ['a.example.com'] } }],
    ['internalBaseUrl', (it) => it.internalBaseUrl, named, 'http://public.edge.svc.cluster.local'],
    ['predictionSpec', (it) => it.predictionSpec, named,
      JSON.stringify({ ...IDENTITY, metadata: { name: 'seldon-gateway', namespace: 'edge' }, spec: gatewaySpec() })],

    ['istioNamespace', (it) => it.istioNamespace, SOURCES.gateway, 'mesh'],
    ['gatewayRef', (it) => it.gatewayRef, SOURCES.gateway, 'mesh/public'],
    ['serviceName', (it) => it.serviceName, SOURCES.gateway, 'istio-ingressgateway'],
    ['loadBalancerHostName', (it) => it.loadBalancerHostName, SOURCES.gateway, 'none'],
    ['baseUrl', (it) => it.baseUrl, SOURCES.gateway, 'http://istio-ingressgateway.mesh.svc.cluster.local'],
    ['baseUrl that is given', (it) => it.baseUrl, IstioSource.existingGateway({ name: 'public', url: 'https://a.example.com/' }), 'https://a.example.com'],
    ['internalBaseUrl', (it) => it.internalBaseUrl, elsewhere, 'http://door.edge.svc.cluster.local'],
    ['predictionUrl()', (it) => it.predictionUrl('iris'), elsewhere, 'http://door.edge.svc.cluster.local/seldon/models/iris/api/v0.1/predictions',
      { workloadNamespace: ClusterNamespace.existing('models') }],
    ['predictionSpec', (it) => it.predictionSpec, SOURCES.gateway, JSON.stringify({ ...IDENTITY, metadata: { name: 'public', namespace: 'mesh' } })],
  ])('%s, case %#', (_, get, istio, value, props = {}) => expect(attribute(get, istio, props)).toBe(value));

  test.each<[string, IstioSource, string[]]>([
    ['existing()', SOURCES.existing, ['helm_release.Seldon_30AFE9AB', 'helm_release.Seldon_Gateway_6EC672E9']],
    ['existingIngressGateway()', SOURCES.ingress, ['helm_release.Seldon_30AFE9AB', 'helm_release.Seldon_Gateway_6EC672E9']],
    ['existingGateway()', SOURCES.gateway, ['helm_release.Seldon_30AFE9AB']],
  ])('ready of %s', (_, istio, expected) => {
    const stack = seldon(istio, {}, (it, scope) => new DataResource(scope, 'After', { dependsOn: it.ready }));
    expect(stack.one('terraform_data', 'After').depends_on).toEqual([...expected, 'kubernetes_namespace_v1.Seldon_WorkloadNamespace_39FC4F57']);
  });
});

describe('order', () => {
  const build = (istio: IstioSource) => synth((scope) => {
    const barrier = new DataResource(scope, 'Barrier');
    new SeldonCoreIstio(scope, 'Seldon', { istio, dependsOn: [barrier], deployers: [{ namespace: 'zenml', name: 'runner' }] });
  });
  const stacks = {
    existing: build(SOURCES.existing),
    existingThere: build(IstioSource.existing({ gatewayNamespace: ClusterNamespace.existing('edge') })),
    ingress: build(SOURCES.ingress),
    gateway: build(SOURCES.gateway),
  };
  const OPERATOR = 'helm_release.Seldon_30AFE9AB';
  const [PODS, GATEWAY] = ['IngressGateway', 'Seldon_Gateway'].map((name) => stacks.existing.address('helm_release', name));
  const SERVICE = stacks.existing.address('kubernetes_service_v1');
  const WORKLOADS = stacks.existing.address('kubernetes_namespace_v1', 'WorkloadNamespace');
  const NAMESPACE = stacks.existing.address('kubernetes_namespace_v1', 'GatewayNamespace');
  const BARRIER = 'terraform_data.Barrier';

  const RULES: [string, Synthesized, string, string, string][] = [
    ['the gateway\'s namespace waits for the cluster', stacks.existing, NAMESPACE, BARRIER, `${NAMESPACE} -> ${BARRIER}`],
    ['Istio looks at the Service for the pods\' ports', stacks.existing, PODS, SERVICE, `${PODS} -> ${SERVICE}`],
    ['the Gateway comes when its pods are there', stacks.existing, GATEWAY, PODS, `${GATEWAY} -> ${PODS}`],
    ['the load balancer goes while the cluster lives', stacks.existingThere, SERVICE, BARRIER, `${SERVICE} -> ${BARRIER}`],
    ['the Gateway waits for the cluster', stacks.ingress, GATEWAY, BARRIER, `${GATEWAY} -> ${BARRIER}`],
    ['models come when predictions can reach them', stacks.ingress, WORKLOADS, GATEWAY, `${WORKLOADS} -> ${GATEWAY}`],
    ['models are cleared while the operator lives', stacks.gateway, WORKLOADS, OPERATOR, `${WORKLOADS} -> ${OPERATOR}`],
  ];
  test.each(RULES)('%s', (_, stack, later, earlier) => expect(stack.reaches(later, earlier)).toBe(true));
  test.each(RULES)('%s: not without the edge', (_, stack, later, earlier, edge) => expect(stack.reaches(later, earlier, [edge])).toBe(false));

  test.each(Object.entries(stacks))('%s: the operator does not depend on Istio, but on the cluster\'s dependencies', (_, stack) => {
    for (const other of [PODS, GATEWAY, SERVICE].filter((it) => stack.addresses.includes(it))) {
      expect(stack.reaches(OPERATOR, other)).toBe(false);
    }
    for (const address of stack.addresses.filter((it) => !it.startsWith('terraform_data.'))) {
      expect([address, stack.reaches(address, BARRIER)]).toEqual([address, true]);
    }
  });
});

test('the created objects carry the deployment\'s mark, in each variant', () => {
  for (const istio of Object.values(SOURCES)) {
    const stack = seldon(istio);
    for (const type of ['kubernetes_namespace_v1', 'kubernetes_service_v1']) {
      Object.values(stack.all(type)).forEach(({ metadata }) => expect(metadata.annotations).toHaveProperty('cdktf-zenml-aws/deployment'));
    }
  }
});

test('refuses a second one on the same cluster, with an existing Istio as well', () => {
  const build = () => {
    const stack = new TerraformStack(Testing.app(), 'test');
    new SeldonCoreIstio(stack, 'First', { istio: SOURCES.gateway });
    new SeldonCoreIstio(stack, 'Second', { istio: SOURCES.ingress });
  };
  expect(build).toThrow('conflicts with \'test/First\'');
});
