import { TerraformStack, TerraformVariable } from 'cdktf';
import {
  BasicAuth, ExistingIngressOptions, Ingress, IngressController, NginxIngressOptions,
} from '../../src/ingress';
import { ClusterNamespace, LoadBalancerScheme, LoadBalancerTls, ServiceExposure } from '../../src/kubernetes';
import { SecretValue } from '../../src/secrets/secret-value';
import { Validation } from '../../src/validation/validation';
import { NginxIngressVersion } from '../../src/versions';
import { TestStack } from '../support/synth';

/** The problems with an ingress in the prop 'ingress'. */
function problemsOf(ingress: Ingress): string[] {
  let problems: string[] = [];
  Validation.run('Test', (v) => {
    ingress._validate(v, 'ingress');
    problems = [...v.problems];
    v.problems.length = 0;
  });
  return problems;
}

const any = (value: unknown) => value as any;
const nginx = (options: NginxIngressOptions) => Ingress.nginx(options);
const existing = (options: Partial<ExistingIngressOptions>) =>
  Ingress.existingClass({ className: 'public', host: 'mlflow.example.com', ...options });

const LABEL = 'Must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both '
  + 'ends';
const HOST = 'Must be a host name, for example "mlflow.example.com"';
const ALONE = 'Give the name alone, without scheme, user, port or path.';
const NO_ADDRESS = 'Must be a name, not an address';
const WHY_NAME = 'Certificates and Host headers are for names.';
const SECRET = 'Must be the name of a Kubernetes Secret of type kubernetes.io/tls: labels of lower-case letters, '
  + 'digits and hyphens, joined by dots';
const ACM = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
const ARN = 'got "arn:aws:iam::111122223333:role/x". Must be the ARN of a certificate of AWS Certificate Manager. It '
  + `reads "${ACM}".`;
const AUTH = 'Must be made by BasicAuth.generated() or BasicAuth.given() or BasicAuth.htpasswd() or BasicAuth.none()';
const HTPASSWD = 'Create one with: htpasswd -nbB <user> <password>. For a plain password use BasicAuth.given().';
const NO_HOST = "ingress.host: missing. Must be given with 'ingress.tls'. Give the name that the certificate is for: "
  + "no certificate fits the load balancer's own name.";
const ANNOTATION = 'names of up to 63 letters, digits and "-_.", with or without a DNS name and a slash before them';
const secret = LoadBalancerTls.kubernetesSecret('tls');

