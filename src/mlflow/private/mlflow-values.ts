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
 * Disables seven processes that need 1.1 GiB at rest, for jobs of the GenAI features such as judges. ZenML does not
 * need them.
 */
const ENVIRONMENT = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };

/** What the values depend on, in addition to the props. */
export interface MlflowValuesContext {
  /** The Secret with the database user, if there is a database. */
  readonly databaseSecret?: SecretReference;
  /** Where the certificates are by which the database server is verified. */
  readonly certificates?: SecretEntry;
  /** The server's image, where a mirror has it. */
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

/** The images that the chart `mlflow` names. */
export function mlflowImages({ appVersion }: MlflowVersion): ChartImage[] {
  return [
    {
      image: `docker.io/burakince/mlflow:${appVersion}`,
      values: { 'image.repository': 'repository', 'initImages.mlflowDbMigration.repository': 'repository' },
    },
    {
      // The one of chart 1.11.5; any does, so that other versions of the chart get no other.
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
