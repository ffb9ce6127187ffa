import { MLFLOW_RESOURCES, NAMESPACE, PORT, RELEASE, SECRETS } from './defaults';
import { allowedHosts, corsAllowedOrigins } from './hosts';
import { ChartImage } from '../../helm/images';
import { SecretReference } from '../../kubernetes/private/credentials';
import { SecretEntry } from '../../kubernetes/private/mysql-tls-source';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { roleAnnotation } from '../../kubernetes/private/role-annotation';
import { MlflowVersion } from '../../versions';
import { MlflowTrackingServerProps } from '../mlflow-tracking-server-options';

/**
 * Disables seven processes that use 1.1 GiB when idle, for jobs of GenAI features such as judges. ZenML does not need
 * them.
 */
const ENVIRONMENT = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };

/** Inputs of the values, in addition to the props. */
export interface MlflowValuesContext {
  /** The Secret with the database user, if there is a database. */
  readonly databaseSecret?: SecretReference;
  /** Entry in a Secret with the certificates that verify the database server. */
  readonly certificates?: SecretEntry;
  /** Image of the server in the registry mirror, if there is one. */
  readonly image?: string;
  /** The host of the ingress. */
  readonly ingressHost?: string;
  /** The URL of the ingress. */
  readonly trackingUrl?: string;
}

/** Values for the chart `mlflow`. */
export function mlflowValues(props: MlflowTrackingServerProps, context: MlflowValuesContext): Record<string, any> {
  const tag = tagOf(props);
  const resources = kubernetesResources(props.resources, MLFLOW_RESOURCES);
  const artifacts = props.artifactStore._kind;
  const store = artifacts.values(props.proxiedArtifacts ?? true, artifacts.secretData() && SECRETS.artifacts);
  return {
    fullnameOverride: RELEASE,
    image: { tag },
    initImages: { mlflowDbMigration: { tag } },
    replicaCount: props.replicas ?? 1,
    service: { port: PORT },
    serviceAccount: {
      name: props.serviceAccountName ?? RELEASE,
      annotations: { ...roleAnnotation(props.serviceAccountRoleArn), ...props.serviceAccountAnnotations },
    },
    resources,
    ...props.backendStore._kind.values({
      secret: context.databaseSecret,
      certificates: context.certificates,
      image: context.image ?? imageOf(props),
      resources,
    }),
    ...store,
    extraEnvVars: { ...ENVIRONMENT, ...store.extraEnvVars, ...props.environment },
    extraArgs: { workers: String(props.workers ?? 2) },
    serverAllowedHosts: allowedHosts(props.namespace?.name ?? NAMESPACE, context.ingressHost, props.allowedHosts),
    corsAllowedOrigins: corsAllowedOrigins(context.trackingUrl, props.corsAllowedOrigins),
  };
}

/** Images of the chart `mlflow`. */
export function mlflowImages({ appVersion }: MlflowVersion): ChartImage[] {
  return [
    {
      image: `docker.io/burakince/mlflow:${appVersion}`,
      values: { 'image.repository': 'repository', 'initImages.mlflowDbMigration.repository': 'repository' },
    },
    {
      // The image of chart 1.11.5. Any version works, so other chart versions use the same.
      image: 'docker.io/library/busybox:1.38.0',
      values: {
        'initImages.dbchecker.repository': 'repository',
        'initImages.dbchecker.tag': 'tag',
        'initImages.iniFileInitializer.repository': 'repository',
        'initImages.iniFileInitializer.tag': 'tag',
      },
    },
  ];
}

/** The image of the server. */
export function imageOf(props: MlflowTrackingServerProps): string {
  return `burakince/mlflow:${tagOf(props)}`;
}

function tagOf({ version = MlflowVersion.DEFAULT }: MlflowTrackingServerProps): string {
  return version.appVersion;
}