test.each<[string, Ingress, string]>([
  ['a list for the options', nginx(any([])),
    "ingress: got a value of the type list. Must be an object with members such as 'host', 'auth', 'name'."],
  ['null for the options', nginx(any(null)),
    "ingress: got null. Must be an object with members such as 'host', 'auth', 'name'."],
  ['a URL for a host', nginx({ host: 'https://a.b' }), `ingress.host: got "https://a.b". ${HOST}. ${ALONE}`],
  ['an address for a host', nginx({ host: '10.0.0.1' }), `ingress.host: got "10.0.0.1". ${NO_ADDRESS}. ${WHY_NAME}`],
  ['a number for a host', nginx({ host: any(1) }), `ingress.host: got 1. ${HOST}.`],
  ['null for a host', nginx({ host: any(null) }), `ingress.host: got null. ${HOST}. Leave it out for the default.`],
  ['an address for a range', nginx({ exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.7'] }) }),
    'ingress.exposure.allowedCidrs[0]: got "203.0.113.7". Must be an IPv4 range in CIDR notation that starts at its '
      + 'first address. Did you mean "203.0.113.7/32"?'],
  ['no range', nginx({ exposure: ServiceExposure.loadBalancer({ allowedCidrs: [] }) }),
    'ingress.exposure.allowedCidrs: got []. Must be a list of at least 1 element. Leave it out to allow every '
      + 'address.'],
  ['a text for a list', nginx({ exposure: ServiceExposure.loadBalancer({ allowedCidrs: any('10.0.0.0/8') }) }),
    'ingress.exposure.allowedCidrs: got "10.0.0.0/8". Must be a list of which each element is an IPv4 range in CIDR '
      + 'notation that starts at its first address. Put it into a list: ["10.0.0.0/8"].'],
  ['a scheme that is none', nginx({ exposure: ServiceExposure.loadBalancer({ scheme: any('Internal') }) }),
    'ingress.exposure.scheme: got "Internal". Must be one of LoadBalancerScheme.INTERNET_FACING, '
      + 'LoadBalancerScheme.INTERNAL. Did you mean LoadBalancerScheme.INTERNAL?'],
  ['an annotation that has no name', nginx({ exposure: ServiceExposure.loadBalancer({ annotations: { 'a b': 'x' } }) }),
    `ingress.exposure.annotations: got "a b". Must be keyed by ${ANNOTATION}.`],
  ['an annotation that is no text', nginx({ exposure: ServiceExposure.loadBalancer({ annotations: { a: any(true) } }) }),
    'ingress.exposure.annotations.a: got true. Must be a text.'],
  ['a certificate of AWS for ports of nodes', nginx({
    host: 'a.b', tls: LoadBalancerTls.acmCertificate(ACM), exposure: ServiceExposure.nodePort({ nodePort: 30080 }),
  }), "ingress.tls: must be no LoadBalancerTls.acmCertificate() where 'ingress.exposure' is no load balancer. Use "
    + 'LoadBalancerTls.upstream() where what leads to the cluster terminates TLS.'],
  ['a port that is none of nodes', nginx({ exposure: ServiceExposure.nodePort({ nodePort: 80 }) }),
    'ingress.exposure.nodePort: got 80. Must be a whole number from 30000 to 32767. Kubernetes allows no other node '
      + 'ports.'],
  ['a path in the URL of what leads to nodes', nginx({ exposure: ServiceExposure.nodePort({ nodePort: 30080, url: 'https://a/b' }) }),
    'ingress.exposure.url: got "https://a/b". Must be a URL of scheme, host and port, for example '
      + '"http://minio.minio.svc:9000".'],
  ['one port for two things', nginx({ exposure: ServiceExposure.nodePort({ nodePort: 30080, healthNodePort: 30080 }) }),
    "ingress.exposure.healthNodePort: got 30080, which 'ingress.exposure.nodePort' has. Must be another one."],
  ['a controller\'s namespace that is no label', nginx({ namespace: ClusterNamespace.create('A') }),
    `ingress.namespace: got "A". ${LABEL}.`],
  ['the name of a namespace', nginx({ namespace: any('edge') }),
    'ingress.namespace: got "edge". Must be made by ClusterNamespace.create() or ClusterNamespace.existing().'],
  ['a class that is no label', nginx({ className: 'A' }), `ingress.className: got "A". ${LABEL}.`],
  ['a class with too long a name', nginx({ className: 'a'.repeat(64) }),
    `ingress.className: got "${'a'.repeat(64)}". ${LABEL}.`],
  ['a controller version that is none', nginx({ version: NginxIngressVersion.of('5') }),
    'ingress.version: got "5". Must be a chart version of three numbers, for example "1.17.1". Use one that the '
      + 'chart repository lists.'],
  ['a text for a version', nginx({ version: any('2.6.4') }),
    'ingress.version: got "2.6.4". Must be a NginxIngressVersion, for example NginxIngressVersion.DEFAULT. Allowed: '
      + 'NginxIngressVersion.V2_6_4, NginxIngressVersion.DEFAULT, NginxIngressVersion.of(…).'],
  ['no controller pods', nginx({ replicas: 0 }), 'ingress.replicas: got 0. Must be a whole number from 1 to 1000.'],
  ['resources that are none', nginx({ resources: { memoryLimit: 'x' } }),
    'ingress.resources.memoryLimit: got "x". Must be a quantity of memory, for example "512Mi" or "2Gi".'],
  ['a limit below the request that holds by default', nginx({ resources: { memoryLimit: '64Mi' } }),
    'ingress.resources.memoryLimit: got "64Mi". Must be at least \'ingress.resources.memoryRequest\', which is by '
      + 'default "128Mi". Give \'ingress.resources.memoryRequest\', too.'],
  ['a request above the limit that holds by default', nginx({ resources: { memoryRequest: '1Gi' } }),
    'ingress.resources.memoryRequest: got "1Gi". Must be at most \'ingress.resources.memoryLimit\', which is by '
      + 'default "512Mi". Give \'ingress.resources.memoryLimit\', too.'],
  ['a CPU limit below the request that holds by default', nginx({ resources: { cpuLimit: '50m' } }),
    'ingress.resources.cpuLimit: got "50m". Must be at least \'ingress.resources.cpuRequest\', which is by default '
      + '"100m". Give \'ingress.resources.cpuRequest\', too.'],
  ['a Helm value that fixes names', nginx({ values: { fullnameOverride: 'x' } }),
    "ingress.values.fullnameOverride: set by the construct, because other settings depend on it. Use 'name'."],
  ['a controller\'s name that is no label', nginx({ name: 'A' }), `ingress.name: got "A". ${LABEL}.`],
  ['a controller\'s name that Helm does not take', nginx({ name: 'a'.repeat(54) }),
    `ingress.name: got "${'a'.repeat(54)}". Must be at most 53 characters long. Helm takes no longer names.`],
  ['a controller\'s name that Services do not take', nginx({ name: '1a' }),
    'ingress.name: got "1a". Must be a name with a letter first. A Service is called by it.'],
  ['a Helm value of the Service', nginx({ values: { controller: { service: { type: 'NodePort' } } } }),
    'ingress.values.controller.service: set by the construct, because other settings depend on it. Use the options '
      + "of the ingress: the Service is not the chart's."],
  ['a Helm value that has an option', nginx({ values: { controller: { ingressClass: { name: 'x' } } } }),
    'ingress.values.controller.ingressClass.name: set by the construct, because other settings depend on it. Use '
      + "'className'."],
  ['a Helm value of the streaming of uploads', nginx({ values: { controller: { config: { entries: { 'http-snippets': '' } } } } }),
    'ingress.values.controller.config.entries.http-snippets: set by the construct, because other settings depend on '
      + 'it. Leave it out: uploads are streamed by it. "server-snippets" and "location-snippets" are yours.'],
  ['a Helm value of the selector', nginx({ values: { nameOverride: 'x' } }),
    'ingress.values.nameOverride: set by the construct, because other settings depend on it. Leave it out: the '
      + 'Service selects the pods by it.'],
  ['a text in the place of the controller', nginx({ values: { controller: 'x' } }),
    'ingress.values.controller: got a string. Must be a map. The construct relies on '
      + "'ingress.values.controller.selectorLabels'."],
  ['a text for Helm values', nginx({ values: any('a: b') }),
    'ingress.values: got "a: b". Must be an object of Helm values.'],

  ['a certificate for no name', nginx({ tls: LoadBalancerTls.acmCertificate(ACM) }), NO_HOST],
  ['a Secret with a certificate for no name', nginx({ tls: secret }), NO_HOST],
  ['TLS before it for no name', nginx({ tls: LoadBalancerTls.upstream() }), NO_HOST],
  ['an ARN of something else',
    nginx({ host: 'a.b', tls: LoadBalancerTls.acmCertificate('arn:aws:iam::111122223333:role/x') }),
    `ingress.tls: ${ARN}`],
  ['no ARN', nginx({ host: 'a.b', tls: LoadBalancerTls.acmCertificate(any(undefined)) }),
    'ingress.tls: missing. Must be the ARN of a certificate of AWS Certificate Manager.'],
  ['a Secret that has no name', nginx({ host: 'a.b', tls: LoadBalancerTls.kubernetesSecret('T') }),
    `ingress.tls: got "T". ${SECRET}.`],
  ['the name of a Secret', nginx({ host: 'a.b', tls: any('tls') }),
    'ingress.tls: got "tls". Must be made by LoadBalancerTls.kubernetesSecret() or LoadBalancerTls.acmCertificate() '
      + 'or LoadBalancerTls.upstream().'],

  ['a plain object for a password', nginx({ auth: any({ username: 'a', password: 'TOPSECRET' }) }),
    `ingress.auth: got a value of the type object. ${AUTH}.`],
  ['a factory that was not called', nginx({ auth: any(BasicAuth.generated) }),
    `ingress.auth: got the function generated, which was not called. ${AUTH}.`],
  ['a user with a colon', nginx({ auth: BasicAuth.generated('a:b') }),
    'ingress.auth.username: must be a name without colon and space.'],
  ['an empty user', nginx({ auth: BasicAuth.generated('') }),
    'ingress.auth.username: must be a name without colon and space.'],
  ['null for a user', nginx({ auth: BasicAuth.generated(any(null)) }),
    'ingress.auth.username: got null. Must be a name without colon and space. Leave it out for the default.'],
  ['no user', nginx({ auth: BasicAuth.given(any(undefined), SecretValue.unsafePlainText('pw')) }),
    'ingress.auth.username: missing. Must be a name without colon and space.'],
  ['no password', nginx({ auth: BasicAuth.given('a', any(undefined)) }),
    "ingress.auth.password: missing. Must be a SecretValue, for example SecretValue.variable('name')."],
  ['a number for a password', nginx({ auth: BasicAuth.given('a', any(123456)) }),
    'ingress.auth.password: got a value of the type number. Must be a SecretValue, for example '
      + "SecretValue.variable('name')."],
  ['an empty password', nginx({ auth: BasicAuth.given('a', SecretValue.unsafePlainText('')) }),
    'ingress.auth.password: must be 1 to 72 bytes long.'],
  ['a password that bcrypt cuts off', nginx({ auth: BasicAuth.given('a', SecretValue.unsafePlainText('ä'.repeat(37))) }),
    'ingress.auth.password: must be 1 to 72 bytes long.'],
  ['no htpasswd', nginx({ auth: BasicAuth.htpasswd(any(undefined)) }),
    "ingress.auth.htpasswd: missing. Must be a SecretValue, for example SecretValue.variable('name')."],
  ['an empty htpasswd', nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText('\r\n')) }),
    `ingress.auth.htpasswd: must not be empty. ${HTPASSWD}`],
  ['an htpasswd that is none', nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText('TOPSECRET')) }),
    `ingress.auth.htpasswd: must have lines of "user:hash", line 1 is none. ${HTPASSWD}`],
  ['a line for the user of pipelines', nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText('a:$apr1$salt$hash\r\npipelines:$apr1$salt$hash')) }),
    'ingress.auth.htpasswd: must have no line for the user "pipelines". It is added with a generated password, for '
      + 'pipelines: give that user another name.'],
  ['a plain password in an htpasswd', existing({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText('a:$apr1$salt$hash\nadmin:TOPSECRET')) }),
    `ingress.auth.htpasswd: must have lines of "user:hash", line 2 is none. ${HTPASSWD}`],

  ['no options of an existing class', Ingress.existingClass(any(undefined)),
    "ingress: missing. Must be an object with 'className', 'host'."],
  ['an existing class that has no name', existing({ className: '' }),
    'ingress.className: got "". Must be a DNS name: labels of lower-case letters, digits and hyphens, joined by dots.'],
  ['no existing class', existing({ className: any(undefined) }),
    'ingress.className: missing. Must be a DNS name: labels of lower-case letters, digits and hyphens, joined by '
      + 'dots.'],
  ['an existing class without a host', existing({ host: any(undefined) }), `ingress.host: missing. ${HOST}.`],
  ['an address for the host of an existing class', existing({ host: '192.0.2.1' }),
    `ingress.host: got "192.0.2.1". ${NO_ADDRESS}. ${WHY_NAME}`],
  ['a controller that is none', existing({ controller: any('traefik') }), 'ingress.controller: got "traefik". Must '
    + 'be one of IngressController.F5_NGINX, IngressController.INGRESS_NGINX, IngressController.OTHER.'],
  ['an annotation without a name', existing({ annotations: { '': 'x' } }),
    `ingress.annotations: got "". Must be keyed by ${ANNOTATION}.`],
  ['a certificate for a load balancer of others', existing({ tls: LoadBalancerTls.acmCertificate(ACM) }),
    'ingress.tls: got LoadBalancerTls.acmCertificate(). Must be made by LoadBalancerTls.kubernetesSecret() or '
      + "LoadBalancerTls.upstream(). The controller's load balancer is not created here: set its certificate "
      + 'where it is created, and use LoadBalancerTls.upstream().'],
  ['a password for a controller that is not known', existing({ controller: IngressController.OTHER }),
    'ingress.auth: cannot be written for IngressController.OTHER. Use BasicAuth.none() and protect the server by '
      + "'annotations' that this controller knows."],
])('refuses %s', (_, ingress, message) => {
  expect(problemsOf(ingress)).toEqual([message]);
  expect(message).not.toContain('TOPSECRET');
});

