import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from '../../../cluster';
import { credentialArguments } from '../account';
import { considerPartition } from '../partitions';
import { ResolvedStack } from '../resolve';

/** Defines the AWS provider, in a version that works in the region. */
export function defineAwsProvider(scope: TerraformStack, stack: ResolvedStack): AwsProvider {
  considerPartition(scope, stack);
  const { region, tags, awsProvider: { profile, assumeRoleArn, allowedAccountIds } } = stack;
  return new AwsProvider(scope, 'aws', {
    region,
    profile,
    assumeRole: assumeRoleArn === undefined ? undefined : [{ roleArn: assumeRoleArn }],
    allowedAccountIds,
    defaultTags: [{ tags }],
  });
}

/**
 * Defines the providers of a cluster. EKS tokens expire after 15 minutes, so they request one whenever they need it.
 */
export function defineClusterProviders(
  scope: Construct, { region, awsProvider }: ResolvedStack, cluster: ICluster,
): { kubernetes: KubernetesProvider; helm: HelmProvider } {
  const host = cluster.endpoint;
  const clusterCaCertificate = Fn.base64decode(cluster.certificateAuthorityData);
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args: [
      'eks', 'get-token', '--cluster-name', cluster.clusterName, '--region', region, '--output', 'json',
      ...credentialArguments(awsProvider, '--role-arn'),
    ],
  };
  return {
    kubernetes: new KubernetesProvider(scope, 'kubernetes', { host, clusterCaCertificate, exec: [exec] }),
    helm: new HelmProvider(scope, 'helm', { kubernetes: { host, clusterCaCertificate, exec } }),
  };
}
