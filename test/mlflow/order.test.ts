import { DataResource } from 'cdktf';
import { BasicAuth, Ingress } from '../../src/ingress';
import { ClusterNamespace, Credentials } from '../../src/kubernetes';
import {
  MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer, MlflowTrackingServerProps,
} from '../../src/mlflow';
import { SecretValue } from '../../src/secrets/secret-value';
import { synth, Synthesized } from '../support/synth';

/** The construct after a barrier, with all optional parts. */
function build(props: Partial<MlflowTrackingServerProps> = {}): Synthesized {
  return synth((stack) => {
    const barrier = new DataResource(stack, 'Barrier');
    new MlflowTrackingServer(stack, 'Mlflow', {
      dependsOn: [barrier],
      backendStore: MlflowBackendStore.mysql({
        host: 'db',
        createDatabase: { admin: Credentials.given('admin', SecretValue.unsafePlainText('secret')) },
      }),
      artifactStore: MlflowArtifactStore.s3({ bucket: 'models', credentials: Credentials.given('id', SecretValue.unsafePlainText('key')) }),
      ...props,
    });
  });
}

const made = build();
const existing = build({
  namespace: ClusterNamespace.existing('mlflow'),
  ingress: Ingress.nginx({ namespace: ClusterNamespace.existing('ingress-nginx') }),
});
const given = build({ ingress: Ingress.nginx({ host: 'mlflow.example.com', auth: BasicAuth.given('a', SecretValue.unsafePlainText('b')) }) });

const BARRIER = 'terraform_data.Barrier';
const NAMESPACE = made.address('kubernetes_namespace_v1', 'Mlflow_Namespace');
const NGINX_NAMESPACE = made.address('kubernetes_namespace_v1', 'Nginx_Namespace');
const NGINX = made.address('helm_release', 'Nginx');
const SERVER = Object.keys(made.all('helm_release')).map((name) => `helm_release.${name}`)
  .find((address) => address !== NGINX)!;
const JOB = made.address('kubernetes_job_v1');
const INGRESS = made.address('kubernetes_ingress_v1');
const USER_SECRET = made.address('kubernetes_secret_v1', 'Database_Secret');
const VERDICT = made.addresses.find((it) => it.startsWith('data.kubernetes_config_map_v1.'))!;
const ADMIN_SECRET = made.address('kubernetes_secret_v1', 'AdminSecret');
const ARTIFACT_SECRET = made.address('kubernetes_secret_v1', 'ArtifactSecret');
const AUTH_SECRET = made.address('kubernetes_secret_v1', 'BasicAuth');
const GENERATION = made.address('terraform_data', 'SecretsGeneration');
const JOB_GENERATION = made.address('terraform_data', 'Database_Generation');
const LOAD_BALANCER = made.address('kubernetes_service_v1');
const EXISTING_LOAD_BALANCER = existing.address('kubernetes_service_v1');

