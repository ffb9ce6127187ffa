import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformProvider, Testing } from 'cdktf';
import * as lib from '../src';
import { TestStack } from './support/synth';

// Walks every public prop by the assembly that the compiler writes (.jsii), and shows for each that null, a wrong type and, for enums, a
// made-up value end in an error that names the prop. A prop that is added without a rule, or a struct that nobody uses here, fails.

// ---- The assembly ---------------------------------------------------------------------------------------------------

interface TypeReference {
  readonly primitive?: 'string' | 'number' | 'boolean' | 'any' | 'json' | 'date';
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}
interface Property { readonly name: string; readonly optional?: boolean; readonly type: TypeReference }
interface Parameter extends Property { readonly variadic?: boolean }
interface Method { readonly name: string; readonly static?: boolean; readonly parameters?: Parameter[] }
interface Type {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly properties?: Property[];
  readonly methods?: Method[];
}

const ASSEMBLY = join(__dirname, '..', '.jsii');
if (!existsSync(ASSEMBLY)) {
  throw new Error('There is no .jsii yet: npx projen compile');
}
const types: Record<string, Type> = JSON.parse(readFileSync(ASSEMBLY, 'utf8')).types;
const all = Object.values(types);
const structs = all.filter((type) => type.kind === 'interface' && type.datatype);
const propertiesOf = (type: Type): Property[] => [
  ...(type.interfaces ?? []).flatMap((fqn) => propertiesOf(types[fqn])), ...(type.properties ?? []),
];

// ---- Where each struct is used ---------------------------------------------------------------------------------------

interface Use {
  /** Members that must not be left out. */
  readonly base?: object;
  /** Builds something with the struct. */
  build(value: any): unknown;
}

const NAME = 'Part';
const ARN = 'arn:aws:iam::111122223333:role/a';
const SUBNETS = ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'];
const NETWORK: lib.INetwork = {
  vpcId: 'vpc-0a1b2c3d4e5f60718', privateSubnetIds: SUBNETS, publicSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'], ready: [],
};
const CLUSTER: lib.ICluster = {
  clusterName: 'acme',
  endpoint: 'https://a',
  certificateAuthorityData: 'YQ==',
  securityGroupId: 'sg-0a1b2c3d',
  oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc.example.com',
  oidcIssuer: 'oidc.example.com',
  ready: [],
};
const DATABASE = lib.MlflowBackendStore.mysql({ host: 'db', credentials: lib.Credentials.given('a', lib.SecretValue.unsafePlainText('b')) });
const ZENML_DATABASE = { host: 'db', credentials: lib.Credentials.given('zenml', lib.SecretValue.unsafePlainText('b')) };
const BUCKET = lib.MlflowArtifactStore.s3({ bucket: 'acme-models' });

const stack = (props: object) => new lib.ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const mlflow = (props: object) => new lib.MlflowTrackingServer(new TestStack(), NAME, { backendStore: DATABASE, artifactStore: BUCKET, ...props });
const seldon = (props: any) => new lib.SeldonCoreIstio(new TestStack(), NAME, props);
const cluster = (props: object) => new lib.EksCluster(new TestStack(), NAME, { clusterName: 'acme', network: NETWORK, ...props });
const role = (props: object) => new lib.ServiceAccountRole(new TestStack(), NAME, {
  roleName: 'a', cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' }, ...props,
});
const mysql = (more: object) => mlflow({ backendStore: lib.MlflowBackendStore.mysql({ host: 'db', credentials: lib.Credentials.given('a', lib.SecretValue.unsafePlainText('b')), ...more }) });

const zenml = (props: object) => new lib.ZenmlServer(new TestStack(), NAME, { database: ZENML_DATABASE, ...props });

const SERVICE = { nodePort: 30080, healthCheckPath: '/health' };
const ENTRANCE = { namePrefix: 'acme', network: NETWORK, cluster: CLUSTER, services: { mlflow: SERVICE } };
const entrance = (props: object) => new lib.Entrance(new TestStack(), NAME, { ...ENTRANCE, ...props });

