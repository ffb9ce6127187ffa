import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { ClusterNamespace, LoadBalancerScheme, LoadBalancerTls, ServiceExposure } from '../../../src/kubernetes';
import { SeldonCoreIstio, SeldonCoreIstioProps, SeldonModelServer, SeldonProtocol } from '../../../src/seldon';
import { SELDON_PROPS } from '../../../src/seldon/private/validate';
import { IstioVersion, SeldonCoreVersion } from '../../../src/versions';
import { problemsWith } from '../../support/problems';
import { messageOf, synth } from '../../support/synth';

const problems = (props: SeldonCoreIstioProps) => problemsWith(SELDON_PROPS, props, '');

const LABEL = 'Must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';
const DNS_NAME = 'a DNS name: labels of lower-case letters, digits and hyphens, joined by dots';
const tls = LoadBalancerTls.kubernetesSecret('models-tls');

test.each<[string, SeldonCoreIstioProps, string]>([
  ['a Seldon Core version that is none', { seldonCoreVersion: SeldonCoreVersion.of('latest') },
    'seldonCoreVersion: got "latest". Must be a chart version of three numbers, for example "1.17.1". Use one that '
      + 'the chart repository lists.'],
  ['an Istio version that is none', { istioVersion: IstioVersion.of('1.30') },
    'istioVersion: got "1.30". Must be a chart version of three numbers, for example "1.17.1". Use one that the '
      + 'chart repository lists.'],
  ['an Istio version that is too old', { istioVersion: IstioVersion.of('1.21.6') },
    'istioVersion: got "1.21.6". Must be 1.22.0 or newer. Older versions do not support Gateways of '
      + 'networking.istio.io/v1.'],
  ['a namespace of Istio that is no label', { istioNamespace: ClusterNamespace.create('Istio_System') },
    `istioNamespace: got "Istio_System". ${LABEL}.`],
  ['a namespace of Seldon that is no label', { seldonNamespace: ClusterNamespace.existing('-seldon') },
    `seldonNamespace: got "-seldon". ${LABEL}.`],
  ['a workload namespace that is no label', { workloadNamespace: ClusterNamespace.create('a'.repeat(64)) },
    `workloadNamespace: got "${'a'.repeat(64)}". ${LABEL}.`],
  ['a namespace to create that every cluster has', { workloadNamespace: ClusterNamespace.create('default') },
    'workloadNamespace: got "default". Must be an existing one, because every cluster has it. Use '
      + 'ClusterNamespace.existing("default").'],
  ['one namespace for two things', { workloadNamespace: ClusterNamespace.create('seldon-system') },
    'workloadNamespace: got "seldon-system", which \'seldonNamespace\' has. Must be another one. Models, operator '
      + 'and Istio are deleted one after the other, each with its namespace.'],
  ['a gateway name that is no label', { gateway: { name: 'seldon.gateway' } }, 'gateway.name: got "seldon.gateway". '
    + `${LABEL}.`],
  ['no hosts', { gateway: { hosts: [] } }, 'gateway.hosts: got []. Must be a list of at least 1 element. Leave it '
    + 'out to serve every host.'],
  ['a host that is none', { gateway: { hosts: ['models_example'] } },
    'gateway.hosts[0]: got "models_example". Must be "*" or a host name, with or without "*." before it.'],
  ['a URL for a host', { gateway: { hosts: ['*', 'https://models.example.com/'] } },
    'gateway.hosts[1]: got "https://models.example.com/". Must be "*" or a host name, with or without "*." before '
      + 'it. Give the name alone, without scheme, port or path.'],
  ['no allowed range', { gateway: { exposure: ServiceExposure.loadBalancer({ allowedCidrs: [] }) } },
    'gateway.exposure.allowedCidrs: got []. Must be a list of at least 1 element. Leave it out to allow every '
      + 'address.'],
  ['an address for a range', { gateway: { exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.7'] }) } },
    'gateway.exposure.allowedCidrs[0]: got "203.0.113.7". Must be an IPv4 range in CIDR notation that starts at its '
      + 'first address. Did you mean "203.0.113.7/32"?'],
  ['no gateway pods', { gateway: { replicas: 0 } }, 'gateway.replicas: got 0. Must be a whole number from 1 to 1000.'],
  ['no istiod pods', { istiod: { replicas: 0.5 } }, 'istiod.replicas: got 0.5. Must be a whole number from 1 to 1000.'],
  ['CPU that is none', { gateway: { resources: { cpuRequest: '100Mi' } } },
    'gateway.resources.cpuRequest: got "100Mi". Must be a CPU quantity, for example "100m" or "2".'],
  ['a CPU limit that is none', { istiod: { resources: { cpuLimit: 'two' } } },
    'istiod.resources.cpuLimit: got "two". Must be a CPU quantity, for example "100m" or "2".'],
  ['memory that is none', { operator: { resources: { memoryRequest: '512MB' } } },
    'operator.resources.memoryRequest: got "512MB". Must be a quantity of memory, for example "512Mi" or "2Gi".'],
  ['a memory limit that is none', { operator: { executorResources: { memoryLimit: '' } } },
    'operator.executorResources.memoryLimit: got "". Must be a quantity of memory, for example "512Mi" or "2Gi".'],
  ['a Secret name that is none', { gateway: { hosts: ['a.example.com'], tls: LoadBalancerTls.kubernetesSecret('') } },
    'gateway.tls: got "". Must be the name of a Kubernetes Secret of type kubernetes.io/tls: labels of lower-case '
      + 'letters, digits and hyphens, joined by dots.'],
  ['an ARN of something else', { gateway: { hosts: ['a.example.com'], tls: LoadBalancerTls.acmCertificate('arn:aws:iam::111122223333:role/x') } },
    'gateway.tls: got "arn:aws:iam::111122223333:role/x". Must be the ARN of a certificate of AWS Certificate '
      + 'Manager. It reads '
      + '"arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012".'],
  ['TLS without a host', { gateway: { tls } },
    "gateway.hosts: missing. Must name a host with 'gateway.tls'. Give the name that the certificate is for, for "
      + 'example ["models.example.com"].'],
  ['TLS with patterns alone', { gateway: { tls, hosts: ['*.example.com'] } },
    "gateway.hosts: got no host name. Must name a host with 'gateway.tls'. Give the name that the certificate is for, for "
      + 'example ["models.example.com"].'],
  ['a name of the gateway\'s pods in the values', { gateway: { values: { name: 'x' } } },
    'gateway.values.name: set by the construct, because other settings depend on it. Leave it out.'],
  ['a label of the gateway\'s pods in the values', { gateway: { values: { labels: { istio: 'x' } } } },
    'gateway.values.labels.istio: set by the construct, because other settings depend on it. Leave it out: Service '
      + 'and Gateway select the pods by it.'],
  ['labels of the gateway\'s Service in the values', { gateway: { values: { service: { selectorLabels: {} } } } },
    'gateway.values.service: set by the construct, because other settings depend on it. Use the options of '
      + "'gateway': the Service is not the chart's."],
  ['the operator\'s gateway in the values', { operator: { values: { istio: { gateway: 'a/b' } } } },
    'operator.values.istio.gateway: set by the construct, because other settings depend on it. Leave it out.'],
  ['Istio off in the values', { operator: { values: { istio: { enabled: false } } } },
    'operator.values.istio.enabled: set by the construct, because other settings depend on it. Leave it out.'],
  ['the operator\'s namespace in the values', { operator: { values: { namespaceOverride: 'x' } } },
    'operator.values.namespaceOverride: set by the construct, because other settings depend on it. Leave it out.'],
  ['a namespace of Istio in the values of its definitions', { istioBaseValues: { global: { istioNamespace: 'x' } } },
    'istioBaseValues.global.istioNamespace: set by the construct, because other settings depend on it. Use '
      + "'istioNamespace'."],
  ['a namespace of Istio in the values of istiod', { istiod: { values: { global: { istioNamespace: 'x' } } } },
    'istiod.values.global.istioNamespace: set by the construct, because other settings depend on it. Use '
      + "'istioNamespace'."],
  ['a revision that the gateway\'s pods do not name', { istiod: { values: { revision: '1-30' } } },
    'istiod.values.revision: set by the construct, because other settings depend on it. Leave it out: gateway pods '
      + 'get their image from the revision without a name.'],
  ['a revision of the gateway\'s pods in the values', { gateway: { values: { revision: '1-30' } } },
    'gateway.values.revision: set by the construct, because other settings depend on it. Use IstioSource.existing({ '
      + 'revision }).'],
  ['pods of istiod by the chart\'s old name', { istiod: { values: { pilot: { replicaCount: 3 } } } },
    "istiod.values.pilot.replicaCount: set by the construct, because other settings depend on it. Use 'replicas'."],
  ['a text for globals of Istio', { istiod: { values: { global: 'x' } } },
    'istiod.values.global: got a string. Must be a map. The construct relies on '
      + "'istiod.values.global.istioNamespace'."],
  ['an autoscaler of the gateway', { gateway: { values: { autoscaling: { enabled: true } } } },
    "gateway.values.autoscaling.enabled: set by the construct, because other settings depend on it. Use 'replicas': "
      + 'their number is fixed.'],
  ['resources of the operator in the values', { operator: { values: { manager: { cpuLimit: '1' } } } },
    'operator.values.manager.cpuLimit: set by the construct, because other settings depend on it. Use '
      + "'resources.cpuLimit'."],
  ['an operator that does not see the models', { operator: { values: { singleNamespace: true } } },
    'operator.values.singleNamespace: set by the construct, because other settings depend on it. Leave it out: '
      + 'models are deployed in another namespace.'],
  ['a certificate that is renewed in another way', { operator: { values: { certManager: { enabled: true } } } },
    'operator.values.certManager.enabled: set by the construct, because other settings depend on it. Leave it out: '
      + "'webhookCertificateRotation' renews the certificate."],
  ['a rotation without text', { operator: { webhookCertificateRotation: ' ' } },
    'operator.webhookCertificateRotation: got " ". Must be 1 to 63 letters, digits and "-_.". Leave it out to renew '
      + 'the certificate with the first apply of each half-year.'],
  ['a rotation that Helm would split', { operator: { webhookCertificateRotation: '2026,1' } },
    'operator.webhookCertificateRotation: got "2026,1". Must be 1 to 63 letters, digits and "-_.". Leave it out to '
      + 'renew the certificate with the first apply of each half-year.'],
  ['a rotation that Terraform would read', { operator: { webhookCertificateRotation: '${timestamp()}' } },
    'operator.webhookCertificateRotation: must be a text without "${" and "%{", which start Terraform expressions. '
      + 'For values that are unknown at synthesis pass a token, for example variable.stringValue.'],
  ['an address for a host', { gateway: { hosts: ['10.0.0.1'] } }, 'gateway.hosts[0]: got "10.0.0.1". Must be a name, '
    + 'not an address. To admit every host give "*".'],
  ['a host twice', { gateway: { hosts: ['*', '*'] } }, 'gateway.hosts: got "*" twice. Must name each element once.'],
  ['a scheme that is none', { gateway: { exposure: ServiceExposure.loadBalancer({ scheme: 'Internal' as LoadBalancerScheme }) } },
    'gateway.exposure.scheme: got "Internal". Must be one of LoadBalancerScheme.INTERNET_FACING, '
      + 'LoadBalancerScheme.INTERNAL. Did you mean LoadBalancerScheme.INTERNAL?'],
  ['TLS of another kind', { gateway: { hosts: ['a.example.com'], tls: { secretName: 'tls' } as LoadBalancerTls } },
    "gateway.tls: got an object with 'secretName'. Must be made by LoadBalancerTls.kubernetesSecret() or "
      + 'LoadBalancerTls.acmCertificate() or LoadBalancerTls.upstream().'],
  ['TLS that was not made', { gateway: { hosts: ['a.example.com'], tls: LoadBalancerTls.upstream as unknown as LoadBalancerTls } },
    'gateway.tls: got the function upstream, which was not called. Must be made by '
      + 'LoadBalancerTls.kubernetesSecret() or LoadBalancerTls.acmCertificate() or LoadBalancerTls.upstream().'],
  ['a version that is a text', { seldonCoreVersion: '1.18.2' as unknown as SeldonCoreVersion },
    'seldonCoreVersion: got "1.18.2". Must be a SeldonCoreVersion, for example SeldonCoreVersion.DEFAULT. Allowed: '
      + 'SeldonCoreVersion.V1_17_1, SeldonCoreVersion.DEFAULT, SeldonCoreVersion.of(…).'],
  ['a request above the limit of the gateway\'s chart', { gateway: { resources: { memoryRequest: '2Gi' } } },
    'gateway.resources.memoryRequest: got "2Gi". Must be at most \'gateway.resources.memoryLimit\', which is by '
      + 'default "1024Mi". Give \'gateway.resources.memoryLimit\', too.'],
  ['a limit below what the operator\'s chart requests', { operator: { resources: { memoryLimit: '100Mi' } } },
    'operator.resources.memoryLimit: got "100Mi". Must be at least \'operator.resources.memoryRequest\', which is by '
      + 'default "200Mi". Give \'operator.resources.memoryRequest\', too.'],
  ['a request above the executor\'s limit', { operator: { executorResources: { cpuRequest: '1' } } },
    'operator.executorResources.cpuRequest: got "1". Must be at most \'operator.executorResources.cpuLimit\', which '
      + 'is by default "500m". Give \'operator.executorResources.cpuLimit\', too.'],
  ['a request above a limit that is given', { istiod: { resources: { cpuRequest: '2', cpuLimit: '1500m' } } },
    'istiod.resources.cpuRequest: got "2". Must be at most \'istiod.resources.cpuLimit\', which is "1500m".'],
  ['an annotation that is none', { gateway: { exposure: ServiceExposure.loadBalancer({ annotations: { 'a b': 'c' } }) } },
    'gateway.exposure.annotations: got "a b". Must be keyed by names of up to 63 letters, digits and "-_.", with or '
      + 'without a DNS name and a slash before them.'],
  ['a prop that is misspelled', { gateway: { exposre: ServiceExposure.clusterIp() } as object },
    'gateway.exposre: unknown. Allowed: name, hosts, tls, exposure, replicas, resources, values. Did you mean '
    + "'gateway.exposure'?"],
  ['a deployer\'s namespace that is no label', { deployers: [{ namespace: 'Zen', name: 'runner' }] },
    `deployers[0].namespace: got "Zen". ${LABEL}.`],
  ['a deployer\'s name that is none', { deployers: [{ namespace: 'zenml', name: 'zenml/runner' }] },
    `deployers[0].name: got "zenml/runner". Must be ${DNS_NAME}.`],
  ['a group that Kubernetes keeps for itself', { deployerGroups: ['system:masters'] },
    'deployerGroups[0]: got "system:masters". Must be the name of a group, not empty and without "system:".'],
  ['an image with its tag', { modelServers: [SeldonModelServer.sklearn({ image: 'registry.example.com/models:v1', version: 'v1' })] },
    'modelServers[0].image: got "registry.example.com/models:v1". Must be the repository of an image, for example '
      + '"111122223333.dkr.ecr.eu-central-1.amazonaws.com/models". Give the tag as \'version\'.'],
  ['a tag that is none', { modelServers: [SeldonModelServer.mlflow({ image: 'models', version: 'v 1' })] },
    'modelServers[0].version: got "v 1". Must be a tag of 1 to 128 letters, digits and "_.-".'],
  ['an implementation that is none', { modelServers: [SeldonModelServer.custom('lightgbm', { image: 'models', version: 'v1' })] },
    'modelServers[0].implementation: got "lightgbm". Must be a name of capital letters, digits and underscores, for '
      + 'example "LIGHTGBM_SERVER".'],
  ['two servers of one kind', {
    modelServers: [SeldonModelServer.sklearn({ image: 'a', version: 'v1' }), SeldonModelServer.sklearn({ image: 'b', version: 'v1', protocol: SeldonProtocol.SELDON })],
  }, "modelServers[1]: got SKLEARN_SERVER of the protocol seldon, which 'modelServers[0]' serves. Must be another "
    + 'one. Give one of them another name: SeldonModelServer.custom().'],
  ['a timeout that is too short', { releaseTimeoutSeconds: 5 }, 'releaseTimeoutSeconds: got 5. Must be a whole '
    + 'number from 60 to 86400 seconds.'],
])('%s', (_, props, message) => {
  expect(problems(props)).toEqual([message]);
});

test.each<[string, SeldonCoreIstioProps]>([
  ['nothing', {}],
  ['versions of() with a suffix', { istioVersion: IstioVersion.of('1.31.0-rc.0'), seldonCoreVersion: SeldonCoreVersion.of('1.18.2') }],
  ['a newer major version', { istioVersion: IstioVersion.of('2.0.0') }],
  ['namespaces that exist', { workloadNamespace: ClusterNamespace.existing('default') }],
  ['hosts of all kinds', { gateway: { hosts: ['*', '*.example.com', 'models.example.com'], tls } }],
  ['quantities', { istiod: { resources: { cpuRequest: '0.5', cpuLimit: '1500m', memoryRequest: '1e9', memoryLimit: '2000M' } } }],
  ['model servers of both protocols, from a registry with a port', {
    modelServers: [
      SeldonModelServer.sklearn({ image: 'registry.example.com:5000/a', version: 'v1' }),
      SeldonModelServer.sklearn({ image: 'seldonio/mlserver', version: '1.7.1-sklearn', protocol: SeldonProtocol.V2 }),
    ],
  }],
  ['host names in upper case', { gateway: { hosts: ['Models.Example.COM'] } }],
  ['values of one\'s own', { gateway: { values: { labels: { team: 'ml' } } }, operator: { values: { istio: { tlsMode: '' } } } }],
])('%s is allowed', (_, props) => expect(problems(props)).toEqual([]));

test('one error names the construct and lists every problem', () => {
  const build = () => synth((stack) => {
    new SeldonCoreIstio(stack, 'Seldon', { gateway: { name: 'A', exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['x'] }) }, releaseTimeoutSeconds: 1 });
  });
  expect(messageOf(build)).toBe([
    'SeldonCoreIstio \'test/Seldon\' has 3 problems in its props:',
    `  - gateway.name: got "A". ${LABEL}.`,
    '  - gateway.exposure.allowedCidrs[0]: got "x". Must be an IPv4 range in CIDR notation that starts at its first '
      + 'address.',
    '  - releaseTimeoutSeconds: got 1. Must be a whole number from 60 to 86400 seconds.',
  ].join('\n'));
});

