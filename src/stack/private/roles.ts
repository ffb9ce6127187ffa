import { MLFLOW_PATH } from './names';
import { partitionOf } from '../../private/aws-rules';
import {
  bucketRead, bucketReadWrite, bucketVersions, clusterDiscovery, keyRead, keyUse, policyDocument, repositoryDiscovery,
  repositoryReadWrite,
} from '../../private/policies';
import { ContainerRegistry } from '../../registry';
import { IArtifactBucket } from '../../storage';

type Policies = { [name: string]: string };

/** MLflow reads and writes artifacts, under a path of its own. */
export function mlflowPolicies({ bucketArn, kmsKeyArn }: IArtifactBucket): Policies {
  return {
    'artifact-store': policyDocument(
      ...bucketReadWrite(bucketArn, `${MLFLOW_PATH}/`),
      ...(kmsKeyArn ? keyUse(kmsKeyArn) : []),
    ),
  };
}

/** Pipelines read and write artifacts and images. */
export function pipelinePolicies({ bucketArn, kmsKeyArn }: IArtifactBucket, registry?: ContainerRegistry): Policies {
  return {
    'artifact-store': policyDocument(
      ...bucketReadWrite(bucketArn), ...bucketVersions(bucketArn), ...(kmsKeyArn ? keyUse(kmsKeyArn) : []),
    ),
    ...(registry && { 'container-registry': policyDocument(...repositoryReadWrite(registry.repositoryArns)) }),
  };
}

/** What ZenML's service connector hands out: artifacts, images, and the way to the cluster. */
export function connectorPolicies(
  bucket: IArtifactBucket, clusterName: string, region: string, registry?: ContainerRegistry,
): Policies {
  const { 'artifact-store': artifacts, 'container-registry': images } = pipelinePolicies(bucket, registry);
  return {
    'artifact-store': artifacts,
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
export function modelPolicies({ bucketArn, kmsKeyArn }: IArtifactBucket): Policies {
  return { 'artifact-store': policyDocument(...bucketRead(bucketArn), ...(kmsKeyArn ? keyRead(kmsKeyArn) : [])) };
}
