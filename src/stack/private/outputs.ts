import { TerraformOutput, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from '../../cluster';
import { IDatabase } from '../../database';
import { valuesDocument } from '../../helm/release';
import { Entrance } from '../../ingress';
import { SeldonModelServer } from '../../seldon';
import { literal } from '../../terraform/text';
import { ZenmlVersion } from '../../versions';
import { artifactsUri, zenmlNames, ZenmlStackParts, zenmlStackYaml } from '../../zenml/internal';
import { BoundZenmlServer } from '../../zenml/zenml-server-source';

/**
 * The parts of the stack that have something to tell; a part that is off is not there, and its outputs do not exist.
 */
export interface StackParts extends ZenmlStackParts {
  readonly region: string;
  /** What the AWS CLI has to be told, so that it works as Terraform does. */
  readonly credentials: string[];
  readonly cluster: ICluster;
  readonly database: IDatabase;
  /** The images that serve models. */
  readonly modelServers: SeldonModelServer[];
  /** The ZenML server on which the stack is registered, if there is one. */
  readonly zenml?: BoundZenmlServer;
  readonly zenmlStackNames: string[];
  readonly entrance?: Entrance;
  /** What there is to know before a destroy. */
  readonly keptData?: string;
}

/** Defines the outputs of the stack. Their names are a contract: the recipe's, and further ones. */
export function defineOutputs(scope: Construct, parts: StackParts): void {
  const output = (name: string, description: string, value: string, sensitive?: boolean) =>
    new TerraformOutput(scope, name, { description, value, sensitive, staticId: true });
  const optional = (name: string, description: string, value: string | undefined, sensitive?: boolean) =>
    value === undefined ? undefined : output(name, description, value, sensitive);

  optional('kept-data', 'Which data is kept, and how to destroy the stack all the same', parts.keptData);
  output('region', 'AWS region of the stack', parts.region);
  output('eks-cluster-name', 'Name of the EKS cluster', parts.cluster.clusterName);
  output(
    'kubeconfig-command',
    'Command that makes kubectl use the cluster, as a context of the prefix\'s name',
    `aws eks --region ${parts.region} update-kubeconfig --name ${parts.cluster.clusterName}` +
      ` --alias ${zenmlNames(parts.name).context}${parts.credentials.map((it) => ` ${shellWord(it)}`).join('')}`,
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
  output('s3-bucket-uri', 'URI of the artifact bucket', artifactsUri(parts.artifactBucket));

  if (parts.containerRegistry) {
    output(
      'ecr-registry-name',
      'Name of the ECR repository for pipeline images',
      parts.containerRegistry.repositoryNames[0],
    );
    output('container-registry-uri', 'Host of the ECR registry', parts.containerRegistry.registryUri);
  }

  const { entrance } = parts;
  optional('load-balancer-host-name', 'Name of the load balancer before all services', entrance?.loadBalancerHostName);
  optional(
    'certificate-authority',
    'Certificate (PEM) of the authority that signed the load balancer\'s: clients have to trust it',
    entrance?.certificateAuthority,
  );
  optional(
    'certificate-expiry',
    'When the load balancer\'s certificate ends; an apply in the half-year before makes a new one',
    entrance?.certificateExpiry,
  );

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
  if (parts.modelServers.length > 0) {
    output(
      'model-server-images',
      'Images that serve models, by what deployments name as implementation, as JSON',
      valuesDocument(Object.fromEntries(parts.modelServers.map(({ implementation, _options: { image, version } }) =>
        [implementation, `${image}:${version}`]))),
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

  const { zenml } = parts;
  if (zenml) {
    optional('zenml-server-url', 'URL of the ZenML server', zenml.url);
    optional('zenml-server-username', 'Administrator of the ZenML server', zenml.server?.username);
    optional('zenml-server-password', 'Password of the ZenML server\'s administrator', zenml.server?.password, true);
    optional(
      'zenml-server-encryption-key',
      'Key with which the ZenML server encrypts secrets in its database',
      zenml.server?.encryptionKey,
      true,
    );
    output('zenml-version', 'Version of ZenML that clients need', zenml.version);
    output('zenml-stack-name', 'Name of the stack in ZenML, without a model deployer', parts.zenmlStackNames[0]);
    optional('zenml-seldon-stack-name', 'Name of the stack in ZenML that deploys models', parts.zenmlStackNames[1]);
  }
  output(
    'zenml-stack-yaml',
    'The stack for zenml stack import on another server, where the ZenML secret that it names must exist',
    zenmlStackYaml({ ...parts, internalServerUrl: undefined }, zenml?.version ?? ZenmlVersion.DEFAULT.version),
  );

  output('metadata-db-host', 'Host name of the MySQL server', parts.database.host);
  output('metadata-db-username', 'Name of the MySQL administrator', literal(parts.database.username), true);
  output('metadata-db-password', 'Password of the MySQL administrator', literal(parts.database.password), true);
}

/** A word of a shell's command. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) || Token.isUnresolved(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
