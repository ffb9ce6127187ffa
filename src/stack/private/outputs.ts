import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from '../../cluster';
import { IDatabase } from '../../database';
import { literal } from '../../private/text';
import { KUBERNETES_CONTEXT, zenmlStackYaml, ZenmlStackParts } from '../../zenml/stack-yaml';

/**
 * The parts of the stack that have something to tell; a part that is off is not there, and its outputs do not exist.
 */
export interface StackParts extends ZenmlStackParts {
  readonly region: string;
  readonly cluster: ICluster;
  readonly database: IDatabase;
}

/** Defines the outputs of the stack. Their names are a contract: the recipe's, and further ones. */
export function defineOutputs(scope: Construct, parts: StackParts): void {
  const output = (name: string, description: string, value: string, sensitive?: boolean) =>
    new TerraformOutput(scope, name, { description, value, sensitive, staticId: true });
  const optional = (name: string, description: string, value: string | undefined, sensitive?: boolean) =>
    value === undefined ? undefined : output(name, description, value, sensitive);

  output('region', 'AWS region of the stack', parts.region);
  output('eks-cluster-name', 'Name of the EKS cluster', parts.cluster.clusterName);
  output(
    'kubeconfig-command',
    'Command that makes kubectl use the cluster, as context "terraform"',
    `aws eks --region ${parts.region} update-kubeconfig --name ${parts.cluster.clusterName}` +
      ` --alias ${KUBERNETES_CONTEXT}`,
  );
  output('pipeline-namespace', 'Namespace in which pipelines run', parts.pipelines.namespace);
  output(
    'pipeline-service-account',
    'Kubernetes service account under which pipelines run',
    parts.pipelines.serviceAccountName,
  );

  output(
    's3-bucket-path',
    'Name of the artifact bucket, to be used as s3://<s3-bucket-path>',
    parts.artifactBucket.bucketName,
  );
  output('s3-bucket-uri', 'URI of the artifact bucket', `s3://${parts.artifactBucket.bucketName}`);

  if (parts.containerRegistry) {
    output(
      'ecr-registry-name',
      'Name of the ECR repository for pipeline images',
      parts.containerRegistry.repositoryNames[0],
    );
    output('container-registry-uri', 'Host of the ECR registry', parts.containerRegistry.registryUri);
  }

  const { mlflow } = parts;
  if (mlflow) {
    optional(
      'ingress-controller-name',
      "Name of the load balancer's Service: kubectl get service <name> -n <namespace>",
      mlflow.ingressControllerName,
    );
    optional(
      'ingress-controller-namespace',
      "Namespace of the load balancer's Service",
      mlflow.ingressControllerNamespace,
    );
    optional('mlflow-tracking-url', 'URL of the MLflow tracking server', mlflow.trackingUrl);
    optional('mlflow-tracking-username', 'User of the MLflow tracking server', mlflow.username);
    optional('mlflow-tracking-password', 'Password of the MLflow tracking server', mlflow.password, true);
    output(
      'mlflow-tracking-uri',
      'URL of the MLflow tracking server inside the cluster, without password',
      mlflow.internalTrackingUri,
    );
  }

  if (parts.seldon) {
    output('seldon-core-workload-namespace', 'Namespace in which models are deployed', parts.seldon.workloadNamespace);
    output('seldon-prediction-spec', 'The Gateway that predictions pass, as JSON', parts.seldon.predictionSpec);
    output('seldon-base-url', 'URL of the model deployer, before /seldon/', parts.seldon.baseUrl);
    output(
      'seldon-webhook-certificate-expiry',
      "When the certificate of Seldon's webhook expires; an apply in each half-year renews it",
      parts.seldon.webhookCertificateExpiry,
    );
  }
  if (parts.modelStorage) {
    output(
      'seldon-service-account',
      'Kubernetes service account under which models read artifacts',
      parts.modelStorage.serviceAccountName,
    );
    output(
      'seldon-secret-name',
      "Secret with the settings of the models' downloader: kubernetes_secret_name of ZenML",
      parts.modelStorage.secretName,
    );
  }

  output(
    'zenml-stack-yaml',
    'The stack for: zenml stack import; a password of MLflow is taken from the ZenML secret "mlflow_auth"',
    zenmlStackYaml(parts),
  );

  output('metadata-db-host', 'Host name of the MySQL server', parts.database.host);
  output('metadata-db-username', 'Name of the MySQL administrator', literal(parts.database.username), true);
  output('metadata-db-password', 'Password of the MySQL administrator', literal(parts.database.password), true);
}
