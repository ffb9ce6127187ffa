import { readFileSync } from 'fs';
import { joinedLists } from '../../../src/helm/values';
import { Credentials, MysqlTls } from '../../../src/kubernetes';
import { SecretReference } from '../../../src/kubernetes/private/credentials';
import { SecretEntry } from '../../../src/kubernetes/private/mysql-tls-source';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServerProps } from '../../../src/mlflow';
import { MLFLOW_CHART } from '../../../src/mlflow/private/chart-rules';
import { allowedHosts, corsAllowedOrigins } from '../../../src/mlflow/private/hosts';
import { mlflowValues, MlflowValuesContext } from '../../../src/mlflow/private/mlflow-values';
import { boundTexts } from '../../../src/secrets/rules';
import { SecretValue } from '../../../src/secrets/secret-value';
import { MlflowVersion } from '../../../src/versions';
import { chartSchema, chartValues, expectGolden, schemaErrors, unknownPaths } from '../../support/charts';
import { Block, TestStack } from '../../support/synth';

const FOLDER = `${__dirname}/..`;
const SECRET: SecretReference = { name: 'mlflow-tracking-database', usernameKey: 'username', passwordKey: 'password' };
const USER = Credentials.given('mlflow', SecretValue.unsafePlainText('x'));
const KEY = Credentials.given('id', SecretValue.unsafePlainText('key'));
const SQLITE = MlflowBackendStore.sqlite();
const BUCKET = MlflowArtifactStore.s3({ bucket: 'models' });
const joined = (own: Block, given?: Block) => joinedLists(own, { prop: 'values', given, rules: MLFLOW_CHART });

const BACKENDS: Record<string, [MlflowBackendStore, SecretReference?, SecretEntry?]> = {
  'backend-mysql': [MlflowBackendStore.mysql({ host: 'db.example.com', credentials: USER }), SECRET],
  'backend-mysql-all': [
    MlflowBackendStore.mysql({
      host: 'db',
      port: 3307,
      database: 'runs',
      credentials: Credentials.existingSecret('db', { usernameKey: 'u', passwordKey: 'p' }),
    }),
    { name: 'db', usernameKey: 'u', passwordKey: 'p' },
  ],
  'backend-mysql-verified': [
    MlflowBackendStore.mysql({
      host: 'db.example.com', credentials: USER, tls: MysqlTls.existingSecret('authorities', 'all.pem'),
    }),
    SECRET,
    { name: 'authorities', key: 'all.pem' },
  ],
  'backend-mysql-plain': [
    MlflowBackendStore.mysql({ host: 'db.example.com', credentials: USER, tls: MysqlTls.none() }), SECRET,
  ],
  'backend-postgresql': [MlflowBackendStore.postgresql({ host: 'db.example.com', credentials: USER }), SECRET],
  'backend-sqlite': [SQLITE],
};
const azure = { storageAccount: 'account', container: 'models' };
const minio = { endpoint: 'http://minio:9000', bucket: 'models', credentials: Credentials.existingSecret('minio') };
const ARTIFACTS: Record<string, MlflowArtifactStore> = {
  'artifacts-s3-role': MlflowArtifactStore.s3({ bucket: 'models', path: 'mlflow', region: 'eu-central-1' }),
  'artifacts-s3-keys': MlflowArtifactStore.s3({ bucket: 'models', credentials: KEY }),
  'artifacts-s3-secret': MlflowArtifactStore.s3({
    bucket: 'models', credentials: Credentials.existingSecret('s3', { usernameKey: 'id', passwordKey: 'key' }),
  }),
  'artifacts-s3-compatible': MlflowArtifactStore.s3Compatible(minio),
  'artifacts-azure-key': MlflowArtifactStore.azureBlob({ ...azure, path: 'mlflow', accessKey: SecretValue.unsafePlainText('key') }),
  'artifacts-azure-connection': MlflowArtifactStore.azureBlob({ ...azure, connectionString: SecretValue.unsafePlainText('x') }),
  'artifacts-azure-secret': MlflowArtifactStore.azureBlob({ ...azure, existingSecret: 'azure' }),
  'artifacts-gcs-identity': MlflowArtifactStore.gcs({ bucket: 'models' }),
  'artifacts-gcs-key': MlflowArtifactStore.gcs({ bucket: 'models', path: 'mlflow', credentialsJson: SecretValue.unsafePlainText('{}') }),
};

function values(
  more: Partial<MlflowTrackingServerProps> = {}, secret?: SecretReference, host?: string, context: MlflowValuesContext = {},
): Block {
  const props = { backendStore: SQLITE, artifactStore: BUCKET, ...more };
  return mlflowValues(props, { databaseSecret: secret, ingressHost: host, trackingUrl: host && `http://${host}`, ...context });
}