const KARPENTER = { cluster: CLUSTER, region: 'eu-central-1', namePrefix: 'acme', subnetIds: SUBNETS };
const karpenter = (props: object) => new lib.Karpenter(new TestStack(), NAME, { ...KARPENTER, ...props });

const secret = (password: lib.SecretValue) => stack({ database: lib.DatabaseSource.existing({ host: 'db', username: 'a', password }) });

const USES: Record<string, Use> = {
  ArtifactBucketOptions: { build: (it) => stack({ artifactBucket: lib.ArtifactBucketSource.create(it) }) },
  ArtifactBucketProps: { base: { bucketName: 'acme-models' }, build: (it) => new lib.ArtifactBucket(new TestStack(), NAME, it) },
  ClusterAutoscalerOptions: { build: (it) => stack({ clusterAutoscaler: it }) },
  ClusterAutoscalerProps: {
    base: { cluster: CLUSTER, region: 'eu-central-1', roleName: 'a' }, build: (it) => new lib.ClusterAutoscaler(new TestStack(), NAME, it),
  },
  ContainerRegistryOptions: { build: (it) => stack({ containerRegistry: it }) },
  ContainerRegistryProps: { base: { repositoryNames: ['acme'] }, build: (it) => new lib.ContainerRegistry(new TestStack(), NAME, it) },
  CredentialsSecretKeys: { build: (it) => mlflow({ backendStore: lib.MlflowBackendStore.mysql({ host: 'db', credentials: lib.Credentials.existingSecret('a', it) }) }) },
  DatabaseOptions: { build: (it) => stack({ database: lib.DatabaseSource.create(it) }) },
  DatabaseProps: { base: { identifier: 'acme', network: NETWORK }, build: (it) => new lib.Database(new TestStack(), NAME, it) },
  EksClusterOptions: { build: (it) => stack({ cluster: lib.ClusterSource.create(it) }) },
  EksClusterProps: { base: { clusterName: 'acme', network: NETWORK }, build: cluster },
  CertificateDomainOptions: {
    base: { certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012', domainName: 'ml.example.com' },
    build: (it) => stack({ domain: lib.EntranceDomain.certificate(it) }),
  },
  EntranceAccessLogs: { base: { bucketName: 'logs' }, build: (it) => entrance({ accessLogs: it }) },
  EntranceOptions: { build: (it) => stack({ entrance: it }) },
  EntranceProps: { base: ENTRANCE, build: (it) => new lib.Entrance(new TestStack(), NAME, it) },
  EntranceServiceOptions: { base: SERVICE, build: (it) => entrance({ services: { mlflow: it } }) },
  ExistingArtifactBucketOptions: { base: { bucketName: 'acme-models' }, build: (it) => stack({ artifactBucket: lib.ArtifactBucketSource.existing(it) }) },
  ExistingClusterOptions: { build: (it) => lib.EksCluster.fromName(new TestStack(), NAME, 'theirs', it) },
  ExistingDatabaseOptions: { base: { host: 'db', username: 'a', password: lib.SecretValue.unsafePlainText('b') }, build: (it) => lib.Database.fromAttributes(new TestStack(), NAME, it) },
  StackExistingDatabaseOptions: { base: { host: 'db', username: 'a', password: lib.SecretValue.unsafePlainText('b') }, build: (it) => stack({ database: lib.DatabaseSource.existing(it) }) },
  ExistingGatewayOptions: { base: { name: 'public' }, build: (it) => seldon({ istio: lib.IstioSource.existingGateway(it) }) },
  ExistingIngressGatewayOptions: { build: (it) => seldon({ istio: lib.IstioSource.existingIngressGateway(it) }) },
  ExistingIngressOptions: { base: { className: 'public', host: 'a.example.com' }, build: (it) => mlflow({ ingress: lib.Ingress.existingClass(it) }) },
  ExistingNetworkOptions: {
    base: { vpcId: NETWORK.vpcId, privateSubnetIds: NETWORK.privateSubnetIds, publicSubnetIds: NETWORK.publicSubnetIds },
    build: (it) => stack({ network: lib.NetworkSource.existing(it) }),
  },
  ExistingZenmlServerOptions: { base: { url: 'https://zenml.example.com', apiKey: lib.SecretValue.unsafePlainText('ZENKEY_x') }, build: (it) => stack({ zenml: { server: lib.ZenmlServerSource.existing(it) } }) },
  KarpenterCpuPoolOptions: { build: (it) => karpenter({ cpuPool: it }) },
  KarpenterGpuPoolOptions: { build: (it) => karpenter({ gpuPool: it }) },
  KarpenterOptions: { build: karpenter },
  KarpenterProps: { base: KARPENTER, build: (it) => new lib.Karpenter(new TestStack(), NAME, it) },
  ExistingIstioOptions: { build: (it) => seldon({ istio: lib.IstioSource.existing(it) }) },
  StackExistingClusterOptions: { build: (it) => stack({ network: lib.NetworkSource.existing(NETWORK as any), cluster: lib.ClusterSource.existing('theirs', it) }) },
  IstiodOptions: { build: (it) => seldon({ istiod: it }) },
  LoadBalancerOptions: { build: (it) => zenml({ exposure: lib.ServiceExposure.loadBalancer(it) }) },
  MlflowAzureBlobOptions: {
    base: { storageAccount: 'account', container: 'models', accessKey: lib.SecretValue.unsafePlainText('a') }, build: (it) => mlflow({ artifactStore: lib.MlflowArtifactStore.azureBlob(it) }),
  },
  MlflowDatabaseCreation: { base: { admin: lib.Credentials.given('admin', lib.SecretValue.unsafePlainText('b')) }, build: (it) => mysql({ createDatabase: it }) },
  MlflowGcsOptions: { base: { bucket: 'models' }, build: (it) => mlflow({ artifactStore: lib.MlflowArtifactStore.gcs(it) }) },
  MlflowMysqlOptions: {
    base: { host: 'db', credentials: lib.Credentials.given('a', lib.SecretValue.unsafePlainText('b')) }, build: (it) => mlflow({ backendStore: lib.MlflowBackendStore.mysql(it) }),
  },
  MlflowPostgresqlOptions: {
    base: { host: 'db', credentials: lib.Credentials.given('a', lib.SecretValue.unsafePlainText('b')) }, build: (it) => mlflow({ backendStore: lib.MlflowBackendStore.postgresql(it) }),
  },
  MlflowS3CompatibleOptions: {
    base: { endpoint: 'http://minio:9000', bucket: 'models', credentials: lib.Credentials.given('a', lib.SecretValue.unsafePlainText('b')) },
    build: (it) => mlflow({ artifactStore: lib.MlflowArtifactStore.s3Compatible(it) }),
  },
  MlflowS3Options: { base: { bucket: 'models' }, build: (it) => mlflow({ artifactStore: lib.MlflowArtifactStore.s3(it) }) },
  MlflowTrackingServerOptions: { build: (it) => stack({ mlflow: it }) },
  MlflowTrackingServerProps: { base: { backendStore: DATABASE, artifactStore: BUCKET }, build: mlflow },
  ModelStorageProps: { base: { namespace: 'a', region: 'eu-central-1', roleArn: ARN }, build: (it) => new lib.ModelStorage(new TestStack(), NAME, it) },
  NetworkOptions: { build: (it) => stack({ network: lib.NetworkSource.create(it) }) },
  NetworkProps: { base: { namePrefix: 'acme' }, build: (it) => new lib.Network(new TestStack(), NAME, it) },
  NginxControllerOptions: { build: (it) => new lib.NginxController(new TestStack(), NAME, it) },
  NginxControllerProps: { build: (it) => new lib.NginxController(new TestStack(), NAME, it) },
  SharedNginxOptions: {
    build: (it) => {
      const scope = new TestStack();
      return new lib.MlflowTrackingServer(scope, NAME, {
        backendStore: DATABASE, artifactStore: BUCKET, ingress: lib.Ingress.sharedNginx(new lib.NginxController(scope, 'Nginx'), it),
      });
    },
  },
  NginxIngressOptions: { build: (it) => mlflow({ ingress: lib.Ingress.nginx(it) }) },
  NvidiaDevicePluginOptions: { build: (it) => new lib.NvidiaDevicePlugin(new TestStack(), NAME, { cluster: CLUSTER, ...it }) },
  NvidiaDevicePluginProps: { base: { cluster: CLUSTER }, build: (it) => new lib.NvidiaDevicePlugin(new TestStack(), NAME, it) },
  NodePortOptions: { base: { nodePort: 30080 }, build: (it) => zenml({ exposure: lib.ServiceExposure.nodePort(it) }) },
  ClusterNamespaceOptions: { build: (it) => mlflow({ namespace: lib.ClusterNamespace.create('tracking', it) }) },
  ClusterNodeGroupOptions: { build: (it) => cluster({ nodeGroups: { gpu: it } }) },
  NodeTaint: { base: { key: 'a' }, build: (it) => cluster({ nodeGroups: { more: { taints: [it] } } }) },
  NodeGroupOptions: { build: (it) => cluster({ nodeGroup: it }) },
  NodeGroupProps: {
    base: { nodeGroupName: 'a', roleName: 'a', clusterName: 'a', subnetIds: SUBNETS }, build: (it) => new lib.NodeGroup(new TestStack(), NAME, it),
  },
  PipelineNamespaceOptions: { build: (it) => stack({ pipelines: it }) },
  PipelineNamespaceProps: { build: (it) => new lib.PipelineNamespace(new TestStack(), NAME, it) },
  PodResources: { build: (it) => mlflow({ resources: it }) },
  Route53DomainOptions: { base: { zoneName: 'example.com' }, build: (it) => stack({ domain: lib.EntranceDomain.route53(it) }) },
  RegistryMirrorOptions: { base: { imageRegistry: 'registry.example.com' }, build: (it) => stack({ registryMirror: it }) },
  RemoteStateOptions: { base: { bucket: 'states' }, build: (it) => stack({ remoteState: it }) },
  SeldonCoreIstioOptions: { build: (it) => stack({ seldon: it }) },
  SeldonCoreIstioProps: { build: seldon },
  SeldonGatewayOptions: { build: (it) => seldon({ gateway: it }) },
  SeldonModelServerOptions: { base: { image: 'registry.example.com/models', version: 'v1' }, build: (it) => seldon({ modelServers: [lib.SeldonModelServer.sklearn(it)] }) },
  SeldonOperatorOptions: { build: (it) => seldon({ operator: it }) },
  ServiceAccountReference: { base: { namespace: 'a', name: 'b' }, build: (it) => role({ serviceAccount: it }) },
  ServiceAccountRoleProps: { base: { roleName: 'a', cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' } }, build: role },
  PolicyStatement: {
    base: { actions: ['s3:*'], resources: ['*'] },
    build: (it) => new lib.ServiceAccountRole(new TestStack(), NAME, {
      roleName: 'a', cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' },
    }).addStatements(it),
  },
  LifecycleRuleOptions: { base: { id: 'old', expirationDays: 90 }, build: (it) => stack({ artifactBucket: lib.ArtifactBucketSource.create({ lifecycleRules: [it] }) }) },
  LifecycleTransition: {
    base: { days: 90, storageClass: lib.S3StorageClass.GLACIER_IR },
    build: (it) => stack({ artifactBucket: lib.ArtifactBucketSource.create({ lifecycleRules: [{ id: 'old', transitions: [it] }] }) }),
  },
  StackArtifactBucketOptions: { build: (it) => stack({ artifactBucket: lib.ArtifactBucketSource.create(it) }) },
  StackAwsProviderOptions: { build: (it) => stack({ awsProvider: it }) },
  StackDatabaseOptions: { build: (it) => stack({ database: lib.DatabaseSource.create(it) }) },
  StackClusterAutoscalerOptions: { build: (it) => stack({ clusterAutoscaler: it }) },
  StackContainerRegistryOptions: { build: (it) => stack({ containerRegistry: it }) },
  StackEntranceOptions: { build: (it) => stack({ entrance: it }) },
  StackEntrancePorts: { build: (it) => stack({ entrance: { ports: it } }) },
  StackNodePorts: { build: (it) => stack({ entrance: { nodePorts: it } }) },
  StackMlflowOptions: { build: (it) => stack({ mlflow: it }) },
  StackKarpenterOptions: { build: (it) => stack({ karpenter: it }) },
  StackRoleOptions: { build: (it) => stack({ roles: it }) },
  StackSeldonOptions: { build: (it) => stack({ seldon: it }) },
  StackZenmlOptions: { build: (it) => stack({ zenml: it }) },
  ZenmlAwsStackProps: { base: { region: 'eu-central-1', prefix: 'acme' }, build: (it) => new lib.ZenmlAwsStack(Testing.app(), 'acme', it) },
  ZenmlDatabaseOptions: { base: ZENML_DATABASE, build: (it) => zenml({ database: it }) },
  ZenmlServerOptions: { build: (it) => stack({ zenml: { server: lib.ZenmlServerSource.create(it) } }) },
  ZenmlServerProps: { base: { database: ZENML_DATABASE }, build: (it) => new lib.ZenmlServer(new TestStack(), NAME, it) },
  SecretVariableOptions: { build: (it) => secret(lib.SecretValue.variable('a', it)) },
  SecretsManagerOptions: { build: (it) => secret(lib.SecretValue.secretsManager('a', it)) },
  SsmParameterOptions: { build: (it) => secret(lib.SecretValue.ssmParameter('a', it)) },
  // What constructs are taken for, and users may describe.
  ICluster: { base: CLUSTER, build: (it) => role({ cluster: it }) },
  INetwork: { base: NETWORK, build: (it) => cluster({ network: it }) },
};

// ---- What is wrong -----------------------------------------------------------------------------------------------------

/** A provider that nothing here takes. */
class NullProvider extends TerraformProvider {
  public constructor(scope: TestStack, id: string, { alias }: { readonly alias: string }) {
    super(scope, id, { terraformResourceType: 'null' });
    this.alias = alias;
  }
}

/** Values of another type than a reference says, each with what it is. */
function wrongValues(type: TypeReference): [what: string, value: unknown][] {
  const { primitive, fqn, collection } = type;
  if (collection) {
    const inner = wrongValues(collection.elementtype).slice(0, 1);
    return [
      ['a text', 'x'], ['a flag', true],
      ...inner.map(([what, value]) => collection.kind === 'array'
        ? [`a list with ${what}`, [value]] as [string, unknown] : [`a map with ${what}`, { key: value }] as [string, unknown]),
    ];
  }
  switch (primitive) {
    case 'string': return [['a number', 7], ['a list', ['x']]];
    case 'number': return [['a text', '7'], ['NaN', NaN]];
    case 'boolean': return [['a text', 'false'], ['a number', 0]];
    case 'any': return [];
    default: break;
  }
  const own = types[fqn!];
  return own?.kind === 'enum' ? [['a made-up text', 'made-up'], ['a number', 7]]
    : fqn === 'cdktf.TerraformProvider' ? [['a text', 'x'], ['a provider of another kind', new NullProvider(new TestStack(), 'other', { alias: 'other' })]]
      : [['a text', 'x'], ['a function', () => undefined], ...(own?.kind === 'class' ? [['a plain object', {}] as [string, unknown]] : [])];
}

/** The message of the error, or what happened instead of one that lists problems. */
function messageOf(build: () => unknown): string {
  try {
    build();
    return 'no error';
  } catch (error) {
    return (error as Error).message;
  }
}

const names = (prop: string) => new RegExp(`- '([\\w.\\[\\]/-]+\\.)?${prop}(\\.[\\w.-]+|\\[\\d+\\][\\w.]*)?' (must|is) `);

const CASES = structs.concat(all.filter(({ name }) => name in USES && name.startsWith('I')))
  .filter((type, index, list) => list.indexOf(type) === index)
  .filter(({ name }) => name in USES)
  .flatMap((type) => propertiesOf(type).map((property) => [`${type.name}.${property.name}`, type, property] as const));

test('every struct of the package has a use here, and every use a struct', () => {
  expect(structs.map(({ name }) => name).filter((name) => !(name in USES))).toEqual([]);
  expect(Object.keys(USES).filter((name) => !all.some((type) => type.name === name))).toEqual([]);
});

test.each(Object.entries(USES))('%s: the use itself is right', (_, { base, build }) => {
  expect(messageOf(() => build({ ...base }))).toBe('no error');
});

test.each(CASES)('%s', (_, type, property) => {
  const { base, build } = USES[type.name];
  const wrong: [string, unknown][] = [
    ['null', null], ...wrongValues(property.type), ...(property.optional ? [] : [['nothing', undefined] as [string, unknown]]),
  ];
  const found = wrong.map(([what, value]) => `${what}: ${messageOf(() => build({ ...base, [property.name]: value }))}`);
  expect(found.filter((message) => !names(property.name).test(message))).toEqual([]);
});

// ---- Factories ----------------------------------------------------------------------------------------------------------

const versions: Record<string, (version: any) => unknown> = {
  KubernetesVersion: (it) => cluster({ kubernetesVersion: it }),
  MysqlVersion: (it) => stack({ database: lib.DatabaseSource.create({ engineVersion: it }) }),
  IstioVersion: (it) => seldon({ istioVersion: it }),
  SeldonCoreVersion: (it) => seldon({ seldonCoreVersion: it }),
  MlflowVersion: (it) => mlflow({ version: it }),
  NginxIngressVersion: (it) => mlflow({ ingress: lib.Ingress.nginx({ version: it }) }),
  KarpenterVersion: (it) => karpenter({ version: it }),
  NvidiaDevicePluginVersion: (it) => new lib.NvidiaDevicePlugin(new TestStack(), NAME, { cluster: CLUSTER, version: it }),
  ZenmlVersion: (it) => zenml({ version: it }),
  ClusterAutoscalerVersion: (it) => stack({ clusterAutoscaler: { version: it } }),
};
const GOOD: Record<string, unknown[]> = {
  'MysqlTls.existingSecret': ['authorities', 'ca.pem'],
  'SeldonModelServer.custom': ['LIGHTGBM_SERVER', { image: 'registry.example.com/models', version: 'v1' }],
  'MlflowVersion.of': ['1.11.5', '3.15.1'],
  'ClusterAutoscalerVersion.of': ['9.59.0', 'v1.35.2'],
  'BasicAuth.given': ['alice', lib.SecretValue.unsafePlainText('wonder')],
  'Credentials.given': ['alice', lib.SecretValue.unsafePlainText('wonder')],
  'InnerResource.of': [new lib.ArtifactBucket(new TestStack(), 'Bucket', { bucketName: 'acme-models' }), 'Policy'],
};

/** Factory: what is done with what it makes. Those that take a struct are looked at above. */
const FACTORIES: Record<string, (made: any) => unknown> = {
  ...Object.fromEntries(Object.entries(versions).map(([name, use]) => [`${name}.of`, use])),
  'BasicAuth.generated': (it) => mlflow({ ingress: lib.Ingress.nginx({ auth: it }) }),
  'BasicAuth.given': (it) => mlflow({ ingress: lib.Ingress.nginx({ auth: it }) }),
  'ClusterNamespace.create': (it) => mlflow({ namespace: it }),
  'ClusterNamespace.existing': (it) => mlflow({ namespace: it }),
  'ClusterSource.existing': (it) => stack({ cluster: it, network: lib.NetworkSource.existing(NETWORK) }),
  'Credentials.existingSecret': (it) => mysql({ credentials: it }),
  'Credentials.generated': (it) => mysql({ credentials: it, createDatabase: { admin: lib.Credentials.given('admin', lib.SecretValue.unsafePlainText('b')) } }),
  'Credentials.given': (it) => mysql({ credentials: it }),
  'InnerResource.of': (it) => it,
  'LoadBalancerTls.acmCertificate': (it) => mlflow({ ingress: lib.Ingress.nginx({ host: 'a.example.com', tls: it }) }),
  'MysqlTls.certificates': (it) => zenml({ database: { ...ZENML_DATABASE, tls: it } }),
  'MysqlTls.existingSecret': (it) => zenml({ database: { ...ZENML_DATABASE, tls: it } }),
  'MysqlTls.rds': (it) => zenml({ database: { host: 'db', admin: lib.Credentials.given('admin', lib.SecretValue.unsafePlainText('b')), tls: it } }),
  ...Object.fromEntries(['environment', 'resourceAttribute', 'secretsManager', 'ssmParameter', 'unsafePlainText', 'variable']
    .map((name) => [`SecretValue.${name}`, secret])),
  'SeldonModelServer.custom': (it) => seldon({ modelServers: [it] }),
  'LoadBalancerTls.kubernetesSecret': (it) => mlflow({ ingress: lib.Ingress.nginx({ host: 'a.example.com', tls: it }) }),
};

const PARAMETERS = all.filter(({ kind }) => kind === 'class').flatMap((type) => (type.methods ?? [])
  .filter((method) => method.static && method.parameters && !method.parameters.some(({ type: { fqn } }) => fqn === 'constructs.Construct'))
  .flatMap((method) => method.parameters!.map((parameter, index) => ({ path: `${type.name}.${method.name}`, type: type.name, method: method.name, parameter, index }))));

test('every factory that takes more than a struct has a use here', () => {
  const needed = PARAMETERS.filter(({ parameter }) => parameter.type.primitive).map(({ path }) => path);
  expect([...new Set(needed)].filter((path) => !(path in FACTORIES))).toEqual([]);
  expect(Object.keys(FACTORIES).filter((path) => !needed.includes(path))).toEqual([]);
});

test.each(PARAMETERS.filter(({ parameter }) => parameter.type.primitive).map((it) => [`${it.path}(${it.parameter.name})`, it] as const))(
  '%s', (_, { path, type, method, parameter, index }) => {
    const wrong: [string, unknown][] = [
      ['null', null], ...wrongValues(parameter.type), ...(parameter.optional ? [] : [['nothing', undefined] as [string, unknown]]),
    ];
    const found = wrong.map(([what, value]) => `${what}: ${messageOf(() => {
      const args = [...GOOD[path] ?? []];
      args[index] = value;
      FACTORIES[path]((lib as any)[type][method](...args));
    })}`);
    expect(found.filter((message) => !/has \d+ problems? in its props:\n {2}- '[\w.[\]]+' must /.test(message))).toEqual([]);
  });

test.each(PARAMETERS.filter(({ parameter }) => !parameter.type.primitive).map((it) => [`${it.path}(${it.parameter.name})`, it] as const))(
  '%s: a struct that is null, a text or missing is told', (_, { path, type, method, parameter, index }) => {
    const uses: Record<string, (made: any) => unknown> = {
      ArtifactBucketSource: (it) => stack({ artifactBucket: it }),
      BasicAuth: (it) => mlflow({ ingress: lib.Ingress.nginx({ auth: it }) }),
      ClusterNamespace: (it) => mlflow({ namespace: it }),
      ClusterSource: (it) => stack({ cluster: it }),
      Credentials: (it) => mysql({ credentials: it }),
      DatabaseSource: (it) => stack({ database: it }),
      EntranceDomain: (it) => stack({ domain: it }),
      Ingress: (it) => mlflow({ ingress: it }),
      IstioSource: (it) => seldon({ istio: it }),
      MlflowArtifactStore: (it) => mlflow({ artifactStore: it }),
      MlflowBackendStore: (it) => mlflow({ backendStore: it }),
      NetworkSource: (it) => stack({ network: it }),
      SecretValue: secret,
      SeldonModelServer: (it) => seldon({ modelServers: [it] }),
      ServiceExposure: (it) => zenml({ exposure: it }),
      ZenmlServerSource: (it) => stack({ zenml: { server: it } }),
    };
    const before = ['Credentials.existingSecret', 'ClusterNamespace.create'].includes(path) || (type === 'SecretValue' || method === 'given') ? ['a'] : path === 'SeldonModelServer.custom' ? ['LIGHTGBM_SERVER'] : [];
    const wrong: [string, unknown][] = [['null', null], ['a text', 'x'], ...(parameter.optional ? [] : [['nothing', undefined] as [string, unknown]])];
    const found = wrong.map(([what, value]) => `${what}: ${messageOf(() => {
      const args: unknown[] = [...before];
      args[index] = value;
      uses[type]((lib as any)[type][method](...args));
    })}`);
    expect(found.filter((message) => !/has \d+ problems? in its props:\n {2}- '[\w.[\]]+' must /.test(message))).toEqual([]);
  });
