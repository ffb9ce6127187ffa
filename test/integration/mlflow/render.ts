// Prints, as JSON, what the construct renders for the server that run.mjs starts. Argument: the parameters, as JSON.
import { MlflowArtifactStore, MlflowBackendStore, MlflowBasicAuth, MlflowIngress, MlflowTrackingServer } from '../../../src';
import { Block, synth } from '../../support/synth';

const given = JSON.parse(process.argv[2]);
const stack = synth((scope) => {
  new MlflowTrackingServer(scope, 'Mlflow', {
    backendStore: MlflowBackendStore.mysql({
      host: '127.0.0.1',
      port: given.mysqlPort,
      database: 'ml_flow',
      username: 'mlflow',
      password: given.mysqlPassword,
      createDatabase: { adminUsername: 'admin', adminPassword: given.adminPassword },
    }),
    artifactStore: MlflowArtifactStore.s3Compatible({
      endpoint: given.s3Endpoint, bucket: 'models', path: 'runs', accessKeyId: 'key', secretAccessKey: 'secret',
    }),
    ingress: MlflowIngress.nginx({ host: given.host, auth: MlflowBasicAuth.htpasswd(given.htpasswd) }),
  });
});

const job = stack.one('kubernetes_job_v1').spec.template.spec.container[0];
const release = Object.values(stack.all('helm_release')).find((one: Block) => one.chart === 'mlflow')!;
process.stdout.write(JSON.stringify({
  values: JSON.parse(release.values[0]),
  secrets: Object.fromEntries(Object.values(stack.all('kubernetes_secret_v1')).map((secret: Block) => [secret.metadata.name, secret.data])),
  job: { command: job.command, env: job.env },
  annotations: stack.one('kubernetes_ingress_v1').metadata.annotations,
}));
