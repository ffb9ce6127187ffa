import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from '../../../cluster';
import { credentialArguments } from '../account';
import { considerPartition } from '../partitions';
import { ResolvedStack } from '../resolve';

/** The provider of everything in AWS, of a version that works in the region. */
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

/** The providers of a cluster. Tokens of EKS live for 15 minutes: they ask for one whenever they need one. */
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
