import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Minio, MinioConfig } from './minio';
import {
  Credentials, DeploymentMark, Ingress, MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer, SecretValue,
  SeldonCoreIstio, SeldonCoreIstioOptions, ServiceExposure,
} from 'cdktf-zenml-aws';

/** Options for everything except Seldon Core. */
export interface KindConfig {
  /** Exposure of MLflow's NGINX. */
  readonly mlflow: ServiceExposure;
  /** S3 server. */
  readonly minio: MinioConfig;
}

/** Cluster, and options of the parts. */
export interface OnKindConfig extends KindConfig {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** Context in the kubeconfig file. */
  readonly context: string;
  /** Seldon Core and Istio. */
  readonly seldon: SeldonCoreIstioOptions;
}

/** Buckets for the artifacts of MLflow and ZenML. */
const BUCKETS = { mlflow: 'mlflow', zenml: 'zenml' };

/** MLflow and Seldon Core on a cluster without load balancers, database and bucket. */
export class OnKind extends TerraformStack {
  public constructor(app: App, id: string, config: OnKindConfig) {
    super(app, id);
    // MinIO and the Secret below are not part of the library. With the mark, `repair` covers them as well.
    DeploymentMark.addTo(this);
    const cluster = { configPath: config.kubeconfig, configContext: config.context };
    new KubernetesProvider(this, 'Kubernetes', cluster);
    new HelmProvider(this, 'Helm', { kubernetes: cluster });
    new RandomProvider(this, 'Random');

    const minio = new Minio(this, 'Minio', { ...config.minio, buckets: Object.values(BUCKETS) });
    const mlflow = new MlflowTrackingServer(this, 'Mlflow', {
      // Runs are lost when the pod is replaced, which is acceptable for a trial. No database has to start first.
      backendStore: MlflowBackendStore.sqlite(),
      artifactStore: MlflowArtifactStore.s3Compatible({
        endpoint: minio.endpoint,
        bucket: BUCKETS.mlflow,
        credentials: Credentials.given(minio.accessKey, SecretValue.resourceAttribute(minio.secretKey)),
      }),
      ingress: Ingress.nginx({ exposure: config.mlflow }),
      // Sized for one user and a laptop's memory.
      workers: 1,
      dependsOn: minio.ready,
    });
    const seldon = new SeldonCoreIstio(this, 'Seldon', config.seldon);
    // Seldon Core downloads models with these credentials:
    // https://docs.seldon.io/projects/seldon-core/en/v1.17.1/servers/overview.html
    const models = new SecretV1(this, 'ModelStorage', {
      metadata: { name: 'minio', namespace: seldon.workloadNamespace },
      data: {
        RCLONE_CONFIG_S3_TYPE: 's3',
        RCLONE_CONFIG_S3_PROVIDER: 'Minio',
        RCLONE_CONFIG_S3_ENV_AUTH: 'false',
        RCLONE_CONFIG_S3_ACCESS_KEY_ID: minio.accessKey,
        RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: minio.secretKey,
        RCLONE_CONFIG_S3_ENDPOINT: minio.endpoint,
      },
    });

    this.output('mlflow-tracking-url', mlflow.trackingUrl!, "tracking_uri of ZenML's experiment tracker");
    this.output('mlflow-tracking-username', mlflow.username!, "tracking_username of ZenML's experiment tracker");
    this.output('mlflow-tracking-password', mlflow.password!, "tracking_password of ZenML's experiment tracker", true);
    this.output('seldon-base-url', seldon.baseUrl, "base_url of ZenML's model deployer");
    this.output('seldon-core-workload-namespace', seldon.workloadNamespace,
      "kubernetes_namespace of ZenML's model deployer");
    this.output('seldon-model-secret', models.metadata.name, "kubernetes_secret_name of ZenML's model deployer");
    this.output('s3-endpoint-url', minio.url, "endpoint_url in client_kwargs of ZenML's artifact store");
    this.output('s3-bucket-uri', `s3://${BUCKETS.zenml}`, "path of ZenML's artifact store");
    this.output('s3-access-key', minio.accessKey, "key of ZenML's artifact store");
    this.output('s3-secret-key', minio.secretKey, "secret of ZenML's artifact store", true);
  }

  private output(id: string, value: string, description: string, sensitive = false): void {
    new TerraformOutput(this, id, { value, description, sensitive, staticId: true });
  }
}
