import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from '../../cluster';

/** The providers of a cluster. Tokens of EKS live for 15 minutes: they ask for one whenever they need one. */
export function defineClusterProviders(scope: Construct, cluster: ICluster, region: string): void {
  const host = cluster.endpoint;
  const clusterCaCertificate = Fn.base64decode(cluster.certificateAuthorityData);
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args: ['eks', 'get-token', '--cluster-name', cluster.clusterName, '--region', region, '--output', 'json'],
  };
  new KubernetesProvider(scope, 'kubernetes', { host, clusterCaCertificate, exec: [exec] });
  new HelmProvider(scope, 'helm', { kubernetes: { host, clusterCaCertificate, exec } });
}
