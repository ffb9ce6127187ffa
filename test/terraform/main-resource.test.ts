import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import * as lib from '../../src';
import { NETWORK, PRIVATE_SUBNET_IDS } from '../support/fixtures';
import { TestStack } from '../support/synth';

// `construct.node.defaultChild` is the main resource of every construct, for arguments without a prop.

const cluster = (scope: Construct) => new lib.EksCluster(scope, 'Cluster', { clusterName: 'acme', network: NETWORK });

const MAIN: Record<string, [type: string, make: (scope: TerraformStack) => Construct]> = {
  ArtifactBucket: ['aws_s3_bucket', (scope) => new lib.ArtifactBucket(scope, 'Part', { bucketName: 'acme-models' })],
  ClusterAutoscaler: ['helm_release', (scope) => new lib.ClusterAutoscaler(scope, 'Part', { cluster: cluster(scope), region: 'eu-central-1', roleName: 'a' })],
  ContainerRegistry: ['aws_ecr_repository', (scope) => new lib.ContainerRegistry(scope, 'Part', { repositoryNames: ['acme', 'other'] })],
  Database: ['aws_db_instance', (scope) => new lib.Database(scope, 'Part', { identifier: 'acme', network: NETWORK })],
  EksCluster: ['aws_eks_cluster', cluster],
  Entrance: ['aws_lb', (scope) => new lib.Entrance(scope, 'Part', {
    namePrefix: 'acme', network: NETWORK, cluster: cluster(scope), services: { web: { nodePort: 30080, healthCheckPath: '/' } },
  })],
  Karpenter: ['helm_release', (scope) => new lib.Karpenter(scope, 'Part', {
    cluster: cluster(scope), region: 'eu-central-1', namePrefix: 'a', subnetIds: PRIVATE_SUBNET_IDS,
  })],
  MlflowTrackingServer: ['helm_release', (scope) => new lib.MlflowTrackingServer(scope, 'Part', {
    backendStore: lib.MlflowBackendStore.sqlite(), artifactStore: lib.MlflowArtifactStore.s3({ bucket: 'models' }),
  })],
  ModelStorage: ['kubernetes_service_account_v1', (scope) => new lib.ModelStorage(scope, 'Part', {
    namespace: 'a', roleArn: 'arn:aws:iam::111122223333:role/a',
  })],
  Network: ['aws_vpc', (scope) => new lib.Network(scope, 'Part', { namePrefix: 'acme' })],
  NginxController: ['helm_release', (scope) => new lib.NginxController(scope, 'Part')],
  NodeGroup: ['aws_eks_node_group', (scope) => new lib.NodeGroup(scope, 'Part', { nodeGroupName: 'a', roleName: 'a', clusterName: 'a', subnetIds: PRIVATE_SUBNET_IDS })],
  NvidiaDevicePlugin: ['helm_release', (scope) => new lib.NvidiaDevicePlugin(scope, 'Part', { cluster: cluster(scope) })],
  PipelineDeployments: ['kubernetes_namespace_v1', (scope) => new lib.PipelineDeployments(scope, 'Part')],
  PipelineNamespace: ['kubernetes_namespace_v1', (scope) => new lib.PipelineNamespace(scope, 'Part')],
  SeldonCoreIstio: ['helm_release', (scope) => new lib.SeldonCoreIstio(scope, 'Part')],
  ServiceAccountRole: ['aws_iam_role', (scope) => new lib.ServiceAccountRole(scope, 'Part', {
    roleName: 'a', cluster: cluster(scope), serviceAccount: { namespace: 'a', name: 'b' },
  })],
  ZenmlServer: ['helm_release', (scope) => new lib.ZenmlServer(scope, 'Part', {
    database: { host: 'db', credentials: lib.Credentials.given('zenml', lib.SecretValue.unsafePlainText('b')) },
  })],
};

test('every construct of the package except the stack is covered', () => {
  const constructs = Object.entries(lib).filter(([, it]) => typeof it === 'function' && it.prototype instanceof Construct && !(it.prototype instanceof TerraformElement));
  expect(constructs.map(([name]) => name).filter((name) => name !== 'ZenmlAwsStack').sort()).toEqual(Object.keys(MAIN).sort());
});

test.each(Object.entries(MAIN))('returns the main resource of %s', (_, [type, make]) => {
  expect((make(new TestStack()).node.defaultChild as TerraformResource).terraformResourceType).toBe(type);
});

// The providers of a stack with only this construct: cdktf refuses a resource without its provider.

const CLASSES: Record<string, string> = {
  aws: 'AwsProvider', helm: 'HelmProvider', kubernetes: 'KubernetesProvider', random: 'RandomProvider', tls: 'TlsProvider',
};
const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'extending.md'), 'utf8');
const assembly = JSON.parse(readFileSync(join(__dirname, '..', '..', '.jsii'), 'utf8'));

/** The providers of all resources in a construct, by class name. */
function providersOf(construct: Construct): string[] {
  const kinds = construct.node.findAll().filter(TerraformElement.isTerraformElement)
    .map((it) => `${(it as { terraformResourceType?: string }).terraformResourceType}`.split('_')[0]);
  return [...new Set(kinds)].map((kind) => CLASSES[kind]).filter((name) => name !== undefined).sort();
}
const namesIn = (text: string) => [...new Set([...text.matchAll(/`(\w+Provider)`/g)].map(([, name]) => name))].sort();

test.each(Object.entries(MAIN))('the page and the API documentation name the providers of %s', (name, [, make]) => {
  const needed = providersOf(make(new TestStack()));
  expect(needed).not.toEqual([]);
  const row = PAGE.split('\n').find((line) => line.startsWith(`| \`${name}\` | \``) && line.includes('Provider'));
  expect(namesIn(row ?? '')).toEqual(needed);
  const { summary = '', remarks = '' } = assembly.types[`cdktf-zenml-aws.${name}`].docs;
  const sentence = /The stack must contain [^.]*/.exec(`${summary}\n${remarks}`)?.[0] ?? '';
  expect(namesIn(sentence)).toEqual(needed);
});
