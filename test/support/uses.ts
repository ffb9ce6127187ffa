import { Testing } from 'cdktf';
import { all } from './assembly';
import { EXISTING_NETWORK, NETWORK, PRIVATE_SUBNET_IDS } from './fixtures';
import { TestStack } from './synth';
import * as lib from '../../src';

// An example of every public struct and factory, with everything that is required beside the value under test.

export interface Use {
  /** Required members. */
  readonly base?: object;
  /** Builds something with the struct. */
  build(value: any): unknown;
}

const NAME = 'Part';
const ARN = 'arn:aws:iam::111122223333:role/a';
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
export const ZENML_DATABASE = { host: 'db', credentials: lib.Credentials.given('zenml', lib.SecretValue.unsafePlainText('b')) };
const BUCKET = lib.MlflowArtifactStore.s3({ bucket: 'acme-models' });

export const stack = (props: object) => new lib.ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
export const mlflow = (props: object) =>
  new lib.MlflowTrackingServer(new TestStack(), NAME, { backendStore: DATABASE, artifactStore: BUCKET, ...props });
export const seldon = (props: any) => new lib.SeldonCoreIstio(new TestStack(), NAME, props);
const cluster = (props: object) => new lib.EksCluster(new TestStack(), NAME, { clusterName: 'acme', network: NETWORK, ...props });
const role = (props: object) => new lib.ServiceAccountRole(new TestStack(), NAME, {
  roleName: 'a', cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' }, ...props,
});
export const mysql = (more: object) => mlflow({ backendStore: lib.MlflowBackendStore.mysql({ host: 'db', credentials: lib.Credentials.given('a', lib.SecretValue.unsafePlainText('b')), ...more }) });

export const zenml = (props: object) => new lib.ZenmlServer(new TestStack(), NAME, { database: ZENML_DATABASE, ...props });

const SERVICE = { nodePort: 30080, healthCheckPath: '/health' };
const ENTRANCE = { namePrefix: 'acme', network: NETWORK, cluster: CLUSTER, services: { mlflow: SERVICE } };
export const entrance = (props: object) => new lib.Entrance(new TestStack(), NAME, { ...ENTRANCE, ...props });

const KARPENTER = { cluster: CLUSTER, namePrefix: 'acme', subnetIds: PRIVATE_SUBNET_IDS };
const karpenter = (props: object) => new lib.Karpenter(new TestStack(), NAME, { ...KARPENTER, ...props });

export const secret = (password: lib.SecretValue) => stack({ database: lib.DatabaseSource.existing({ host: 'db', username: 'a', password }) });

