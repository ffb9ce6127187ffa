import { SET_BY_ROLL_ON_SECRETS } from '../../helm/roll-on-secrets';
import { ByPath, ChartRules, escapedKey, resourcesAt } from '../../helm/values';
import { ROLE_ANNOTATION } from '../../kubernetes/private/role-annotation';

const FIXED_NAME = 'Leave it out: the name of the Service is fixed.';
const SELECTOR = 'Leave it out: the Service selects the pods by it.';
const BACKEND = "Use 'backendStore' of the construct.";
const ARTIFACTS = "Use 'artifactStore' of the construct.";
const HOSTS = "Use 'allowedHosts'.";
const ORIGINS = "Use 'corsAllowedOrigins' of the construct.";

/** Environment variables that the construct owns, wherever they are set. */
export const OWN_VARIABLES: ByPath = {
  MLFLOW_SERVER_ALLOWED_HOSTS: HOSTS,
  MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: "Use 'corsAllowedOrigins'.",
  MLFLOW_BACKEND_STORE_URI: "Use 'backendStore'.",
  MLFLOW_ARTIFACTS_DESTINATION: "Use 'artifactStore'.",
  MLFLOW_DEFAULT_ARTIFACT_ROOT: "Use 'artifactStore'.",
};

const PREFIX = 'Leave it out: the chart asks for /health, and MLflow would answer at <prefix>/health only.';

/** Options of `mlflow server` that the construct owns; the chart takes them in camel, kebab and snake case. */
const OWN_ARGUMENTS: ByPath = {
  'workers': "Use 'workers' of the construct.",
  'host': 'Leave it out: the Service leads to it.',
  'port': 'Leave it out: the port is fixed.',
  'static-prefix': PREFIX,
  'backend-store-uri': BACKEND,
  'registry-store-uri': BACKEND,
  'default-artifact-root': ARTIFACTS,
  'artifacts-destination': ARTIFACTS,
  'serve-artifacts': "Use 'proxiedArtifacts'.",
  'no-serve-artifacts': "Use 'proxiedArtifacts'.",
  'allowed-hosts': HOSTS,
  'cors-allowed-origins': ORIGINS,
};

const SPELLED: ByPath = Object.fromEntries(Object.entries(OWN_ARGUMENTS).flatMap(([name, remedy]) =>
  [name, name.replace(/-/g, '_'), name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())]
    .map((spelling) => [spelling, remedy])));

/** The chart `mlflow`: https://github.com/community-charts/helm-charts/tree/mlflow-1.11.5/charts/mlflow */
export const MLFLOW_CHART: ChartRules = {
  owned: {
    'fullnameOverride': FIXED_NAME,
    'nameOverride': FIXED_NAME,
    'image.tag': "Use 'version': the migration of the database runs the same image.",
    'initImages.mlflowDbMigration.tag': "Use 'version'.",
    'replicaCount': "Use 'replicas'.",
    'service.enabled': 'Leave it out: ingress and pipelines reach the server by it.',
    'service.type': "Use 'ingress': the Service asks for no password.",
    'service.port': 'Leave it out: the port is fixed.',
    'service.containerPort': 'Leave it out: the port is fixed.',
    'serviceAccount.name': "Use 'serviceAccountName'.",
    [`serviceAccount.annotations.${escapedKey(ROLE_ANNOTATION)}`]: "Use 'serviceAccountRoleArn'.",
    ...resourcesAt('resources'),
    [`extraPodLabels.${escapedKey('app.kubernetes.io/name')}`]: SELECTOR,
    [`extraPodLabels.${escapedKey('app.kubernetes.io/instance')}`]: SELECTOR,
    ...SET_BY_ROLL_ON_SECRETS,
    'backendStore.mysql': 'Use MlflowBackendStore.mysql().',
    'backendStore.postgres': 'Use MlflowBackendStore.postgresql().',
    'backendStore.mssql': BACKEND,
    'backendStore.defaultSqlitePath': 'Use MlflowBackendStore.sqlite().',
    'backendStore.existingDatabaseSecret': "Use 'credentials' of the backend store.",
    'backendStore.databaseMigration': 'Leave it out: tables are migrated before the server starts.',
    'backendStore.databaseConnectionCheck': 'Leave it out: the server starts when its database answers.',
    'mysql.enabled': BACKEND,
    'postgresql.enabled': BACKEND,
    'minio.enabled': ARTIFACTS,
    'artifactRoot': 'Use MlflowArtifactStore.',
    'serverAllowedHosts': HOSTS,
    'corsAllowedOrigins': ORIGINS,
    'ingress.enabled': "Use 'ingress' of the construct.",
  },
  remedies: {
    'extraEnvVars': "Use 'environment'.",
    'serviceAccount.annotations': "Use 'serviceAccountAnnotations'.",
  },
  joined: {
    initContainers: 'name', extraVolumes: 'name', extraVolumeMounts: 'mountPath', extraSecretNamesForEnvFrom: '',
  },
  variables: { extraEnvVars: OWN_VARIABLES, extraArgs: SPELLED, extraFlags: SPELLED },
};
