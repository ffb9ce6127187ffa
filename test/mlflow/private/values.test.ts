import { readFileSync } from 'fs';
import { LoadBalancerScheme, MlflowArtifactStore, MlflowBackendStore, MlflowIngressController, MlflowNginxIngressOptions, MlflowTrackingServerProps, MlflowVersion, NginxIngressVersion } from '../../../src';
import { ingressAnnotations } from '../../../src/ingress/private/annotations';
import { nginxValues } from '../../../src/ingress/private/values';
import { artifactSecretData, artifactStoreValues } from '../../../src/mlflow/private/artifact-values';
import { backendStoreValues } from '../../../src/mlflow/private/backend-values';
import { allowedHosts, corsAllowedOrigins } from '../../../src/mlflow/private/hosts';
import { mlflowValues } from '../../../src/mlflow/private/mlflow-values';
import { chartSchema, chartValues, expectGolden, schemaErrors, unknownPaths } from '../../support/charts';
import { Block } from '../../support/synth';

const FOLDER = `${__dirname}/..`;
const INGRESS_FOLDER = `${__dirname}/../../ingress`;
const ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
const SECRET = { name: 'mlflow-tracking-database' };
const SQLITE = MlflowBackendStore.sqlite();
const BUCKET = MlflowArtifactStore.s3({ bucket: 'models' });

const BACKENDS: Record<string, [MlflowBackendStore, typeof SECRET | undefined]> = {
  'backend-mysql': [MlflowBackendStore.mysql({ host: 'db.example.com', password: 'x' }), SECRET],
  'backend-mysql-all': [
    MlflowBackendStore.mysql({ host: 'db', port: 3307, database: 'runs', existingSecret: { name: 'db', usernameKey: 'u', passwordKey: 'p' } }),
    { name: 'db', usernameKey: 'u', passwordKey: 'p' } as typeof SECRET,
  ],
  'backend-postgresql': [MlflowBackendStore.postgresql({ host: 'db.example.com', password: 'x' }), SECRET],
  'backend-sqlite': [SQLITE, undefined],
};
const ARTIFACTS: Record<string, MlflowArtifactStore> = {
  'artifacts-s3-role': MlflowArtifactStore.s3({ bucket: 'models', path: 'mlflow', region: 'eu-central-1' }),
  'artifacts-s3-keys': MlflowArtifactStore.s3({ bucket: 'models', accessKeyId: 'id', secretAccessKey: 'key' }),
  'artifacts-s3-secret': MlflowArtifactStore.s3({ bucket: 'models', existingSecret: { name: 's3', accessKeyIdKey: 'id', secretAccessKeyKey: 'key' } }),
  'artifacts-s3-compatible': MlflowArtifactStore.s3Compatible({ endpoint: 'http://minio:9000', bucket: 'models', existingSecret: { name: 'minio' } }),
  'artifacts-azure-key': MlflowArtifactStore.azureBlob({ storageAccount: 'account', container: 'models', path: 'mlflow', accessKey: 'key' }),
  'artifacts-azure-connection': MlflowArtifactStore.azureBlob({ storageAccount: 'account', container: 'models', connectionString: 'x' }),
  'artifacts-azure-secret': MlflowArtifactStore.azureBlob({ storageAccount: 'account', container: 'models', existingSecret: 'azure' }),
  'artifacts-gcs-identity': MlflowArtifactStore.gcs({ bucket: 'models' }),
  'artifacts-gcs-key': MlflowArtifactStore.gcs({ bucket: 'models', path: 'mlflow', credentialsJson: '{}' }),
};
const INGRESSES: Record<string, MlflowNginxIngressOptions> = {
  'ingress-default': {},
  'ingress-acm-internal': {
    host: 'mlflow.example.com',
    certificateArn: ARN,
    loadBalancerScheme: LoadBalancerScheme.INTERNAL,
    allowedCidrs: ['10.0.0.0/8'],
    loadBalancerAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
  },
  'ingress-kubernetes-secret': {
    host: 'mlflow.example.com', tlsSecretName: 'tls', className: 'mlflow', replicas: 2, resources: { cpuRequest: '1', memoryLimit: '1Gi' },
  },
};

