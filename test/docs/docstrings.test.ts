import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Testing } from 'cdktf';
import * as ts from 'typescript';
import {
  AmiType, CapacityType, ClusterAutoscaler, ClusterAutoscalerExpander, ClusterSource, EksCluster, Karpenter, NodeGroup, NvidiaDevicePlugin,
  ServiceAccountRole, TaintEffect,
} from '../../src/cluster';
import { Database, DatabaseSource } from '../../src/database';
import {
  BasicAuth, Entrance, EntranceDomain, EntranceOptions, EntranceTls, Ingress, IngressController, NginxController, SharedNginxOptions,
} from '../../src/ingress';
import { Credentials, LoadBalancerScheme, ServiceExposure } from '../../src/kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer, MlflowTrackingServerProps } from '../../src/mlflow';
import { Network } from '../../src/network';
import { ContainerRegistry } from '../../src/registry';
import { SecretValue } from '../../src/secrets/secret-value';
import { IstioSource, SeldonCoreIstio, SeldonModelServer, SeldonProtocol } from '../../src/seldon';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../src/stack';
import { ArtifactBucket } from '../../src/storage';
import { DataRetention } from '../../src/terraform/data-retention';
import { PolicyEffect } from '../../src/terraform/policy-statement';
import {
  IstioVersion, KarpenterVersion, KubernetesVersion, MlflowVersion, MysqlVersion, NginxIngressVersion, NvidiaDevicePluginVersion, SeldonCoreVersion,
  ZenmlVersion,
} from '../../src/versions';
import { PipelineDeployments, PipelineNamespace, ZenmlServer, ZenmlServerOptions, ZenmlServerSource } from '../../src/zenml';
import { NETWORK } from '../support/fixtures';
import { variablesOf } from '../support/jobs';
import { Block, messageOf, synth, Synthesized, synthStack, TestStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

const SRC = resolve(__dirname, '..', '..', 'src');

// ---- Public types and members -------------------------------------------------------------------------------------------

interface Member { readonly path: string; readonly docs: boolean; readonly optional: boolean; readonly default?: string }
interface Type { readonly name: string; readonly struct: boolean; readonly docs: boolean; readonly members: Member[] }

const tagsOf = (node: ts.Node) => ts.getJSDocTags(node);
const isInternal = (node: ts.Node) => tagsOf(node).some((tag) => tag.tagName.text === 'internal');
const isDocumented = (node: ts.Node) => ts.getJSDocCommentsAndTags(node)
  .some((doc) => ts.isJSDoc(doc) && Boolean(ts.getTextOfJSDocComment(doc.comment)?.trim()));
const hasModifier = (node: ts.Node, ...kinds: ts.SyntaxKind[]) => ts.canHaveModifiers(node)
  && (ts.getModifiers(node) ?? []).some((it) => kinds.includes(it.kind));
const defaultOf = (node: ts.Node) => ts.getTextOfJSDocComment(tagsOf(node).find((tag) => tag.tagName.text === 'default')?.comment)?.trim();

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The exports of the package's and folders' indexes, by file; '*' means all. */
function exportedNames(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const indexes = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|[\\/])index\.ts$/.test(file));
  for (const index of indexes.map((file) => join(SRC, file))) {
    for (const statement of parse(index).statements.filter(ts.isExportDeclaration)) {
      const path = resolve(dirname(index), (statement.moduleSpecifier as ts.StringLiteral).text);
      const names = found.get(`${path}.ts`) ?? new Set<string>();
      const clause = statement.exportClause;
      (clause && ts.isNamedExports(clause) ? clause.elements.map((it) => it.name.text) : ['*']).forEach((name) => names.add(name));
      found.set(`${path}.ts`, names);
    }
  }
  return found;
}

