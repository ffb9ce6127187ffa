import { Credentials, MysqlTls } from '../../../src/kubernetes';
import { SecretValue } from '../../../src/secrets/secret-value';
import { ZenmlVersion } from '../../../src/versions';
import { ZenmlServerProps } from '../../../src/zenml';
import { serverValues, ServerValuesContext } from '../../../src/zenml/private/server-values';
import { chartValues, expectGolden, unknownPaths } from '../../support/charts';
import { Block } from '../../support/synth';

const DATABASE = { host: 'db.example.com', credentials: Credentials.given('zenml', SecretValue.unsafePlainText('x')) };
const CONTEXT: ServerValuesContext = {
  databaseSecret: { name: 'zenml-server-database', usernameKey: 'username', passwordKey: 'password' },
  secretName: 'zenml-server-keys',
  administrator: { name: 'zenml-server-administrator', usernameKey: 'username', passwordKey: 'password' },
};
const CERTIFICATES = { name: 'zenml-server-database-certificates', key: 'ca.pem' };

const RENDERINGS: Record<string, Block> = {
  default: serverValues({ database: DATABASE }, CONTEXT),
  all: serverValues({
    database: {
      host: 'db', port: 3307, database: 'ml-ops', username: 'zen@ml', credentials: Credentials.existingSecret('db'), tls: MysqlTls.existingSecret('authorities', 'all.pem'),
    },
    version: ZenmlVersion.of('0.99.1'),
    replicas: 2,
    resources: { cpuRequest: '250m', memoryRequest: '1Gi', cpuLimit: '2', memoryLimit: '2Gi' },
    serviceAccountName: 'server',
    serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/zenml',
    serviceAccountAnnotations: { 'example.com/owner': 'ml' },
    environment: { ZENML_SERVER_REQUEST_TIMEOUT: '30' },
  }, { ...CONTEXT, certificates: { name: 'authorities', key: 'all.pem' }, url: 'https://zenml.example.com' }),
};

describe.each(Object.entries(RENDERINGS))('%s', (name, values) => {
  test('matches the golden file', () => expectGolden(`${__dirname}/..`, `zenml-0.98.0.${name}`, values));

  test('sets only paths that the chart has', () => {
    // The first level may be zenml or server; every version of the chart supports zenml.
    const { server, ...chart } = chartValues('zenml-8d6a088e');
    expect(unknownPaths(values, { ...chart, zenml: server }, ['securityContext', 'zenml.environment'])).toEqual([]);
  });
});

const values = (props: Partial<ZenmlServerProps> = {}, context: Partial<ServerValuesContext> = {}) =>
  serverValues({ database: DATABASE, ...props }, { ...CONTEXT, ...context });

test('the certificate is verified only with authorities: without them ZenML silently verifies nothing', () => {
  expect(values().zenml.database).toMatchObject({ ssl: true, sslVerifyServerCert: false });
  expect(values().zenml.database).not.toHaveProperty('sslCa');
  expect(values({}, { certificates: CERTIFICATES }).zenml.database)
    .toMatchObject({ ssl: true, sslVerifyServerCert: true, sslCa: { secretRef: CERTIFICATES } });
  expect(values({ database: { ...DATABASE, tls: MysqlTls.none() } }).zenml.database).toMatchObject({ ssl: false, sslVerifyServerCert: false });
});

test('connectors use the server\'s identity if it has a role, and on request', () => {
  const roleArn = 'arn:aws:iam::111122223333:role/zenml';
  expect(values().zenml.enableImplicitAuthMethods).toBe(false);
  expect(values({ serviceAccountRoleArn: roleArn }).zenml.enableImplicitAuthMethods).toBe(true);
  expect(values({ serviceAccountRoleArn: roleArn, implicitAuthMethods: false }).zenml.enableImplicitAuthMethods).toBe(false);
});

test('a user name is encoded in the URL, which has no password', () => {
  expect(values({ database: { ...DATABASE, username: 'zen@ml' } }).zenml.database.url).toBe('mysql://zen%40ml@db.example.com:3306/zenml');
});

test('the program that patches the server is where Python finds it', () => {
  const { environment, database } = values().zenml;
  expect([environment.PYTHONPATH, database.sslKey.secretRef]).toEqual(['/dbcerts', { name: 'zenml-server-keys', key: 'sitecustomize.py' }]);
});
