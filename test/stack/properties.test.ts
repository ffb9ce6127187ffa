import { TerraformElement, TerraformStack, Testing } from 'cdktf';
import * as fc from 'fast-check';
import { violations } from './aws-rules';
import { AmiType, CapacityType, ClusterAutoscaler, ClusterSource, EksCluster, NodeGroup, ServiceAccountRole } from '../../src/cluster';
import { Database, DatabaseSource } from '../../src/database';
import { Ingress } from '../../src/ingress';
import { ClusterNamespace, Credentials, ServiceExposure } from '../../src/kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowSource, MlflowTrackingServer } from '../../src/mlflow';
import { NatGateways, Network, NetworkSource } from '../../src/network';
import { ContainerRegistry, ContainerRegistrySource, ImageTagMutability } from '../../src/registry';
import { SecretValue } from '../../src/secrets/secret-value';
import { SeldonCoreIstio, SeldonSource } from '../../src/seldon';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../src/stack';
import { ArtifactBucketSource } from '../../src/storage';
import { DataRetention } from '../../src/terraform/data-retention';
import { KubernetesVersion } from '../../src/versions';
import { ModelStorage, PipelineDeployments, PipelineNamespace } from '../../src/zenml';
import { NETWORK } from '../support/fixtures';
import { Synthesized, synthStack, TestStack } from '../support/synth';

const SEED = 20261123;
const CLUSTER = {
  clusterName: 'acme',
  endpoint: 'https://a',
  certificateAuthorityData: 'YQ==',
  securityGroupId: 'sg-0a1b2c3d',
  oidcIssuer: 'oidc',
  oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc',
  ready: [],
};

/** Mostly valid values, sometimes any value. */
const mostly = <T>(likely: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]) =>
  fc.oneof({ weight: 40, arbitrary: likely }, { weight: 1, arbitrary: fc.oneof(...others) });
const text = (pattern: RegExp, ...others: string[]) => mostly(fc.stringMatching(pattern), fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom('', 'a', ...others));
const number = (min: number, max: number) => mostly(fc.integer({ min, max }), fc.double(), fc.integer({ min: -1, max: max * 2 }));
const some = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

