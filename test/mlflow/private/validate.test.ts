import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, TerraformVariable, Token } from 'cdktf';
import { BasicAuth, Ingress } from '../../../src/ingress';
import { ClusterNamespace, Credentials } from '../../../src/kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowMysqlOptions, MlflowTrackingServer } from '../../../src/mlflow';
import { SecretValue } from '../../../src/secrets/secret-value';
import { MlflowVersion } from '../../../src/versions';
import { messageOf, TestStack } from '../../support/synth';
import { any, create, problems, Props, USER } from '../tracking-server';

const mysql = (options: Partial<MlflowMysqlOptions>): Props =>
  ({ backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: USER, ...options }) });
const LABEL = 'Must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both '
  + 'ends';
const OBJECT_NAME = 'Must be a DNS name: labels of lower-case letters, digits and hyphens, joined by dots';
const ANNOTATION = 'names of up to 63 letters, digits and "-_.", with or without a DNS name and a slash before them';
const INGRESS = 'Must be made by Ingress.nginx() or Ingress.sharedNginx() or Ingress.existingClass() or Ingress.none()';
const OWN = 'set by the construct, because other settings depend on it.';
const ROLE = 'It reads "arn:aws:iam::111122223333:role/platform". For a session name the role that was assumed.';

test.each<[string, Props, string]>([
  ['a chart version that is none', { version: MlflowVersion.of('latest', '3.15.1') },
    'version: got "latest". Must be a chart version of three numbers, for example "1.17.1". Use one that the chart '
      + 'repository lists.'],
  ['an app version that is none', { version: MlflowVersion.of('1.11.5', '') },
    'version: got "". Must be a version of MLflow, for example "3.15.1".'],
  ['a text for a version', { version: any('3.15.1') },
    'version: got "3.15.1". Must be a MlflowVersion, for example MlflowVersion.DEFAULT. Allowed: '
      + 'MlflowVersion.V3_15_1, MlflowVersion.DEFAULT, MlflowVersion.of(…).'],
  ['a namespace that is no label', { namespace: ClusterNamespace.create('ML') }, `namespace: got "ML". ${LABEL}.`],
  ['a namespace to create that every cluster has', { namespace: ClusterNamespace.create('default') },
    'namespace: got "default". Must be an existing one, because every cluster has it. Use '
      + 'ClusterNamespace.existing("default").'],
  ['a namespace made twice', { namespace: ClusterNamespace.create('ingress-nginx') },
    'namespace: got "ingress-nginx", which \'ingress.namespace\' has. Must be another one if either is created. Use '
      + 'two names, or ClusterNamespace.existing() for both.'],
  ['no pods', { replicas: 0 }, 'replicas: got 0. Must be a whole number from 1 to 1000.'],
  ['a text for a number', { replicas: any('2') }, 'replicas: got "2". Must be a whole number from 1 to 1000.'],
  ['null for a number', { replicas: any(null) },
    'replicas: got null. Must be a whole number from 1 to 1000. Leave it out for the default.'],
  ['no workers', { workers: 0 }, 'workers: got 0. Must be a whole number from 1 to 64.'],
  ['CPU that is none', { resources: { cpuLimit: '1Gi' } },
    'resources.cpuLimit: got "1Gi". Must be a CPU quantity, for example "100m" or "2".'],
  ['memory that is none', { resources: { memoryRequest: '1GB' } },
    'resources.memoryRequest: got "1GB". Must be a quantity of memory, for example "512Mi" or "2Gi".'],
  ['a request above the limit that holds by default', { resources: { memoryRequest: '3Gi' } },
    'resources.memoryRequest: got "3Gi". Must be at most \'resources.memoryLimit\', which is by default "2Gi". Give '
      + "'resources.memoryLimit', too."],
  ['a limit below the request that holds by default', { resources: { memoryLimit: '512Mi' } },
    'resources.memoryLimit: got "512Mi". Must be at least \'resources.memoryRequest\', which is by default "768Mi". '
      + "Give 'resources.memoryRequest', too."],
  ['a CPU limit below the request that holds by default', { resources: { cpuLimit: '100m' } },
    'resources.cpuLimit: got "100m". Must be at least \'resources.cpuRequest\', which is by default "200m". Give '
      + "'resources.cpuRequest', too."],
  ['a plain object for an ingress', { ingress: any({ auth: { password: 'TOPSECRET' } }) },
    `ingress: got a value of the type object. ${INGRESS}.`],
  ['an ingress that was not called', { ingress: any(Ingress.none) },
    `ingress: got the function none, which was not called. ${INGRESS}.`],
  ['an ingress without a password that was not called', { ingress: Ingress.nginx({ auth: any(BasicAuth.none) }) },
    'ingress.auth: got the function none, which was not called. Must be made by BasicAuth.generated() or '
      + 'BasicAuth.given() or BasicAuth.htpasswd() or BasicAuth.none().'],
  ['a text for yes', { proxiedArtifacts: any('false') }, 'proxiedArtifacts: got "false". Must be true or false.'],
  ['a URL for an allowed host', { allowedHosts: ['https://a.b/'] },
    'allowedHosts[0]: got "https://a.b/". Must be a host name or pattern, with a port or without. Give the name '
      + 'alone, without scheme and path.'],
  ['a text for a list', { allowedHosts: any('a.b') },
    'allowedHosts: got "a.b". Must be a list of which each element is a host name or pattern, with a port or '
      + 'without. Put it into a list: ["a.b"].'],
  ['an origin with a path', { corsAllowedOrigins: ['https://a.b/'] },
    'corsAllowedOrigins[0]: got "https://a.b/". Must be an origin, for example "https://portal.example.com". An '
      + 'origin is scheme, host and port, without a path or a slash at its end.'],
  ['two origins in one', { corsAllowedOrigins: ['https://a.b,https://c.d'] },
    'corsAllowedOrigins[0]: got "https://a.b,https://c.d". Must be an origin, for example '
      + '"https://portal.example.com". An origin is scheme, host and port, without a path or a slash at its end.'],
  ['a service account that has no name', { serviceAccountName: 'My_Account' },
    `serviceAccountName: got "My_Account". ${OBJECT_NAME}.`],
  ['a service account with too long a name', { serviceAccountName: 'a.'.repeat(126) + 'ab' },
    `serviceAccountName: got "${'a.'.repeat(126).slice(0, 119)}…". ${OBJECT_NAME}.`],
  ['an annotation of the service account that has no name', { serviceAccountAnnotations: { 'a/b/c': 'x' } },
    `serviceAccountAnnotations: got "a/b/c". Must be keyed by ${ANNOTATION}.`],
  ['an annotation of the load balancer that is no text', { loadBalancerAnnotations: { a: any(1) } },
    'loadBalancerAnnotations.a: got 1. Must be a text.'],
  ['a role that is none', { serviceAccountRoleArn: 'mlflow' },
    `serviceAccountRoleArn: got "mlflow". Must be the ARN of an IAM role. ${ROLE}`],
  ['a user for a role', { serviceAccountRoleArn: 'arn:aws:iam::111122223333:user/x' },
    `serviceAccountRoleArn: got "arn:aws:iam::111122223333:user/x". Must be the ARN of an IAM role. ${ROLE}`],
  ['a variable of the construct\'s', { environment: { MLFLOW_SERVER_ALLOWED_HOSTS: '*' } },
    "environment.MLFLOW_SERVER_ALLOWED_HOSTS: set by the construct. Use 'allowedHosts'."],
  ['a variable that is none', { environment: { '1A': 'x' } },
    'environment: got "1A". Must be keyed by names of letters, digits and "-_.", with no digit first.'],
  ['a variable that is a number', { environment: { A: any(1) } }, 'environment.A: got a value of the type number. '
    + 'Must be a text.'],
  ['a list for variables', { environment: any(['A=b']) },
    'environment: got a value of the type list. Must be a map of which each value is a text.'],
  ['a Helm value of the construct\'s', { values: { fullnameOverride: 'x' } },
    `values.fullnameOverride: ${OWN} Leave it out: the name of the Service is fixed.`],
  ['a name for the service account in the Helm values', { values: { serviceAccount: { name: 'x' } } },
    `values.serviceAccount.name: ${OWN} Use 'serviceAccountName'.`],
  ['a Service that is reached past the password', { values: { service: { type: 'LoadBalancer' } } },
    `values.service.type: ${OWN} Use 'ingress': the Service asks for no password.`],
  ['a text for the Service', { values: { service: 'LoadBalancer' } },
    "values.service: got a string. Must be a map. The construct relies on 'values.service.enabled'."],
  ['another role in the Helm values', { values: { serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'x' } } } },
    `values.serviceAccount.annotations.eks.amazonaws.com/role-arn: ${OWN} Use 'serviceAccountRoleArn'.`],
  ['another role in the annotations', { serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'x' } },
    `serviceAccountAnnotations.eks.amazonaws.com/role-arn: ${OWN} Use 'serviceAccountRoleArn'.`],
  ['another image', { values: { image: { tag: 'x' } } },
    `values.image.tag: ${OWN} Use 'version': the migration of the database runs the same image.`],
  ['another database by a variable', { values: { extraEnvVars: { MLFLOW_BACKEND_STORE_URI: 'x' } } },
    `values.extraEnvVars.MLFLOW_BACKEND_STORE_URI: ${OWN} Use 'backendStore'.`],
  ['another database by an option', { values: { extraArgs: { backendStoreUri: 'x' } } },
    `values.extraArgs.backendStoreUri: ${OWN} Use 'backendStore' of the construct.`],
  ['artifacts past the server', { values: { extraFlags: ['no-serve-artifacts'] } },
    `values.extraFlags.no-serve-artifacts: ${OWN} Use 'proxiedArtifacts'.`],
  ['other hosts', { values: { serverAllowedHosts: ['*'] } }, `values.serverAllowedHosts: ${OWN} Use 'allowedHosts'.`],
  ['a variable that is in both', { environment: { A: 'x' }, values: { extraEnvVars: { A: 'y' } } },
    `values.extraEnvVars.A: ${OWN} Use 'environment'.`],
  ['an annotation that is in both', { serviceAccountAnnotations: { a: 'x' }, values: { serviceAccount: { annotations: { a: 'y' } } } },
    `values.serviceAccount.annotations.a: ${OWN} Use 'serviceAccountAnnotations'.`],
  ['a service account without its role',
    { serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/x', values: { serviceAccount: { create: false } } },
    `values.serviceAccount.create: ${OWN} Leave it out with 'serviceAccountRoleArn', which becomes an annotation of `
      + 'the service account.'],
  ['pods with a file each, by an autoscaler', { backendStore: MlflowBackendStore.sqlite(), values: { autoscaling: { enabled: true } } },
    'values.autoscaling.enabled: has no effect with MlflowBackendStore.sqlite(). Each pod has its own file: use '
      + 'MlflowBackendStore.mysql() or .postgresql().'],
  ['a region beside that of the store', {
    artifactStore: MlflowArtifactStore.s3({ bucket: 'models', region: 'eu-central-1' }), environment: { AWS_DEFAULT_REGION: 'us-east-1' },
  }, "environment.AWS_DEFAULT_REGION: set by the construct. Use 'region' of the artifact store."],
  ['an endpoint beside that of the store', {
    artifactStore: MlflowArtifactStore.s3Compatible({ endpoint: 'http://a', bucket: 'models', credentials: Credentials.given('a', SecretValue.unsafePlainText('b')) }),
    environment: { MLFLOW_S3_ENDPOINT_URL: 'http://b' },
  }, "environment.MLFLOW_S3_ENDPOINT_URL: set by the construct. Use 'endpoint' of the artifact store."],
  ['a prefix that the probes do not know', { values: { extraArgs: { staticPrefix: '/ml' } } },
    `values.extraArgs.staticPrefix: ${OWN} Leave it out: the chart asks for /health, and MLflow would answer at `
      + '<prefix>/health only.'],
  ['too little time', { releaseTimeoutSeconds: 10 },
    'releaseTimeoutSeconds: got 10. Must be a whole number from 60 to 86400 seconds.'],
  ['a provider of another kind', { helmProvider: any(new KubernetesProvider(new TestStack(), 'k', { alias: 'k' })) },
    'helmProvider: got an object of the class KubernetesProvider. Must be a provider of the class HelmProvider.'],
  ['the name of a provider', { kubernetesProvider: any('kubernetes') },
    'kubernetesProvider: got "kubernetes". Must be a provider of the class KubernetesProvider.'],
  ['a slip of the keyboard', any({ replica: 2 }), expect.stringMatching(/^replica: unknown\. Allowed: version, .*\. Did you mean 'replicas'\?$/) as any],
])('refuses %s', (_, props, message) => {
  expect(problems(props)).toEqual([message]);
  expect(JSON.stringify(message)).not.toContain('TOPSECRET');
});

