import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { IArtifactBucket } from './artifact-bucket';
import { ContainerRegistry } from './container-registry';
import { IDatabase } from './database';
import { ICluster } from './eks-cluster';
import { PipelineNamespace } from './pipeline-namespace';

/** The parts of the stack that have something to tell; a part that is off is not there, and its outputs do not exist. */
export interface StackParts {
  readonly region: string;
  readonly cluster: ICluster;
  readonly artifactBucket: IArtifactBucket;
  readonly database: IDatabase;
  readonly containerRegistry?: ContainerRegistry;
  readonly pipelines: PipelineNamespace;
}

/** Defines the outputs of the stack. Their names are a contract: the recipe's, and further ones. */
export function defineOutputs(scope: Construct, parts: StackParts): void {
  const output = (name: string, description: string, value: string, sensitive?: boolean) =>
    new TerraformOutput(scope, name, { description, value, sensitive, staticId: true });

  output('region', 'AWS region of the stack', parts.region);
  output('eks-cluster-name', 'Name of the EKS cluster', parts.cluster.clusterName);
  output('kubeconfig-command', 'Command that makes kubectl use the cluster, as context "terraform"',
    `aws eks --region ${parts.region} update-kubeconfig --name ${parts.cluster.clusterName} --alias terraform`);
  output('pipeline-namespace', 'Namespace in which pipelines run', parts.pipelines.namespace);
  output('pipeline-service-account', 'Kubernetes service account under which pipelines run', parts.pipelines.serviceAccountName);

  output('s3-bucket-path', 'Name of the artifact bucket, to be used as s3://<s3-bucket-path>', parts.artifactBucket.bucketName);
  output('s3-bucket-uri', 'URI of the artifact bucket', `s3://${parts.artifactBucket.bucketName}`);

  if (parts.containerRegistry) {
    output('ecr-registry-name', 'Name of the ECR repository for pipeline images', parts.containerRegistry.repositoryNames[0]);
    output('container-registry-uri', 'Host of the ECR registry', parts.containerRegistry.registryUri);
  }

  output('metadata-db-host', 'Host name of the MySQL server', parts.database.host);
  output('metadata-db-username', 'Name of the MySQL administrator', parts.database.username, true);
  output('metadata-db-password', 'Password of the MySQL administrator', parts.database.password, true);
}
