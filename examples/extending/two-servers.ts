import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { App, TerraformStack } from 'cdktf';
import {
  ClusterNamespace, Credentials, Ingress, LoadBalancerScheme, MlflowArtifactStore, MlflowBackendStore,
  MlflowTrackingServer, NginxController, RegistryMirror, SecretValue, ServiceExposure,
} from 'cdktf-zenml-aws';

const TEAMS = ['research', 'production'];

export function build(app: App): TerraformStack {
  const stack = new TerraformStack(app, 'trackers');
  const cluster = { configPath: '~/.kube/config', configContext: 'platform' };
  new KubernetesProvider(stack, 'Kubernetes', cluster);
  new HelmProvider(stack, 'Helm', { kubernetes: cluster });
  new RandomProvider(stack, 'Random');
  // Must come before the first construct that runs images.
  RegistryMirror.apply(stack, {
    imageRegistry: 'registry.example.com/mirror',
    chartRepository: 'oci://registry.example.com/charts',
  });
  const password = SecretValue.variable('mysql_admin_password');

  const nginx = new NginxController(stack, 'Nginx', {
    exposure: ServiceExposure.loadBalancer({ scheme: LoadBalancerScheme.INTERNAL, allowedCidrs: ['10.0.0.0/8'] }),
  });
  for (const team of TEAMS) {
    new MlflowTrackingServer(stack, `Mlflow-${team}`, {
      namespace: ClusterNamespace.create(`mlflow-${team}`),
      backendStore: MlflowBackendStore.mysql({
        host: 'mysql.platform.example.com',
        database: `mlflow_${team}`,
        credentials: Credentials.generated(`mlflow_${team}`),
        createDatabase: { admin: Credentials.given('admin', password) },
      }),
      artifactStore: MlflowArtifactStore.s3({ bucket: 'acme-models', path: team }),
      ingress: Ingress.sharedNginx(nginx, { host: `mlflow-${team}.example.com` }),
    });
  }
  return stack;
}
