import { MLFLOW_PATH } from './names';
import { clusterDiscovery } from '../../cluster/internal';
import { ContainerRegistry } from '../../registry';
import { repositoryDiscovery, repositoryReadWrite } from '../../registry/internal';
import { IArtifactBucket } from '../../storage';
import { bucketHead, bucketRead, bucketReadWrite, bucketVersions } from '../../storage/internal';
import { keyRead, keyUse, policyDocument, Statement } from '../../terraform/iam';
import { partitionOf } from '../../validation/aws';

type Policies = { [name: string]: string };

/** The folder with all artifacts, as keys begin; '' for the whole bucket. */
function folderOf({ path }: IArtifactBucket): string {
  return path === undefined ? '' : `${path}/`;
}

/** MLflow reads and writes artifacts under its own path. */
export function mlflowPolicies(bucket: IArtifactBucket): Policies {
  const { bucketArn, kmsKeyArn } = bucket;
  return {
    'artifact-store': policyDocument(
      ...bucketReadWrite(bucketArn, `${folderOf(bucket)}${MLFLOW_PATH}/`),
      ...(kmsKeyArn ? keyUse(kmsKeyArn) : []),
    ),
  };
}

/** Pipelines read and write artifacts and images. */
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

/** What ZenML's service connector hands out: artifacts, images, and the way to the cluster. */
export function connectorPolicies(
  bucket: IArtifactBucket, clusterName: string, region: string, registry?: ContainerRegistry,
): Policies {
  const { 'container-registry': images } = pipelinePolicies(bucket, registry);
  // ZenML asks for the bucket before it hands anything out: zenml 0.98.0,
  // integrations/aws/service_connectors/aws_service_connector.py (_verify)
  const head = bucket.path === undefined ? [] : bucketHead(bucket.bucketArn);
  return {
    'artifact-store': policyDocument(...artifactStatements(bucket), ...head),
    ...(images !== undefined && { 'container-registry': images }),
    // What ZenML looks at before it hands anything out; names only.
    'discovery': policyDocument(...clusterDiscovery(clusterName, region), ...repositoryDiscovery(region)),
  };
}

/**
 * The session policy of the service connector, if the one that ZenML makes does not do: it knows no keys, and no
 * partition but the first. What the role may do is bounded by its own policies.
 * Source: zenml 0.98.0, integrations/aws/service_connectors/aws_service_connector.py (_get_iam_policy)
 */
export function connectorSessionPolicy({ kmsKeyArn }: IArtifactBucket, region: string): string | undefined {
  return kmsKeyArn === undefined && partitionOf(region) === 'aws' ? undefined : policyDocument({
    sid: 'WhatTheRoleMay', actions: ['s3:*', 'ecr:*', 'eks:*', 'kms:*'], resources: ['*'],
  });
}

/** Models read artifacts. */
export function modelPolicies(bucket: IArtifactBucket): Policies {
  const { bucketArn, kmsKeyArn } = bucket;
  return {
    'artifact-store': policyDocument(
      ...bucketRead(bucketArn, folderOf(bucket)), ...(kmsKeyArn ? keyRead(kmsKeyArn) : []),
    ),
  };
}