test.each<[string, Ingress]>([
  ['nothing', Ingress.nginx()],
  ['none', Ingress.none()],
  ['a host in upper case', nginx({ host: 'MLflow.Example.com' })],
  ['a host with the longest labels', nginx({ host: [63, 63, 63, 61].map((n) => 'a'.repeat(n)).join('.') })],
  ['a scheme', nginx({ exposure: ServiceExposure.loadBalancer({ scheme: LoadBalancerScheme.INTERNAL }) })],
  ['a version of one\'s own', nginx({ version: NginxIngressVersion.of('2.7.3') })],
  ['a request above the default limit with a custom limit',
    nginx({ resources: { memoryRequest: '1Gi', memoryLimit: '1Gi' } })],
  ['a password of 72 bytes', nginx({ auth: BasicAuth.given('a', SecretValue.unsafePlainText('x'.repeat(72))) })],
  ['bcrypt, SHA and MD5', nginx({
    auth: BasicAuth.htpasswd(
      SecretValue.unsafePlainText(`a:$2y$05$${'x'.repeat(53)}\nb:$6$salt$hash\nc:$apr1$salt$hash\nd:{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=\n`),
    ),
  })],
  ['lines that end as Windows writes them',
    nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText('a:$apr1$salt$hash\r\nb:$apr1$salt$hash\r\n')) })],
  ['an unknown controller without a password',
    existing({ controller: IngressController.OTHER, auth: BasicAuth.none() })],
  ['a class with a name of labels', existing({ className: 'edge.example.com' })],
  ['TLS before an existing controller', existing({ tls: LoadBalancerTls.upstream() })],
])('admits %s', (_, ingress) => expect(problemsOf(ingress)).toEqual([]));

