import { App } from 'cdktf';
import { Config } from './config';
import {
  ClusterSource,
  DatabaseSource,
  Ingress,
  NetworkSource,
  ServiceExposure,
  ZenmlAwsStack,
  ZenmlServerSource,
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
    }),
    clusterAutoscaler: { enabled: config.clusterAutoscaler },
    database: DatabaseSource.create(config.database),
    containerRegistry: { enabled: config.containerRegistry },
    zenml: {
      enabled: config.zenml.enabled,
      server: ZenmlServerSource.create({
        exposure: ServiceExposure.loadBalancer({ allowedCidrs: config.zenml.allowedCidrs }),
      }),
    },
    mlflow: { enabled: config.mlflow.enabled, ingress: Ingress.nginx({ allowedCidrs: config.mlflow.allowedCidrs }) },
    seldon: { enabled: config.seldon.enabled, gateway: { allowedCidrs: config.seldon.allowedCidrs } },
    dataRetention: config.dataRetention,
    remoteState: config.remoteState,
  });
}