function namedVersions<T extends object>(versionClass: T): string[] {
  return [...new Set(Object.values(versionClass).map((version) => version.chartVersion as string))];
}

/** Chart with version, rendering, values. */
const RENDERINGS = namedVersions(MlflowVersion).flatMap<[string, string, Block]>((version) => [
  ...Object.entries(BACKENDS).map<[string, string, Block]>(([name, [backendStore, secret, certificates]]) =>
    [`mlflow-${version}`, name, values({ backendStore }, secret, 'mlflow.example.com', { certificates })]),
  ...Object.entries(ARTIFACTS).map<[string, string, Block]>(([name, artifactStore]) =>
    [`mlflow-${version}`, name, values({ artifactStore })]),
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
  }, undefined, 'mlflow.example.com')],
]);

describe.each(RENDERINGS)('%s, %s', (chart, rendering, rendered) => {
  test('matches the golden file', () => expectGolden(FOLDER, `${chart}.${rendering}`, rendered));

  test('sets only paths that the chart has', () => {
    expect(unknownPaths(rendered, chartValues(chart), [])).toEqual([]);
  });

  test('matches the chart\'s schema', () => {
    expect(schemaErrors(merge(chartValues(chart), rendered), chartSchema(chart)!)).toEqual([]);
  });
});

test('the schema check finds a wrong type', () => {
  const chart = 'mlflow-1.11.5';
  expect(schemaErrors(merge(chartValues(chart), { ...values(), replicaCount: 'one' }), chartSchema(chart)!))
    .toEqual([expect.stringMatching(/replicaCount must be/)]);
});

/** The values that Helm validates and renders: the chart's merged with the library's. */
function merge(under: any, over: any): any {
  const isMap = (value: unknown): value is Block =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(under) || !isMap(over)) {
    return over === undefined ? under : over;
  }
  return Object.fromEntries([...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) =>
    [key, merge(under[key], over[key])]));
}

test('no secret is in the values', () => {
  const secret = Credentials.given('id', SecretValue.unsafePlainText('TOPSECRET'));
  const text = JSON.stringify([
    values({ backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: secret }) }, SECRET),
    values({ backendStore: MlflowBackendStore.postgresql({ host: 'db', credentials: secret }) }, SECRET),
    values({ artifactStore: MlflowArtifactStore.s3({ bucket: 'models', credentials: secret }) }),
    values({ artifactStore: MlflowArtifactStore.s3Compatible({ ...minio, credentials: secret }) }),
    values({ artifactStore: MlflowArtifactStore.azureBlob({ ...azure, accessKey: SecretValue.unsafePlainText('TOPSECRET') }) }),
    values({ artifactStore: MlflowArtifactStore.azureBlob({ ...azure, connectionString: SecretValue.unsafePlainText('TOPSECRET') }) }),
    values({ artifactStore: MlflowArtifactStore.gcs({ bucket: 'models', credentialsJson: SecretValue.unsafePlainText('TOPSECRET') }) }),
  ]);
  expect(text).not.toContain('TOPSECRET');
});

