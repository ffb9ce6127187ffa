import { SET_BY_ROLL_ON_SECRETS } from '../../helm/roll-on-secrets';
import { ByPath, ChartRules, escapedKey, resourcesAt } from '../../helm/values';
import { ROLE_ANNOTATION } from '../../kubernetes/private/role-annotation';

const WORD = 'Leave it out: the name is fixed.';
const SECRET_WORD = 'It reaches the pods by a Secret: leave it out.';
const TLS = "Use 'database.tls'.";
const DATABASE = "Use 'database'.";
const PASSWORD = "Use 'database.credentials'.";

/** Environment variables that the construct owns, wherever they are set. */
export const OWN_VARIABLES: ByPath = {
  ZENML_SERVER_AUTO_ACTIVATE: 'Leave it out: the server starts activated.',
  ZENML_DEFAULT_USER_NAME: "Use 'administrator'.",
  ZENML_DEFAULT_USER_PASSWORD: "Use 'administrator'.",
  ZENML_SERVER_JWT_SECRET_KEY: 'Leave it out: it is generated.',
  ZENML_SERVER_AUTH_SCHEME: 'Leave it out: the stack is registered with a password.',
  ZENML_SERVER_SERVER_URL: "Use 'serverUrl'.",
  ZENML_SECRETS_STORE_ENCRYPTION_KEY: "Use 'encryptionKey'.",
  ZENML_STORE_TYPE: DATABASE,
  ZENML_STORE_URL: DATABASE,
  ZENML_STORE_PASSWORD: PASSWORD,
  ZENML_STORE_SSL: TLS,
  ZENML_STORE_SSL_CA: TLS,
  ZENML_STORE_SSL_KEY: TLS,
  ZENML_STORE_SSL_VERIFY_SERVER_CERT: TLS,
  PYTHONPATH: 'Leave it out: TLS to the database is set up from there.',
};

/** The chart `zenml`: https://github.com/zenml-io/zenml/tree/0.98.0/helm */
export const ZENML_CHART: ChartRules = {
  owned: {
    'fullnameOverride': WORD,
    'nameOverride': WORD,
    'server': "Write them under 'zenml', which takes precedence in the chart.",
    'serviceAccount.create': 'Leave it out: the role is for this service account.',
    'serviceAccount.name': "Use 'serviceAccountName'.",
    [`serviceAccount.annotations.${escapedKey(ROLE_ANNOTATION)}`]: "Use 'serviceAccountRoleArn'.",
    ...SET_BY_ROLL_ON_SECRETS,
    ...resourcesAt('resources'),
    'zenml.replicaCount': "Use 'replicas'.",
    'zenml.database.url': DATABASE,
    'zenml.database.authMode': PASSWORD,
    'zenml.database.passwordSecretRef': PASSWORD,
    'zenml.database.ssl': TLS,
    'zenml.database.sslCa': TLS,
    'zenml.database.sslCert': TLS,
    'zenml.database.sslKey': TLS,
    'zenml.database.sslVerifyServerCert': TLS,
    'zenml.service': "Use 'exposure'.",
    'zenml.ingress': "Use 'exposure'.",
    'zenml.gateway': "Use 'exposure'.",
    'zenml.environmentSecretKeyRefs': SECRET_WORD,
    'zenml.auth.jwtSecretKey': SECRET_WORD,
    'zenml.auth.authType': 'Leave it out: the stack is registered with a password.',
    'zenml.authType': 'Leave it out: the stack is registered with a password.',
    'zenml.secretsStore.sql.encryptionKey': "Use 'encryptionKey'.",
    'zenml.enableImplicitAuthMethods': "Use 'implicitAuthMethods'.",
    'zenml.serverURL': "Use 'serverUrl'.",
    'zenml.image.tag': "Use 'version': the jobs run the same image.",
  },
  open: {
    'zenml.image.pullPolicy': 'The tag is that of a release: it matters only for custom images.',
    'zenml.analyticsOptIn': 'ZenML counts servers by it; nothing relies on it.',
    'zenml.secretsStore.enabled': 'The construct needs no store of secrets besides the database.',
    'zenml.secretsStore.type': 'A store of another kind needs no key of the construct.',
    'securityContext': 'A custom image may need more permissions.',
  },
  remedies: {
    'zenml.environment': "Use 'environment'.",
    'serviceAccount.annotations': "Use 'serviceAccountAnnotations'.",
  },
  variables: { 'zenml.environment': OWN_VARIABLES, 'zenml.secretEnvironment': OWN_VARIABLES },
};