/** A range that usually starts at its first address. */
const cidr = (first: string[], least: number, most: number) => mostly(
  fc.tuple(fc.constantFrom(...first), fc.nat(2 ** 24), fc.integer({ min: least, max: most })).map(([start, rest, length]) => {
    const size = 2 ** (32 - length);
    const [a, b] = start.split('.').map(Number);
    const address = Math.floor(((a * 256 + b) * 2 ** 16 + (rest % 2 ** 16)) / size) * size;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${length}`;
  }),
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 33 })).map(([address, length]) => `${address}/${length}`), fc.ipV4(), fc.string(),
);

const instanceType = (arm: boolean) => mostly(fc.constantFrom(...(arm ? ['t4g.large', 'm7g.xlarge'] : ['t3.large', 'm7i-flex.xlarge', 'u-6tb1.metal'])),
  fc.constantFrom('t3.large', 't4g.large', 'a1.large', 't3', 'db.t3.large'), fc.string());
const nodeGroup = fc.integer({ min: 0, max: 4 }).map((one) => one === 0).chain((arm) => some({
  amiType: fc.constant(arm ? AmiType.AL2023_ARM_64_STANDARD : AmiType.AL2023_X86_64_STANDARD),
  instanceTypes: mostly(fc.array(instanceType(arm), { minLength: 1, maxLength: 3 }), fc.constant<string[]>([])),
  minSize: mostly(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -1, max: 500 })),
  desiredSize: mostly(fc.integer({ min: 2, max: 4 }), fc.constantFrom(1, 0, -1)),
  maxSize: mostly(fc.integer({ min: 4, max: 900 }), fc.integer({ min: 0, max: 3 }), fc.double()),
  diskGib: number(20, 16384),
  capacityType: fc.constantFrom(CapacityType.ON_DEMAND, CapacityType.SPOT),
}));
const database = some({
  instanceClass: mostly(fc.constantFrom('db.t4g.small', 'db.m7g.large', 'db.r6i.24xlarge'), fc.constantFrom('db.t2.micro', 't3.small'), fc.string()),
  storageGib: number(20, 90),
  maxStorageGib: mostly(fc.integer({ min: 100, max: 65536 }), fc.integer({ min: 0, max: 70000 })),
  backupRetentionDays: number(1, 35),
  databaseName: text(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, '1a', 'a-b', 'table'),
  username: text(/^[A-Za-z][A-Za-z0-9_]{0,15}$/, 'root', 'rdsadmin', 'select', 'a'.repeat(17)),
  clientCidrs: fc.array(cidr(['10.0', '203.0'], 8, 32), { maxLength: 3 }),
  multiAz: fc.boolean(),
});
const registry = some({
  repositoryNames: mostly(fc.array(text(/^[a-z0-9]{2,5}([._-][a-z0-9]{1,4}){0,2}(\/[a-z0-9]{1,9}){0,2}$/, 'A', 'a--b', 'a/', 'a'.repeat(257)), { minLength: 1, maxLength: 4 }), fc.constant<string[]>([])),
  imageTagMutability: fc.constantFrom(ImageTagMutability.MUTABLE, ImageTagMutability.IMMUTABLE),
  untaggedImageDays: number(1, 3650),
});
const namespace = text(/^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/, 'default', 'A', 'zenml', 'mlflow', 'istio-system');
const clusterNamespace = fc.tuple(namespace, fc.integer({ min: 0, max: 3 })).map(([name, kind]) =>
  kind === 0 ? ClusterNamespace.existing(name) : ClusterNamespace.create(name));
const allowedCidrs = mostly(fc.array(cidr(['10.0', '203.0'], 8, 32), { minLength: 1, maxLength: 3 }), fc.constant<string[]>([]));
const exposure = fc.oneof(
  allowedCidrs.map((it) => ServiceExposure.loadBalancer({ allowedCidrs: it })),
  mostly(fc.integer({ min: 30000, max: 32767 }), fc.integer()).map((nodePort) => ServiceExposure.nodePort({ nodePort })),
  fc.constant(ServiceExposure.clusterIp()),
);
const ingress = fc.oneof(
  fc.constant(Ingress.none()),
  some({ namespace: clusterNamespace, exposure, className: text(/^[a-z0-9]{1,20}$/, 'A') }).map((options) => Ingress.nginx(options)),
);

const stackProps: fc.Arbitrary<ZenmlAwsStackProps> = fc.record({
  region: mostly(fc.constantFrom('eu-central-1', 'us-gov-west-1', 'ap-southeast-2'), fc.constantFrom('eu-central-1a', 'Frankfurt', '')),
  prefix: mostly(fc.oneof(fc.stringMatching(/^[a-z][a-z0-9-]{1,29}$/), fc.stringMatching(/^[a-z]{2,5}(-[a-z0-9]{1,6}){0,3}$/)),
    fc.constantFrom('sg', 'sg-a', 'sthree', 'amzn-s3-demo', 'xn--a', 'default', 'a'.repeat(31)), fc.string()),
  tags: fc.dictionary(text(/^[A-Za-z][\w .:/=+@-]{0,127}$/, 'aws:a', 'a'.repeat(129)), text(/^[\w .:/=+@-]{0,256}$/, 'a'.repeat(257)), { maxKeys: 4 }),
  network: some({
    cidr: cidr(['10.10', '172.20', '192.168'], 16, 22),
    availabilityZoneCount: mostly(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 0, max: 7 }), fc.double()),
    natGateways: fc.constantFrom(NatGateways.SINGLE, NatGateways.ONE_PER_ZONE),
  }).map((options) => NetworkSource.create(options)),
  cluster: some({
    nodeGroup,
    kubernetesVersion: mostly(fc.constantFrom('1.34', '1.35', '1.36'), fc.constantFrom('1.33', '1.3', 'v1.35')).map((version) => KubernetesVersion.of(version)),
    logRetentionDays: mostly(fc.constantFrom(0, 1, 90, 3653), fc.integer()),
    endpointPublicAccessCidrs: fc.array(cidr(['203.0'], 16, 32), { minLength: 1, maxLength: 3 }),
  }).map((options) => ClusterSource.create(options)),
  artifactBucket: some({
    bucketName: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'xn--a', 'a-s3alias', 'a.b', '192.168.0.1', 'a'.repeat(64)), noncurrentVersionDays: number(1, 3650),
  }).map((options) => ArtifactBucketSource.create(options)),
  database: database.map((options) => DatabaseSource.create(options)),
  containerRegistry: fc.oneof(fc.constant(ContainerRegistrySource.none()), registry.map((options) => ContainerRegistrySource.create(options))),
  pipelines: some({ namespace: clusterNamespace, serviceAccountName: text(/^[a-z0-9]{1,9}([.-][a-z0-9]{1,9}){0,3}$/, 'a_b') }),
  mlflow: fc.oneof(fc.constant(MlflowSource.none()), some({
    namespace: clusterNamespace, ingress, serviceAccountName: text(/^[a-z0-9]{1,9}([.-][a-z0-9]{1,9}){0,3}$/, 'a_b'),
  }).map((options) => MlflowSource.create(options))),
  seldon: fc.oneof(fc.constant(SeldonSource.none()), some({
    istioNamespace: clusterNamespace,
    seldonNamespace: clusterNamespace,
    workloadNamespace: clusterNamespace,
    gateway: some({ exposure }),
  }).map((options) => SeldonSource.create(options))),
  dataRetention: fc.constantFrom(DataRetention.KEEP, DataRetention.DELETE),
}, { requiredKeys: ['region', 'prefix'] });

/** Builds and returns the outcome; fails if the stack violates AWS' rules or fails with an unexpected error. */
function outcome(build: () => TerraformStack, stackOf: () => TerraformStack | undefined): 'accepted' | 'refused' {
  let stack: TerraformStack;
  try {
    stack = build();
  } catch (error) {
    const [head, ...problems] = (error as Error).message.split('\n  - ');
    expect(head).toMatch(/^[A-Z]\w+ '.*' has \d+ problems? in its props:$/s);
    expect(problems).toHaveLength(Number(/ has (\d+) problem/.exec(head)![1]));
    expect(problems.filter((problem) => !/^[^ ]+: ((got|results in) .+\. Must .+|missing\. Must .+|must .+)/s.test(problem))).toEqual([]);
    const made = stackOf()?.node.findAll().filter((part) => TerraformElement.isTerraformElement(part) && !/provider/i.test(part.constructor.name)) ?? [];
    expect(made.filter((part) => !TerraformStack.isStack(part)).map((part) => part.node.path)).toEqual([]);
    return 'refused';
  }
  expect(violations(synthStack(stack))).toEqual([]);
  return 'accepted';
}

/** Runs a property, and checks that both outcomes are frequent. */
function holds<T>(arbitrary: fc.Arbitrary<T>, build: (stack: TestStack, value: T) => void, numRuns: number): void {
  const counts = { accepted: 0, refused: 0 };
  fc.assert(fc.property(arbitrary, (value) => {
    const stack = new TestStack();
    counts[outcome(() => { build(stack, value); return stack; }, () => stack)] += 1;
  }), { seed: SEED, numRuns });
  expect(counts.accepted).toBeGreaterThan(numRuns / 5);
  expect(counts.refused).toBeGreaterThan(numRuns / 20);
}

test('random props of the stack synthesize to valid AWS resources, or are refused with a list of problems', () => {
  const counts = { accepted: 0, refused: 0 };
  fc.assert(fc.property(stackProps, (props) => {
    const app = Testing.app();
    const stackOf = () => app.node.children.find(TerraformStack.isStack);
    counts[outcome(() => new ZenmlAwsStack(app, 'acme', props), stackOf)] += 1;
  }), { seed: SEED, numRuns: 100 });
  expect(counts.accepted).toBeGreaterThan(16);
  expect(counts.refused).toBeGreaterThan(16);
}, 120_000);

describe('so do the props of each construct', () => {
  const clusterName = fc.oneof(fc.stringMatching(/^[A-Za-z0-9][\w-]{0,60}$/), fc.constantFrom('-a', 'a.b', 'a'.repeat(101)), fc.string());
  const roleNames = fc.oneof(fc.stringMatching(/^[\w+=,.@-]{1,66}$/), fc.string({ maxLength: 70 }));
  test('EksCluster', () => holds(clusterName, (stack, name) => new EksCluster(stack, 'Part', { clusterName: name, network: NETWORK }), 100), 60_000);
  test('NodeGroup', () => holds(fc.record({ nodeGroupName: text(/^[\w-]{1,37}$/), roleName: text(/^[\w+=,.@-]{1,66}$/), clusterName: text(/^[A-Za-z0-9][\w-]{0,99}$/) }),
    (stack, names) => new NodeGroup(stack, 'Part', { ...names, subnetIds: NETWORK.privateSubnetIds }), 100), 60_000);
  test('Database', () => holds(fc.record({ identifier: mostly(text(/^[a-z](-?[a-z0-9]){0,62}$/, 'a--b', 'a-'), fc.constantFrom('sg-a', 'default')), options: database }),
    (stack, { identifier, options }) => new Database(stack, 'Part', { ...options, identifier, network: NETWORK }), 100), 60_000);
  test('ContainerRegistry', () => holds(registry, (stack, options) => new ContainerRegistry(stack, 'Part', { repositoryNames: ['acme'], ...options }), 100), 60_000);
  const wrong = fc.constantFrom('A', 'a_b', '-a', '', 'a'.repeat(254));
  const names = fc.oneof({ weight: 5, arbitrary: namespace }, { weight: 1, arbitrary: wrong });
  const accounts = text(/^[a-z0-9]{1,9}([.-][a-z0-9]{1,9}){0,3}$/, 'a_b', 'a'.repeat(254));
  const hosts = text(/^[a-z]{1,9}(\.[a-z]{2,9}){1,3}$/, '10.0.0.1', 'A.example.com', '*.example.com', 'a_b.example.com');
  test('Network', () => holds(fc.record({ namePrefix: text(/^[\w .:/=+@-]{1,210}$/), clusterName }), (stack, props) =>
    new Network(stack, 'Part', props), 60), 60_000);
  test('ClusterAutoscaler', () => holds(roleNames, (stack, roleName) =>
    new ClusterAutoscaler(stack, 'Part', { roleName, region: 'eu-central-1', cluster: CLUSTER }), 60), 60_000);
  test('PipelineNamespace', () => holds(fc.record({ namespace: names.map(ClusterNamespace.create), serviceAccountName: accounts }), (stack, props) =>
    new PipelineNamespace(stack, 'Part', props), 100), 60_000);
  test('PipelineDeployments', () => holds(fc.record({
    namespace: names.map(ClusterNamespace.create),
    serviceAccountName: accounts,
    deployers: fc.array(fc.record({ namespace, name: accounts }), { maxLength: 2 }),
    deployerGroups: fc.array(fc.oneof({ weight: 9, arbitrary: fc.string({ minLength: 1 }) }, { weight: 1, arbitrary: fc.constantFrom('', 'system:masters') }), { maxLength: 2 }),
  }), (stack, props) => new PipelineDeployments(stack, 'Part', props), 100), 60_000);
  test('ModelStorage', () => holds(names, (stack, name) =>
    new ModelStorage(stack, 'Part', { namespace: name, region: 'eu-central-1', roleArn: 'arn:aws:iam::111122223333:role/a' }), 100), 60_000);
  test('SeldonCoreIstio', () => holds(fc.record({
    istioNamespace: clusterNamespace,
    gateway: some({ name: namespace, hosts: fc.uniqueArray(hosts, { minLength: 1, maxLength: 2 }), exposure }),
    deployers: fc.array(fc.record({ namespace, name: accounts }), { maxLength: 2 }),
  }), (stack, props) => new SeldonCoreIstio(stack, 'Part', props), 60), 60_000);
  test('MlflowTrackingServer', () => holds(fc.record({
    namespace: clusterNamespace,
    serviceAccountName: accounts,
    backendStore: fc.record({ database: text(/^\w{1,64}$/, 'a b'), username: text(/^[a-z]{1,32}$/, 'ä') }).map(({ database: name, username }) => MlflowBackendStore.mysql({
      host: 'db', database: name, credentials: Credentials.generated(username), createDatabase: { admin: Credentials.given('admin', SecretValue.unsafePlainText('secret')) },
    })),
    ingress: fc.oneof(ingress, fc.record({ host: hosts, className: accounts }).map((options) => Ingress.existingClass(options))),
  }), (stack, props) => new MlflowTrackingServer(stack, 'Part', { ...props, artifactStore: MlflowArtifactStore.s3({ bucket: 'models' }) }), 60), 60_000);
  test('ServiceAccountRole', () => holds(roleNames, (stack, roleName) => new ServiceAccountRole(stack, 'Part', {
    roleName, cluster: CLUSTER, serviceAccount: { namespace: 'zenml', name: 'runner' },
  }), 100), 60_000);
});

test('the assertions on AWS\'s rules detect violations', () => {
  const resource = {
    aws_s3_bucket: { a: { bucket: 'sthree-a' } },
    aws_eks_cluster: { a: { name: 'a.b', version: '1.35' } },
    aws_iam_role: { a: { name: 'Node' }, b: { name: 'node' } },
    aws_security_group: { a: { name: 'sg-a', description: 'a' } },
    aws_launch_template: { a: { name: '${aws_eks_cluster.a.name} x', block_device_mappings: [{ ebs: { volume_size: 20 } }] } },
    aws_vpc: { a: { cidr_block: '10.0.0.0/16', tags: { 'aws:a': 'b' } } },
    kubernetes_namespace_v1: { a: { metadata: { name: 'a' } }, b: { metadata: { name: 'a' } }, c: { metadata: { name: 'A' } } },
    helm_release: {
      a: { name: 'a', namespace: 'a' },
      b: { name: 'B', namespace: '${kubernetes_namespace_v1.a.metadata[0].name}' },
      c: { name: 'c', namespace: 'c', values: ['{"serviceAccount":{"name":"A_b"}}'] },
    },
    kubernetes_service_v1: {
      a: { metadata: { name: 'a' }, spec: { load_balancer_source_ranges: ['10.0.0.0/8', '10.0.0.1/8'] } },
      b: { metadata: { name: 'b' }, spec: { load_balancer_source_ranges: ['home'] } },
    },
    kubernetes_secret_v1: { a: { metadata: { name: 'a' }, data: { 'a b': '' } } },
    kubernetes_job_v1: { a: { metadata: { name: 'a'.repeat(64) } } },
    kubernetes_role_v1: { a: { metadata: { name: 'a/b' } } },
    kubernetes_role_binding_v1: { a: { metadata: { name: 'a' }, subject: [{ name: 'A' }] } },
    kubernetes_ingress_v1: { a: { metadata: { name: 'a' }, spec: { ingress_class_name: 'a', rule: [{ host: '10.0.0.1' }] } } },
    aws_vpc_security_group_ingress_rule: { a: { description: 'ä' } },
    aws_subnet: { a: { cidr_block: '10.0.0.0/20' }, b: { cidr_block: '10.0.8.0/21' }, c: { cidr_block: '10.1.0.0/24' } },
  };
  expect(violations(new Synthesized(JSON.stringify({ resource })))).toEqual([
    'aws_s3_bucket.a.bucket = "sthree-a"', 'aws_eks_cluster.a.name = "a.b"', 'aws_launch_template.a.name = "a.b x"', 'aws_security_group.a.name = "sg-a"',
    'aws_vpc_security_group_ingress_rule.a.description = "ä"', 'helm_release.b.name = "B"',
    'helm_release.c.values = ["{\\"serviceAccount\\":{\\"name\\":\\"A_b\\"}}"]', 'kubernetes_secret_v1.a.data = {"a b":""}',
    `kubernetes_job_v1.a.metadata = {"name":"${'a'.repeat(64)}"}`, 'kubernetes_role_v1.a.metadata = {"name":"a/b"}',
    'kubernetes_role_binding_v1.a.subject = [{"name":"A"}]',
    'kubernetes_ingress_v1.a.spec = {"ingress_class_name":"a","rule":[{"host":"10.0.0.1"}]}',
    'kubernetes_namespace_v1.c.metadata = {"name":"A"}', 'two roles = "node"', 'two namespaces = "a"', 'namespace by name = "helm_release.a"',
    'source range = "10.0.0.1/8"', 'source range = "home"', 'subnet = "10.0.8.0/21"', 'subnet = "10.1.0.0/24"', 'tag = "aws:a: b"',
  ]);
});