describe('backend store', () => {
  const backendValues = (name: string) => values({ backendStore: BACKENDS[name][0] }, BACKENDS[name][1]).backendStore;

  test('MySQL has port 3306, database mlflow and the Secret\'s default keys', () => {
    expect(backendValues('backend-mysql')).toMatchObject({
      mysql: { enabled: true, host: 'db.example.com', port: 3306, database: 'mlflow?ssl_check_hostname=false', driver: 'pymysql' },
      existingDatabaseSecret: { name: 'mlflow-tracking-database', usernameKey: 'username', passwordKey: 'password' },
      databaseMigration: true,
      databaseConnectionCheck: true,
    });
  });

  test('MySQL without TLS has no TLS parameters', () => {
    expect(backendValues('backend-mysql-plain').mysql.database).toBe('mlflow');
  });

  describe('MySQL with a verified certificate', () => {
    const [backendStore, secret, certificates] = BACKENDS['backend-mysql-verified'];
    const verified = values({ backendStore }, secret, undefined, { certificates });
    const query = '?ssl_ca=/etc/mlflow/database/ca.pem&ssl_check_hostname=true';
    const volume = { name: 'database-certificates', secret: { secretName: 'authorities', items: [{ key: 'all.pem', path: 'ca.pem' }] } };
    const mount = { name: 'database-certificates', mountPath: '/etc/mlflow/database', readOnly: true };

    test('has the authorities in the server\'s container, and their file in its URI', () => {
      expect(verified.backendStore.mysql.database).toBe(`mlflow${query}`);
      expect([verified.extraVolumes, verified.extraVolumeMounts]).toEqual([[volume], [mount]]);
    });
    test('migrates with them, in a container that replaces the chart\'s', () => {
      const [container, ...others] = verified.initContainers;
      expect([verified.backendStore.databaseMigration, others]).toEqual([false, []]);
      expect(container).toMatchObject({
        image: 'burakince/mlflow:3.15.1', resources: verified.resources, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, mount],
      });
      expect(container.env).toContainEqual({
        name: 'DATABASE_URI', value: `mysql+pymysql://$(MYSQL_USERNAME):$(MYSQL_PWD)@db.example.com:3306/mlflow${query}`,
      });
      expect(container.env[1]).toEqual({ name: 'MYSQL_PWD', valueFrom: { secretKeyRef: { name: SECRET.name, key: 'password' } } });
    });
    test('keeps the elements that the user adds to the same lists, after its own', () => {
      expect(joined(verified, { extraVolumes: [{ name: 'mine' }], podAnnotations: {} })).toEqual({ extraVolumes: [volume, { name: 'mine' }] });
    });
    test.each([[{ podAnnotations: {} }], [undefined]])('joins nothing without: %j', (given) => expect(joined(verified, given)).toBeUndefined());
  });

  test('nothing is joined if the library has no list', () => {
    expect(joined(values(), { extraVolumes: [{ name: 'mine' }] })).toBeUndefined();
  });

  test('PostgreSQL has port 5432 and database mlflow', () => {
    expect(backendValues('backend-postgresql').postgres)
      .toMatchObject({ enabled: true, port: 5432, database: 'mlflow' });
  });

  test('SQLite has a file that all server processes share, and reports that its data is lost', () => {
    expect(backendValues('backend-sqlite')).toEqual({ defaultSqlitePath: '/tmp/mlflow.db' });
    expect([SQLITE.durable, BACKENDS['backend-mysql'][0].durable, BACKENDS['backend-postgresql'][0].durable])
      .toEqual([false, true, true]);
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
  ])('%s: its Secret', (name, data) => expect(boundTexts(new TestStack(), ARTIFACTS[name]._kind.secretData())).toEqual(data));

  test('artifacts go through the server by default', () => {
    expect(values().artifactRoot.proxiedArtifactStorage).toBe(true);
    expect(values({ proxiedArtifacts: false }).artifactRoot.proxiedArtifactStorage).toBe(false);
  });

  test('an S3-compatible server is in us-east-1 by default', () => {
    const region = (more: object) => values({
      artifactStore: MlflowArtifactStore.s3Compatible({ ...minio, ...more }),
    }).extraEnvVars.AWS_DEFAULT_REGION;
    expect([region({}), region({ region: 'garage' })]).toEqual(['us-east-1', 'garage']);
  });

  test('an access key in an existing Secret has boto3\'s names by default', () => {
    expect(values({ artifactStore: ARTIFACTS['artifacts-s3-compatible'] }).artifactRoot.s3.existingSecret).toEqual({
      name: 'minio', keyOfAccessKeyId: 'AWS_ACCESS_KEY_ID', keyOfSecretAccessKey: 'AWS_SECRET_ACCESS_KEY',
    });
  });
});

describe('hosts', () => {
  // MLflow's rule, from mlflow/server/security_utils.py: fnmatch for patterns with an asterisk, otherwise equality.
  const admits = (patterns: string[], host: string) => patterns.some((pattern) =>
    new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.[\]]/g, '\\$&')).join('.*')}$`).test(host));
  const patterns = allowedHosts('ml', 'mlflow.example.com', ['more.example.com']);

  test.each([
    'mlflow.example.com', 'mlflow.example.com:8080', 'mlflow-tracking:5000', 'mlflow-tracking.ml:5000',
    'mlflow-tracking.ml.svc:5000', 'mlflow-tracking.ml.svc.cluster.local:5000', 'mlflow-tracking.ml.svc.cluster.local',
    'localhost:5000', '127.0.0.1:5000', '10.1.2.3:5000', '172.31.0.9:5000', '192.168.1.1', 'more.example.com',
  ])('%s is allowed', (host) => expect(admits(patterns, host)).toBe(true));

  test.each([
    'evil.example.com', 'mlflow-tracking.ml.svc.evil.com', 'mlflow.example.com.evil.com', '172.32.0.1',
    'more.example.com:1',
  ])('%s is refused', (host) => expect(admits(patterns, host)).toBe(false));

  test('origins are those of the Ingress and the user\'s', () => {
    expect(corsAllowedOrigins('http://mlflow.example.com', ['https://a']))
      .toEqual(['http://mlflow.example.com', 'https://a']);
    expect(corsAllowedOrigins()).toEqual([]);
  });
});

test('the test with a real MLflow installs the default version', () => {
  const requirements = readFileSync(`${__dirname}/../../integration/mlflow/requirements.txt`, 'utf8');
  expect(requirements).toContain(`\nmlflow==${MlflowVersion.DEFAULT.appVersion}\n`);
});
