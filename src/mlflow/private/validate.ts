import { MLFLOW_CHART, OWN_VARIABLES } from './chart-rules';
import { ingressOf, MLFLOW_RESOURCES, serverNamespace } from './defaults';
import { helmValues } from '../../helm/values';
import { Ingress } from '../../ingress';
import { CLUSTER_DEPLOYMENT, HELM_RELEASE } from '../../kubernetes/private/deployment-rules';
import {
  NAMESPACE, OBJECT_NAME, podResources, REPLICAS, SERVICE_ACCOUNT_ANNOTATIONS, variables,
} from '../../kubernetes/private/rules';
import { ROLE_ARN } from '../../validation/aws';
import { withoutUser } from '../../validation/rules';
import { required, Rule, Shape, struct } from '../../validation/shape';
import { isUnknown, Validation } from '../../validation/validation';
import { FLAG, integer, list, madeInSecretBy, provider, text, version } from '../../validation/values';
import { MlflowVersion } from '../../versions';
import { MlflowArtifactStore } from '../artifact-store';
import { MlflowBackendStore } from '../backend-store';
import { MlflowTrackingServerOptions, MlflowTrackingServerProps } from '../mlflow-tracking-server-options';

const HOST_PATTERN = text(
  'a host name or pattern, with a port or without', (value) => /^[^\s/,]+$/.test(value),
  (value) => value.includes('/') ? 'Give the name alone, without scheme and path.' : undefined,
);
const ORIGIN = withoutUser(text(
  'an origin, for example "https://portal.example.com"', (value) => /^(\*|[a-z][a-z0-9+.-]*:\/\/[^/\s,]+)$/.test(value),
  'An origin is scheme, host and port, without a path or a slash at its end.',
));

/** Rules of the options. */
const OPTIONS_SHAPE: Shape<MlflowTrackingServerOptions> = {
  version: version('MlflowVersion', MlflowVersion),
  namespace: NAMESPACE,
  replicas: REPLICAS,
  workers: integer({ min: 1, max: 64 }),
  resources: podResources(MLFLOW_RESOURCES),
  ingress: madeInSecretBy('Ingress', Ingress, ['nginx()', 'sharedNginx()', 'existingClass()', 'none()']),
  proxiedArtifacts: FLAG,
  allowedHosts: list(HOST_PATTERN),
  corsAllowedOrigins: list(ORIGIN),
  serviceAccountName: OBJECT_NAME,
  serviceAccountAnnotations: SERVICE_ACCOUNT_ANNOTATIONS,
  environment: variables(OWN_VARIABLES),
  values: helmValues(MLFLOW_CHART),
  ...HELM_RELEASE,
};

/** Adds conflicts between options. */
function compareOptions(v: Validation, options: MlflowTrackingServerOptions): void {
  const mine = serverNamespace(options);
  for (const [prop, { name, managed }] of ingressOf(options)._source.namespaces()) {
    if (mine.name === name && (mine.managed || managed)) {
      v.add('namespace',
        `got "${name}", which '${v.nameOf(`ingress.${prop}`)}' has. Must be another one if either is created`,
        'Use two names, or ClusterNamespace.existing() for both.');
    }
  }
}

/** Options for the server. */
export const MLFLOW_OPTIONS: Rule<MlflowTrackingServerOptions> =
  struct<MlflowTrackingServerOptions>(OPTIONS_SHAPE, compareOptions);

/** Environment variables that some artifact stores set. */
const STORE_VARIABLES: { readonly [name: string]: string } = {
  AWS_DEFAULT_REGION: "Use 'region' of the artifact store.",
  MLFLOW_S3_ENDPOINT_URL: "Use 'endpoint' of the artifact store.",
  GOOGLE_APPLICATION_CREDENTIALS: 'Leave it out: it is the file with the key that the artifact store has.',
};

/** Adds conflicts between Helm values and other props. */
function compareValues(v: Validation, { values, ...props }: MlflowTrackingServerProps): void {
  if (values === undefined || isUnknown(values)) {
    return;
  }
  if (values.serviceAccount?.create !== undefined && props.serviceAccountRoleArn !== undefined) {
    v.add('values.serviceAccount.create', 'set by the construct, because other settings depend on it',
      "Leave it out with 'serviceAccountRoleArn', which becomes an annotation of the service account.");
  }
  if (values.autoscaling?.enabled !== undefined && !props.backendStore.durable) {
    v.add('values.autoscaling.enabled', 'has no effect with MlflowBackendStore.sqlite()',
      'Each pod has its own file: use MlflowBackendStore.mysql() or .postgresql().');
  }
}

const BACKEND_STORE = madeInSecretBy('MlflowBackendStore', MlflowBackendStore, ['mysql()', 'postgresql()', 'sqlite()']);
const ARTIFACT_STORE = madeInSecretBy(
  'MlflowArtifactStore', MlflowArtifactStore, ['s3()', 's3Compatible()', 'azureBlob()', 'gcs()'],
);

/** Props of MlflowTrackingServer. */
const PROPS: Rule<MlflowTrackingServerProps> = struct<MlflowTrackingServerProps>({
  ...OPTIONS_SHAPE,
  backendStore: required(BACKEND_STORE),
  artifactStore: required(ARTIFACT_STORE),
  serviceAccountRoleArn: ROLE_ARN,
  ...CLUSTER_DEPLOYMENT,
  randomProvider: provider('random', 'RandomProvider'),
}, (v, props) => {
  compareOptions(v, props);
  const { replicas = 1, backendStore, artifactStore, serviceAccountRoleArn } = props;
  if (!backendStore.durable && replicas > 1 && !isUnknown(replicas)) {
    v.add('replicas', `got ${replicas}. Must be 1 with MlflowBackendStore.sqlite()`,
      'Each pod has its own file: use MlflowBackendStore.mysql() or .postgresql().');
  }
  if (serviceAccountRoleArn !== undefined && artifactStore._kind.hasAwsKey) {
    v.add('serviceAccountRoleArn', 'has no effect with the access key of the artifact store',
      'Keys take precedence over roles: leave one of them out.');
  }
  const fromStore = artifactStore._kind.values(true, artifactStore._kind.secretData() && 'secret').extraEnvVars ?? {};
  Object.keys(props.environment ?? {}).filter((name) => name in STORE_VARIABLES && name in fromStore)
    .forEach((name) => v.at('environment').add(name, 'set by the construct', STORE_VARIABLES[name]));
  compareValues(v, props);
});

/**
 * Properties of `MlflowTrackingServer`, compared with the rest of the stack. `compareNeighbours` runs only if every
 * prop has the right type.
 */
export function propsBeside(
  compareNeighbours: (v: Validation, props: MlflowTrackingServerProps) => void,
): Rule<MlflowTrackingServerProps> {
  return {
    ...PROPS,
    check: (v, prop, props) => {
      const before = v.wrongTypes;
      PROPS.check(v, prop, props);
      if (v.wrongTypes === before) {
        compareNeighbours(v, props);
      }
    },
  };
}
