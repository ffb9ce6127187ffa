import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { DataAwsIamOpenidConnectProvider } from '@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { ExistingClusterOptions, ICluster } from '../eks-cluster-options';

/** Looks up an existing cluster, with data sources in `scope`. */
export function existingCluster(
  scope: Construct, clusterName: string, { autoScalingGroupNames, nodeSecurityGroupIds }: ExistingClusterOptions,
): ICluster {
  const cluster = new DataAwsEksCluster(scope, 'Resource', { name: clusterName });
  const issuer = cluster.identity.get(0).oidc.get(0).issuer;
  return {
    clusterName: cluster.name,
    endpoint: cluster.endpoint,
    certificateAuthorityData: cluster.certificateAuthority.get(0).data,
    securityGroupId: cluster.vpcConfig.get(0).clusterSecurityGroupId,
    oidcProviderArn: new DataAwsIamOpenidConnectProvider(scope, 'OidcProvider', { url: issuer }).arn,
    oidcIssuer: Fn.replace(issuer, 'https://', ''),
    autoScalingGroupNames,
    nodeSecurityGroupIds,
    controlPlaneSecurityGroupIds: cluster.vpcConfig.get(0).securityGroupIds,
    ready: [],
    authenticationMode: cluster.accessConfig.get(0).authenticationMode,
  };
}
