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
   * Version of chart and server.
   * @default MlflowVersion.DEFAULT
   */
  readonly version?: MlflowVersion;
  /**
   * Namespace of the server. If it is created here, destroy deletes all that is in it.
   * @default ClusterNamespace.create('mlflow')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Number of pods, 1 to 1000. More than one needs a database as backend store. They migrate its tables at the same
   * time when the version changes, so upgrade with one.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Number of server processes in each pod, 1 to 64. Each takes some 200 MiB of memory.
   * @default 2
   */
  readonly workers?: number;
  /**
   * Resources of each pod.
   * @default - 200m CPU and 768Mi memory requested, at most 2Gi memory
   */
  readonly resources?: PodResources;
  /**
   * How the server is reached from outside the cluster.
   * @default Ingress.nginx()
   */
  readonly ingress?: Ingress;
  /**
   * Whether artifacts go through the server, so that clients need no access to the artifact store.
   * @default true
   */
  readonly proxiedArtifacts?: boolean;
  /**
   * Host names under which the server may be asked, beside those of the ingress, those inside the cluster, localhost
   * and private IPv4 addresses. MLflow compares the whole Host header; `*` stands for any text, for example
   * `mlflow.internal:*`. Others get 403.
   * @default - none
   */
  readonly allowedHosts?: string[];
  /**
   * Origins of web pages that may change things on the server, beside the ingress's own, for example
   * `https://portal.example.com`.
   * @default - none
   */
  readonly corsAllowedOrigins?: string[];
  /**
   * Name of the service account that is made.
   * @default 'mlflow-tracking'
   */
  readonly serviceAccountName?: string;
  /**
   * Annotations of the service account, for example `iam.gke.io/gcp-service-account`.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [key: string]: string };
  /**
   * Environment variables of the server: names of letters, digits and `-_.`, no digit first. They are no place for
   * secrets: Helm keeps them in the clear.
   *
   * MLflow's own jobs (online judges and the like) are off, since they need another 1.1 GiB of memory;
   * `MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'true'` turns them on.
   * @default - MLFLOW_SERVER_ENABLE_JOB_EXECUTION is 'false', and what the artifact store needs
   */
  readonly environment?: { [name: string]: string };
}

/** Props of MlflowTrackingServer. */
export interface MlflowTrackingServerProps extends MlflowTrackingServerOptions, ClusterDeploymentProps {
  /** Where runs are kept. */
  readonly backendStore: MlflowBackendStore;
  /** Where artifacts are kept. */
  readonly artifactStore: MlflowArtifactStore;
  /**
   * ARN of the IAM role that the service account assumes, with access to the bucket of the artifact store.
   * @default - none
   */
  readonly serviceAccountRoleArn?: string;
  /**
   * The provider that makes passwords, a `RandomProvider`.
   * @default - the random provider of the stack
   */
  readonly randomProvider?: TerraformProvider;
}
