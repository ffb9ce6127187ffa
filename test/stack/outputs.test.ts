import { Testing } from 'cdktf';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../src/stack';
import { synthStack } from '../support/synth';

const stack = (props: Partial<ZenmlAwsStackProps> = {}) => synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props }));
const synthesized = stack();
const reference = (type: string, attribute: string, name = '') => `\${${synthesized.address(type, name)}.${attribute}}`;

const REGISTRY = ['container-registry-uri', 'ecr-registry-name'];
const SENSITIVE = ['metadata-db-password', 'metadata-db-username'];

const SELDON = [
  'seldon-base-url', 'seldon-core-workload-namespace', 'seldon-prediction-spec', 'seldon-secret-name', 'seldon-service-account', 'seldon-webhook-certificate-expiry',
];

/** The outputs' names are a contract. */
const VALUES: Record<string, unknown> = {
  'region': 'eu-central-1',
  'eks-cluster-name': reference('aws_eks_cluster', 'name'),
  'kubeconfig-command': `aws eks --region eu-central-1 update-kubeconfig --name ${reference('aws_eks_cluster', 'name')} --alias terraform`,
  'pipeline-namespace': reference('kubernetes_namespace_v1', 'metadata[0].name', 'Pipelines'),
  'pipeline-service-account': reference('kubernetes_service_account_v1', 'metadata[0].name', 'Pipelines'),
  's3-bucket-path': reference('aws_s3_bucket', 'bucket', 'ArtifactBucket_'),
  's3-bucket-uri': `s3://${reference('aws_s3_bucket', 'bucket', 'ArtifactBucket_')}`,
  'ecr-registry-name': reference('aws_ecr_repository', 'name'),
  'container-registry-uri': `\${element(split("/", ${synthesized.address('aws_ecr_repository')}.repository_url), 0)}`,
  'seldon-base-url': expect.stringMatching(/^http:\/\/\$\{.*data\.kubernetes_service_v1\./),
  'seldon-core-workload-namespace': reference('kubernetes_namespace_v1', 'metadata[0].name', 'WorkloadNamespace'),
  'seldon-prediction-spec': expect.stringContaining('"selector":{"istio":"ingressgateway"}'),
  'seldon-secret-name': reference('kubernetes_secret_v1', 'metadata[0].name', 'ModelStorage'),
  'seldon-service-account': reference('kubernetes_service_account_v1', 'metadata[0].name', 'ModelStorage'),
  'seldon-webhook-certificate-expiry': expect.stringMatching(/^\$\{timeadd\(.*8760h.*\)\}$/),
  'metadata-db-host': reference('aws_db_instance', 'address'),
  'metadata-db-username': reference('aws_db_instance', 'username'),
  'metadata-db-password': reference('random_password', 'result'),
};

test('exactly these exist', () => {
  expect(Object.keys(synthesized.outputs).sort()).toEqual(Object.keys(VALUES).sort());
});
test.each(Object.entries(VALUES))('%s has its value', (name, value) => {
  expect(synthesized.outputs[name].value).toEqual(value);
});
test.each(Object.keys(VALUES))('%s is described', (name) => {
  expect(synthesized.outputs[name].description).toMatch(/^[A-Z].{10,}[^.]$/);
});
test('user and password of the database are sensitive, nothing else is', () => {
  expect(Object.entries(synthesized.outputs).filter(([, output]) => output.sensitive).map(([name]) => name).sort()).toEqual(SENSITIVE);
});
test.each<[string, Partial<ZenmlAwsStackProps>, string[]]>([
  ['the registry', { containerRegistry: { enabled: false } }, REGISTRY],
  ['Seldon Core', { seldon: { enabled: false } }, SELDON],
])('where %s is off, its outputs do not exist', (_, props, gone) => {
  expect(Object.keys(stack(props).outputs).sort()).toEqual(Object.keys(VALUES).filter((name) => !gone.includes(name)).sort());
});
