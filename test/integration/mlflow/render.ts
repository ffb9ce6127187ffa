// Prints, as JSON, what the construct renders for the server and the ingresses that run.mjs starts.
// Argument: the parameters, as JSON.
import { TerraformOutput } from 'cdktf';
import { BasicAuth, Ingress, NginxIngressOptions } from '../../../src/ingress';
import { Credentials, LoadBalancerTls, MysqlTls, ServiceExposure } from '../../../src/kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer } from '../../../src/mlflow';
import { SecretValue } from '../../../src/secrets/secret-value';
import { Block, synth, Synthesized } from '../../support/synth';

const given = JSON.parse(process.argv[2]);

function render(options: NginxIngressOptions, tls = MysqlTls.certificates(given.certificates)): Synthesized {
  return synth((scope) => {
    const server = new MlflowTrackingServer(scope, 'Mlflow', {
      backendStore: MlflowBackendStore.mysql({
        host: 'mysql.test', // run.mjs makes an address of it: pods would find nothing at 127.0.0.1, which is refused
        port: given.mysqlPort,
        database: 'ml_flow',
        credentials: Credentials.given('mlflow', SecretValue.unsafePlainText(given.mysqlPassword)),
        createDatabase: { admin: Credentials.given('admin', SecretValue.unsafePlainText(given.adminPassword)) },
        tls,
      }),
      artifactStore: MlflowArtifactStore.s3Compatible({
        endpoint: given.s3Endpoint, bucket: 'models', path: 'runs', credentials: Credentials.given('key', SecretValue.unsafePlainText('secret')),
      }),
      ingress: Ingress.nginx({ ...options, auth: BasicAuth.htpasswd(SecretValue.unsafePlainText(given.htpasswd)) }),
    });
    new TerraformOutput(scope, 'url', { value: server.trackingUrl });
  });
}

function release(stack: Synthesized, chart: string): Block {
  return Object.values(stack.all('helm_release')).find((one: Block) => one.chart === chart)!;
}

function secrets(stack: Synthesized): Block {
  const all = Object.values(stack.all('kubernetes_secret_v1'));
  return Object.fromEntries(all.map((secret: Block) => [secret.metadata.name, secret.data]));
}

/** The configuration of controller and load balancer, and the outputs. */
function ingress(stack: Synthesized): Block {
  const { metadata, spec } = stack.one('kubernetes_ingress_v1');
  return {
    annotations: metadata.annotations,
    spec,
    secrets: secrets(stack),
    controller: JSON.parse(release(stack, 'nginx-ingress').values[0]).controller,
    service: stack.one('kubernetes_service_v1'),
    // Without a host the load balancer's name stands here, which is known after an apply.
    url: stack.outputs.url.value.replace(/\$\{.*\}/, given.host),
  };
}

const { host } = given;
const acm = LoadBalancerTls.acmCertificate(
  'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
);
const stack = render({ host });
const job = stack.one('kubernetes_job_v1').spec.template.spec.container[0];
const valuesOf = (it: Synthesized) => JSON.parse(release(it, 'mlflow').values[0]);
process.stdout.write(JSON.stringify({
  values: valuesOf(stack),
  unverified: valuesOf(render({ host }, MysqlTls.unverified())),
  secrets: secrets(stack),
  job: { command: job.command, env: job.env },
  ingresses: {
    noHost: ingress(render({})),
    host: ingress(stack),
    controllerTls: ingress(render({ host, tls: LoadBalancerTls.kubernetesSecret('mlflow-tls') })),
    upstreamTls: ingress(render({ host, tls: LoadBalancerTls.upstream() })),
    entrance: ingress(render({ exposure: ServiceExposure.nodePort({ nodePort: 30081, url: `https://${host}` }) })),
    loadBalancerTls: ingress(render({ host, tls: acm })),
  },
}));