function values(more: Partial<MlflowTrackingServerProps> = {}, secret?: typeof SECRET, host?: string): Block {
  const props = { backendStore: SQLITE, artifactStore: BUCKET, ...more };
  return mlflowValues(props, { databaseSecret: secret, ingressHost: host, trackingUrl: host && `http://${host}` });
}

/** NGINX's schema points to Kubernetes definitions on the internet; Helm reads them, a test does not: they allow everything here. */
function withoutRemoteReferences(schema: Block): Block {
  return JSON.parse(JSON.stringify(schema, (key, value) => key === '$ref' && !value.startsWith('#') ? undefined : value));
}

function namedVersions<T extends object>(versionClass: T): string[] {
  return [...new Set(Object.values(versionClass).map((version) => version.chartVersion as string))];
}

/** Chart with version, rendering, values, and maps of the chart that take members it does not name. */
const RENDERINGS: [string, string, Block, string[]][] = [
  ...namedVersions(MlflowVersion).flatMap<[string, string, Block, string[]]>((version) => [
    ...Object.entries(BACKENDS).map<[string, string, Block, string[]]>(([name, [backendStore, secret]]) =>
      [`mlflow-${version}`, name, values({ backendStore }, secret, 'mlflow.example.com'), []]),
    ...Object.entries(ARTIFACTS).map<[string, string, Block, string[]]>(([name, artifactStore]) =>
      [`mlflow-${version}`, name, values({ artifactStore }), []]),
    [`mlflow-${version}`, 'all', values({
      version: MlflowVersion.of(version, '3.16.0'),
      replicas: 2,
      workers: 4,
      resources: { cpuRequest: '1', memoryRequest: '2Gi', cpuLimit: '2', memoryLimit: '4Gi' },
      proxiedArtifacts: false,
      allowedHosts: ['mlflow.internal:*'],
      corsAllowedOrigins: ['https://portal.example.com'],
      serviceAccountName: 'mlflow',
      serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/mlflow',
      serviceAccountAnnotations: { owner: 'team' },
      environment: { MLFLOW_SQLALCHEMYSTORE_POOL_SIZE: '10' },
    }, undefined, 'mlflow.example.com'), []],
  ]),
  ...namedVersions(NginxIngressVersion).flatMap((version) =>
    Object.entries(INGRESSES).map<[string, string, Block, string[]]>(([name, options]) => [`nginx-ingress-${version}`, name, nginxValues(options), []])),
];

describe.each(RENDERINGS)('%s, %s', (chart, rendering, rendered, open) => {
  test('is as in the golden file', () => expectGolden(chart.startsWith('mlflow') ? FOLDER : INGRESS_FOLDER, `${chart}.${rendering}`, rendered));

  test('sets no path that the chart does not have', () => {
    // NGINX's chart reads serviceNameOverride, but does not name it: templates/_helpers.tpl.
    const unnamed = chart.startsWith('nginx-ingress') ? ['serviceNameOverride', 'fullnameOverride', 'controller.resources.limits'] : [];
    expect(unknownPaths(rendered, chartValues(chart), open).filter((path) => !unnamed.includes(path))).toEqual([]);
  });

  test('agrees with the chart\'s schema', () => {
    expect(schemaErrors(merge(chartValues(chart), rendered), withoutRemoteReferences(chartSchema(chart)!))).toEqual([]);
  });
});

test.each([['mlflow-1.11.5', values()], ['nginx-ingress-2.6.4', nginxValues({})]])('%s: the check of the schema finds a wrong type', (chart, good) => {
  const bad = chart.startsWith('mlflow') ? { ...good, replicaCount: 'one' } : { controller: { replicaCount: 'one' } };
  expect(schemaErrors(merge(chartValues(chart), bad), withoutRemoteReferences(chartSchema(chart)!))).toEqual([expect.stringMatching(/replicaCount must be/)]);
});

