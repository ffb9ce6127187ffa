import { TerraformOutput, TerraformVariable } from 'cdktf';
import { ClusterNamespace, IstioVersion, SeldonCoreIstio, SeldonCoreIstioOptions, SeldonCoreVersion, SeldonGatewayTls } from '../../../src';
import { Validation } from '../../../src/private/validation';
import { validateSeldonCoreIstio } from '../../../src/seldon/private/validate';
import { messageOf, synth } from '../../support/synth';

function problems(props: SeldonCoreIstioOptions): string[] {
  const v = new Validation();
  validateSeldonCoreIstio(v, props);
  return v.problems;
}

const LABEL = 'must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';
const DNS_NAME = 'a DNS name: labels of lower-case letters, digits and hyphens, joined by dots';
const tls = SeldonGatewayTls.kubernetesSecret('models-tls');

test.each<[string, SeldonCoreIstioOptions, string]>([
  ['a Seldon Core version that is none', { seldonCoreVersion: SeldonCoreVersion.of('latest') },
    '\'seldonCoreVersion\' must be a version of three numbers, for example 1.17.1, got "latest". Use SeldonCoreVersion.DEFAULT, or of() with a version that the chart repository lists.'],
  ['an Istio version that is none', { istioVersion: IstioVersion.of('1.30') },
    '\'istioVersion\' must be a version of three numbers, for example 1.17.1, got "1.30". Use IstioVersion.DEFAULT, or of() with a version that the chart repository lists.'],
  ['an Istio version that is too old', { istioVersion: IstioVersion.of('1.21.6') },
    '\'istioVersion\' must be 1.22.0 or newer, got "1.21.6". Older versions do not know the Gateway as networking.istio.io/v1.'],
  ['a namespace of Istio that is no label', { istioNamespace: ClusterNamespace.create('Istio_System') }, `'istioNamespace' ${LABEL}, got "Istio_System".`],
  ['a namespace of Seldon that is no label', { seldonNamespace: ClusterNamespace.existing('-seldon') }, `'seldonNamespace' ${LABEL}, got "-seldon".`],
  ['a workload namespace that is no label', { workloadNamespace: ClusterNamespace.create('a'.repeat(64)) },
    `'workloadNamespace' ${LABEL}, got "${'a'.repeat(64)}".`],
  ['a namespace to create that every cluster has', { workloadNamespace: ClusterNamespace.create('default') },
    '\'workloadNamespace\' cannot create "default", which every cluster has. Use ClusterNamespace.existing("default").'],
  ['one namespace for two things', { workloadNamespace: ClusterNamespace.create('seldon-system') },
    '\'workloadNamespace\' must differ from \'seldonNamespace\', both are "seldon-system". Models, operator and Istio are deleted one after the other, each with its namespace.'],
  ['a gateway name that is no label', { gateway: { name: 'seldon.gateway' } }, `'gateway.name' ${LABEL}, got "seldon.gateway".`],
  ['no hosts', { gateway: { hosts: [] } }, '\'gateway.hosts\' must not be empty. Leave it out to serve every host.'],
  ['a host that is none', { gateway: { hosts: ['models_example'] } },
    '\'gateway.hosts[0]\' must be "*" or a host name, with or without "*." before it, got "models_example".'],
  ['a URL for a host', { gateway: { hosts: ['*', 'https://models.example.com/'] } },
    '\'gateway.hosts[1]\' must be "*" or a host name, with or without "*." before it, got "https://models.example.com/". Give the name alone, without scheme, port or path.'],
  ['no allowed range', { gateway: { allowedCidrs: [] } }, '\'gateway.allowedCidrs\' must not be empty. Leave it out to admit every address.'],
  ['an address for a range', { gateway: { allowedCidrs: ['203.0.113.7'] } },
    '\'gateway.allowedCidrs[0]\' must be an IPv4 range in CIDR notation that starts at its first address, got "203.0.113.7". Did you mean "203.0.113.7/32"?'],
  ['no gateway pods', { gateway: { replicas: 0 } }, '\'gateway.replicas\' must be a whole number of at least 1, got 0.'],
  ['no istiod pods', { istiod: { replicas: 0.5 } }, '\'istiod.replicas\' must be a whole number of at least 1, got 0.5.'],
  ['CPU that is none', { gateway: { resources: { cpuRequest: '100Mi' } } },
    '\'gateway.resources.cpuRequest\' must be a CPU quantity, for example "100m" or "2", got "100Mi".'],
  ['a CPU limit that is none', { istiod: { resources: { cpuLimit: 'two' } } },
    '\'istiod.resources.cpuLimit\' must be a CPU quantity, for example "100m" or "2", got "two".'],
  ['memory that is none', { operator: { resources: { memoryRequest: '512MB' } } },
    '\'operator.resources.memoryRequest\' must be a quantity of memory, for example "512Mi" or "2Gi", got "512MB".'],
  ['a memory limit that is none', { operator: { executorResources: { memoryLimit: '' } } },
    '\'operator.executorResources.memoryLimit\' must be a quantity of memory, for example "512Mi" or "2Gi", got "".'],
  ['a Secret name that is none', { gateway: { hosts: ['a.example.com'], tls: SeldonGatewayTls.kubernetesSecret('') } },
    `'gateway.tls' must be the name of a Kubernetes Secret, ${DNS_NAME}, got "". Use SeldonGatewayTls.kubernetesSecret(name) with the name of a Secret of type kubernetes.io/tls.`],
  ['an ARN of something else', { gateway: { hosts: ['a.example.com'], tls: SeldonGatewayTls.acmCertificate('arn:aws:iam::111122223333:role/x') } },
    '\'gateway.tls\' must be the ARN of a certificate of AWS Certificate Manager, got "arn:aws:iam::111122223333:role/x". It reads arn:aws:acm:<region>:<account>:certificate/<id>.'],
  ['TLS without a host', { gateway: { tls } },
    '\'gateway.tls\' needs a host name that the certificate is for, got none. Give it in \'gateway.hosts\', for example ["models.example.com"].'],
  ['TLS with patterns alone', { gateway: { tls, hosts: ['*.example.com'] } },
    '\'gateway.tls\' needs a host name that the certificate is for, got none. Give it in \'gateway.hosts\', for example ["models.example.com"].'],
  ['a name of the gateway\'s pods in the values', { gateway: { values: { name: 'x' } } },
    '\'gateway.values.name\' is set by the construct and must agree with its other parts. Leave it out.'],
  ['a label of the gateway\'s pods in the values', { gateway: { values: { labels: { istio: 'x' } } } },
    '\'gateway.values.labels.istio\' is set by the construct and must agree with its other parts. Leave it out.'],
  ['labels of the gateway\'s Service in the values', { gateway: { values: { service: { selectorLabels: {} } } } },
    '\'gateway.values.service.selectorLabels\' is set by the construct and must agree with its other parts. Leave it out.'],
  ['the operator\'s gateway in the values', { operator: { values: { istio: { gateway: 'a/b' } } } },
    '\'operator.values.istio.gateway\' is set by the construct and must agree with its other parts. Leave it out.'],
  ['Istio off in the values', { operator: { values: { istio: { enabled: false } } } },
    '\'operator.values.istio.enabled\' is set by the construct and must agree with its other parts. Leave it out.'],
  ['the operator\'s namespace in the values', { operator: { values: { namespaceOverride: 'x' } } },
    '\'operator.values.namespaceOverride\' is set by the construct and must agree with its other parts. Leave it out.'],
  ['a rotation without text', { operator: { webhookCertificateRotation: ' ' } },
    '\'operator.webhookCertificateRotation\' must be some text, got " ". Leave it out to renew the certificate with the first apply of each half-year.'],
  ['a deployer\'s namespace that is no label', { deployers: [{ namespace: 'Zen', name: 'runner' }] }, `'deployers[0].namespace' ${LABEL}, got "Zen".`],
  ['a deployer\'s name that is none', { deployers: [{ namespace: 'zenml', name: 'zenml/runner' }] }, `'deployers[0].name' must be ${DNS_NAME}, got "zenml/runner".`],
  ['a timeout that is too short', { releaseTimeoutSeconds: 5 }, '\'releaseTimeoutSeconds\' must be a whole number of at least 60 seconds, got 5.'],
])('%s', (_, props, message) => {
  expect(problems(props)).toEqual([message]);
});

