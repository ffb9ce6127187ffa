import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import {
  Credentials,
  Ingress,
  MlflowArtifactStore,
  MlflowBackendStore,
  MlflowTrackingServer,
  SecretValue,
  ServiceExposure,
} from 'cdktf-zenml-aws';

/** Options for MLflow. */
export interface MlflowConfig {
  /** MySQL server for MLflow's database. */
  readonly mysqlHost: string;
  /** Administrator of the MySQL server. The password is the Terraform variable `mysql_admin_password`. */
  readonly mysqlAdminUsername: string;
  /** S3 bucket for the artifacts. */
  readonly bucket: string;
  /**
   * IAM role with access to the bucket. The service account `mlflow-tracking` in namespace `mlflow` assumes it.
   */
  readonly roleArn: string;
  /** CIDR ranges allowed to connect. */
  readonly allowedCidrs: string[];
}

/** Cluster, and options of the parts. */
export interface MlflowOnExistingClusterConfig extends MlflowConfig {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** Context in the kubeconfig file. */
  readonly context: string;
}

/** MLflow with MySQL and S3, behind NGINX, on an existing cluster. */
export class MlflowOnExistingCluster extends TerraformStack {
  public constructor(app: App, id: string, config: MlflowOnExistingClusterConfig) {
    super(app, id);
    const cluster = { configPath: config.kubeconfig, configContext: config.context };
    new KubernetesProvider(this, 'Kubernetes', cluster);
    new HelmProvider(this, 'Helm', { kubernetes: cluster });
    new RandomProvider(this, 'Random');
    const adminPassword = SecretValue.variable('mysql_admin_password', {
      description: 'Password of the MySQL administrator; export it as TF_VAR_mysql_admin_password',
    });

    const mlflow = new MlflowTrackingServer(this, 'Mlflow', {
      backendStore: MlflowBackendStore.mysql({
        host: config.mysqlHost,
        createDatabase: { admin: Credentials.given(config.mysqlAdminUsername, adminPassword) },
      }),
      artifactStore: MlflowArtifactStore.s3({ bucket: config.bucket, path: 'mlflow' }),
      serviceAccountRoleArn: config.roleArn,
      ingress: Ingress.nginx({
        exposure: ServiceExposure.loadBalancer({ allowedCidrs: config.allowedCidrs }),
      }),
      loadBalancerAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
    });

    this.output('mlflow-tracking-url', mlflow.trackingUrl!, 'tracking_uri of ZenML\'s experiment tracker');
    this.output('mlflow-tracking-username', mlflow.username!, 'tracking_username of ZenML\'s experiment tracker');
    this.output('mlflow-tracking-password', mlflow.password!, 'tracking_password of ZenML\'s experiment tracker', true);
    this.output('ingress-controller-name', mlflow.ingressControllerName!, 'Service of the load balancer');
    this.output('ingress-controller-namespace', mlflow.ingressControllerNamespace!, 'Namespace of that Service');
  }

  private output(id: string, value: string, description: string, sensitive = false): void {
    new TerraformOutput(this, id, { value, description, sensitive, staticId: true });
  }
}
