import { Testing } from 'cdktf';
import { BasicAuth, EntranceDomain, EntranceTls, Ingress } from '../../../src/ingress';
import { ClusterNamespace, LoadBalancerTls, ServiceExposure } from '../../../src/kubernetes';
import { MlflowSource } from '../../../src/mlflow';
import { ContainerRegistrySource } from '../../../src/registry';
import { SecretValue } from '../../../src/secrets/secret-value';
import { SeldonSource } from '../../../src/seldon';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../../src/stack';
import { ZenmlServerSource } from '../../../src/zenml';
import { synthStack } from '../../support/synth';

const stack = (props: Partial<ZenmlAwsStackProps> = {}) => synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props }));
const synthesized = stack();
const reference = (type: string, attribute: string, name = '') => `\${${synthesized.address(type, name)}.${attribute}}`;

const REGISTRY = ['container-registry-uri', 'ecr-registry-name'];
const SENSITIVE = ['metadata-db-password', 'metadata-db-username', 'mlflow-tracking-password', 'zenml-server-encryption-key', 'zenml-server-password'];

const CONTROLLER = ['ingress-controller-name', 'ingress-controller-namespace'];
const LOGIN = ['mlflow-tracking-password', 'mlflow-tracking-username'];
const MLFLOW = [...CONTROLLER, ...LOGIN, 'mlflow-tracking-uri', 'mlflow-tracking-url'];

const SELDON = [
  'model-server-images', 'zenml-seldon-stack-name',
  'seldon-base-url', 'seldon-core-workload-namespace', 'seldon-prediction-spec', 'seldon-secret-name', 'seldon-service-account', 'seldon-webhook-certificate-expiry',
];

const ENTRANCE = ['load-balancer-host-name', 'certificate-authority', 'certificate-expiry'];
const ADMINISTRATOR = ['zenml-server-username', 'zenml-server-password'];
const ZENML = ['zenml-server-url', ...ADMINISTRATOR, 'zenml-server-encryption-key', 'zenml-version', 'zenml-stack-name', 'zenml-seldon-stack-name'];

/** Names of ZenML's recipe, by which users read the outputs. */
const RECIPE = [
  'ecr-registry-name', 'eks-cluster-name', 'ingress-controller-name', 'ingress-controller-namespace', 'metadata-db-host', 'metadata-db-password',
  'metadata-db-username', 's3-bucket-path', 'seldon-core-workload-namespace', 'seldon-prediction-spec',
];

