import { ClusterNamespace } from '../../kubernetes';
import { isArn, isHostName, isVersion } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { MlflowTrackingServerOptions, MlflowTrackingServerProps } from '../mlflow-tracking-server-options';
import { NAMESPACE, NGINX_NAMESPACE } from './names';
import { validateArtifactStore } from './validate-artifact-store';
import { validateBackendStore } from './validate-backend-store';
import { validateIngress } from '../../ingress/private/validate';
import { refuseOwnValue, validateNamespace, validatePodResources } from '../../private/kubernetes-rules';

const ORIGIN = /^(\*|[a-z][a-z0-9+.-]*:\/\/[^/\s]+)$/;
const HOST_PATTERN = /^[^\s/,]+$/;

/** Helm values that other parts rely on, and where to say it instead. */
const OWN_VALUES: { readonly [path: string]: string } = {
  'fullnameOverride': 'Leave it out: the name of the Service is fixed.',
  'nameOverride': 'Leave it out: the name of the Service is fixed.',
  'service.port': 'Leave it out: the port is fixed.',
  'backendStore.mysql': 'Use MlflowBackendStore.mysql().',
  'backendStore.postgres': 'Use MlflowBackendStore.postgresql().',
  'backendStore.existingDatabaseSecret': "Use 'existingSecret' of the backend store.",
  'artifactRoot': 'Use MlflowArtifactStore.',
  'serverAllowedHosts': "Use 'allowedHosts'.",
  'corsAllowedOrigins': "Use 'corsAllowedOrigins' of the construct.",
  'ingress.enabled': "Use 'ingress' of the construct.",
  'extraArgs.staticPrefix': 'Leave it out: the chart asks for /health, and MLflow would answer at <prefix>/health only.',
};
/** The same for variables. */
const OWN_VARIABLES: { readonly [name: string]: string } = {
  MLFLOW_SERVER_ALLOWED_HOSTS: "Use 'allowedHosts'.",
  MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: "Use 'corsAllowedOrigins'.",
  MLFLOW_BACKEND_STORE_URI: "Use 'backendStore'.",
  MLFLOW_ARTIFACTS_DESTINATION: "Use 'artifactStore'.",
};

/** Adds everything that is wrong with options or props of a MlflowTrackingServer. */
export function validateMlflowTrackingServer(v: Validation, props: MlflowTrackingServerOptions & Partial<MlflowTrackingServerProps>): void {
  v.check('version', props.version?.chartVersion, isVersion, 'a chart version of three numbers, for example 1.11.5');
  v.check('version', props.version?.appVersion, (text) => /^[0-9A-Za-z][\w.-]*$/.test(text), 'a version of MLflow, for example 3.15.1');
  validateNamespace(v, 'namespace', props.namespace);
  v.integer('replicas', props.replicas, 1, Number.MAX_SAFE_INTEGER);
  v.integer('workers', props.workers, 1, 64);
  validatePodResources(v.at('resources'), props.resources);
  validateIngress(v.at('ingress'), props.ingress);
  distinctNamespaces(v, props);
  v.checkEach('allowedHosts', props.allowedHosts, (host) => HOST_PATTERN.test(host), 'a host name or pattern, with a port or without',
    (host) => host.includes('/') ? 'Give the name alone, without scheme and path.' : undefined);
  v.checkEach('corsAllowedOrigins', props.corsAllowedOrigins, (origin) => ORIGIN.test(origin), 'an origin, for example "https://portal.example.com"',
    'An origin is scheme, host and port, without a path or a slash at its end.');
  v.check('serviceAccountName', props.serviceAccountName, isHostName, 'a DNS name: labels of lower-case letters, digits and hyphens, joined by dots');
  v.check('serviceAccountRoleArn', props.serviceAccountRoleArn, (arn) => isArn(arn, 'iam'), 'the ARN of an IAM role',
    'It reads arn:aws:iam::<account>:role/<name>.');
  environment(v, props.environment);
  Object.entries(OWN_VALUES).forEach(([path, remedy]) => refuseOwnValue(v.at('values'), props.values, path.split('.'), remedy));
  v.integer('releaseTimeoutSeconds', props.releaseTimeoutSeconds, 60, Number.MAX_SAFE_INTEGER, ' seconds');
  if (props.backendStore) {
    validateBackendStore(v.at('backendStore'), props.backendStore);
    if (!props.backendStore.durable && (props.replicas ?? 1) > 1 && !isUnknown(props.replicas)) {
      v.add('replicas', `must be 1 with MlflowBackendStore.sqlite(), got ${props.replicas}`,
        'Each pod has a file of its own: use MlflowBackendStore.mysql() or .postgresql().');
    }
  }
  if (props.artifactStore) {
    validateArtifactStore(v.at('artifactStore'), props.artifactStore);
    const s3 = props.artifactStore._s3 ?? props.artifactStore._s3Compatible;
    if (props.serviceAccountRoleArn && (s3?.accessKeyId || s3?.existingSecret)) {
      v.add('serviceAccountRoleArn', 'is of no use beside the access key of the artifact store', 'Keys win over roles: leave one of them out.');
    }
  }
}

function distinctNamespaces(v: Validation, props: MlflowTrackingServerOptions): void {
  const server = props.namespace ?? ClusterNamespace.create(NAMESPACE);
  const nginx = props.ingress?._nginx?.namespace ?? ClusterNamespace.create(NGINX_NAMESPACE);
  const installed = !props.ingress || props.ingress._nginx;
  if (installed && server.name === nginx.name && (server.managed || nginx.managed)) {
    v.add('namespace', `must differ from the controller's where one of them is created, both are "${server.name}"`, 'Use two names, or ClusterNamespace.existing() for both.');
  }
}

function environment(v: Validation, variables: Record<string, string> = {}): void {
  for (const name of Object.keys(variables)) {
    if (OWN_VARIABLES[name]) {
      v.add(`environment.${name}`, 'is set by the construct', OWN_VARIABLES[name]);
    } else if (!/^[A-Za-z_]\w*$/.test(name)) {
      v.add('environment', `must have names of letters, digits and underscores, got "${name}"`);
    }
  }
}
