import { Construct } from 'constructs';
import { securityGroupsOf } from './control-plane-access';
import { ICluster } from '../../../cluster';
import { IDatabase } from '../../../database';
import { INetwork } from '../../../network';
import { ContainerRegistry } from '../../../registry';
import { IArtifactBucket } from '../../../storage';
import { ResolvedStack } from '../resolve';

/** Parts of a stack that consist of AWS resources only. */
export interface Infrastructure {
  readonly network: INetwork;
  readonly cluster: ICluster;
  readonly artifactBucket: IArtifactBucket;
  readonly database: IDatabase;
  readonly containerRegistry?: ContainerRegistry;
}

/** Creates or looks up network, cluster, bucket, database and container registry. */
export function defineInfrastructure(scope: Construct, stack: ResolvedStack): Infrastructure {
  const { prefix, tags, dataRetention } = stack;
  const network = stack.network._source.bind(scope, 'Network', { namePrefix: prefix, clusterName: stack.clusterName });
  const cluster = stack.cluster._source.bind(scope, 'Cluster', {
    prefix, network, nodeTags: tags, autoscaledNodes: stack.clusterAutoscaler !== undefined,
  });
  return {
    network,
    cluster,
    artifactBucket: stack.artifactBucket._source.bind(scope, 'ArtifactBucket', { prefix, dataRetention }),
    database: stack.database._source.bind(scope, 'Database', {
      prefix,
      network,
      clientSecurityGroupIds: securityGroupsOf(cluster),
      dataRetention,
    }),
    containerRegistry: stack.containerRegistry && new ContainerRegistry(scope, 'ContainerRegistry', {
      ...stack.containerRegistry, dataRetention,
    }),
  };
}
