import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { DataResource, TerraformOutput, TerraformStack } from 'cdktf';
import { folderHash } from '../../src/helm/local-chart';
import { ClusterNamespace, LoadBalancerTls } from '../../src/kubernetes';
import { SeldonCoreIstio, SeldonCoreIstioProps } from '../../src/seldon';
import { gatewayManifest, ingressGatewayValues } from '../../src/seldon/private/gateway';
import { GATEWAY_CHART } from '../../src/seldon/private/gateway-chart';
import { istioBaseValues, istiodValues } from '../../src/seldon/private/istio-values';
import { operatorValues } from '../../src/seldon/private/operator-values';
import { IstioVersion, SeldonCoreVersion } from '../../src/versions';
import { Block, synth, Synthesized } from '../support/synth';

function seldon(props: SeldonCoreIstioProps = {}, use: (seldon: SeldonCoreIstio, stack: TerraformStack) => void = () => {}): Synthesized {
  return synth((stack) => use(new SeldonCoreIstio(stack, 'Seldon', props), stack));
}

/** An attribute, resolved for Terraform. */
function attribute(get: (seldon: SeldonCoreIstio) => string, props: SeldonCoreIstioProps = {}): string {
  return seldon(props, (it, stack) => new TerraformOutput(stack, 'value', { value: get(it), staticId: true })).outputs.value.value;
}

const releases = (stack: Synthesized): Block[] => Object.values(stack.all('helm_release'));
const releaseNamed = (stack: Synthesized, name: string): Block => releases(stack).find((release) => release.name === name)!;
const ADDRESS = 'kubernetes_service_v1.Seldon_IngressGatewayService_C2AD796B.status[0].load_balancer[0].ingress[0]';
const HOST_NAME = `\${try(coalesce(${ADDRESS}.hostname, ${ADDRESS}.ip), "")}`;

describe('by default', () => {
  const stack = seldon();

  test.each([
    ['istio-base', 'base', 'https://blob.istio.io/istio-release/charts', '1.30.3', istioBaseValues('istio-system')],
    ['istiod', 'istiod', 'https://blob.istio.io/istio-release/charts', '1.30.3', istiodValues('istio-system')],
    ['istio-ingressgateway', 'gateway', 'https://blob.istio.io/istio-release/charts', '1.30.3', ingressGatewayValues()],
    ['seldon-core-operator', 'seldon-core-operator', 'https://storage.googleapis.com/seldon-charts', '1.17.1', operatorValues('istio-system/seldon-gateway')],
  ])('release %s installs chart %s at its pinned version with the library\'s values', (name, chart, repository, version, values) => {
    const release = releaseNamed(stack, name);
    expect(release).toMatchObject({ chart, repository, version });
    expect(release.values.map((document: string) => JSON.parse(document))).toEqual([values]);
  });

  test('installs the Gateway from the chart in the package, whose path has the hash of its content', () => {
    const release = releaseNamed(stack, 'seldon-gateway');
    expect(release.chart).toMatch(new RegExp(`^assets/Seldon_GatewayChart_[0-9A-F]{8}/${folderHash(GATEWAY_CHART)}$`));
    expect(release.repository).toBeUndefined();
    const { metadata, spec } = gatewayManifest('istio-system');
    expect(JSON.parse(release.values[0])).toEqual({ name: metadata.name, spec });
  });

  test('installs only the five releases', () => {
    expect(releases(stack).map((release) => release.name).sort())
      .toEqual(['istio-base', 'istio-ingressgateway', 'istiod', 'seldon-core-operator', 'seldon-gateway']);
  });

  test('releases wait for their pods up to 15 minutes and are rolled back when they fail', () => {
    for (const release of releases(stack)) {
      expect(release).toMatchObject({ wait: true, atomic: true, timeout: 900 });
    }
  });

  test('creates three namespaces', () => {
    expect(Object.values(stack.all('kubernetes_namespace_v1')).map((namespace) => namespace.metadata.name).sort())
      .toEqual(['istio-system', 'seldon-system', 'zenml-seldon-workloads']);
  });

  test('grants no permissions', () => {
    expect(stack.all('kubernetes_role_v1')).toEqual({});
    expect(stack.all('kubernetes_role_binding_v1')).toEqual({});
  });

  test('the first apply of each half-year renews the webhook\'s certificate', () => {
    expect(releaseNamed(stack, 'seldon-core-operator').set).toEqual([{
      name: 'manager.annotations.webhook-certificate-rotation',
      type: 'string',
      value: '${formatdate("YYYY", plantimestamp())}-${ceil(parseint(formatdate("M", plantimestamp()), 10) / 6)}',
    }]);
  });

  test('defines no provider and no output', () => {
    const bare = synth(() => {});
    expect(stack.json.provider).toEqual(bare.json.provider);
    expect(stack.outputs).toEqual({});
  });

  test('contains no path of this machine', () => {
    expect(JSON.stringify(stack.json)).not.toContain(process.cwd());
  });
});