/** All public types of the package. */
function publicTypes(): Type[] {
  return [...exportedNames()].filter(([file]) => existsSync(file)).flatMap(([file, names]) => parse(file).statements
    .filter((it) => ts.isInterfaceDeclaration(it) || ts.isClassDeclaration(it) || ts.isEnumDeclaration(it))
    .filter((it) => hasModifier(it, ts.SyntaxKind.ExportKeyword) && !isInternal(it) && (names.has('*') || names.has(it.name!.text)))
    .map((declaration) => {
      const name = declaration.name!.text;
      const members = [...declaration.members].filter((it: ts.TypeElement | ts.ClassElement | ts.EnumMember) => !isInternal(it)
        && !hasModifier(it, ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword)
        && !ts.isConstructorDeclaration(it) && !it.name?.getText().startsWith('_'));
      // jsii uses the docstring of an interface for the members that implement it.
      const implemented = ts.isClassDeclaration(declaration)
        ? (declaration.heritageClauses ?? []).filter((it) => it.token === ts.SyntaxKind.ImplementsKeyword)
          .flatMap((it) => it.types.map((type) => type.getText())) : [];
      return {
        name,
        struct: ts.isInterfaceDeclaration(declaration) && !/^I[A-Z]/.test(name),
        docs: isDocumented(declaration),
        members: members.map((member: ts.TypeElement | ts.ClassElement | ts.EnumMember) => ({
          path: `${name}.${member.name!.getText()}`,
          docs: isDocumented(member) || implemented.some((type) => documentedInInterface(type, member.name!.getText())),
          optional: 'questionToken' in member && member.questionToken !== undefined,
          default: defaultOf(member),
        })),
      };
    }));
}

const interfaces = new Map<string, ts.InterfaceDeclaration>();
function documentedInInterface(type: string, member: string): boolean {
  if (interfaces.size === 0) {
    [...exportedNames().keys()].filter((file) => existsSync(file)).flatMap((file) => parse(file).statements.filter(ts.isInterfaceDeclaration))
      .forEach((it) => interfaces.set(it.name.text, it));
  }
  const found = interfaces.get(type)?.members.find((it) => it.name?.getText() === member);
  return found !== undefined && isDocumented(found);
}

const TYPES = publicTypes();
const MEMBERS = TYPES.flatMap(({ members }) => members);
const OPTIONS = TYPES.filter(({ struct }) => struct).flatMap(({ members }) => members).filter(({ optional }) => optional);