test.each<[string, SeldonCoreIstioOptions]>([
  ['nothing', {}],
  ['versions of() with a suffix', { istioVersion: IstioVersion.of('1.31.0-rc.0'), seldonCoreVersion: SeldonCoreVersion.of('1.18.2') }],
  ['a newer major version', { istioVersion: IstioVersion.of('2.0.0') }],
  ['namespaces that exist', { workloadNamespace: ClusterNamespace.existing('default') }],
  ['hosts of all kinds', { gateway: { hosts: ['*', '*.example.com', 'models.example.com'], tls } }],
  ['quantities', { istiod: { resources: { cpuRequest: '0.5', cpuLimit: '1500m', memoryRequest: '1Gi', memoryLimit: '2000M' } } }],
  ['values of one\'s own', { gateway: { values: { labels: { team: 'ml' }, service: { externalTrafficPolicy: 'Local' } } }, operator: { values: { istio: { tlsMode: '' } } } }],
])('%s is allowed', (_, props) => expect(problems(props)).toEqual([]));

test('one error names the construct and lists every problem', () => {
  const build = () => synth((stack) => {
    new SeldonCoreIstio(stack, 'Seldon', { gateway: { name: 'A', allowedCidrs: ['x'] }, releaseTimeoutSeconds: 1 });
  });
  expect(messageOf(build)).toBe([
    'SeldonCoreIstio \'test/Seldon\' has 3 problems in its props:',
    `  - 'gateway.name' ${LABEL}, got "A".`,
    '  - \'gateway.allowedCidrs[0]\' must be an IPv4 range in CIDR notation that starts at its first address, got "x".',
    '  - \'releaseTimeoutSeconds\' must be a whole number of at least 60 seconds, got 1.',
  ].join('\n'));
});

