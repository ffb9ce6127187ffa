import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { credentialArguments } from './account';
import { ICluster } from '../../cluster';
import { StackAwsProviderOptions } from '../account-options';

/** The provider of everything in AWS. */
export function defineAwsProvider(
  scope: Construct, region: string, tags: { [key: string]: string }, options: StackAwsProviderOptions = {},
): AwsProvider {
  const { profile, assumeRoleArn, allowedAccountIds } = options;
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
  scope: Construct, cluster: ICluster, region: string, options?: StackAwsProviderOptions,
): { kubernetes: KubernetesProvider; helm: HelmProvider } {
  const host = cluster.endpoint;
  const clusterCaCertificate = Fn.base64decode(cluster.certificateAuthorityData);
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args: [
      'eks', 'get-token', '--cluster-name', cluster.clusterName, '--region', region, '--output', 'json',
      ...credentialArguments(options, '--role-arn'),
    ],
  };
  return {
    kubernetes: new KubernetesProvider(scope, 'kubernetes', { host, clusterCaCertificate, exec: [exec] }),
    helm: new HelmProvider(scope, 'helm', { kubernetes: { host, clusterCaCertificate, exec } }),
  };
}