/** What Helm checks and renders: the chart's own values with ours over them. */
function merge(under: any, over: any): any {
  const isMap = (value: unknown): value is Block => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(under) || !isMap(over)) {
    return over === undefined ? under : over;
  }
  return Object.fromEntries([...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) => [key, merge(under[key], over[key])]));
}

test('no secret gets into the values', () => {
  const text = JSON.stringify([
    values({ backendStore: MlflowBackendStore.mysql({ host: 'db', password: 'TOPSECRET' }) }, SECRET),
    values({ backendStore: MlflowBackendStore.postgresql({ host: 'db', password: 'TOPSECRET' }) }, SECRET),
    values({ artifactStore: MlflowArtifactStore.s3({ bucket: 'models', accessKeyId: 'id', secretAccessKey: 'TOPSECRET' }) }),
    values({ artifactStore: MlflowArtifactStore.azureBlob({ storageAccount: 'a', container: 'c', accessKey: 'TOPSECRET' }) }),
    values({ artifactStore: MlflowArtifactStore.azureBlob({ storageAccount: 'a', container: 'c', connectionString: 'TOPSECRET' }) }),
    values({ artifactStore: MlflowArtifactStore.gcs({ bucket: 'models', credentialsJson: 'TOPSECRET' }) }),
  ]);
  expect(text).not.toContain('TOPSECRET');
});

describe('backend store', () => {
  test('MySQL has port 3306, database mlflow and the Secret\'s usual keys', () => {
    expect(backendStoreValues(...BACKENDS['backend-mysql'])).toMatchObject({
      mysql: { enabled: true, host: 'db.example.com', port: 3306, database: 'mlflow', driver: 'pymysql' },
      existingDatabaseSecret: { name: 'mlflow-tracking-database', usernameKey: 'username', passwordKey: 'password' },
      databaseMigration: true,
      databaseConnectionCheck: true,
    });
  });

  test('PostgreSQL has port 5432 and database mlflow', () => {
    expect(backendStoreValues(...BACKENDS['backend-postgresql']).postgres).toMatchObject({ enabled: true, port: 5432, database: 'mlflow' });
  });

  test('SQLite has a file that all server processes share, and says that it forgets', () => {
    expect(backendStoreValues(SQLITE)).toEqual({ defaultSqlitePath: '/tmp/mlflow.db' });
    expect([SQLITE.durable, BACKENDS['backend-mysql'][0].durable, BACKENDS['backend-postgresql'][0].durable]).toEqual([false, true, true]);
  });
});

