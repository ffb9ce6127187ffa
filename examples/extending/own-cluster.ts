import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { App, TerraformStack } from 'cdktf';
import {
  Credentials, MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer, SecretValue, SeldonCoreIstio,
} from 'cdktf-zenml-aws';

export function build(app: App): TerraformStack {
  const stack = new TerraformStack(app, 'serving');
  const cluster = { configPath: '~/.kube/config', configContext: 'platform' };
  new KubernetesProvider(stack, 'Kubernetes', cluster);
  new HelmProvider(stack, 'Helm', { kubernetes: cluster });
  new RandomProvider(stack, 'Random');
  const password = SecretValue.variable('mysql_admin_password');

  const mlflow = new MlflowTrackingServer(stack, 'Mlflow', {
    backendStore: MlflowBackendStore.mysql({
      host: 'mysql.platform.example.com',
      createDatabase: { admin: Credentials.given('admin', password) },
    }),
    artifactStore: MlflowArtifactStore.s3({ bucket: 'acme-models', path: 'mlflow' }),
    serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/acme-mlflow',
  });
  const seldon = new SeldonCoreIstio(stack, 'Seldon');

  // Created after both, so that it limits the models of the teams, and not the installation.
  new ResourceQuotaV1(stack, 'ModelQuota', {
    metadata: { name: 'models', namespace: seldon.workloadNamespace },
    spec: { hard: { 'requests.cpu': '16', 'requests.memory': '64Gi', 'pods': '40' } },
    dependsOn: [...seldon.ready, ...mlflow.ready],
  });
  return stack;
}
