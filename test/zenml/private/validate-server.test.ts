import { ClusterNamespace, Credentials, MysqlTls, ServiceExposure } from '../../../src/kubernetes';
import { SecretValue } from '../../../src/secrets/secret-value';
import { ZenmlVersion } from '../../../src/versions';
import { ExistingZenmlServerOptions, ZenmlServerProps, ZenmlServerSource } from '../../../src/zenml';
import { EXISTING_ZENML_SERVER, ZENML_SERVER_PROPS } from '../../../src/zenml/private/validate-server';
import { problemsWith } from '../../support/problems';

const DATABASE = { host: 'db', credentials: Credentials.given('zenml', SecretValue.unsafePlainText('secret')) };
const problems = (props: Partial<ZenmlServerProps>) => problemsWith(ZENML_SERVER_PROPS, { database: DATABASE, ...props }, '');
const database = (more: Partial<ZenmlServerProps['database']>) => ({ database: { ...DATABASE, ...more } });
const FIXED = 'set by the construct, because other settings depend on it.';

test.each<[string, Partial<ZenmlServerProps>, string]>([
  ['a version that is none', { version: ZenmlVersion.of('latest') }, 'version: got "latest". Must be a chart version '
    + 'of three numbers, for example "1.17.1". Use one that the chart repository lists.'],
  ['a version that is too old', { version: ZenmlVersion.of('0.94.9') }, 'version: got "0.94.9". Must be 0.95.0 or '
    + 'newer. The charts of older versions do not take variables from Secrets.'],
  ['a namespace that every cluster has', { namespace: ClusterNamespace.create('default') },
    'namespace: got "default". Must be an existing one, because every cluster has it. Use '
      + 'ClusterNamespace.existing("default").'],
  ['an administrator\'s password that is too short', { administrator: Credentials.given('ada', SecretValue.unsafePlainText('short')) }, 'administrator.password: '
    + 'must be 8 to 72 characters. ZenML hashes no more than 72 bytes.'],
  ['one that is too long', { administrator: Credentials.given('ada', SecretValue.unsafePlainText('x'.repeat(73))) }, 'administrator.password: '
    + 'must be 8 to 72 characters. ZenML hashes no more than 72 bytes.'],
  ['an administrator who is none', { administrator: Credentials.given('a b', SecretValue.unsafePlainText('long enough')) }, 'administrator.username: '
    + 'must be 1 to 255 letters, digits and "_.@-".'],
  ['a key that is too short', { encryptionKey: SecretValue.unsafePlainText('short') }, 'encryptionKey: must be at '
    + 'least 32 characters.'],
  ['no pods', { replicas: 0 }, 'replicas: got 0. Must be a whole number from 1 to 1000.'],
  ['a range that is none', { exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.7'] }) },
    'exposure.allowedCidrs[0]: got "203.0.113.7". Must be an IPv4 range in CIDR notation that starts at its first '
      + 'address. Did you mean "203.0.113.7/32"?'],
  ['an exposure that was not made', { exposure: 'LoadBalancer' as unknown as ServiceExposure },
    'exposure: got "LoadBalancer". Must be made by ServiceExposure.loadBalancer() or ServiceExposure.nodePort() or '
      + 'ServiceExposure.clusterIp().'],
  ['a limit below the request', { resources: { memoryLimit: '256Mi' } },
    'resources.memoryLimit: got "256Mi". Must be at least \'resources.memoryRequest\', which is by default "512Mi". '
      + "Give 'resources.memoryRequest', too."],
  ['a database of the server\'s own', { database: { host: 'db', database: 'mysql', admin: Credentials.given('root', SecretValue.unsafePlainText('x')) } },
    'database.database: got "mysql". Must not be a database of the server itself.'],
  ['the administrator as its user', { database: { host: 'db', username: 'root', admin: Credentials.given('root', SecretValue.unsafePlainText('x')) } },
    'database.credentials: got the administrator "root". Must be of another user. The job would change the '
      + "administrator's password: give ZenML a dedicated user."],
  ['no credentials for a database that exists', { database: { host: 'db' } },
    'database.credentials: missing. Must be made by Credentials.given() or Credentials.existingSecret() without '
      + "'admin'. A password can be generated only for a user that is created, too."],
  ['two names', database({ username: 'other' }), 'database.username: got "other". Must be the name in \'database.credentials\'. '
    + 'Leave one of them out.'],
  ['certificates that no job gets', database({ tls: MysqlTls.rds('eu-central-1') }),
    "database.tls: must not be MysqlTls.rds() without 'admin': the job that creates the database gets the "
      + 'certificates. Use MysqlTls.certificates() or MysqlTls.existingSecret().'],
  ['certificates that are none', database({ tls: MysqlTls.certificates('https://truststore.pki.rds.amazonaws.com') }),
    'database.tls: must be certificates in PEM, which begin with "-----BEGIN CERTIFICATE-----".'],
  ['a partition whose certificates are not known', { database: { host: 'db', admin: Credentials.given('root', SecretValue.unsafePlainText('x')), tls: MysqlTls.rds('us-iso-east-1') } },
    'database.tls: got "us-iso-east-1". Must be one of the partitions aws, aws-us-gov, aws-cn. For another partition '
      + 'give the certificates themselves: MysqlTls.certificates().'],
  ['a database that no URL takes', database({ database: 'a/b' }), 'database.database: got "a/b". Must be 1 to 64 '
    + 'letters, digits and characters of "$-._".'],
  ['a URL for the host', database({ host: 'mysql://db' }), expect.stringMatching(/^database\.host: got .*\. Must be /)],
  ['values at the chart\'s new place', { values: { server: { replicaCount: 2 } } }, `values.server: ${FIXED} Write `
    + "them under 'zenml', which takes precedence in the chart."],
  ['the database in the values', { values: { zenml: { database: { url: 'x' } } } }, 'values.zenml.database.url: '
    + `${FIXED} Use 'database'.`],
  ['the chart\'s Ingress', { values: { zenml: { ingress: { enabled: true } } } }, `values.zenml.ingress: ${FIXED} `
    + "Use 'exposure'."],
  ['the chart\'s Service', { values: { zenml: { service: { type: 'LoadBalancer' } } } }, 'values.zenml.service: '
    + `${FIXED} Use 'exposure'.`],
  ['a key in the values', { values: { zenml: { secretsStore: { sql: { encryptionKey: 'x' } } } } }, 'values.zenml.secretsStore.sql.encryptionKey: '
    + `${FIXED} Use 'encryptionKey'.`],
  ['the database by a variable in the values', { values: { zenml: { secretEnvironment: { ZENML_STORE_URL: 'x' } } } }, 'values.zenml.secretEnvironment.ZENML_STORE_URL: '
    + `${FIXED} Use 'database'.`],
  ['another way to the database', { values: { zenml: { database: { ssl: false } } } }, 'values.zenml.database.ssl: '
    + `${FIXED} Use 'database.tls'.`],
  ['another role', { values: { serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'x' } } } }, 'values.serviceAccount.annotations.eks.amazonaws.com/role-arn: '
    + `${FIXED} Use 'serviceAccountRoleArn'.`],
  ['another role in the annotations', { serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'x' } }, 'serviceAccountAnnotations.eks.amazonaws.com/role-arn: '
    + `${FIXED} Use 'serviceAccountRoleArn'.`],
  ['a Gateway of the chart', { values: { zenml: { gateway: { enabled: true } } } }, `values.zenml.gateway: ${FIXED} `
    + "Use 'exposure'."],
  ['no login', { values: { zenml: { auth: { authType: 'NO_AUTH' } } } }, `values.zenml.auth.authType: ${FIXED} Leave `
    + 'it out: the stack is registered with a password.'],
  ['a text for the server', { values: { zenml: 'x' } }, expect.stringMatching(/^values\.zenml: got a string\. Must be a map\. The construct relies on 'values\.zenml\./)],
  ['a password in a variable', { environment: { ZENML_DEFAULT_USER_PASSWORD: 'x' } }, expect.stringMatching(/^environment\.ZENML_DEFAULT_USER_PASSWORD: set by .* Use 'administrator'\.$/)],
  ['activation without a password', { environment: { ZENML_SERVER_AUTO_ACTIVATE: 'true' } }, expect.stringMatching(/^environment\.ZENML_SERVER_AUTO_ACTIVATE: set by .* the server starts activated\.$/)],
  ['a URL with a query', { serverUrl: 'zenml.example.com' }, expect.stringMatching(/^serverUrl: got .*\. Must be /)],
  ['a role that is none', { serviceAccountRoleArn: 'zenml' }, expect.stringMatching(/^serviceAccountRoleArn: got .*\. Must be the ARN of an IAM role/)],
  ['a prop that is misspelled', { replica: 2 } as object, expect.stringMatching(/^replica: unknown\. Allowed: .*\. Did you mean 'replicas'\?$/) as any],
])('%s', (_, props, message) => {
  expect(problems(props)).toEqual([message]);
});

