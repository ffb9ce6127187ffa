import { OWN_VARIABLES, ZENML_CHART } from './chart-rules';
import { helmValues } from '../../helm/values';
import {
  compareMysqlLogin, compareMysqlTls, DATABASE_CLIENTS, DATABASE_OWNER, MYSQL_TLS, MYSQL_USER, mysqlLogin,
} from '../../kubernetes/mysql/rules';
import { credentials } from '../../kubernetes/private/credentials';
import { CLUSTER_DEPLOYMENT, HELM_RELEASE } from '../../kubernetes/private/deployment-rules';
import {
  EXPOSURE, NAMESPACE, OBJECT_NAME, podResources, REPLICAS, SERVICE_ACCOUNT_ANNOTATIONS, variables,
} from '../../kubernetes/private/rules';
import { secret } from '../../secrets/rules';
import { ROLE_ARN } from '../../validation/aws';
import { ENDPOINT_URL, SERVER_HOST } from '../../validation/rules';
import { required, Rule, Shape, struct } from '../../validation/shape';
import { show } from '../../validation/show';
import { FLAG, integer, provider, secretText, text, version } from '../../validation/values';
import { ZenmlVersion } from '../../versions';
import {
  ExistingZenmlServerOptions, ZenmlDatabaseOptions, ZenmlServerOptions, ZenmlServerProps,
} from '../zenml-server-options';
import { DATABASE, databaseUser, KEEP_ALIVE, SERVER_RESOURCES } from './server-defaults';

const DATABASE_RULE: Rule<ZenmlDatabaseOptions> = struct<ZenmlDatabaseOptions>({
  host: required(SERVER_HOST),
  port: integer({ min: 1, max: 65535 }),
  database: text('1 to 64 letters, digits and characters of "$-._"', (name) => /^[\w$.-]{1,64}$/.test(name)),
  credentials: mysqlLogin('given', 'existingSecret', 'generated'),
  username: MYSQL_USER,
  admin: mysqlLogin('given', 'existingSecret'),
  owner: DATABASE_OWNER,
  dedicatedServer: FLAG,
  clientSecurityGroupIds: DATABASE_CLIENTS,
  tls: MYSQL_TLS,
}, (v, options) => {
  const { host, credentials: user, username, admin, tls, database = DATABASE } = options;
  compareMysqlLogin(v, {
    database, credentials: user, username: databaseUser(options), admin, adminProp: 'admin', owner: 'ZenML',
  });
  if (user?._source.username !== undefined && username !== undefined && user._source.username !== username) {
    v.add('username', `got ${show(username)}. Must be the name in '${v.nameOf('credentials')}'`,
      'Leave one of them out.');
  }
  compareMysqlTls(v, { host, tls }, { admin, adminProp: 'admin' });
});

/** Rules of the options. */
const ZENML_SERVER_SHAPE: Shape<ZenmlServerOptions> = {
  version: version('ZenmlVersion', ZenmlVersion),
  namespace: NAMESPACE,
  administrator: credentials({
    kinds: ['generated', 'given', 'existingSecret'],
    username: secretText('1 to 255 letters, digits and "_.@-"', (name) => /^[\w.@-]{1,255}$/.test(name)),
    password: secret('8 to 72 characters', (password) => password.length >= 8 && Buffer.byteLength(password) <= 72,
      'ZenML hashes no more than 72 bytes.'),
  }),
  encryptionKey: secret('at least 32 characters', (key) => key.length >= 32),
  replicas: REPLICAS,
  resources: podResources(SERVER_RESOURCES),
  exposure: EXPOSURE,
  serverUrl: ENDPOINT_URL,
  implicitAuthMethods: FLAG,
  serviceAccountName: OBJECT_NAME,
  serviceAccountAnnotations: SERVICE_ACCOUNT_ANNOTATIONS,
  environment: variables(OWN_VARIABLES),
  values: helmValues(ZENML_CHART),
  ...HELM_RELEASE,
};

/** Options for a server. */
export const ZENML_SERVER_OPTIONS: Rule<ZenmlServerOptions> = struct(ZENML_SERVER_SHAPE);

/** Options for an existing server. */
export const EXISTING_ZENML_SERVER: Rule<ExistingZenmlServerOptions> = struct<ExistingZenmlServerOptions>({
  url: required(ENDPOINT_URL),
  apiKey: required(secret('an API key, which begins with "ZEN"', (key) => /^ZEN[\w-]+$/.test(key),
    'Create one: zenml service-account create <name>.')),
  roleArn: ROLE_ARN,
  version: version('ZenmlVersion', ZenmlVersion),
});

/** Props of ZenmlServer. */
export const ZENML_SERVER_PROPS: Rule<ZenmlServerProps> = struct<ZenmlServerProps>({
  ...ZENML_SERVER_SHAPE,
  database: required(DATABASE_RULE),
  serviceAccountRoleArn: ROLE_ARN,
  ...CLUSTER_DEPLOYMENT,
  randomProvider: provider('random', 'RandomProvider'),
}, (v, { exposure, environment }) => {
  const least = exposure?._source.nodePort?.keepAliveSeconds;
  if (least !== undefined) {
    v.at('environment').check(KEEP_ALIVE, environment?.[KEEP_ALIVE], (seconds) => Number(seconds) >= least,
      `at least ${least}, longer than the load balancer keeps idle connections`,
      "Leave it out, or lower 'idleTimeoutSeconds' of the load balancer.");
  }
});
