import { MLFLOW_PATH } from './names';
import {
  bucketRead, bucketReadWrite, bucketVersions, keyRead, keyUse, policyDocument, repositoryReadWrite,
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

/** Models read artifacts. */
export function modelPolicies({ bucketArn, kmsKeyArn }: IArtifactBucket): Policies {
  return { 'artifact-store': policyDocument(...bucketRead(bucketArn), ...(kmsKeyArn ? keyRead(kmsKeyArn) : [])) };
}