/** The resource that is created later and deleted earlier, what it needs, and the edges that ensure it. */
const RULES: [string, Synthesized, string, string, string[]][] = [
  ['the namespace waits for the cluster', made, NAMESPACE, BARRIER, [`${NAMESPACE} -> ${BARRIER}`]],
  ['the controller\'s namespace waits for the cluster', made, NGINX_NAMESPACE, BARRIER,
    [`${NGINX_NAMESPACE} -> ${BARRIER}`]],
  ['the load balancer goes while the cluster lives', existing, EXISTING_LOAD_BALANCER, BARRIER,
    [`${EXISTING_LOAD_BALANCER} -> ${BARRIER}`]],
  ['the controller waits for the cluster', existing, NGINX, BARRIER, [`${NGINX} -> ${BARRIER}`]],
  ['Secrets wait for the cluster where the namespace exists', existing, USER_SECRET, BARRIER,
    [`${USER_SECRET} -> ${BARRIER}`]],
  ['the administrator\'s Secret too', existing, ADMIN_SECRET, BARRIER, [`${ADMIN_SECRET} -> ${BARRIER}`]],
  ['the artifact store\'s Secret too', existing, ARTIFACT_SECRET, BARRIER, [`${ARTIFACT_SECRET} -> ${BARRIER}`]],
  ['the htpasswd file too', existing, AUTH_SECRET, BARRIER, [`${AUTH_SECRET} -> ${BARRIER}`]],
  ['the job reads the user\'s Secret', made, JOB, USER_SECRET, [`${JOB} -> ${USER_SECRET}`]],
  ['the job reads the administrator\'s Secret', made, JOB, ADMIN_SECRET, [`${JOB} -> ${ADMIN_SECRET}`]],
  ['the server needs its database', made, SERVER, JOB, [`${SERVER} -> ${JOB}`, `${SERVER} -> ${VERDICT}`]],
  ['the server needs a job that did not stop', made, SERVER, VERDICT, [`${SERVER} -> ${VERDICT}`]],
  ['the verdict is read after the job', made, VERDICT, JOB, [`${VERDICT} -> ${JOB}`]],
  ['the server reads the user\'s Secret', made, SERVER, USER_SECRET,
    [`${SERVER} -> ${USER_SECRET}`, `${SERVER} -> ${JOB}`, `${SERVER} -> ${VERDICT}`]],
  ['the server reads the artifact store\'s Secret', made, SERVER, ARTIFACT_SECRET, [`${SERVER} -> ${ARTIFACT_SECRET}`]],
  ['the server restarts with new secrets', made, SERVER, GENERATION, [`${SERVER} -> ${GENERATION}`]],
  ['the server admits the load balancer\'s name', made, SERVER, LOAD_BALANCER, [`${SERVER} -> ${LOAD_BALANCER}`]],
  ['the Ingress goes while its controller lives', made, INGRESS, NGINX, [`${INGRESS} -> ${NGINX}`]],
  ['the Ingress is never open', made, INGRESS, AUTH_SECRET, [`${INGRESS} -> ${AUTH_SECRET}`]],
];

test.each(RULES)('%s', (_, stack, later, earlier) => {
  expect(stack.reaches(later, earlier)).toBe(true);
});

test.each(RULES)('%s: not without the edge', (_, stack, later, earlier, edges) => {
  expect(stack.reaches(later, earlier, edges)).toBe(false);
});

test.each([
  [SERVER, NAMESPACE], [JOB, NAMESPACE], [INGRESS, NAMESPACE], [USER_SECRET, NAMESPACE],
  [ADMIN_SECRET, NAMESPACE], [ARTIFACT_SECRET, NAMESPACE],
  [AUTH_SECRET, NAMESPACE], [NGINX, NGINX_NAMESPACE], [LOAD_BALANCER, NGINX_NAMESPACE],
])('%s references the name of %s, and so is deleted first', (inside, namespace) => {
  expect(made.dependencies(inside)).toContain(namespace);
});

test('a new password creates a new job, and fills the administrator\'s Secret for it', () => {
  expect(made.one('kubernetes_job_v1').lifecycle.replace_triggered_by).toEqual([JOB_GENERATION]);
  expect(made.one('kubernetes_secret_v1', 'AdminSecret').lifecycle)
    .toEqual({ ignore_changes: ['data'], replace_triggered_by: [JOB_GENERATION] });
});

test('the server depends on the load balancer\'s name, but not on the controller', () => {
  expect(made.reaches(SERVER, NGINX)).toBe(false);
});

test('with a given host the server does not depend on the load balancer', () => {
  expect(given.reaches(SERVER, given.address('kubernetes_service_v1'))).toBe(false);
});

const STACKS: [string, Synthesized][] = [['made', made], ['existing', existing], ['given', given]];

test.each(STACKS)('%s: every resource on the cluster depends on it', (_, stack) => {
  for (const address of stack.addresses.filter((one) => /^(data\.)?(kubernetes|helm)_/.test(one))) {
    expect([address, stack.reaches(address, BARRIER)]).toEqual([address, true]);
  }
});