test('below a prop of another construct, messages carry its name', () => {
  const v = new Validation();
  validateSeldonCoreIstio(v.at('seldon'), { gateway: { tls } });
  expect(v.problems).toEqual([
    '\'seldon.gateway.tls\' needs a host name that the certificate is for, got none. Give it in \'seldon.gateway.hosts\', for example ["models.example.com"].',
  ]);
});

test('values that Terraform knows only at apply are let through', () => {
  const stack = synth((scope) => {
    const text = new TerraformVariable(scope, 'text', { type: 'string' }).stringValue;
    const list = new TerraformVariable(scope, 'list', { type: 'list(string)' }).listValue;
    const seldon = new SeldonCoreIstio(scope, 'Seldon', {
      istioVersion: IstioVersion.of(text),
      seldonCoreVersion: SeldonCoreVersion.of(text),
      istioNamespace: ClusterNamespace.existing(text),
      seldonNamespace: ClusterNamespace.existing(text),
      workloadNamespace: ClusterNamespace.existing(text),
      gateway: { name: text, hosts: list, allowedCidrs: list, tls: SeldonGatewayTls.acmCertificate(text), resources: { cpuRequest: text } },
      operator: { webhookCertificateRotation: text },
      deployers: [{ namespace: text, name: text }],
    });
    new TerraformOutput(scope, 'spec', { value: seldon.predictionSpec, staticId: true });
  });
  expect(stack.one('helm_release', 'IngressGateway').values[0]).toContain('"loadBalancerSourceRanges" = var.list');
  expect(stack.outputs.spec.value).toContain('"hosts" = var.list');
  expect(stack.one('helm_release', 'Seldon_Gateway').values[0]).toContain('"hosts" = var.list');
});