export const USES: Record<string, Use> = {
  ArtifactBucketOptions: { build: (it) => stack({ artifactBucket: lib.ArtifactBucketSource.create(it) }) },
  ArtifactBucketProps: { base: { bucketName: 'acme-models' }, build: (it) => new lib.ArtifactBucket(new TestStack(), NAME, it) },
  ClusterAutoscalerOptions: { build: (it) => stack({ clusterAutoscaler: it }) },
  ClusterAutoscalerProps: {
    base: { cluster: CLUSTER, roleName: 'a' }, build: (it) => new lib.ClusterAutoscaler(new TestStack(), NAME, it),
  },
  ContainerRegistryOptions: { build: (it) => stack({ containerRegistry: lib.ContainerRegistrySource.create(it) }) },
  ContainerRegistryProps: { base: { repositoryNames: ['acme'] }, build: (it) => new lib.ContainerRegistry(new TestStack(), NAME, it) },
  CredentialsSecretKeys: { build: (it) => mlflow({ backendStore: lib.MlflowBackendStore.mysql({ host: 'db', credentials: lib.Credentials.existingSecret('a', it) }) }) },
  DatabaseOptions: { build: (it) => stack({ database: lib.DatabaseSource.create(it) }) },
  DatabaseProps: { base: { identifier: 'acme', network: NETWORK }, build: (it) => new lib.Database(new TestStack(), NAME, it) },
  EksClusterOptions: { build: (it) => stack({ cluster: lib.ClusterSource.create(it) }) },
  EksClusterProps: { base: { clusterName: 'acme', network: NETWORK }, build: cluster },
  CertificateDomainOptions: {
    base: { certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012', domainName: 'ml.example.com' },
    build: (it) => stack({ entrance: { domain: lib.EntranceDomain.certificate(it) } }),
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
    base: EXISTING_NETWORK,
    build: (it) => stack({ network: lib.NetworkSource.existing(it) }),
  },
  ExistingZenmlServerOptions: { base: { url: 'https://zenml.example.com', apiKey: lib.SecretValue.unsafePlainText('ZENKEY_x') }, build: (it) => stack({ zenml: lib.ZenmlServerSource.existing(it) }) },
  ClusterDeploymentProps: { build: zenml },
  HelmChartOptions: { build: zenml },
  HelmProviderProps: { build: zenml },
  HelmReleaseOptions: { build: zenml },
  KubernetesObjectsProps: { build: (it) => new lib.PipelineNamespace(new TestStack(), NAME, it) },
  KarpenterCpuPoolOptions: { build: (it) => karpenter({ cpuPool: it }) },
  KarpenterGpuPoolOptions: { build: (it) => karpenter({ gpuPool: it }) },
  KarpenterOptions: { build: (it) => stack({ karpenter: it }) },
  KarpenterProps: { base: KARPENTER, build: (it) => new lib.Karpenter(new TestStack(), NAME, it) },
  ExistingIstioOptions: { build: (it) => seldon({ istio: lib.IstioSource.existing(it) }) },
  StackExistingClusterOptions: { build: (it) => stack({ network: lib.NetworkSource.existing(EXISTING_NETWORK), cluster: lib.ClusterSource.existing('theirs', it) }) },
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
  MlflowTrackingServerOptions: { build: (it) => stack({ mlflow: lib.MlflowSource.create(it) }) },
  MlflowTrackingServerProps: { base: { backendStore: DATABASE, artifactStore: BUCKET }, build: mlflow },
  ModelStorageProps: { base: { namespace: 'a', roleArn: ARN }, build: (it) => new lib.ModelStorage(new TestStack(), NAME, it) },
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
    base: { nodeGroupName: 'a', roleName: 'a', clusterName: 'a', subnetIds: PRIVATE_SUBNET_IDS }, build: (it) => new lib.NodeGroup(new TestStack(), NAME, it),
  },
  PipelineDeploymentsOptions: { build: (it) => new lib.PipelineDeployments(new TestStack(), NAME, it) },
  PipelineDeploymentsProps: { build: (it) => new lib.PipelineDeployments(new TestStack(), NAME, it) },
  PipelineNamespaceOptions: { build: (it) => stack({ pipelines: it }) },
  PipelineNamespaceProps: { build: (it) => new lib.PipelineNamespace(new TestStack(), NAME, it) },
  PodResources: { build: (it) => mlflow({ resources: it }) },
  Route53DomainOptions: { base: { zoneName: 'example.com' }, build: (it) => stack({ entrance: { domain: lib.EntranceDomain.route53(it) } }) },
  RegistryMirrorOptions: { base: { imageRegistry: 'registry.example.com' }, build: (it) => stack({ registryMirror: it }) },
  RemoteStateOptions: { base: { bucket: 'states' }, build: (it) => stack({ remoteState: it }) },
  SeldonCoreIstioOptions: { build: (it) => stack({ seldon: lib.SeldonSource.create(it) }) },
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
  StackContainerRegistryOptions: { build: (it) => stack({ containerRegistry: lib.ContainerRegistrySource.create(it) }) },
  StackEntranceOptions: { build: (it) => stack({ entrance: it }) },
  StackEntrancePorts: { build: (it) => stack({ entrance: { ports: it } }) },
  StackNodePorts: { build: (it) => stack({ entrance: { nodePorts: it } }) },
  StackRoleOptions: { build: (it) => stack({ roles: it }) },
  ZenmlAwsStackProps: { base: { region: 'eu-central-1', prefix: 'acme' }, build: (it) => new lib.ZenmlAwsStack(Testing.app(), 'acme', it) },
  ZenmlDatabaseOptions: { base: ZENML_DATABASE, build: (it) => zenml({ database: it }) },
  ZenmlServerOptions: { build: (it) => stack({ zenml: lib.ZenmlServerSource.create(it) }) },
  ZenmlServerProps: { base: { database: ZENML_DATABASE }, build: (it) => new lib.ZenmlServer(new TestStack(), NAME, it) },
  SecretVariableOptions: { build: (it) => secret(lib.SecretValue.variable('a', it)) },
  SecretsManagerOptions: { build: (it) => secret(lib.SecretValue.secretsManager('a', it)) },
  SsmParameterOptions: { build: (it) => secret(lib.SecretValue.ssmParameter('a', it)) },
  // Interfaces of constructs that users may implement.
  ICluster: { base: CLUSTER, build: (it) => role({ cluster: it }) },
  INetwork: { base: NETWORK, build: (it) => cluster({ network: it }) },
};

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
export const GOOD: Record<string, unknown[]> = {
  'MysqlTls.existingSecret': ['authorities', 'ca.pem'],
  'SeldonModelServer.custom': ['LIGHTGBM_SERVER', { image: 'registry.example.com/models', version: 'v1' }],
  'MlflowVersion.of': ['1.11.5', '3.15.1'],
  'ClusterAutoscalerVersion.of': ['9.59.0', 'v1.35.2'],
  'BasicAuth.given': ['alice', lib.SecretValue.unsafePlainText('wonder')],
  'Credentials.given': ['alice', lib.SecretValue.unsafePlainText('wonder')],
  'InnerResource.of': [new lib.ArtifactBucket(new TestStack(), 'Bucket', { bucketName: 'acme-models' }), 'Policy'],
};

/** Factories, with the use of their results. Factories with a struct are tested above. */
export const FACTORIES: Record<string, (made: any) => unknown> = {
  ...Object.fromEntries(Object.entries(versions).map(([name, use]) => [`${name}.of`, use])),
  'BasicAuth.generated': (it) => mlflow({ ingress: lib.Ingress.nginx({ auth: it }) }),
  'BasicAuth.given': (it) => mlflow({ ingress: lib.Ingress.nginx({ auth: it }) }),
  'ClusterNamespace.create': (it) => mlflow({ namespace: it }),
  'ClusterNamespace.existing': (it) => mlflow({ namespace: it }),
  'ClusterSource.existing': (it) => stack({ cluster: it, network: lib.NetworkSource.existing(EXISTING_NETWORK) }),
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

export const PARAMETERS = all.filter(({ kind }) => kind === 'class').flatMap((type) => (type.methods ?? [])
  .filter((method) => method.static && method.parameters && !method.parameters.some(({ type: { fqn } }) => fqn === 'constructs.Construct'))
  .flatMap((method) => method.parameters!.map((parameter, index) => ({ path: `${type.name}.${method.name}`, type: type.name, method: method.name, parameter, index }))));
