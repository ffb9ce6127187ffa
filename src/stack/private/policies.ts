import { MLFLOW_PATH } from './names';
import { clusterDiscovery } from '../../cluster/internal';
import { ContainerRegistry } from '../../registry';
import { repositoryDiscovery, repositoryReadWrite } from '../../registry/internal';
import { IArtifactBucket } from '../../storage';
import { bucketHead, bucketRead, bucketReadWrite, bucketVersions } from '../../storage/internal';
import { keyRead, keyUse, policyDocument, Statement } from '../../terraform/iam';
import { partitionOf } from '../../validation/aws';

type Policies = { [name: string]: string };

/** Key prefix of all artifacts; '' for the whole bucket. */
function folderOf({ path }: IArtifactBucket): string {
  return path === undefined ? '' : `${path}/`;
}

/** Policies of MLflow: read and write artifacts in its own folder. */
export function mlflowPolicies(bucket: IArtifactBucket): Policies {
  const { bucketArn, kmsKeyArn } = bucket;
  return {
    'artifact-store': policyDocument(
      ...bucketReadWrite(bucketArn, `${folderOf(bucket)}${MLFLOW_PATH}/`),
      ...(kmsKeyArn ? keyUse(kmsKeyArn) : []),
    ),
  };
}

/** Policies of pipelines: read and write artifacts and images. */
export function pipelinePolicies(bucket: IArtifactBucket, registry?: ContainerRegistry): Policies {
  return {
    'artifact-store': policyDocument(...artifactStatements(bucket)),
    ...(registry && { 'container-registry': policyDocument(...repositoryReadWrite(registry.repositoryArns)) }),
  };
}

function artifactStatements(bucket: IArtifactBucket): Statement[] {
  const { bucketArn, kmsKeyArn } = bucket;
  const folder = folderOf(bucket);
  return [
    ...bucketReadWrite(bucketArn, folder), ...bucketVersions(bucketArn, folder),
    ...(kmsKeyArn ? keyUse(kmsKeyArn) : []),
  ];
}

/** Policies of ZenML's service connector: access to artifacts, images and the cluster. */
export function connectorPolicies(
  bucket: IArtifactBucket, clusterName: string, region: string, registry?: ContainerRegistry,
): Policies {
  const { 'container-registry': images } = pipelinePolicies(bucket, registry);
  // ZenML calls HeadBucket before it issues credentials: zenml 0.98.0,
  // integrations/aws/service_connectors/aws_service_connector.py (_verify)
  const head = bucket.path === undefined ? [] : bucketHead(bucket.bucketArn);
  return {
    'artifact-store': policyDocument(...artifactStatements(bucket), ...head),
    ...(images !== undefined && { 'container-registry': images }),
    // ZenML lists these resources before it issues credentials. Only their names are visible.
    'discovery': policyDocument(...clusterDiscovery(clusterName, region), ...repositoryDiscovery(region)),
  };
}

/**
 * Session policy of the service connector, if the policy that ZenML generates is not sufficient: it covers neither KMS
 * keys nor partitions other than aws. The role's own policies limit what the session can do.
 * Source: zenml 0.98.0, integrations/aws/service_connectors/aws_service_connector.py (_get_iam_policy)
 */
export function connectorSessionPolicy({ kmsKeyArn }: IArtifactBucket, region: string): string | undefined {
  return kmsKeyArn === undefined && partitionOf(region) === 'aws' ? undefined : policyDocument({
    sid: 'RolePermissions', actions: ['s3:*', 'ecr:*', 'eks:*', 'kms:*'], resources: ['*'],
  });
}

/** Policies of models: read artifacts. */
export function modelPolicies(bucket: IArtifactBucket): Policies {
  const { bucketArn, kmsKeyArn } = bucket;
  return {
    'artifact-store': policyDocument(
      ...bucketRead(bucketArn, folderOf(bucket)), ...(kmsKeyArn ? keyRead(kmsKeyArn) : []),
    ),
  };
}