test('the sources are found', () => {
  expect(TYPES.map(({ name }) => name)).toEqual(expect.arrayContaining(['ZenmlAwsStack', 'ZenmlAwsStackProps', 'NatGateways', 'INetwork', 'KubernetesVersion']));
  expect(MEMBERS.length).toBeGreaterThan(100);
  expect(OPTIONS.length).toBeGreaterThan(40);
});
test('every folder of sources except validation has public types', () => {
  const folders = new Set([...exportedNames().keys()].map((file) => relative(SRC, dirname(file))));
  const all = readdirSync(SRC, { withFileTypes: true }).filter((it) => it.isDirectory() && it.name !== 'validation')
    .filter((it) => readdirSync(join(SRC, it.name)).some((file) => file.endsWith('.ts'))).map((it) => it.name);
  expect(all.filter((folder) => !folders.has(folder))).toEqual([]);
});
test('every public type has a docstring', () => {
  expect(TYPES.filter(({ docs }) => !docs).map(({ name }) => name)).toEqual([]);
});
test('every construct and every factory has an example', () => {
  const { types } = JSON.parse(readFileSync(join(SRC, '..', '.jsii'), 'utf8')) as { types: Record<string, Block> };
  const isConstruct = ({ initializer, abstract }: Block) => !abstract && initializer?.parameters?.[0]?.type.fqn === 'constructs.Construct';
  const isFactory = (method: Block) => method.static && method.returns?.type.fqn in types;
  const documented = Object.values(types).flatMap((type) => [
    ...(isConstruct(type) ? [type] : []),
    ...(type.methods ?? []).filter(isFactory).map((method: Block) => ({ ...method, name: `${type.name}.${method.name}` })),
  ]);
  expect(documented.length).toBeGreaterThan(80);
  expect(documented.filter(({ docs }) => !docs?.example).map(({ name }) => name)).toEqual([]);
});
test('every member of a public type has a docstring', () => {
  expect(MEMBERS.filter(({ docs }) => !docs).map(({ path }) => path)).toEqual([]);
});
test('every optional member of a struct has @default', () => {
  expect(OPTIONS.filter((member) => !member.default).map(({ path }) => path)).toEqual([]);
});
test('no required member has @default', () => {
  const optional = new Set(OPTIONS.map(({ path }) => path));
  expect(MEMBERS.filter((member) => member.default !== undefined && !optional.has(member.path)).map(({ path }) => path)).toEqual([]);
});
test('a default is the bare value: no code quotes, no full stop', () => {
  expect(OPTIONS.filter((member) => /^[`"]|\.$/.test(member.default ?? '')).map(({ path }) => path)).toEqual([]);
});

// ---- Actual defaults: one row per literal @default ------------------------------------------------------

const PREFIX = 'acme';
const stackOf = (props: Partial<ZenmlAwsStackProps> = {}) =>
  synthStack(new ZenmlAwsStack(Testing.app(), 'stack', { region: 'eu-central-1', prefix: PREFIX, ...props }));
const stack = stackOf();
const EXISTING_DATABASE = DatabaseSource.existing({ host: 'db', username: 'admin', password: SecretValue.unsafePlainText('secret') });
const bucket = synth((scope) => void new ArtifactBucket(scope, 'Part', { bucketName: 'acme' }));
const network = synth((scope) => void new Network(scope, 'Part', { namePrefix: 'acme' }));
const cluster = synth((scope) => void new EksCluster(scope, 'Part', { clusterName: 'acme', network: NETWORK }));
const nodes = synth((scope) => void new NodeGroup(scope, 'Part', { nodeGroupName: 'nodes', roleName: 'acme', clusterName: 'acme', subnetIds: ['subnet-0a1b2c3d'] }));
const tainted = synth((scope) => void new NodeGroup(scope, 'Part', {
  nodeGroupName: 'nodes', roleName: 'acme', clusterName: 'acme', subnetIds: ['subnet-0a1b2c3d'], taints: [{ key: 'gpu' }],
}));
const added = synth((scope) => new ServiceAccountRole(scope, 'Part', {
  roleName: 'acme', cluster: EksCluster.fromName(scope, 'Cluster', 'theirs'), serviceAccount: { namespace: 'a', name: 'b' },
}).addStatements({ actions: ['s3:*'], resources: ['*'] }));
const database = synth((scope) => void new Database(scope, 'Part', { identifier: 'acme', network: NETWORK }));
const registry = synth((scope) => void new ContainerRegistry(scope, 'Part', { repositoryNames: ['acme'] }));
const pipelines = synth((scope) => void new PipelineNamespace(scope, 'Part'));
const deployments = synth((scope) => void new PipelineDeployments(scope, 'Part'));
const seldon = synth((scope) => void new SeldonCoreIstio(scope, 'Part'));
const theirs = EXISTING_DATABASE
  ._source.bind(new TestStack(), 'Part', { prefix: 'acme', network: NETWORK, clientSecurityGroupIds: {}, dataRetention: DataRetention.KEEP });

const entranceOf = (options: EntranceOptions = {}) => synth((scope) => void new Entrance(scope, 'Part', {
  namePrefix: 'acme',
  network: NETWORK,
  cluster: EksCluster.fromName(scope, 'Cluster', 'theirs'),
  services: { web: { nodePort: 30080, healthCheckPath: '/' } },
  ...options,
}));
const entrance = entranceOf();
const autoscaler = synth((scope) => void new ClusterAutoscaler(scope, 'Part', {
  roleName: 'acme',
  region: 'eu-central-1',
  cluster: {
    clusterName: 'acme', endpoint: 'https://a', certificateAuthorityData: 'a', securityGroupId: 'sg-0a1b2c3d', oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc', oidcIssuer: 'oidc', ready: [],
  },
}));
const THEIR_CLUSTER = {
  clusterName: 'acme',
  endpoint: 'https://a',
  certificateAuthorityData: 'a',
  securityGroupId: 'sg-0a1b2c3d',
  oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc',
  oidcIssuer: 'oidc',
  ready: [],
};
const karpenter = synth((scope) => void new Karpenter(scope, 'Part', {
  cluster: THEIR_CLUSTER, region: 'eu-central-1', namePrefix: 'acme', subnetIds: ['subnet-0a1b2c3d'], gpuPool: {},
}));
const devicePlugin = synth((scope) => void new NvidiaDevicePlugin(scope, 'Part', { cluster: THEIR_CLUSTER }));
const remote = stackOf({ remoteState: { bucket: 'states' } });

/** MLflow with a database and a bucket; without an ingress its Helm values contain no token. */
const mlflow = (props: Partial<MlflowTrackingServerProps> = {}) => synth((scope) => void new MlflowTrackingServer(scope, 'Part', {
  backendStore: MlflowBackendStore.mysql({ host: 'db', createDatabase: { admin: Credentials.existingSecret('admin') } }),
  artifactStore: MlflowArtifactStore.s3({ bucket: 'acme', credentials: Credentials.existingSecret('keys') }),
  ...props,
}));
const plain = mlflow({ ingress: Ingress.none() });
const postgresql = mlflow({ ingress: Ingress.none(), backendStore: MlflowBackendStore.postgresql({ host: 'db', credentials: Credentials.given('mlflow', SecretValue.unsafePlainText('secret')) }) });
const compatible = mlflow({
  ingress: Ingress.none(), artifactStore: MlflowArtifactStore.s3Compatible({ endpoint: 'http://minio', bucket: 'acme', credentials: Credentials.existingSecret('keys') }),
});
const nginx = mlflow();
const shared = (options: SharedNginxOptions = {}) => synth((scope) => void new MlflowTrackingServer(scope, 'Part', {
  backendStore: MlflowBackendStore.sqlite(),
  artifactStore: MlflowArtifactStore.s3({ bucket: 'acme' }),
  ingress: Ingress.sharedNginx(new NginxController(scope, 'Nginx'), options),
}));
const existingClass = (more: Partial<Parameters<typeof Ingress.existingClass>[0]> = {}) =>
  mlflow({ ingress: Ingress.existingClass({ className: 'ours', host: 'mlflow.example.com', ...more }) });

const zenmlServer = (options: ZenmlServerOptions = {}) => synth((scope) => void new ZenmlServer(scope, 'Part', {
  database: { host: 'db', admin: Credentials.existingSecret('admin') }, serverUrl: 'https://zenml.example.com', ...options,
}));
const zenml = zenmlServer();

const release = (name: string, from = seldon) => Object.values(from.all('helm_release')).find((it) => it.name === name)!;
const value = (name: string, from = seldon) => JSON.parse(release(name, from).values[0]);
const server = (from = plain): Block => value('mlflow-tracking', from);
const namespace = (part: string, from = seldon) => `ClusterNamespace.create('${from.one('kubernetes_namespace_v1', part).metadata.name}')`;
const tlsOf = (job: Block) => job.spec.template.spec.container[0].env.some((it: Block) => it.name === 'DB_TLS' && it.value === 'unverified') ? 'MysqlTls.unverified()' : 'other';
/** The values of Karpenter's pools. */
const pools = (): Block => parseDocument(release('karpenter-node-pools', karpenter).values[0]);
const poolTimes = () => [pools().nodePools.cpu, pools().nodePools.gpu]
  .map(({ disruption, template }) => [disruption.consolidateAfter, template.spec.expireAfter, template.spec.terminationGracePeriod])
  .reduce((cpu, gpu) => cpu.map((it, index) => it === gpu[index] ? parseInt(it) : NaN));
const capacityOf = (pool: string) => {
  const [sold] = pools().nodePools[pool].template.spec.requirements.find((it: Block) => it.key === 'karpenter.sh/capacity-type').values;
  return member('CapacityType', CapacityType, sold.toUpperCase().replace('-', '_'));
};
/** The text, if omitting it gives the same result. */
const same = (text: string, leftOut: Synthesized, writtenOut: Synthesized) => JSON.stringify(leftOut.json) === JSON.stringify(writtenOut.json) ? text : 'something else';
/** The enum member with a value, as source code. */
const member = (name: string, values: Record<string, string>, found: string) => `${name}.${Object.entries(values).find(([, it]) => it === found)?.[0]}`;
/** A constant, if the actual value is the constant's. */
const constant = (name: string, expected: string, found: string) => found === expected ? name : found;
const retention = (destroyed: boolean) => member('DataRetention', DataRetention, destroyed ? DataRetention.DELETE : DataRetention.KEEP);

/** A construct with an existing Istio. */
const onIstio = (istio: IstioSource, get: (it: SeldonCoreIstio) => any) => {
  let found: any;
  synth((scope) => {
    found = get(new SeldonCoreIstio(scope, 'Part', { istio }));
  });
  return found;
};

/** The actual default of each prop. Add a row for each new literal @default. */
const TRUTH: Record<string, () => unknown> = {
  'StackArtifactBucketOptions.bucketName': () => stack.one('aws_s3_bucket').bucket,
  'ArtifactBucketProps.dataRetention': () => retention(bucket.one('aws_s3_bucket').force_destroy),
  'ArtifactBucketOptions.noncurrentVersionDays': () =>
    bucket.one('aws_s3_bucket_lifecycle_configuration').rule[0].noncurrent_version_expiration[0].noncurrent_days,
  'ArtifactBucketOptions.versioned': () => bucket.one('aws_s3_bucket_versioning').versioning_configuration.status === 'Enabled',
  'ClusterAutoscalerOptions.expander': () =>
    member('ClusterAutoscalerExpander', ClusterAutoscalerExpander, /"expander":"(.*?)"/.exec(autoscaler.one('helm_release').values[0])![1]),
  'ContainerRegistryProps.dataRetention': () => retention(registry.one('aws_ecr_repository').force_delete),
  'DatabaseOptions.allowMajorVersionUpgrade': () => database.one('aws_db_instance').allow_major_version_upgrade ?? false,
  'DatabaseOptions.backupRetentionDays': () => database.one('aws_db_instance').backup_retention_period,
  'DatabaseOptions.databaseName': () => database.one('aws_db_instance').db_name,
  'DatabaseOptions.engineVersion': () => constant('MysqlVersion.DEFAULT (8.4)', MysqlVersion.DEFAULT.version, database.one('aws_db_instance').engine_version),
  'DatabaseOptions.instanceClass': () => database.one('aws_db_instance').instance_class,
  'DatabaseOptions.maxStorageGib': () => database.one('aws_db_instance').max_allocated_storage,
  'DatabaseOptions.multiAz': () => database.one('aws_db_instance').multi_az,
  'DatabaseOptions.storageGib': () => database.one('aws_db_instance').allocated_storage,
  'DatabaseOptions.username': () => database.one('aws_db_instance').username,
  'DatabaseProps.dataRetention': () => retention(database.one('aws_db_instance').skip_final_snapshot),
  'EksClusterOptions.bootstrapClusterCreatorAdminPermissions': () =>
    cluster.one('aws_eks_cluster').access_config.bootstrap_cluster_creator_admin_permissions,
  'NodeTaint.effect': () => member('TaintEffect', TaintEffect, tainted.one('aws_eks_node_group').taint[0].effect),
  'PolicyStatement.effect': () => member('PolicyEffect', PolicyEffect, JSON.parse(added.one('aws_iam_role_policy').policy).Statement[0].Effect),
  'EksClusterOptions.endpointPublicAccessCidrs': () => cluster.one('aws_eks_cluster').vpc_config.public_access_cidrs,
  'EksClusterOptions.kubernetesVersion': () =>
    constant('KubernetesVersion.DEFAULT (1.35)', KubernetesVersion.DEFAULT.version, cluster.one('aws_eks_cluster').version),
  'EksClusterOptions.metricsServer': () => Object.values(cluster.all('aws_eks_addon')).some((it) => it.addon_name === 'metrics-server'),
  'EksClusterOptions.logRetentionDays': () => cluster.one('aws_cloudwatch_log_group').retention_in_days,
  'EksClusterProps.autoscaledNodes': () => 'ignore_changes' in cluster.one('aws_eks_node_group').lifecycle,
  'ExistingDatabaseOptions.port': () => theirs.port,
  'ExistingDatabaseOptions.tls': () => tlsOf(stackOf({ database: EXISTING_DATABASE }).one('kubernetes_job_v1', 'Zenml_Database')),
  'ExistingZenmlServerOptions.version': () => constant('ZenmlVersion.DEFAULT', ZenmlVersion.DEFAULT.version,
    stackOf({ zenml: ZenmlServerSource.existing({ url: 'https://a', apiKey: SecretValue.unsafePlainText('ZENKEY_b') }) }).outputs['zenml-version'].value),
  'KarpenterCpuPoolOptions.capacityType': () => capacityOf('cpu'),
  'KarpenterCpuPoolOptions.maxCpu': () => pools().nodePools.cpu.limits.cpu,
  'KarpenterGpuPoolOptions.capacityType': () => capacityOf('gpu'),
  'KarpenterGpuPoolOptions.maxGpus': () => pools().nodePools.gpu.limits['nvidia.com/gpu'],
  'KarpenterGpuPoolOptions.instanceFamilies': () =>
    pools().nodePools.gpu.template.spec.requirements.find((it: Block) => it.key === 'karpenter.k8s.aws/instance-family').values,
  'HelmReleaseOptions.releaseTimeoutSeconds': () => {
    const releases = [
      release('cluster-autoscaler', autoscaler), release('karpenter', karpenter), release('nvidia-device-plugin', devicePlugin),
      release('nginx-controller', shared()), release('mlflow-tracking', plain), release('istiod'), release('zenml-server', zenml),
    ];
    return [...new Set(releases.map(({ timeout }) => timeout))].join(' or ');
  },
  'KarpenterOptions.version': () => constant('KarpenterVersion.DEFAULT (1.14.1)', KarpenterVersion.DEFAULT.version, release('karpenter', karpenter).version),
  'KarpenterOptions.diskGib': () => parseInt(pools().nodeClasses.default.blockDeviceMappings[0].ebs.volumeSize),
  'KarpenterOptions.amiVersion': () => pools().nodeClasses.default.amiSelectorTerms[0].alias.split('@')[1],
  'KarpenterOptions.consolidateAfterMinutes': () => poolTimes()[0],
  'KarpenterOptions.expireAfterHours': () => poolTimes()[1],
  'KarpenterOptions.drainTimeoutMinutes': () => poolTimes()[2],
  'NvidiaDevicePluginOptions.version': () =>
    constant('NvidiaDevicePluginVersion.DEFAULT (0.20.0)', NvidiaDevicePluginVersion.DEFAULT.version, devicePlugin.one('helm_release').version),
  'IstiodOptions.replicas': () => value('istiod').replicaCount,
  'LoadBalancerOptions.scheme': () => member('LoadBalancerScheme', LoadBalancerScheme,
    zenml.one('kubernetes_service_v1').metadata.annotations['service.beta.kubernetes.io/aws-load-balancer-scheme']),
  'ExistingGatewayOptions.namespace': () => onIstio(IstioSource.existingGateway({ name: 'a' }), (it) => it.istioNamespace),
  'ExistingGatewayOptions.serviceName': () => onIstio(IstioSource.existingGateway({ name: 'a' }), (it) => it.serviceName),
  'ExistingIngressGatewayOptions.namespace': () => onIstio(IstioSource.existingIngressGateway(), (it) => it.istioNamespace),
  'ExistingIngressGatewayOptions.serviceName': () => onIstio(IstioSource.existingIngressGateway(), (it) => it.serviceName),
  'ExistingIngressGatewayOptions.podLabels': () => {
    const { istio, ...more } = onIstio(IstioSource.existingIngressGateway(), (it) => JSON.parse(it.predictionSpec)).spec.selector;
    return Object.keys(more).length === 0 ? `{ istio: '${istio}' }` : more;
  },
  'ExistingIstioOptions.gatewayNamespace': () =>
    namespace('GatewayNamespace', synth((scope) => void new SeldonCoreIstio(scope, 'Part', { istio: IstioSource.existing() }))),
  'ExistingIstioOptions.namespace': () => IstioSource.existing()._source.theirNamespaces[0],
  'ExistingIngressOptions.auth': () => same('BasicAuth.generated()', existingClass(), existingClass({ auth: BasicAuth.generated() })),
  'ExistingIngressOptions.controller': () =>
    same('IngressController.F5_NGINX', existingClass(), existingClass({ controller: IngressController.F5_NGINX })),
  'MlflowDatabaseCreation.dedicatedServer': () => 'DB_DEDICATED' in variablesOf(plain.one('kubernetes_job_v1')),
  'MlflowMysqlOptions.database': () => server().backendStore.mysql.database.split('?')[0],
  'MlflowMysqlOptions.port': () => server().backendStore.mysql.port,
  'MlflowMysqlOptions.tls': () => tlsOf(plain.one('kubernetes_job_v1')),
  'EntranceOptions.deletionProtection': () => entrance.one('aws_lb').enable_deletion_protection,
  'EntranceOptions.idleTimeoutSeconds': () => entrance.one('aws_lb').idle_timeout,
  'EntranceOptions.maxSecurityGroupRules': () => Number(/which takes (\d+)/.exec(messageOf(() => entranceOf({
    allowedCidrs: Array.from({ length: 61 }, (_, index) => `203.0.113.${index}/32`),
  })))![1]),
  'EntranceOptions.scheme': () => member('LoadBalancerScheme', LoadBalancerScheme, entrance.one('aws_lb').internal ? 'internal' : 'internet-facing'),
  'EntranceOptions.tls': () => member('EntranceTls', EntranceTls, 'tls_self_signed_cert' in entrance.json.resource ? 'OWN_AUTHORITY' : 'NONE'),
  'Route53DomainOptions.privateZone': () => stackOf({ entrance: { domain: EntranceDomain.route53({ zoneName: 'example.com' }) } }).data('aws_route53_zone').private_zone,
  'EntranceServiceOptions.healthyStatusCodes': () => entrance.one('aws_lb_target_group').health_check.matcher,
  'StackNodePorts.zenml': () => stack.one('aws_lb_target_group', 'zenml').port,
  'StackNodePorts.mlflow': () => stack.one('aws_lb_target_group', 'mlflow').port,
  'StackNodePorts.models': () => stack.one('aws_lb_target_group', 'models').port,
  'StackNodePorts.modelsHealth': () => Number(stack.one('aws_lb_target_group', 'models').health_check.port),
  'NginxIngressOptions.auth': () =>
    same('BasicAuth.generated()', nginx, mlflow({ ingress: Ingress.nginx({ auth: BasicAuth.generated() }) })),
  'SharedNginxOptions.auth': () => same('BasicAuth.generated()', shared(), shared({ auth: BasicAuth.generated() })),
  'NginxControllerOptions.name': () => release('nginx-controller', nginx).name,
  'NginxControllerOptions.className': () => value('nginx-controller', nginx).controller.ingressClass.name,
  'NginxControllerOptions.exposure': () => same('ServiceExposure.loadBalancer()', nginx,
    mlflow({ ingress: Ingress.nginx({ exposure: ServiceExposure.loadBalancer() }) })),
  'NginxControllerOptions.namespace': () => namespace('Nginx', nginx),
  'NginxControllerOptions.replicas': () => value('nginx-controller', nginx).controller.replicaCount,
  'NginxControllerOptions.version': () =>
    constant('NginxIngressVersion.DEFAULT', NginxIngressVersion.DEFAULT.chartVersion, release('nginx-controller', nginx).version),
  'MlflowPostgresqlOptions.database': () => server(postgresql).backendStore.postgres.database,
  'MlflowPostgresqlOptions.port': () => server(postgresql).backendStore.postgres.port,
  'MlflowS3CompatibleOptions.region': () => server(compatible).extraEnvVars.AWS_DEFAULT_REGION,
  'MlflowTrackingServerOptions.ingress': () => same('Ingress.nginx()', nginx, mlflow({ ingress: Ingress.nginx() })),
  'MlflowTrackingServerOptions.namespace': () => namespace('Namespace', plain),
  'MlflowTrackingServerOptions.proxiedArtifacts': () => server().artifactRoot.proxiedArtifactStorage,
  'MlflowTrackingServerOptions.replicas': () => server().replicaCount,
  'MlflowTrackingServerOptions.serviceAccountName': () => server().serviceAccount.name,
  'MlflowTrackingServerOptions.version': () => constant('MlflowVersion.DEFAULT',
    JSON.stringify(MlflowVersion.DEFAULT), JSON.stringify({ chartVersion: release('mlflow-tracking', plain).version, appVersion: server().image.tag })),
  'MlflowTrackingServerOptions.workers': () => server().extraArgs.workers,
  'NetworkOptions.availabilityZoneCount': () => Object.keys(network.all('aws_subnet')).length / 2,
  'NetworkOptions.cidr': () => network.one('aws_vpc').cidr_block,
  'NetworkOptions.natGateways': () => Object.keys(network.all('aws_nat_gateway')).length === 1 ? 'NatGateways.SINGLE' : 'NatGateways.ONE_PER_ZONE',
  'NodeGroupOptions.amiType': () => member('AmiType', AmiType, nodes.one('aws_eks_node_group').ami_type),
  'NodeGroupOptions.capacityType': () => member('CapacityType', CapacityType, nodes.one('aws_eks_node_group').capacity_type),
  'NodeGroupOptions.diskGib': () => nodes.one('aws_launch_template').block_device_mappings[0].ebs.volume_size,
  'NodeGroupOptions.instanceTypes': () => nodes.one('aws_eks_node_group').instance_types,
  'NodeGroupOptions.minSize': () => nodes.one('aws_eks_node_group').scaling_config.min_size,
  'NodeGroupProps.createAccessEntry': () => Object.keys(nodes.all('aws_eks_access_entry')).length === 1,
  'NodeGroupProps.autoscaled': () => 'ignore_changes' in nodes.one('aws_eks_node_group').lifecycle,
  'PipelineDeploymentsOptions.namespace': () => namespace('', deployments),
  'PipelineDeploymentsOptions.serviceAccountName': () => deployments.one('kubernetes_service_account_v1').metadata.name,
  'PipelineNamespaceOptions.namespace': () => namespace('', pipelines),
  'PipelineNamespaceOptions.serviceAccountName': () => pipelines.one('kubernetes_service_account_v1').metadata.name,
  'RemoteStateOptions.key': () => remote.json.terraform.backend.s3.key,
  'SeldonCoreIstioOptions.istio': () => same('IstioSource.create()', seldon,
    synth((scope) => void new SeldonCoreIstio(scope, 'Part', { istio: IstioSource.create() }))),
  'SeldonCoreIstioOptions.istioNamespace': () => namespace('IstioNamespace'),
  'SeldonCoreIstioOptions.istioVersion': () => constant('IstioVersion.DEFAULT', IstioVersion.DEFAULT.version, release('istiod').version),
  'SeldonCoreIstioOptions.seldonCoreVersion': () =>
    constant('SeldonCoreVersion.DEFAULT', SeldonCoreVersion.DEFAULT.version, release('seldon-core-operator').version),
  'SeldonCoreIstioOptions.seldonNamespace': () => namespace('SeldonNamespace'),
  'SeldonCoreIstioOptions.workloadNamespace': () => namespace('WorkloadNamespace'),
  'SeldonGatewayOptions.hosts': () => value('seldon-gateway').spec.servers[0].hosts,
  'SeldonGatewayOptions.exposure': () => same('ServiceExposure.loadBalancer()', seldon, synth((scope) => void new SeldonCoreIstio(scope, 'Part', {
    gateway: { exposure: ServiceExposure.loadBalancer() },
  }))),
  'SeldonGatewayOptions.name': () => value('seldon-gateway').name,
  'SeldonGatewayOptions.replicas': () => value('istio-ingressgateway').replicaCount,
  'StackContainerRegistryOptions.repositoryNames': () => ['zenml-kubernetes', 'model-servers'].map((name) => stack.one('aws_ecr_repository', name).name),
  'SeldonModelServerOptions.protocol': () =>
    member('SeldonProtocol', SeldonProtocol, SeldonModelServer.sklearn({ image: 'a', version: 'b' }).protocol),
  'ZenmlDatabaseOptions.database': () => value('zenml-server', zenml).zenml.database.url.split('/').at(-1),
  'ZenmlDatabaseOptions.dedicatedServer': () => 'DB_DEDICATED' in variablesOf(zenml.one('kubernetes_job_v1')),
  'ZenmlDatabaseOptions.port': () => /:(\d+)\//.exec(value('zenml-server', zenml).zenml.database.url)![1],
  'ZenmlDatabaseOptions.tls': () => tlsOf(zenml.one('kubernetes_job_v1')),
  'ZenmlServerOptions.administrator': () => same('Credentials.generated(\'admin\')', zenml, zenmlServer({ administrator: Credentials.generated('admin') })),
  'ZenmlServerOptions.exposure': () => same('ServiceExposure.loadBalancer()', zenml, zenmlServer({ exposure: ServiceExposure.loadBalancer() })),
  'ZenmlServerOptions.namespace': () => namespace('', zenml),
  'ZenmlServerOptions.replicas': () => value('zenml-server', zenml).zenml.replicaCount,
  'ZenmlServerOptions.serviceAccountName': () => value('zenml-server', zenml).serviceAccount.name,
  'ZenmlServerOptions.version': () => constant('ZenmlVersion.DEFAULT', ZenmlVersion.DEFAULT.version, release('zenml-server', zenml).version),
  'StackExistingClusterOptions.prefixedNames': () => ClusterSource.existing('platform')._source.prefixedNames,
  'ZenmlAwsStackProps.artifactBucket': () => 'aws_s3_bucket' in stack.json.resource ? 'ArtifactBucketSource.create()' : 'existing',
  'ZenmlAwsStackProps.cluster': () => 'aws_eks_cluster' in stack.json.resource ? 'ClusterSource.create()' : 'existing',
  'ZenmlAwsStackProps.dataRetention': () => retention(stack.one('aws_s3_bucket').force_destroy),
  'ZenmlAwsStackProps.database': () => 'aws_db_instance' in stack.json.resource ? 'DatabaseSource.create()' : 'existing',
  'ZenmlAwsStackProps.network': () => 'aws_vpc' in stack.json.resource ? 'NetworkSource.create()' : 'existing',
};

const LITERALS = OPTIONS.filter((option) => option.default !== undefined && !option.default.startsWith('- '));

/** A value as @default writes it: text in a list has quotes, other text may have them. */
function written(truth: unknown): string {
  return Array.isArray(truth) ? `[${truth.map((it) => `'${it}'`).join(', ')}]` : String(truth);
}

describe('a literal @default is the truth', () => {
  test.each(LITERALS.filter(({ path }) => path in TRUTH))('$path: $default', ({ path, default: literal }) => {
    expect(written(TRUTH[path]())).toBe(literal!.replace(/^'(.*)'$/, '$1').replace(/<prefix>/g, PREFIX));
  });
  test('each has a row in the table', () => {
    expect(LITERALS.map(({ path }) => path).filter((path) => !(path in TRUTH))).toEqual([]);
  });
  test('each row has a literal', () => {
    expect(Object.keys(TRUTH).filter((path) => !LITERALS.some((option) => option.path === path))).toEqual([]);
  });
});