describe('artifact store', () => {
  test.each([
    [ARTIFACTS['artifacts-s3-role'], 's3://models/mlflow'],
    [ARTIFACTS['artifacts-s3-compatible'], 's3://models'],
    [ARTIFACTS['artifacts-azure-key'], 'wasbs://models@account.blob.core.windows.net/mlflow'],
    [ARTIFACTS['artifacts-gcs-key'], 'gs://models/mlflow'],
  ])('has the URI %#', (store, uri) => expect(store.uri).toBe(uri));

  test.each<[string, Record<string, string> | undefined]>([
    ['artifacts-s3-role', undefined],
    ['artifacts-s3-keys', { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' }],
    ['artifacts-s3-secret', undefined],
    ['artifacts-azure-key', { AZURE_STORAGE_ACCESS_KEY: 'key' }],
    ['artifacts-azure-connection', { AZURE_STORAGE_CONNECTION_STRING: 'x' }],
    ['artifacts-azure-secret', undefined],
    ['artifacts-gcs-identity', undefined],
    ['artifacts-gcs-key', { 'credentials.json': '{}' }],
  ])('%s: its Secret', (name, data) => expect(artifactSecretData(ARTIFACTS[name])).toEqual(data));

  test('artifacts go through the server by default', () => {
    expect(values().artifactRoot.proxiedArtifactStorage).toBe(true);
    expect(artifactStoreValues(BUCKET, false).artifactRoot.proxiedArtifactStorage).toBe(false);
  });

  test('a server that speaks S3 is in us-east-1 unless told otherwise', () => {
    expect(artifactStoreValues(ARTIFACTS['artifacts-s3-compatible'], true).extraEnvVars.AWS_DEFAULT_REGION).toBe('us-east-1');
    const elsewhere = MlflowArtifactStore.s3Compatible({ endpoint: 'http://a', bucket: 'models', region: 'garage', existingSecret: { name: 's' } });
    expect(artifactStoreValues(elsewhere, true).extraEnvVars.AWS_DEFAULT_REGION).toBe('garage');
  });
});

describe('hosts', () => {
  // MLflow's rule, from mlflow/server/security_utils.py: fnmatch where there is an asterisk, else equality.
  const admits = (patterns: string[], host: string) => patterns.some((pattern) =>
    new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.[\]]/g, '\\$&')).join('.*')}$`).test(host));
  const patterns = allowedHosts('ml', 'mlflow.example.com', ['more.example.com']);

  test.each([
    'mlflow.example.com', 'mlflow.example.com:8080', 'mlflow-tracking:5000', 'mlflow-tracking.ml:5000', 'mlflow-tracking.ml.svc:5000',
    'mlflow-tracking.ml.svc.cluster.local:5000', 'mlflow-tracking.ml.svc.cluster.local', 'localhost:5000', '127.0.0.1:5000', '10.1.2.3:5000',
    '172.31.0.9:5000', '192.168.1.1', 'more.example.com',
  ])('%s is admitted', (host) => expect(admits(patterns, host)).toBe(true));

  test.each(['evil.example.com', 'mlflow-tracking.ml.svc.evil.com', 'mlflow.example.com.evil.com', '172.32.0.1', 'more.example.com:1'])('%s is not', (host) =>
    expect(admits(patterns, host)).toBe(false));

  test('origins are the ingress\'s and the user\'s', () => {
    expect(corsAllowedOrigins('http://mlflow.example.com', ['https://a'])).toEqual(['http://mlflow.example.com', 'https://a']);
    expect(corsAllowedOrigins()).toEqual([]);
  });
});

describe('ingress', () => {
  test.each([MlflowIngressController.F5_NGINX, MlflowIngressController.INGRESS_NGINX, MlflowIngressController.OTHER])('annotations for %s', (kind) =>
    expectGolden(INGRESS_FOLDER, `ingress-annotations.${kind}`, {
      protected: ingressAnnotations(kind, { secretName: 'users', tls: true }), open: ingressAnnotations(kind, { tls: false }),
    }));

  test('with a certificate of AWS the load balancer opens no port without TLS', () => {
    expect(nginxValues(INGRESSES['ingress-acm-internal']).controller.service).toMatchObject({ httpPort: { enable: false }, httpsPort: { targetPort: 80 } });
  });

  test('annotations: the cluster\'s, the library\'s, the user\'s, each over the ones before', () => {
    const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';
    expect(nginxValues({}, { a: '1', [scheme]: 'x' }).controller.service.annotations).toEqual({ a: '1', [scheme]: 'internet-facing' });
    expect(nginxValues({ loadBalancerAnnotations: { [scheme]: 'y', a: '2' } }, { a: '1' }).controller.service.annotations).toEqual({ a: '2', [scheme]: 'y' });
  });

  test('an Ingress without a host needs the controller\'s consent', () => {
    expect(nginxValues({}).controller.allowEmptyIngressHost).toBe(true);
    expect(nginxValues({ host: 'mlflow.example.com' }).controller.allowEmptyIngressHost).toBe(false);
  });
});

test('the test with a real MLflow installs the default version', () => {
  const requirements = readFileSync(`${__dirname}/../../integration/mlflow/requirements.txt`, 'utf8');
  expect(requirements).toContain(`\nmlflow==${MlflowVersion.DEFAULT.appVersion}\n`);
});