test('messages below a prop of another construct have its path', () => {
  expect(problemsWith(SELDON_PROPS, { gateway: { tls } }, 'seldon')).toEqual([
    "seldon.gateway.hosts: missing. Must name a host with 'seldon.gateway.tls'. Give the name that the certificate is "
      + 'for, for example ["models.example.com"].',
  ]);
});

test('refuses a second one on the same cluster, and allows one on another', () => {
  const first = (scope: TerraformStack) => new SeldonCoreIstio(scope, 'First');
  expect(messageOf(() => synth((scope) => {
    first(scope);
    new SeldonCoreIstio(scope, 'Second');
  }))).toBe("SeldonCoreIstio 'test/Second' has 1 problem in its props:\n  - kubernetesProvider: conflicts with "
    + "'test/First': a cluster takes one of these, because the names of its releases are fixed. If they are for "
    + 'two clusters, give each its own providers.');
  synth((scope) => {
    first(scope);
    new SeldonCoreIstio(scope, 'Second', { kubernetesProvider: new KubernetesProvider(scope, 'other', { alias: 'other' }) });
  });
});

test('allows values that Terraform knows at apply', () => {
  const stack = synth((scope) => {
    const text = new TerraformVariable(scope, 'text', { type: 'string' }).stringValue;
    const list = new TerraformVariable(scope, 'list', { type: 'list(string)' }).listValue;
    const seldon = new SeldonCoreIstio(scope, 'Seldon', {
      istioVersion: IstioVersion.of(text),
      seldonCoreVersion: SeldonCoreVersion.of(text),
      istioNamespace: ClusterNamespace.existing(text),
      seldonNamespace: ClusterNamespace.existing(text),
      workloadNamespace: ClusterNamespace.existing(text),
      gateway: {
        name: text,
        hosts: list,
        exposure: ServiceExposure.loadBalancer({ allowedCidrs: list }),
        tls: LoadBalancerTls.acmCertificate(text),
        resources: { cpuRequest: text },
      },
      operator: { webhookCertificateRotation: text },
      deployers: [{ namespace: text, name: text }],
    });
    new TerraformOutput(scope, 'spec', { value: seldon.predictionSpec, staticId: true });
  });
  expect(stack.one('kubernetes_service_v1').spec.load_balancer_source_ranges).toBe('${var.list}');
  expect(stack.outputs.spec.value).toContain('"hosts":${jsonencode(var.list)}');
  expect(stack.one('helm_release', 'Seldon_Gateway').values[0]).toContain('"hosts":${jsonencode(var.list)}');
});
