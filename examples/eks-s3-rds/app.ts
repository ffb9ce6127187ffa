import { App } from 'cdktf';
import { Config } from './config';
import {
  ClusterSource, DatabaseSource, EntranceDomain, NetworkSource, NodeGroup, ZenmlAwsStack,
} from 'cdktf-zenml-aws';

/** Adds the stack to an app. */
export function build(app: App, config: Config): ZenmlAwsStack {
  return new ZenmlAwsStack(app, 'eks-s3-rds', {
    region: config.region,
    prefix: config.prefix,
    tags: config.tags,
    network: NetworkSource.create({
      cidr: config.vpcCidr,
      availabilityZoneCount: config.availabilityZoneCount,
      natGateways: config.natGateways,
    }),
    cluster: ClusterSource.create({
      kubernetesVersion: config.kubernetesVersion,
      endpointPublicAccessCidrs: config.endpointPublicAccessCidrs,
      adminPrincipalArns: config.adminPrincipalArns,
      nodeGroup: config.nodes,
      nodeGroups: config.gpuNodes === undefined ? undefined : { gpu: NodeGroup.gpu(config.gpuNodes) },
    }),
    clusterAutoscaler: { enabled: config.clusterAutoscaler },
    database: DatabaseSource.create(config.database),
    containerRegistry: { enabled: config.containerRegistry },
    entrance: { allowedCidrs: config.allowedCidrs },
    domain: config.domain === undefined ? undefined : EntranceDomain.route53({ zoneName: config.domain }),
    zenml: config.zenml,
    mlflow: config.mlflow,
    seldon: config.seldon,
    dataRetention: config.dataRetention,
    remoteState: config.remoteState,
  });
}