/** The names of the outputs are a contract. */
const VALUES: Record<string, unknown> = {
  'region': 'eu-central-1',
  'eks-cluster-name': reference('aws_eks_cluster', 'name'),
  'kubeconfig-command': `aws eks --region eu-central-1 update-kubeconfig --name ${reference('aws_eks_cluster', 'name')} --alias acme`,
  'pipeline-namespace': reference('kubernetes_namespace_v1', 'metadata[0].name', 'Pipelines'),
  'pipeline-service-account': reference('kubernetes_service_account_v1', 'metadata[0].name', 'Pipelines'),
  's3-bucket-path': reference('aws_s3_bucket', 'bucket', 'ArtifactBucket_'),
  's3-bucket-uri': `s3://${reference('aws_s3_bucket', 'bucket', 'ArtifactBucket_')}`,
  'ecr-registry-name': reference('aws_ecr_repository', 'name', 'zenml-kubernetes'),
  'container-registry-uri': `\${element(split("/", ${synthesized.address('aws_ecr_repository', 'zenml-kubernetes')}.repository_url), 0)}`,
  'ingress-controller-name': 'nginx-controller',
  'ingress-controller-namespace': reference('kubernetes_namespace_v1', 'metadata[0].name', 'Nginx'),
  'mlflow-tracking-password': reference('random_password', 'result', 'BasicAuth'),
  'mlflow-tracking-uri': 'http://mlflow-tracking.mlflow.svc.cluster.local:5000',
  'mlflow-tracking-url': `https://${reference('aws_lb', 'dns_name')}:8443`,
  'mlflow-tracking-username': 'mlflow',
  'seldon-base-url': `https://${reference('aws_lb', 'dns_name')}:8444`,
  'seldon-core-workload-namespace': reference('kubernetes_namespace_v1', 'metadata[0].name', 'WorkloadNamespace'),
  'seldon-prediction-spec': expect.stringContaining('"selector":{"istio":"ingressgateway"}'),
  'seldon-secret-name': reference('kubernetes_secret_v1', 'metadata[0].name', 'ModelStorage'),
  'seldon-service-account': reference('kubernetes_service_account_v1', 'metadata[0].name', 'ModelStorage'),
  'seldon-webhook-certificate-expiry': expect.stringMatching(/^\$\{timeadd\(.*8760h.*\)\}$/),
  'zenml-stack-yaml': expect.stringMatching(/^zenml_version: \d+\.\d+\.\d+\nstack_name: "acme-seldon"\ncomponents:\n/),
  'model-server-images': expect.stringMatching(/\{"SKLEARN_SERVER":.*:sklearn-1\.9\.1.*"MLFLOW_SERVER":.*:mlflow-3\.15\.1/),
  'zenml-server-url': `https://${reference('aws_lb', 'dns_name')}`,
  'load-balancer-host-name': reference('aws_lb', 'dns_name'),
  'certificate-authority': reference('tls_self_signed_cert', 'cert_pem'),
  'certificate-expiry': reference('tls_locally_signed_cert', 'validity_end_time'),
  'kept-data': expect.stringMatching(/^DataRetention\.KEEP: /),
  'zenml-server-username': 'admin',
  'zenml-server-password': reference('random_password', 'result', 'Zenml_Password'),
  'zenml-server-encryption-key': expect.stringMatching(
    /^\$\{sensitive\(try\(data\.kubernetes_secret_v1\.Zenml_Database_Key_Read_\w+\.data\.restored, random_password\.Zenml_EncryptionKey_\w+\.result\)\)\}$/),
  'zenml-version': '0.98.0',
  'zenml-stack-name': 'acme',
  'zenml-seldon-stack-name': 'acme-seldon',
  'metadata-db-host': reference('aws_db_instance', 'address'),
  'metadata-db-username': reference('aws_db_instance', 'username'),
  'metadata-db-password': `\${${synthesized.addresses.find((address) => address.startsWith('random_password.Database_'))}.result}`,
};

test('the outputs are complete', () => {
  expect(Object.keys(synthesized.outputs).sort()).toEqual(Object.keys(VALUES).sort());
});
test('include all of the recipe\'s', () => {
  expect(RECIPE.filter((name) => !(name in synthesized.outputs))).toEqual([]);
});
test('the recipe\'s command finds the load balancer\'s Service', () => {
  expect(synthesized.one('kubernetes_namespace_v1', 'Nginx').metadata.name).toBe('ingress-nginx');
  const release = synthesized.one('helm_release', 'Nginx');
  const service = synthesized.one('kubernetes_service_v1', 'Nginx');
  expect(service.metadata).toMatchObject({
    name: synthesized.outputs['ingress-controller-name'].value, namespace: synthesized.outputs['ingress-controller-namespace'].value,
  });
  expect(release.namespace).toBe(service.metadata.namespace);
});
test.each(Object.entries(VALUES))('%s has its value', (name, value) => {
  expect(synthesized.outputs[name].value).toEqual(value);
});
test.each(Object.keys(VALUES))('%s is described', (name) => {
  expect(synthesized.outputs[name].description).toMatch(/^[A-Z].{10,}[^.]$/);
});
test('only user and password of the database, the passwords of MLflow and ZenML and the key of its secrets are sensitive', () => {
  expect(Object.entries(synthesized.outputs).filter(([, output]) => output.sensitive).map(([name]) => name).sort()).toEqual(SENSITIVE);
});
test.each<[string, Partial<ZenmlAwsStackProps>, string[]]>([
  ['the registry', { containerRegistry: ContainerRegistrySource.none() }, [...REGISTRY, 'model-server-images']],
  ['ZenML', { zenml: ZenmlServerSource.none() }, ZENML],
  ['ZenML\'s own server', { zenml: ZenmlServerSource.existing({ url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_x') }) }, [...ADMINISTRATOR, 'zenml-server-encryption-key']],
  ['ZenML\'s load balancer', { zenml: ZenmlServerSource.create({ exposure: ServiceExposure.clusterIp() }) }, ['zenml-server-url']],
  ['Seldon Core', { seldon: SeldonSource.none() }, SELDON],
  ['MLflow', { mlflow: MlflowSource.none() }, MLFLOW],
  ['MLflow\'s ingress', { mlflow: MlflowSource.create({ ingress: Ingress.none() }) }, MLFLOW.filter((name) => name !== 'mlflow-tracking-uri')],
  ['MLflow\'s password', { mlflow: MlflowSource.create({ ingress: Ingress.nginx({ auth: BasicAuth.none() }) }) }, LOGIN],
  ['the entrance', { entrance: { enabled: false, allowedCidrs: ['203.0.113.0/24'] } }, ENTRANCE],
  ['the entrance\'s own authority', { entrance: { tls: EntranceTls.NONE } }, ENTRANCE.slice(1)],
  ['a domain of one\'s own', { entrance: { domain: EntranceDomain.route53({ zoneName: 'example.com' }) } }, ENTRANCE.slice(1)],
  ['MLflow\'s own controller', { mlflow: MlflowSource.create({ ingress: Ingress.existingClass({ className: 'ours', host: 'mlflow.example.com' }) }) }, CONTROLLER],
])('without %s its outputs do not exist', (_, props, gone) => {
  expect(Object.keys(stack(props).outputs).sort()).toEqual(Object.keys(VALUES).filter((name) => !gone.includes(name)).sort());
});
test('with an htpasswd file the user of pipelines is an output, with a password', () => {
  const auth = BasicAuth.htpasswd(SecretValue.unsafePlainText('ada:$apr1$abcdefgh$0123456789abcdefghijk.'));
  const { outputs } = stack({ mlflow: MlflowSource.create({ ingress: Ingress.nginx({ auth }) }) });
  expect([outputs['mlflow-tracking-username'].value, outputs['mlflow-tracking-password']]).toEqual(['pipelines', {
    description: expect.any(String), sensitive: true, value: '${random_password.Mlflow_BasicAuth_Password_89CC46D5.result}',
  }]);
});
test('MLflow\'s outputs follow its props', () => {
  const { outputs } = stack({
    mlflow: MlflowSource.create({
      namespace: ClusterNamespace.existing('runs'),
      ingress: Ingress.nginx({ host: 'mlflow.example.com', tls: LoadBalancerTls.kubernetesSecret('tls'), namespace: ClusterNamespace.existing('web'), auth: BasicAuth.generated('ada'), exposure: ServiceExposure.loadBalancer() }),
    }),
  });
  expect(Object.fromEntries([...CONTROLLER, 'mlflow-tracking-url', 'mlflow-tracking-uri', 'mlflow-tracking-username'].map((name) => [name, outputs[name].value]))).toEqual({
    'ingress-controller-name': 'nginx-controller',
    'ingress-controller-namespace': 'web',
    'mlflow-tracking-url': 'https://mlflow.example.com',
    'mlflow-tracking-uri': 'http://mlflow-tracking.runs.svc.cluster.local:5000',
    'mlflow-tracking-username': 'ada',
  });
});