test.each<[string, Partial<ZenmlServerProps>]>([
  ['the database alone', {}],
  ['a database that is made', { database: { host: '10.0.0.7', admin: Credentials.existingSecret('admin'), tls: MysqlTls.rds('eu-central-1') } }],
  ['a database by a user of whom only a Secret knows', { database: { host: 'db', credentials: Credentials.existingSecret('db') } }],
  ['variables and values of one\'s own', { environment: { ZENML_LOGGING_VERBOSITY: 'DEBUG' }, values: { zenml: { logging: { format: 'json' } }, nodeSelector: { a: 'b' } } }],
  ['an administrator whose Secret exists', { administrator: Credentials.existingSecret('admin') }],
])('%s is allowed', (_, props) => expect(problems(props)).toEqual([]));

describe('an existing server', () => {
  const GOOD: ExistingZenmlServerOptions = { url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_abc') };

  test.each<[string, Partial<ExistingZenmlServerOptions>, string]>([
    ['a URL that is none', { url: 'zenml.example.com' }, expect.stringMatching(/^url: got "zenml\.example\.com"\. Must be /)],
    ['a key that is none, which is not shown', { apiKey: SecretValue.unsafePlainText('secret') }, 'apiKey: must be '
      + 'an API key, which begins with "ZEN". Create one: zenml service-account create <name>.'],
    ['no key', { apiKey: undefined }, expect.stringMatching(/^apiKey: missing\. Must be /)],
    ['a role that is none', { roleArn: 'server' }, expect.stringMatching(/^roleArn: got .*\. Must be the ARN of an IAM role/)],
    ['a version that is a text', { version: '0.98.0' as unknown as ZenmlVersion }, expect.stringMatching(/^version: got .*\. Must be a ZenmlVersion, /)],
  ])('%s', (_, more, message) => {
    expect(problemsWith(EXISTING_ZENML_SERVER, { ...GOOD, ...more }, '')).toEqual([message]);
  });

  test('URL and key are enough, and a trailing slash of the URL is ignored', () => {
    expect(problemsWith(EXISTING_ZENML_SERVER, GOOD, '')).toEqual([]);
    const bound = ZenmlServerSource.existing({ ...GOOD, url: 'https://zenml.example.com/' })._source.bind(undefined as any, '', undefined as any);
    expect(bound).toEqual({ url: 'https://zenml.example.com', apiKey: 'ZENKEY_abc', version: '0.98.0' });
  });
});