test('lists all problems in one error', () => {
  expect(messageOf(() => create({ replicas: 0, workers: 0, ...mysql({ port: 0 }) }))).toBe([
    'MlflowTrackingServer \'test/Mlflow\' has 3 problems in its props:',
    '  - replicas: got 0. Must be a whole number from 1 to 1000.',
    '  - workers: got 0. Must be a whole number from 1 to 64.',
    '  - backendStore.port: got 0. Must be a whole number from 1 to 65535.',
  ].join('\n'));
});

test('refuses missing props', () => {
  expect(messageOf(() => new MlflowTrackingServer(new TestStack(), 'Mlflow', any(undefined))))
    .toContain("- props: missing. Must be an object with 'backendStore', 'artifactStore'.");
});

test.each<[string, Props]>([
  ['what is required alone', {}],
  ['values of the chart that nobody owns', {
    values: { autoscaling: { enabled: true }, serviceAccount: { create: false }, extraArgs: { gunicornOpts: 'x' }, image: { repository: 'x' } },
  }],
  ['variables of the store that it does not set', { environment: { MLFLOW_S3_ENDPOINT_URL: 'http://s3', AWS_DEFAULT_REGION: 'eu-central-1' } }],
  ['checksums for a server that knows them', {
    artifactStore: MlflowArtifactStore.s3Compatible({ endpoint: 'http://a', bucket: 'models', credentials: Credentials.given('a', SecretValue.unsafePlainText('b')) }),
    environment: { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' },
  }],
  ['variables with dots and hyphens', { environment: { 'a.b-c': 'x', '_A': 'y' } }],
  ['one existing namespace for both', {
    namespace: ClusterNamespace.existing('ml'), ingress: Ingress.nginx({ namespace: ClusterNamespace.existing('ml') }),
  }],
  ['a role with a path', { serviceAccountRoleArn: 'arn:aws-cn:iam::111122223333:role/team/ml' }],
  ['the longest names', { namespace: ClusterNamespace.create('n'.repeat(63)), serviceAccountName: 's'.repeat(63) }],
  ['origins of any page', { corsAllowedOrigins: ['*'], allowedHosts: ['*'] }],
])('allows %s', (_, props) => expect(() => create(props)).not.toThrow());

test('allows values that Terraform knows at apply', () => {
  const stack = new TestStack();
  const unknown = (name: string) => new TerraformVariable(stack, name, { type: 'string' }).stringValue;
  expect(() => create({
    backendStore: MlflowBackendStore.mysql({
      host: unknown('host'),
      credentials: Credentials.given(unknown('user'), SecretValue.resourceAttribute(unknown('pw'))),
      createDatabase: { admin: Credentials.given(unknown('admin'), SecretValue.resourceAttribute(unknown('apw'))) },
    }),
    artifactStore: MlflowArtifactStore.s3({
      bucket: unknown('bucket'), path: unknown('path'), region: Token.asString(Fn.rawString('xx-new-1')),
    }),
    serviceAccountRoleArn: unknown('role'),
    environment: { A: unknown('a') },
  }, stack)).not.toThrow();
});