describe('props', () => {
  test('versions', () => {
    const stack = seldon({ istioVersion: IstioVersion.of('1.31.1'), seldonCoreVersion: SeldonCoreVersion.of('1.17.0') });
    expect(releases(stack).map((release) => release.version).sort()).toEqual(['1.17.0', '1.31.1', '1.31.1', '1.31.1', undefined]);
  });

  test('namespaces with other names', () => {
    const stack = seldon({ istioNamespace: ClusterNamespace.create('mesh'), seldonNamespace: ClusterNamespace.create('serving') });
    expect(JSON.parse(releaseNamed(stack, 'istiod').values[0]).global.istioNamespace).toBe('mesh');
    expect(JSON.parse(releaseNamed(stack, 'istio-base').values[0]).global.istioNamespace).toBe('mesh');
    expect(JSON.parse(releaseNamed(stack, 'seldon-core-operator').values[0]).istio.gateway).toBe('mesh/seldon-gateway');
  });

  test('existing namespaces are used and not created', () => {
    const stack = seldon({
      istioNamespace: ClusterNamespace.existing('istio-system'),
      seldonNamespace: ClusterNamespace.existing('seldon-system'),
      workloadNamespace: ClusterNamespace.existing('models'),
      deployers: [{ namespace: 'zenml', name: 'runner' }],
    });
    expect(stack.all('kubernetes_namespace_v1')).toEqual({});
    expect(releaseNamed(stack, 'istiod').namespace).toBe('istio-system');
    expect(releaseNamed(stack, 'seldon-core-operator').namespace).toBe('seldon-system');
    expect(stack.one('kubernetes_role_v1').metadata.namespace).toBe('models');
  });

  test('the user\'s Helm values are a second document of each chart', () => {
    const values = { global: { tag: 'x' } };
    const stack = seldon({ istioBaseValues: values, istiod: { values }, gateway: { values }, operator: { values } });
    for (const name of ['istio-base', 'istiod', 'istio-ingressgateway', 'seldon-core-operator']) {
      expect(releaseNamed(stack, name).values.slice(1)).toEqual([JSON.stringify(values)]);
    }
  });

  test('groups get the permissions of service accounts', () => {
    const stack = seldon({ deployerGroups: ['ml-engineers'] });
    expect(stack.one('kubernetes_role_binding_v1').subject).toEqual([{ kind: 'Group', name: 'ml-engineers', api_group: 'rbac.authorization.k8s.io' }]);
    expect(seldon().all('kubernetes_role_binding_v1')).toEqual({});
  });
  test('deployers may deploy, watch and delete models, and read the logs of their pods', () => {
    const stack = seldon({ deployers: [{ namespace: 'zenml', name: 'runner' }, { namespace: 'ci', name: 'bot' }] });
    const all = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
    expect(stack.one('kubernetes_role_v1').rule).toEqual([
      { api_groups: ['machinelearning.seldon.io'], resources: ['seldondeployments'], verbs: all },
      { api_groups: ['networking.istio.io'], resources: ['virtualservices'], verbs: all },
      { api_groups: [''], resources: ['secrets'], verbs: all },
      { api_groups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] },
    ]);
    const binding = stack.one('kubernetes_role_binding_v1');
    expect(binding.metadata.namespace).toBe('${kubernetes_namespace_v1.Seldon_WorkloadNamespace_39FC4F57.metadata[0].name}');
    expect(binding.role_ref.name).toBe('${kubernetes_role_v1.Seldon_DeployerRole_24C4A10C.metadata[0].name}');
    expect(binding.subject).toEqual([
      { kind: 'ServiceAccount', namespace: 'zenml', name: 'runner' },
      { kind: 'ServiceAccount', namespace: 'ci', name: 'bot' },
    ]);
  });

  test('a custom rotation', () => {
    expect(releaseNamed(seldon({ operator: { webhookCertificateRotation: '2027-01' } }), 'seldon-core-operator').set[0].value).toBe('2027-01');
  });

  test('the releases\' timeout', () => {
    expect(releases(seldon({ releaseTimeoutSeconds: 1200 })).map((release) => release.timeout)).toEqual([1200, 1200, 1200, 1200, 1200]);
  });

  test('providers', () => {
    const stack = synth((scope) => {
      new SeldonCoreIstio(scope, 'Seldon', {
        helmProvider: new HelmProvider(scope, 'OtherHelm', { alias: 'other' }),
        kubernetesProvider: new KubernetesProvider(scope, 'OtherKubernetes', { alias: 'other' }),
        deployers: [{ namespace: 'zenml', name: 'runner' }],
      });
    });
    for (const address of stack.addresses.filter((it) => !it.startsWith('terraform_data.'))) {
      const [type, name] = address.replace(/^data\./, '').split('.');
      const block = (address.startsWith('data.') ? stack.json.data : stack.json.resource)[type][name];
      expect(block.provider).toBe(type.startsWith('helm_') ? 'helm.other' : 'kubernetes.other');
    }
  });
});

