import {
  DATABASE as DEFAULT_DATABASE, databaseUser, NAMESPACE as DEFAULT_NAMESPACE, SERVER_RESOURCES,
} from './server-values';
import { ClusterNamespace } from '../../kubernetes';
import { ROLE_ARN } from '../../private/aws-rules';
import { credentials } from '../../private/credentials';
import { compareMysqlLogin, compareMysqlTls, MYSQL_TLS, MYSQL_USER, mysqlLogin } from '../../private/database-rules';
import {
  EXPOSURE, helmValues, NAMESPACE, OBJECT_NAME, podResources, RELEASE_TIMEOUT, REPLICAS, variables,
} from '../../private/kubernetes-rules';
import { ANNOTATIONS, ENDPOINT_URL, HOST } from '../../private/rules';
import { required, Rule, Shape, struct } from '../../private/shape';
import { show } from '../../private/validation';
import { DEPENDABLES, FLAG, integer, provider, secretText, text, version } from '../../private/values';
import { ZenmlVersion } from '../../versions';
import {
  ExistingZenmlServerOptions, ZenmlDatabaseOptions, ZenmlServerOptions, ZenmlServerProps,
} from '../zenml-server-options';

const WORD = 'Leave it out: the name is fixed.';
const SECRET_WORD = 'It reaches the pods by a Secret: leave it out.';

/** Helm values that other parts rely on, or that are no place for secrets, and where to say it instead. */
const OWN_VALUES: { readonly [path: string]: string } = {
  'fullnameOverride': WORD,
  'nameOverride': WORD,
  'server': "Write them under 'zenml': what stands there wins in the chart.",
  'serviceAccount.name': "Use 'serviceAccountName'.",
  'zenml.database.url': "Use 'database'.",
  'zenml.database.passwordSecretRef': "Use 'database.credentials'.",
  'zenml.service': "Use 'exposure'.",
  'zenml.ingress': "Use 'exposure'.",
  'zenml.environmentSecretKeyRefs': SECRET_WORD,
  'zenml.auth.jwtSecretKey': SECRET_WORD,
  'zenml.secretsStore.sql.encryptionKey': "Use 'encryptionKey'.",
  'zenml.serverURL': "Use 'serverUrl'.",
  'zenml.image.tag': "Use 'version': the jobs run the same image.",
};

/** The same for variables. */
const OWN_VARIABLES: { readonly [name: string]: string } = {
  ZENML_SERVER_AUTO_ACTIVATE: 'Leave it out: the server starts activated.',
  ZENML_DEFAULT_USER_NAME: "Use 'administrator'.",
  ZENML_DEFAULT_USER_PASSWORD: "Use 'administrator'.",
  ZENML_SERVER_JWT_SECRET_KEY: 'Leave it out: it is generated.',
  ZENML_SECRETS_STORE_ENCRYPTION_KEY: "Use 'encryptionKey'.",
  ZENML_STORE_URL: "Use 'database'.",
  ZENML_STORE_PASSWORD: "Use 'database.credentials'.",
};

const DATABASE: Rule<ZenmlDatabaseOptions> = struct<ZenmlDatabaseOptions>({
  host: required(HOST),
  port: integer({ min: 1, max: 65535 }),
  database: text('1 to 64 letters, digits and characters of "$-._"', (name) => /^[\w$.-]{1,64}$/.test(name)),
  credentials: mysqlLogin('given', 'existingSecret', 'generated'),
  username: MYSQL_USER,
  admin: mysqlLogin('given', 'existingSecret'),
  tls: MYSQL_TLS,
}, (v, options) => {
  const { credentials: user, username, admin, tls, database = DEFAULT_DATABASE } = options;
  compareMysqlLogin(v, {
    database, credentials: user, username: databaseUser(options), admin, adminProp: 'admin', owner: 'ZenML',
  });
  if (user?._username !== undefined && username !== undefined && user._username !== username) {
    v.add('username', `must be the name in '${v.nameOf('credentials')}', "${user._username}", got ${show(username)}`,
      'Leave one of them out.');
  }
  compareMysqlTls(v, tls, { admin, adminProp: 'admin' });
});

/** What there is to choose about a ZenML server, wherever it runs. */
export const ZENML_SERVER_SHAPE: Shape<ZenmlServerOptions> = {
  version: version('ZenmlVersion', ZenmlVersion),
  namespace: NAMESPACE,
  administrator: credentials({
    kinds: ['generated', 'given', 'existingSecret'],
    username: text('1 to 255 letters, digits and "_.@-"', (name) => /^[\w.@-]{1,255}$/.test(name)),
    password: secretText('8 to 72 characters', (password) => password.length >= 8 && Buffer.byteLength(password) <= 72,
      'ZenML hashes no more than 72 bytes.'),
  }),
  encryptionKey: secretText('at least 32 characters', (key) => key.length >= 32),
  replicas: REPLICAS,
  resources: podResources(SERVER_RESOURCES),
  exposure: EXPOSURE,
  serverUrl: ENDPOINT_URL,
  implicitAuthMethods: FLAG,
  serviceAccountName: OBJECT_NAME,
  serviceAccountAnnotations: ANNOTATIONS,
  environment: variables(OWN_VARIABLES),
  values: helmValues(OWN_VALUES),
  releaseTimeoutSeconds: RELEASE_TIMEOUT,
};

/** The same as a whole. */
export const ZENML_SERVER_OPTIONS: Rule<ZenmlServerOptions> = struct(ZENML_SERVER_SHAPE);

/** A server that exists. */
export const EXISTING_ZENML_SERVER: Rule<ExistingZenmlServerOptions> = struct<ExistingZenmlServerOptions>({
  url: required(ENDPOINT_URL),
  apiKey: required(secretText('an API key, which begins with "ZEN"', (key) => /^ZEN[\w-]+$/.test(key),
    'Make one: zenml service-account create <name>.')),
  roleArn: ROLE_ARN,
  version: version('ZenmlVersion', ZenmlVersion),
});

/** Props of ZenmlServer. */
export const ZENML_SERVER_PROPS: Rule<ZenmlServerProps> = struct<ZenmlServerProps>({
  ...ZENML_SERVER_SHAPE,
  database: required(DATABASE),
  serviceAccountRoleArn: ROLE_ARN,
  loadBalancerAnnotations: ANNOTATIONS,
  kubernetesProvider: provider('kubernetes', 'KubernetesProvider'),
  helmProvider: provider('helm', 'HelmProvider'),
  randomProvider: provider('random', 'RandomProvider'),
  dependsOn: DEPENDABLES,
});

/** The server's namespace: the default, if none is chosen. */
export function serverNamespace({ namespace }: ZenmlServerOptions): ClusterNamespace {
  return namespace ?? ClusterNamespace.create(DEFAULT_NAMESPACE);
}
