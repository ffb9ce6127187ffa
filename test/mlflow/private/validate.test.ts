import { TerraformVariable } from 'cdktf';
import { ClusterNamespace, MlflowArtifactStore, MlflowAzureBlobOptions, MlflowBackendStore, MlflowBasicAuth, MlflowExistingIngressOptions, MlflowIngress, MlflowIngressController, MlflowMysqlOptions, MlflowNginxIngressOptions, MlflowS3CompatibleOptions, MlflowS3Options, MlflowTrackingServer, MlflowTrackingServerProps, MlflowVersion, NginxIngressVersion } from '../../../src';
import { validateMlflowTrackingServer } from '../../../src/mlflow/private/validate';
import { Validation } from '../../../src/private/validation';
import { messageOf, synth } from '../../support/synth';

type Props = Partial<MlflowTrackingServerProps>;

function problems(props: Props): string[] {
  const v = new Validation();
  validateMlflowTrackingServer(v, props);
  return v.problems;
}

const mysql = (options: Partial<MlflowMysqlOptions>): Props => ({ backendStore: MlflowBackendStore.mysql({ host: 'db', password: 'pw', ...options }) });
const created = (options: Partial<MlflowMysqlOptions>): Props => mysql({ createDatabase: { adminUsername: 'admin', adminPassword: 'pw' }, ...options });
const s3 = (options: Partial<MlflowS3Options>): Props => ({ artifactStore: MlflowArtifactStore.s3({ bucket: 'models', ...options }) });
const compatible = (options: Partial<MlflowS3CompatibleOptions>): Props => ({
  artifactStore: MlflowArtifactStore.s3Compatible({ endpoint: 'http://minio:9000', bucket: 'models', existingSecret: { name: 's' }, ...options }),
});
const azure = (options: Partial<MlflowAzureBlobOptions>): Props => ({
  artifactStore: MlflowArtifactStore.azureBlob({ storageAccount: 'account', container: 'models', accessKey: 'k', ...options }),
});
const nginx = (options: MlflowNginxIngressOptions): Props => ({ ingress: MlflowIngress.nginx(options) });
const existing = (options: Partial<MlflowExistingIngressOptions>): Props => ({
  ingress: MlflowIngress.existingClass({ className: 'public', host: 'mlflow.example.com', ...options }),
});

const LABEL = 'must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';
const SECRET_NAME = 'must be the name of a Kubernetes Secret: labels of lower-case letters, digits and hyphens, joined by dots';
const BUCKET = 'must be the name of a bucket: 3 to 63 lower-case letters, digits, dots, hyphens and underscores';
const FOLDER = 'must be a folder: letters, digits and !-_.*\'()=, joined by single slashes';
const ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/x';
const HTPASSWD = 'Make one with: htpasswd -nbB <user> <password>. For a plain password use MlflowBasicAuth.credentials().';
const ONE = 'Leave one of them out.';