describe('attributes', () => {
  test.each<[string, (seldon: SeldonCoreIstio) => string, string]>([
    ['istioNamespace', (it) => it.istioNamespace, '${kubernetes_namespace_v1.Seldon_IstioNamespace_AC7BD19C.metadata[0].name}'],
    ['seldonNamespace', (it) => it.seldonNamespace, '${kubernetes_namespace_v1.Seldon_SeldonNamespace_34A5FF64.metadata[0].name}'],
    ['workloadNamespace', (it) => it.workloadNamespace, '${kubernetes_namespace_v1.Seldon_WorkloadNamespace_39FC4F57.metadata[0].name}'],
    ['istioBaseRelease', (it) => it.istioBaseRelease!.fqn, '${helm_release.Seldon_IstioBase_B42F774B}'],
    ['istiodRelease', (it) => it.istiodRelease!.fqn, '${helm_release.Seldon_Istiod_D9112C66}'],
    ['ingressGatewayRelease', (it) => it.ingressGatewayRelease!.fqn, '${helm_release.Seldon_IngressGateway_6B0AF738}'],
    ['gatewayRelease', (it) => it.gatewayRelease!.fqn, '${helm_release.Seldon_Gateway_6EC672E9}'],
    ['operatorRelease', (it) => it.operatorRelease.fqn, '${helm_release.Seldon_30AFE9AB}'],
    ['gatewayRef', (it) => it.gatewayRef, 'istio-system/seldon-gateway'],
    ['predictionSpec', (it) => it.predictionSpec, JSON.stringify(gatewayManifest('istio-system'))],
    ['serviceName', (it) => it.serviceName, 'istio-ingressgateway'],
    ['loadBalancerHostName, an IP address where there is no name', (it) => it.loadBalancerHostName!, HOST_NAME],
    ['baseUrl', (it) => it.baseUrl, `http://${HOST_NAME}`],
    ['webhookCertificateExpiry', (it) => it.webhookCertificateExpiry,
      '${timeadd(timeadd("1970-01-01T00:00:00Z", format("%ds", helm_release.Seldon_30AFE9AB.metadata.last_deployed)), "8760h")}'],
    ['predictionUrl()', (it) => it.predictionUrl('iris'),
      `http://${HOST_NAME}/seldon/\${kubernetes_namespace_v1.Seldon_WorkloadNamespace_39FC4F57.metadata[0].name}/iris/api/v0.1/predictions`],
  ])('%s', (_, get, value) => expect(attribute(get)).toBe(value));

  test('existing namespaces are plain names', () => {
    const props = { workloadNamespace: ClusterNamespace.existing('models') };
    expect(attribute((it) => it.workloadNamespace, props)).toBe('models');
  });

  test.each<[string, SeldonCoreIstioProps['gateway'], string]>([
    ['a host without an asterisk', { hosts: ['*.example.com', 'models.example.com'] }, 'http://models.example.com'],
    ['only patterns', { hosts: ['*.example.com'] }, `http://${HOST_NAME}`],
    ['a certificate at the gateway', { hosts: ['a.example.com'], tls: LoadBalancerTls.kubernetesSecret('tls') }, 'https://a.example.com'],
    ['a certificate at the load balancer', {
      hosts: ['a.example.com'],
      tls: LoadBalancerTls.acmCertificate('arn:aws:acm:eu-central-1:111122223333:certificate/1'),
    }, 'https://a.example.com'],
  ])('baseUrl with %s', (_, gateway, url) => expect(attribute((it) => it.baseUrl, { gateway })).toBe(url));

  test('ready contains the operator, the gateway, the workload namespace and the deployers\' binding', () => {
    const stack = seldon({ deployers: [{ namespace: 'zenml', name: 'runner' }] }, (it, scope) => new DataResource(scope, 'After', { dependsOn: it.ready }));
    expect(stack.one('terraform_data', 'After').depends_on).toEqual([
      'helm_release.Seldon_30AFE9AB',
      'helm_release.Seldon_Gateway_6EC672E9',
      'kubernetes_namespace_v1.Seldon_WorkloadNamespace_39FC4F57',
      'kubernetes_role_binding_v1.Seldon_DeployerRoleBinding_218717A1',
    ]);
  });
});
