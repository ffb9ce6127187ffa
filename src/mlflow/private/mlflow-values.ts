import { PodResources } from '../../kubernetes';
import { kubernetesResources } from '../../private/resources';
import { MlflowVersion } from '../../versions';
import { MlflowDatabaseSecret } from '../backend-store';
import { MlflowTrackingServerProps } from '../mlflow-tracking-server-options';
import { artifactStoreValues } from './artifact-values';
import { backendStoreValues } from './backend-values';
import { allowedHosts, corsAllowedOrigins } from './hosts';
import { NAMESPACE, PORT, RELEASE } from './names';

/** Measured with the two workers of the default: 600 MiB at rest. */
const RESOURCES: PodResources = { cpuRequest: '200m', memoryRequest: '768Mi', memoryLimit: '2Gi' };

/** Seven more processes that take 1.1 GiB at rest, for jobs of the GenAI features such as judges. Nothing in ZenML needs them. */
const ENVIRONMENT = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };

/** What the values need to know beside the props. */
export interface MlflowValuesContext {
  /** The Secret with the database user, if there is a database. */
  readonly databaseSecret?: MlflowDatabaseSecret;
  /** The host under which the ingress is reached. */
  readonly ingressHost?: string;
  /** The URL of the ingress. */
  readonly trackingUrl?: string;
}

/** Values for the chart `mlflow`. */
export function mlflowValues(props: MlflowTrackingServerProps, context: MlflowValuesContext): Record<string, any> {
  const tag = (props.version ?? MlflowVersion.DEFAULT).appVersion;
  const store = artifactStoreValues(props.artifactStore, props.proxiedArtifacts ?? true);
  return {
    fullnameOverride: RELEASE,
    image: { tag },
    initImages: { mlflowDbMigration: { tag } },
    replicaCount: props.replicas ?? 1,
    service: { port: PORT },
    serviceAccount: {
      name: props.serviceAccountName ?? RELEASE,
      annotations: {
        ...(props.serviceAccountRoleArn && { 'eks.amazonaws.com/role-arn': props.serviceAccountRoleArn }),
        ...props.serviceAccountAnnotations,
      },
    },
    resources: kubernetesResources(props.resources, RESOURCES),
    backendStore: backendStoreValues(props.backendStore, context.databaseSecret),
    ...store,
    extraEnvVars: { ...ENVIRONMENT, ...store.extraEnvVars, ...props.environment },
    extraArgs: { workers: String(props.workers ?? 2) },
    serverAllowedHosts: allowedHosts(props.namespace?.name ?? NAMESPACE, context.ingressHost, props.allowedHosts),
    corsAllowedOrigins: corsAllowedOrigins(context.trackingUrl, props.corsAllowedOrigins),
  };
}
