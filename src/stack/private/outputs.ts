import { TerraformOutput, Token } from 'cdktf';
import { Construct } from 'constructs';
import { credentialArguments } from './account';
import { StackContext } from './context';
import { IDatabase } from '../../database';
import { valuesDocument } from '../../helm/release';
import { Entrance } from '../../ingress';
import { MlflowTrackingServer } from '../../mlflow';
import { ContainerRegistry } from '../../registry';
import { SeldonCoreIstio, SeldonModelServer } from '../../seldon';
import { IArtifactBucket } from '../../storage';
import { literal } from '../../terraform/text';
import { ZenmlVersion } from '../../versions';
import { ModelStorage, PipelineNamespace } from '../../zenml';
import { artifactsUri, zenmlNames, ZenmlStackParts, zenmlStackYaml, BoundZenmlServer } from '../../zenml/internal';

/** Parts of a stack that have outputs. Disabled parts have none. */
export interface OutputParts {
  readonly context: StackContext;
  /** Parts that are registered with ZenML. */
  readonly parts: ZenmlStackParts;
  /** Images that serve models. */
  readonly modelServers: SeldonModelServer[];
  /** The ZenML server on which the stack is registered. */
  readonly zenml?: BoundZenmlServer;
  readonly zenmlStackNames: string[];
  /** Description of the data that destroy keeps. */
  readonly keptData?: string;
}

/** An output, which is omitted if it has no value. */
type Output = [name: string, description: string, value: string | undefined, sensitive?: boolean];

/** Defines the outputs of the stack. Their names are a contract: those of ZenML's recipe, and additional ones. */
export function defineOutputs(scope: Construct, parts: OutputParts): void {
  for (const [name, description, value, sensitive] of outputsOf(parts)) {
    if (value !== undefined) {
      new TerraformOutput(scope, name, { description, value, sensitive, staticId: true });
    }
  }
}

function outputsOf({ context, parts, modelServers, zenml, zenmlStackNames, keptData }: OutputParts): Output[] {
  const { containerRegistry, mlflow, seldon, modelStorage } = parts;
  return [
    ['kept-data', 'Data that destroy keeps, and how to destroy the stack anyway', keptData],
    ...clusterOutputs(context),
    ...pipelineOutputs(parts.pipelines),
    ...bucketOutputs(parts.artifactBucket),
    ...(containerRegistry ? registryOutputs(containerRegistry) : []),
    ...(context.entrance ? entranceOutputs(context.entrance) : []),
    ...(mlflow ? mlflowOutputs(mlflow) : []),
    ...(seldon ? seldonOutputs(seldon) : []),
    ...(modelServers.length > 0 ? [modelServerOutput(modelServers)] : []),
    ...(modelStorage ? modelStorageOutputs(modelStorage) : []),
    ...(zenml ? zenmlOutputs(zenml, zenmlStackNames) : []),
    [
      'zenml-stack-yaml',
      'The stack for zenml stack import on another server, where the ZenML secret that it names must exist',
      zenmlStackYaml({ ...parts, internalServerUrl: undefined }, zenml?.version ?? ZenmlVersion.DEFAULT.version),
    ],
    ...databaseOutputs(context.database),
  ];
}

function clusterOutputs({ stack: { region, prefix, awsProvider }, cluster: { clusterName } }: StackContext): Output[] {
  const credentials = credentialArguments(awsProvider, '--assume-role-arn', '--role-arn');
  return [
    ['region', 'AWS region of the stack', region],
    ['eks-cluster-name', 'Name of the EKS cluster', clusterName],
    [
      'kubeconfig-command',
      'Command that adds the cluster to the kubeconfig, as a context named after the prefix',
      `aws eks --region ${region} update-kubeconfig --name ${clusterName}`
        + ` --alias ${zenmlNames(prefix).context}${credentials.map((it) => ` ${shellWord(it)}`).join('')}`,
    ],
  ];
}

function pipelineOutputs({ namespace, serviceAccountName }: PipelineNamespace): Output[] {
  return [
    ['pipeline-namespace', 'Namespace in which pipelines run', namespace],
    ['pipeline-service-account', 'Kubernetes service account under which pipelines run', serviceAccountName],
  ];
}

function bucketOutputs(bucket: IArtifactBucket): Output[] {
  return [
    ['s3-bucket-path', 'Name of the artifact bucket, to be used as s3://<s3-bucket-path>', bucket.bucketName],
    ['s3-bucket-uri', 'URI of the artifact bucket', artifactsUri(bucket)],
  ];
}