test.each<[string, Props, string]>([
  ['a chart version that is none', { version: MlflowVersion.of('latest', '3.15.1') },
    '\'version\' must be a chart version of three numbers, for example 1.11.5, got "latest".'],
  ['an app version that is none', { version: MlflowVersion.of('1.11.5', '') }, '\'version\' must be a version of MLflow, for example 3.15.1, got "".'],
  ['a namespace that is no label', { namespace: ClusterNamespace.create('ML') }, `'namespace' ${LABEL}, got "ML".`],
  ['a namespace to create that every cluster has', { namespace: ClusterNamespace.create('default') },
    '\'namespace\' cannot create "default", which every cluster has. Use ClusterNamespace.existing("default").'],
  ['a namespace made twice', { namespace: ClusterNamespace.create('ingress-nginx') },
    '\'namespace\' must differ from the controller\'s where one of them is created, both are "ingress-nginx". Use two names, or ClusterNamespace.existing() for both.'],
  ['no pods', { replicas: 0 }, '\'replicas\' must be a whole number of at least 1, got 0.'],
  ['no workers', { workers: 0 }, '\'workers\' must be a whole number from 1 to 64, got 0.'],
  ['CPU that is none', { resources: { cpuLimit: '1Gi' } }, '\'resources.cpuLimit\' must be a CPU quantity, for example "100m" or "2", got "1Gi".'],
  ['memory that is none', { resources: { memoryRequest: '1GB' } },
    '\'resources.memoryRequest\' must be a quantity of memory, for example "512Mi" or "2Gi", got "1GB".'],
  ['a URL for an allowed host', { allowedHosts: ['https://a.b/'] },
    '\'allowedHosts[0]\' must be a host name or pattern, with a port or without, got "https://a.b/". Give the name alone, without scheme and path.'],
  ['an origin with a path', { corsAllowedOrigins: ['https://a.b/'] },
    '\'corsAllowedOrigins[0]\' must be an origin, for example "https://portal.example.com", got "https://a.b/". An origin is scheme, host and port, without a path or a slash at its end.'],
  ['a service account that has no name', { serviceAccountName: 'My_Account' },
    '\'serviceAccountName\' must be a DNS name: labels of lower-case letters, digits and hyphens, joined by dots, got "My_Account".'],
  ['a role that is none', { serviceAccountRoleArn: 'mlflow' },
    '\'serviceAccountRoleArn\' must be the ARN of an IAM role, got "mlflow". It reads arn:aws:iam::<account>:role/<name>.'],
  ['a variable of the construct\'s', { environment: { MLFLOW_SERVER_ALLOWED_HOSTS: '*' } },
    '\'environment.MLFLOW_SERVER_ALLOWED_HOSTS\' is set by the construct. Use \'allowedHosts\'.'],
  ['a variable that is none', { environment: { 'A-B': 'x' } }, '\'environment\' must have names of letters, digits and underscores, got "A-B".'],
  ['a Helm value of the construct\'s', { values: { fullnameOverride: 'x' } },
    '\'values.fullnameOverride\' is set by the construct and must agree with its other parts. Leave it out: the name of the Service is fixed.'],
  ['a prefix that the probes do not know', { values: { extraArgs: { staticPrefix: '/ml' } } },
    '\'values.extraArgs.staticPrefix\' is set by the construct and must agree with its other parts. Leave it out: the chart asks for /health, and MLflow would answer at <prefix>/health only.'],
  ['too little time', { releaseTimeoutSeconds: 10 }, '\'releaseTimeoutSeconds\' must be a whole number of at least 60 seconds, got 10.'],
  ['pods with SQLite files of their own', { backendStore: MlflowBackendStore.sqlite(), replicas: 2 },
    '\'replicas\' must be 1 with MlflowBackendStore.sqlite(), got 2. Each pod has a file of its own: use MlflowBackendStore.mysql() or .postgresql().'],

  ['a URI for a database host', mysql({ host: 'mysql://db' }),
    '\'backendStore.host\' must be a host name or an IPv4 address, got "mysql://db". Give the name alone, without scheme, user, port or path.'],
  ['a port that is none', mysql({ port: 70000 }), '\'backendStore.port\' must be a whole number from 1 to 65535, got 70000.'],
  ['a database that has no name', mysql({ database: 'a b' }), '\'backendStore.database\' must be 1 to 64 letters, digits, underscores and hyphens, got "a b".'],
  ['a user with too long a name', mysql({ username: 'u'.repeat(33) }),
    `'backendStore.username' must be 1 to 32 printable ASCII characters, got "${'u'.repeat(33)}".`],
  ['an empty password', { backendStore: MlflowBackendStore.postgresql({ host: 'db', password: '' }) }, '\'backendStore.password\' must be given, it is empty.'],
  ['a password that clients encode differently', mysql({ password: 'pässword' }),
    '\'backendStore.password\' must be printable ASCII characters. MySQL clients encode others differently.'],
  ['no password', mysql({ password: undefined }), '\'backendStore.password\' is missing, and so is \'existingSecret\'. Give one of them.'],
  ['a password and a Secret', mysql({ existingSecret: { name: 'db' } }),
    `'backendStore.password' conflicts with 'existingSecret', which holds name and password. ${ONE}`],
  ['a user and a Secret', mysql({ password: undefined, username: 'u', existingSecret: { name: 'db' } }),
    `'backendStore.username' conflicts with 'existingSecret', which holds name and password. ${ONE}`],
  ['a Secret that has no name', mysql({ password: undefined, existingSecret: { name: 'A' } }), `'backendStore.existingSecret.name' ${SECRET_NAME}, got "A".`],
  ['a database of the server itself', created({ database: 'mysql' }), '\'backendStore.database\' must not be a database of the server itself, got "mysql".'],
  ['the administrator\'s user', created({ username: 'admin' }),
    '\'backendStore.username\' must differ from the administrator\'s, both are "admin". The job would change the administrator\'s password: give MLflow a user of its own.'],
  ['no administrator', created({ createDatabase: { adminPassword: 'pw' } }),
    '\'backendStore.createDatabase.adminUsername\' is missing, and so is \'adminSecret\'. Give \'adminUsername\' and \'adminPassword\', or \'adminSecret\'.'],
  ['two administrators', created({ createDatabase: { adminUsername: 'admin', adminSecret: { name: 'admin' } } }),
    `'backendStore.createDatabase.adminUsername' conflicts with 'adminSecret', which holds name and password. ${ONE}`],
  ['an administrator\'s password that clients encode differently', created({ createDatabase: { adminUsername: 'admin', adminPassword: 'pä' } }),
    '\'backendStore.createDatabase.adminPassword\' must be printable ASCII characters.'],

  ['a URI for a bucket', s3({ bucket: 's3://models/a/b/' }), `'artifactStore.bucket' ${BUCKET}, got "s3://models/a/b/". Give the bucket "models" and the path "a/b".`],
  ['a URI of another store', s3({ bucket: 'gs://models' }),
    `'artifactStore.bucket' ${BUCKET}, got "gs://models". A URI of the scheme "gs" belongs to MlflowArtifactStore.gcs().`],
  ['a URI of no store', s3({ bucket: 'hdfs://models' }),
    `'artifactStore.bucket' ${BUCKET}, got "hdfs://models". There is no store for the scheme "hdfs": use MlflowArtifactStore.s3(), .s3Compatible(), .azureBlob() or .gcs().`],
  ['a URI of S3 for Google\'s', { artifactStore: MlflowArtifactStore.gcs({ bucket: 's3://models' }) },
    `'artifactStore.bucket' ${BUCKET}, got "s3://models". A URI of the scheme "s3" belongs to MlflowArtifactStore.s3().`],
  ['a path with slashes at its ends', s3({ path: '/a/b/' }), `'artifactStore.path' ${FOLDER}, got "/a/b/". Did you mean "a/b"?`],
  ['a path that URIs cannot have', s3({ path: 'a?b' }), `'artifactStore.path' ${FOLDER}, got "a?b".`],
  ['half a key', s3({ accessKeyId: 'id' }),
    '\'artifactStore.secretAccessKey\' is missing: an access key has two parts. Give \'accessKeyId\' and \'secretAccessKey\', or neither.'],
  ['an empty key', s3({ accessKeyId: '', secretAccessKey: 'x' }), '\'artifactStore.accessKeyId\' must be given, it is empty.'],
  ['a key beside a role', { ...s3({ accessKeyId: 'id', secretAccessKey: 'x' }), serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/x' },
    '\'serviceAccountRoleArn\' is of no use beside the access key of the artifact store. Keys win over roles: leave one of them out.'],
  ['an endpoint that is no URL', compatible({ endpoint: 'minio:9000' }),
    '\'artifactStore.endpoint\' must be a URL of scheme, host and port, for example "http://minio.minio.svc:9000", got "minio:9000".'],
  ['no key for a server that has no roles', compatible({ existingSecret: undefined }),
    '\'artifactStore.accessKeyId\' is missing, and so is \'existingSecret\'. IAM roles are for Amazon S3: give an access key of this server.'],
  ['a storage account that is none', azure({ storageAccount: 'My-Account' }),
    '\'artifactStore.storageAccount\' must be the name of a storage account: 3 to 24 lower-case letters and digits, got "My-Account".'],
  ['a container that is none', azure({ container: 'a' }),
    '\'artifactStore.container\' must be the name of a container: 3 to 63 lower-case letters, digits and single hyphens, got "a".'],
  ['two credentials', azure({ connectionString: 'x' }), '\'artifactStore.accessKey\' conflicts with \'connectionString\'. Give one of them.'],
  ['no credentials', azure({ accessKey: undefined }),
    '\'artifactStore.accessKey\' is missing, and so are \'connectionString\' and \'existingSecret\'. Give one of them.'],
  ['a path for a JSON key', { artifactStore: MlflowArtifactStore.gcs({ bucket: 'models', credentialsJson: 'key.json' }) },
    '\'artifactStore.credentialsJson\' must be the JSON key of a service account. Give the text of the file, not its path.'],

  ['a URL for a host', nginx({ host: 'https://a.b' }),
    '\'ingress.host\' must be a host name, for example "mlflow.example.com", got "https://a.b". Give the name alone, without scheme, port or path.'],
  ['an address for a range', nginx({ allowedCidrs: ['203.0.113.7'] }),
    '\'ingress.allowedCidrs[0]\' must be an IPv4 range in CIDR notation that starts at its first address, got "203.0.113.7". Did you mean "203.0.113.7/32"?'],
  ['no range', nginx({ allowedCidrs: [] }), '\'ingress.allowedCidrs\' must not be empty. Leave it out to admit every address.'],
  ['an ARN of something else', nginx({ host: 'a.b', certificateArn: 'arn:aws:iam::111122223333:role/x' }),
    '\'ingress.certificateArn\' must be the ARN of a certificate of AWS Certificate Manager, got "arn:aws:iam::111122223333:role/x". It reads arn:aws:acm:<region>:<account>:certificate/<id>.'],
  ['TLS ended twice', nginx({ host: 'a.b', certificateArn: ARN, tlsSecretName: 'tls' }),
    '\'ingress.certificateArn\' conflicts with \'tlsSecretName\'. Either the load balancer ends TLS or NGINX does: leave one of them out.'],
  ['a certificate for no name', nginx({ certificateArn: ARN }),
    '\'ingress.certificateArn\' needs \'host\', got none. Give the name that the certificate is for: no certificate fits the load balancer\'s own name.'],
  ['a Secret with a certificate for no name', nginx({ tlsSecretName: 'tls' }),
    '\'ingress.tlsSecretName\' needs \'host\', got none. Give the name that the certificate is for: no certificate fits the load balancer\'s own name.'],
  ['a controller\'s namespace that is no label', nginx({ namespace: ClusterNamespace.create('A') }), `'ingress.namespace' ${LABEL}, got "A".`],
  ['a class that is no label', nginx({ className: 'A' }), `'ingress.className' ${LABEL}, got "A".`],
  ['a controller version that is none', nginx({ version: NginxIngressVersion.of('5') }),
    '\'ingress.version\' must be a chart version of three numbers, for example 2.6.4, got "5".'],
  ['no controller pods', nginx({ replicas: 0 }), '\'ingress.replicas\' must be a whole number of at least 1, got 0.'],
  ['a controller\'s resources that are none', nginx({ resources: { memoryLimit: 'x' } }),
    '\'ingress.resources.memoryLimit\' must be a quantity of memory, for example "512Mi" or "2Gi", got "x".'],
  ['a controller\'s Helm value of the construct\'s', nginx({ values: { serviceNameOverride: 'x' } }),
    '\'ingress.values.serviceNameOverride\' is set by the construct and must agree with its other parts. Leave it out.'],
  ['a user with a colon', nginx({ auth: MlflowBasicAuth.generated('a:b') }), '\'ingress.auth.username\' must be a name without colon and space, got "a:b".'],
  ['a password that bcrypt cuts off', nginx({ auth: MlflowBasicAuth.credentials('a', 'x'.repeat(73)) }), '\'ingress.auth.password\' must be 1 to 72 bytes long.'],
  ['an empty htpasswd', nginx({ auth: MlflowBasicAuth.htpasswd('\n') }), `'ingress.auth.htpasswd' must not be empty. ${HTPASSWD}`],
  ['an htpasswd that is none', nginx({ auth: MlflowBasicAuth.htpasswd('admin') }), `'ingress.auth.htpasswd' must have lines of "user:hash", line 1 is none. ${HTPASSWD}`],
  ['a plain password for an htpasswd', existing({ auth: MlflowBasicAuth.htpasswd('a:$apr1$salt$hash\nadmin:hunter2') }),
    `'ingress.auth.htpasswd' must have lines of "user:hash", line 2 is none. ${HTPASSWD}`],
  ['an existing class that has no name', existing({ className: '' }), '\'ingress.className\' must be the name of an IngressClass, got "".'],
  ['an existing class without a host', existing({ host: '' }), '\'ingress.host\' must be a host name, for example "mlflow.example.com", got "".'],
  ['a Secret with a certificate that has no name', existing({ tlsSecretName: 'T' }), `'ingress.tlsSecretName' ${SECRET_NAME}, got "T".`],
  ['a password for a controller that is not known', existing({ controller: MlflowIngressController.OTHER }),
    '\'ingress.auth\' cannot be written for MlflowIngressController.OTHER. Use MlflowBasicAuth.none() and protect the server by \'annotations\' that this controller knows.'],
])('refuses %s', (_, props, message) => expect(problems(props)).toEqual([message]));

test.each<[string, Props]>([
  ['nothing', {}],
  ['an IPv4 address', mysql({ host: '10.0.0.5' })],
  ['any password that a URI could not have', mysql({ password: 'p@ss:w/o?r#d%' })],
  ['bcrypt, SHA and MD5', nginx({ auth: MlflowBasicAuth.htpasswd(`a:$2y$05$${'x'.repeat(53)}\nb:$6$salt$hash\nc:$apr1$salt$hash\nd:{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=\n`) })],
  ['an unknown controller without a password', existing({ controller: MlflowIngressController.OTHER, auth: MlflowBasicAuth.none() })],
  ['one existing namespace for both', { namespace: ClusterNamespace.existing('ml'), ...nginx({ namespace: ClusterNamespace.existing('ml') }) }],
])('admits %s', (_, props) => expect(problems(props)).toEqual([]));

test('values that Terraform learns at apply are let through', () => {
  synth((stack) => {
    const unknown = (name: string) => new TerraformVariable(stack, name, { type: 'string' }).stringValue;
    expect(problems({
      backendStore: MlflowBackendStore.mysql({
        host: unknown('host'), username: unknown('user'), password: unknown('pw'), createDatabase: { adminUsername: unknown('admin'), adminPassword: unknown('apw') },
      }),
      artifactStore: MlflowArtifactStore.s3({ bucket: unknown('bucket'), path: unknown('path') }),
      serviceAccountRoleArn: unknown('role'),
      ingress: MlflowIngress.nginx({ host: unknown('name'), certificateArn: unknown('arn'), auth: MlflowBasicAuth.htpasswd(unknown('htpasswd')) }),
    })).toEqual([]);
  });
});

test('one error lists all problems, and shows no secret', () => {
  const message = messageOf(() => synth((stack) => new MlflowTrackingServer(stack, 'Mlflow', {
    backendStore: MlflowBackendStore.mysql({ host: 'db', password: 'TOPSECRETä' }),
    artifactStore: MlflowArtifactStore.s3({ bucket: 'x', secretAccessKey: 'TOPSECRET' }),
    ingress: MlflowIngress.nginx({ auth: MlflowBasicAuth.htpasswd('TOPSECRET') }),
    replicas: 0,
  })));
  expect(message).toMatch(/^MlflowTrackingServer 'test\/Mlflow' has 5 problems in its props:\n {2}- 'replicas' must/);
  expect(message).not.toContain('TOPSECRET');
});