test('requires a certificate of the stack\'s region', () => {
  const elsewhere = nginx({ host: 'a.b', tls: LoadBalancerTls.acmCertificate(ACM) });
  expect(() => Validation.run('Test', (v) => elsewhere._validate(v, 'ingress'), { region: 'eu-west-1' })).toThrow(
    'ingress.tls: got a certificate of AWS Certificate Manager of the region eu-central-1. Must be one of eu-west-1. '
      + 'It can be used only in its region.',
  );
});

test('allows values that Terraform knows at apply', () => {
  const stack: TerraformStack = new TestStack();
  const unknown = (name: string) => new TerraformVariable(stack, name, { type: 'string' }).stringValue;
  expect([
    nginx({
      host: unknown('host'),
      auth: BasicAuth.given(unknown('user'), SecretValue.resourceAttribute(unknown('password'))),
      tls: LoadBalancerTls.acmCertificate(unknown('arn')),
      exposure: ServiceExposure.loadBalancer({ annotations: { a: unknown('annotation') } }),
    }),
    existing({
      host: unknown('other'),
      auth: BasicAuth.htpasswd(SecretValue.resourceAttribute(unknown('file'))),
      tls: LoadBalancerTls.kubernetesSecret(unknown('certificate')),
    }),
  ].flatMap(problemsOf)).toEqual([]);
});

test('its own namespaces', () => {
  const names = (ingress: Ingress) => ingress._source.namespaces().map(([prop, { name }]) => [prop, name]);
  expect(names(Ingress.nginx())).toEqual([['namespace', 'ingress-nginx']]);
  expect(names(nginx({ namespace: ClusterNamespace.existing('edge') }))).toEqual([['namespace', 'edge']]);
  expect([names(existing({})), names(Ingress.none())]).toEqual([[], []]);
});
