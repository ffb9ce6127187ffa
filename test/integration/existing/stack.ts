// Synthesizes two MLflow servers on one cluster. Arguments: the output folder, and as JSON { kubeconfig, context, node,
// s3: { endpoint, accessKey, secretKey }, shared }: with a controller each, or one for both.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import {
  ClusterNamespace, Credentials, Ingress, MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer,
  NginxController, SecretValue, ServiceExposure,
} from '../../../src';

const [outdir, given] = process.argv.slice(2);
const { kubeconfig, context, node, s3, shared } = JSON.parse(given);

const app = new App({ outdir });
const stack = new TerraformStack(app, 'two');
const cluster = { configPath: kubeconfig, configContext: context };
new KubernetesProvider(stack, 'Kubernetes', cluster);
new HelmProvider(stack, 'Helm', { kubernetes: cluster });
new RandomProvider(stack, 'Random');

const nodePort = (port: number) => ServiceExposure.nodePort({ nodePort: port, url: `http://${node}:${port}` });
const controller = (name: string, port: number) =>
  ({ name, className: name, namespace: ClusterNamespace.create(name), exposure: nodePort(port) });
const nginx = shared ? new NginxController(stack, 'Nginx', controller('nginx-both', 30095)) : undefined;

/** A server with a dedicated database, bucket, namespace and password. */
function server(team: string, port: number, host?: string): void {
  const mlflow = new MlflowTrackingServer(stack, team, {
    namespace: ClusterNamespace.create(`mlflow-${team}`),
    backendStore: MlflowBackendStore.mysql({
      host: 'mysql.lab.svc.cluster.local',
      database: team,
      credentials: Credentials.generated(team),
      createDatabase: { admin: Credentials.given('admin', SecretValue.unsafePlainText('admin-password')) },
    }),
    artifactStore: MlflowArtifactStore.s3Compatible({
      endpoint: s3.endpoint, bucket: team, credentials: Credentials.given(s3.accessKey, SecretValue.unsafePlainText(s3.secretKey)),
    }),
    workers: 1, // all of it runs on one small machine
    ingress: nginx ? Ingress.sharedNginx(nginx, { host }) : Ingress.nginx(controller(`nginx-${team}`, port)),
  });
  for (const [name, value] of Object.entries({ url: mlflow.trackingUrl!, username: mlflow.username!, password: mlflow.password! })) {
    new TerraformOutput(stack, `${team}-${name}`, { value, sensitive: name === 'password', staticId: true });
  }
}
server('research', 30091);
server('production', 30092, 'production.lab.test');
app.synth();