function registryOutputs({ repositoryNames, registryUri }: ContainerRegistry): Output[] {
  return [
    ['ecr-registry-name', 'Name of the ECR repository for pipeline images', repositoryNames[0]],
    ['container-registry-uri', 'Host of the ECR registry', registryUri],
  ];
}

function entranceOutputs({ loadBalancerHostName, certificateAuthority, certificateExpiry }: Entrance): Output[] {
  return [
    ['load-balancer-host-name', 'Host name of the load balancer in front of all services', loadBalancerHostName],
    [
      'certificate-authority',
      "Certificate (PEM) of the authority that signed the load balancer's certificate, which clients must trust",
      certificateAuthority,
    ],
    [
      'certificate-expiry',
      "When the load balancer's certificate expires; an apply in the half-year before replaces it",
      certificateExpiry,
    ],
  ];
}

function mlflowOutputs(mlflow: MlflowTrackingServer): Output[] {
  return [
    [
      'ingress-controller-name',
      "Name of the load balancer's Service: kubectl get service <name> -n <namespace>",
      mlflow.ingressControllerName,
    ],
    ['ingress-controller-namespace', "Namespace of the load balancer's Service", mlflow.ingressControllerNamespace],
    ['mlflow-tracking-url', 'URL of the MLflow tracking server', mlflow.trackingUrl],
    ['mlflow-tracking-username', 'User of the MLflow tracking server', mlflow.username],
    ['mlflow-tracking-password', 'Password of the MLflow tracking server', mlflow.password, true],
    [
      'mlflow-tracking-uri',
      'URL of the MLflow tracking server inside the cluster, without password',
      mlflow.internalTrackingUri,
    ],
  ];
}

function seldonOutputs(seldon: SeldonCoreIstio): Output[] {
  return [
    ['seldon-core-workload-namespace', 'Namespace in which models are deployed', seldon.workloadNamespace],
    ['seldon-prediction-spec', 'Reference to the Gateway for predictions, as JSON', seldon.predictionSpec],
    ['seldon-base-url', 'URL of the model deployer, before /seldon/', seldon.baseUrl],
    [
      'seldon-webhook-certificate-expiry',
      "When the certificate of Seldon's webhook expires; an apply in each half-year renews it",
      seldon.webhookCertificateExpiry,
    ],
  ];
}

function modelServerOutput(modelServers: SeldonModelServer[]): Output {
  return [
    'model-server-images',
    'Model server images by implementation, as JSON',
    valuesDocument(Object.fromEntries(modelServers.map(({ implementation, _options: { image, version } }) =>
      [implementation, `${image}:${version}`]))),
  ];
}

function modelStorageOutputs({ serviceAccountName, secretName }: ModelStorage): Output[] {
  return [
    ['seldon-service-account', 'Kubernetes service account under which models read artifacts', serviceAccountName],
    [
      'seldon-secret-name',
      "Secret with the settings of the models' downloader (ZenML's kubernetes_secret_name)",
      secretName,
    ],
  ];
}

function zenmlOutputs({ url, server, version }: BoundZenmlServer, [stackName, deployerStackName]: string[]): Output[] {
  return [
    ['zenml-server-url', 'URL of the ZenML server', url],
    ['zenml-server-username', 'Administrator of the ZenML server', server?.username],
    ['zenml-server-password', 'Password of the ZenML server\'s administrator', server?.password, true],
    [
      'zenml-server-encryption-key',
      'Key with which the ZenML server encrypts secrets in its database',
      server?.encryptionKey,
      true,
    ],
    ['zenml-version', 'Version of ZenML that clients need', version],
    ['zenml-stack-name', 'Name of the stack in ZenML, without a model deployer', stackName],
    ['zenml-seldon-stack-name', 'Name of the stack in ZenML that deploys models', deployerStackName],
  ];
}

function databaseOutputs({ host, username, password }: IDatabase): Output[] {
  return [
    ['metadata-db-host', 'Host name of the MySQL server', host],
    ['metadata-db-username', 'Name of the MySQL administrator', literal(username), true],
    ['metadata-db-password', 'Password of the MySQL administrator', literal(password), true],
  ];
}

/** Quotes a word of a shell command if necessary. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) || Token.isUnresolved(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
