import { TerraformProvider } from 'cdktf';
import { HelmChartOptions, HelmReleaseOptions } from '../helm';
import { Ingress } from '../ingress';
import { ClusterDeploymentProps, ClusterNamespace, PodResources } from '../kubernetes';
import { MlflowVersion } from '../versions';
import { MlflowArtifactStore } from './artifact-store';
import { MlflowBackendStore } from './backend-store';

/**
 * Options for an MLflow tracking server.
 *
 * Values of the chart: https://github.com/community-charts/helm-charts/blob/mlflow-1.11.5/charts/mlflow/values.yaml
 */
export interface MlflowTrackingServerOptions extends HelmChartOptions, HelmReleaseOptions {
  /**
   * Version of the chart and the server.
   * @default MlflowVersion.DEFAULT
   */
  readonly version?: MlflowVersion;
  /**
   * Namespace of the server. If the construct creates it, destroy deletes it with everything in it.
   * @default ClusterNamespace.create('mlflow')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Number of pods, 1 to 1000. More than one requires a database as backend store. All pods migrate its tables when the
   * version changes, so scale down to one pod before an upgrade.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Number of server processes per pod, 1 to 64. Each needs about 200 MiB of memory.
   * @default 2
   */
  readonly workers?: number;
  /**
   * Resources of each pod.
   * @default - 200m CPU and 768Mi memory requested, at most 2Gi memory
   */
  readonly resources?: PodResources;
  /**
   * How the server is exposed outside the cluster.
   * @default Ingress.nginx()
   */
  readonly ingress?: Ingress;
  /**
   * Whether the server proxies artifacts, so that clients need no access to the artifact store.
   * @default true
   */
  readonly proxiedArtifacts?: boolean;
  /**
   * Additional Host headers that the server accepts; requests with any other Host header fail with status 403. The
   * hosts of the ingress and the Service, localhost and private IPv4 addresses are always accepted. MLflow compares the
   * whole header; `*` matches any text, for example `mlflow.internal:*`.
   * @default - none
   */
  readonly allowedHosts?: string[];
  /**
   * Additional origins of web pages that can send write requests to the server, for example
   * `https://portal.example.com`. The origin of the ingress is always accepted.
   * @default - none
   */
  readonly corsAllowedOrigins?: string[];
  /**
   * Name of the service account that the construct creates.
   * @default 'mlflow-tracking'
   */
  readonly serviceAccountName?: string;
  /**
   * Annotations of the service account, for example `iam.gke.io/gcp-service-account`.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [key: string]: string };
  /**
   * Environment variables of the server. Names consist of letters, digits and `-_.`; the first character is not a
   * digit. Do not put secrets here, because Helm stores them unencrypted.
   *
   * MLflow's jobs, such as online judges, are disabled because they need another 1.1 GiB of memory.
   * `MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'true'` enables them.
   * @default - MLFLOW_SERVER_ENABLE_JOB_EXECUTION is 'false'; the artifact store can add variables
   */
  readonly environment?: { [name: string]: string };
}

/** Properties of `MlflowTrackingServer`. */
export interface MlflowTrackingServerProps extends MlflowTrackingServerOptions, ClusterDeploymentProps {
  /** Store of experiments, runs, parameters, metrics and registered models. */
  readonly backendStore: MlflowBackendStore;
  /** Store of artifacts: models, images, files. */
  readonly artifactStore: MlflowArtifactStore;
  /**
   * ARN of the IAM role of the service account. It must have access to the bucket of the artifact store.
   * @default - none
   */
  readonly serviceAccountRoleArn?: string;
  /**
   * `RandomProvider` that generates passwords.
   * @default - the random provider of the stack
   */
  readonly randomProvider?: TerraformProvider;
}
