import { TerraformVariable, Testing } from 'cdktf';
import {
  AmiType, ArtifactBucket, ArtifactBucketSource, BasicAuth, ClusterAutoscaler, ClusterAutoscalerVersion,
  ClusterNamespace, ClusterSource, Credentials, Database, DatabaseSource, DataRetention, EksCluster,
  Ingress, KubernetesVersion, LoadBalancerScheme, LoadBalancerTls, MlflowArtifactStore, MlflowBackendStore,
  MlflowTrackingServer, ModelStorage, Network, NetworkSource, NodeGroup, PipelineNamespace, SecretValue,
  SeldonCoreIstio, SeldonCoreVersion, SeldonSource, ServiceAccountRole, ServiceExposure, ZenmlAwsStack,
} from '../../src';
import { EXISTING_NETWORK, NETWORK, PRIVATE_SUBNET_IDS } from '../support/fixtures';
import { messageOf, synth, TestStack } from '../support/synth';

// Mistakes of users, and their errors. The first ones once reduced a stack's security without an error.

const any = (value: unknown) => value as any;
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';
const ROLE = 'arn:aws:iam::111122223333:role/a';
const CLUSTER = {
  clusterName: 'acme',
  endpoint: 'https://a',
  certificateAuthorityData: 'YQ==',
  securityGroupId: 'sg-0a1b2c3d',
  oidcIssuer: 'oidc',
  oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc',
  ready: [],
};
const stack = (props: object) => new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const mlflow = (props: object) => new MlflowTrackingServer(new TestStack(), 'Part', {
  backendStore: MlflowBackendStore.sqlite(), artifactStore: MlflowArtifactStore.s3({ bucket: 'models' }), ...props,
});
const nginx = (options: object) => mlflow({ ingress: Ingress.nginx(options) });
const seldon = (props: object) => new SeldonCoreIstio(new TestStack(), 'Part', props);
const cluster = (props: object) => new EksCluster(new TestStack(), 'Part', { clusterName: 'acme', network: NETWORK, ...props });
const nodes = (props: object) => new NodeGroup(new TestStack(), 'Part', { nodeGroupName: 'a', roleName: 'a', clusterName: 'a', subnetIds: PRIVATE_SUBNET_IDS, ...props });
const database = (props: object) => new Database(new TestStack(), 'Part', { identifier: 'acme', network: NETWORK, ...props });

type Row = [what: string, build: () => unknown, problem: RegExp];

describe('refuses values that would silently be less secure', () => {
  test.each<Row>([
    ['retention as a text, in a stack', () => stack({ dataRetention: 'keep' }), /- dataRetention: got "keep"\. Must be one of .*\. Did you mean DataRetention.KEEP\?/],
    ['retention as a text, of a database', () => database({ dataRetention: 'keep' }), /- dataRetention: got .*\. Must be one of/],
    ['retention as a text, of a bucket', () => new ArtifactBucket(new TestStack(), 'Part', { bucketName: 'acme-models', dataRetention: any('keep') }),
      /- dataRetention: got .*\. Must be one of/],
    ['a password as a plain object', () => nginx({ auth: { username: 'a', password: 'TOPSECRET' } }), /- ingress.auth: got .*\. Must be made by BasicAuth/],
    ['a factory of passwords that was not called', () => nginx({ auth: BasicAuth.generated }), /- ingress.auth: got the function generated, which was not called\. Must be made by /],
    ['a password without a user', () => nginx({ auth: BasicAuth.given(any(undefined), SecretValue.unsafePlainText('x')) }), /- ingress.auth.username: missing\. Must be /],
    ['a user without a password', () => nginx({ auth: BasicAuth.given('a', any(undefined)) }), /- ingress.auth.password: missing\. Must be /],
    ['a scheme of one\'s own spelling, MLflow', () => nginx({ exposure: ServiceExposure.loadBalancer({ scheme: 'Internal' as LoadBalancerScheme }) }), /- ingress.exposure.scheme: got .*\. Must be .* Did you mean LoadBalancerScheme.INTERNAL\?/],
    ['a scheme of one\'s own spelling, Seldon', () => seldon({ gateway: { exposure: ServiceExposure.loadBalancer({ scheme: 'Internal' as LoadBalancerScheme }) } }), /- gateway.exposure.scheme: got .*\. Must be/],
    ['a version as a text, of Seldon', () => seldon({ seldonCoreVersion: '1.18.2' }), /- seldonCoreVersion: got .*\. Must be a SeldonCoreVersion/],
    ['a version as a text, of MLflow', () => mlflow({ version: '3.15.1' }), /- version: got .*\. Must be a MlflowVersion/],
    ['a version as a text, of Kubernetes', () => cluster({ kubernetesVersion: '1.35' }), /- kubernetesVersion: got .*\. Must be a KubernetesVersion/],
    ['a version as a text, of MySQL', () => database({ engineVersion: '8.4' }), /- engineVersion: got .*\. Must be a MysqlVersion/],
    ['TLS of a wrong kind', () => seldon({ gateway: { hosts: ['a.example.com'], tls: { certificateArn: 'x' } } }), /- gateway.tls: got .*\. Must be made by LoadBalancerTls/],
    ['a part that is disabled by an object', () => stack({ mlflow: { enabled: false } }), /- mlflow: got .*\. Must be made by MlflowSource.create\(\) or MlflowSource.none\(\)/],
    ['a store without arguments', () => mlflow({ backendStore: any(MlflowBackendStore).mysql() }), /- backendStore: missing\. Must be an object with 'host'/],
    ['a required prop that is missing', () => new ModelStorage(new TestStack(), 'Part', any({ namespace: 'a', region: 'eu-central-1' })), /- roleArn: missing\. Must be /],
  ])('%s', (_, build, problem) => {
    expect(messageOf(build)).toMatch(problem);
    expect(messageOf(build)).not.toContain('TOPSECRET');
  });
});

describe('refuses values that TypeScript accepts', () => {
  const HALF = { memoryRequest: '64Gi' };
  test.each<Row>([
    ['MLflow\'s request above its limit', () => mlflow({ resources: HALF }), /- resources.memoryRequest: got .*\. Must be at most .* by default "2Gi"/],
    ['NGINX\'s', () => nginx({ resources: HALF }), /- ingress.resources.memoryRequest: got .*\. Must be at most .* by default "512Mi"/],
    ['the autoscaler\'s', () => stack({ clusterAutoscaler: { resources: HALF } }), /- clusterAutoscaler.resources.memoryRequest: got .*\. Must be at most .* by default "600Mi"/],
    ['the gateway\'s', () => seldon({ gateway: { resources: HALF } }), /- gateway.resources.memoryRequest: got .*\. Must be at most .* by default "1024Mi"/],
    ['the operator\'s', () => seldon({ operator: { resources: HALF } }), /- operator.resources.memoryRequest: got .*\. Must be at most .* by default "300Mi"/],
    ['the executor\'s', () => seldon({ operator: { executorResources: { cpuLimit: '10m' } } }), /- operator.executorResources.cpuLimit: got .*\. Must be at least .* by default "50m"/],
    ['an address as MLflow\'s host', () => nginx({ host: '10.0.0.1' }), /- ingress.host: got .*\. Must be a name, not an address/],
    ['an address as the gateway\'s host', () => seldon({ gateway: { hosts: ['10.0.0.1'] } }), /- gateway.hosts\[0\]: got .*\. Must be a name, not an address/],
    ['a rotation that is an expression', () => seldon({ operator: { webhookCertificateRotation: '${timestamp()}' } }), /- operator.webhookCertificateRotation: must be/],
    ['a rotation with a comma', () => seldon({ operator: { webhookCertificateRotation: 'a,b' } }), /- operator.webhookCertificateRotation: got .*\. Must be/],
    ['a reserved word as database', () => database({ databaseName: 'select' }), /- databaseName: got .*\. Must be/],
    ['a reserved word as user', () => database({ username: 'Table' }), /- username: got .*\. Must be/],
    ['the key of another service', () => database({ kmsKeyArn: ROLE }), /- kmsKeyArn: got .*\. Must be the ARN of a KMS key/],
    ['a key of another region', () => stack({ region: 'us-east-1', database: DatabaseSource.create({ kmsKeyArn: KEY }) }), /- database.kmsKeyArn: got a KMS key of the region eu-central-1\. Must be one of us-east-1/],
    ['a certificate of another region', () => stack({
      region: 'us-east-1',
      seldon: SeldonSource.create({
        gateway: { hosts: ['a.example.com'], tls: LoadBalancerTls.acmCertificate(KEY.replace('kms', 'acm').replace('key/', 'certificate/')) },
      }),
    }), /- seldon.gateway.tls: got a certificate of AWS Certificate Manager of the region eu-central-1\. Must be one of us-east-1/],
    ['an administrator of another partition', () => stack({ region: 'cn-north-1', cluster: ClusterSource.create({ adminPrincipalArns: [ROLE] }) }), /- cluster.adminPrincipalArns\[0\]: got an IAM user or role of the partition aws\. Must be one of aws-cn/],
    ['everybody as administrator', () => cluster({ adminPrincipalArns: ['arn:aws:iam::111122223333:role/*'] }), /- adminPrincipalArns\[0\]: got .*\. Must be the ARN of an IAM user or role/],
    ['a policy that is none', () => new ServiceAccountRole(new TestStack(), 'Part', {
      roleName: 'a', cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' }, managedPolicyArns: [ROLE],
    }), /- managedPolicyArns\[0\]: got .*\. Must be the ARN of an IAM policy/],
    ['nodes in no subnets', () => nodes({ subnetIds: [] }), /- subnetIds: got .*\. Must be a list of/],
    ['nodes in subnets that are none', () => nodes({ subnetIds: ['a', 'b'] }), /- subnetIds\[0\]: got .*\. Must be the id of a subnet/],
    ['tags of nodes that AWS refuses', () => cluster({ nodeTags: { 'aws:a': 'b' } }), /- nodeTags: got .*\. Must be keyed by/],
    ['a name of a network that no tag takes', () => new Network(new TestStack(), 'Part', { namePrefix: 'a,b' }), /- namePrefix: got .*\. Must be/],
    ['a service account without a namespace', () => new ServiceAccountRole(new TestStack(), 'Part', {
      roleName: 'a', cluster: CLUSTER, serviceAccount: any({ name: 'b' }),
    }), /- serviceAccount.namespace: missing\. Must be /],
    ['a role of pipelines that is none', () => new PipelineNamespace(new TestStack(), 'Part', { roleArn: 'pipelines' }), /- roleArn: got .*\. Must be the ARN of an IAM role/],
    ['a region of models that does not exist', () => new ModelStorage(new TestStack(), 'Part', { namespace: 'a', region: 'eu-centrl-1', roleArn: ROLE }), /- region: got .*\. Must be an AWS region/],
    ['a security group that is none', () => database({ clientSecurityGroupIds: { app: 'default' } }), /- clientSecurityGroupIds.app: got .*\. Must be the id of a security group/],
    ['a region of the autoscaler that does not exist', () => new ClusterAutoscaler(new TestStack(), 'Part', { cluster: CLUSTER, region: 'Frankfurt', roleName: 'a' }), /- region: got .*\. Must be an AWS region/],
    ['a subnet twice', () => stack({ network: NetworkSource.existing({ ...EXISTING_NETWORK, privateSubnetIds: [PRIVATE_SUBNET_IDS[0], PRIVATE_SUBNET_IDS[0]] }) }), /- network.privateSubnetIds: got .*\. Must name each element once/],
    ['a subnet both public and private', () => stack({ network: NetworkSource.existing({ ...EXISTING_NETWORK, publicSubnetIds: PRIVATE_SUBNET_IDS }) }), /- network.publicSubnetIds: got .*, which 'network.privateSubnetIds' has\. Must be another one/],
    ['two stacks with one prefix', () => {
      const app = Testing.app();
      ['one', 'two'].forEach((id) => new ZenmlAwsStack(app, id, { region: 'eu-central-1', prefix: 'acme' }));
    }, /- prefix: got "acme", which stack 'one' has\. Must be another one/],
    ['two trackers in one namespace', () => synth((scope) => ['One', 'Two'].forEach((id) => new MlflowTrackingServer(scope, id, {
      backendStore: MlflowBackendStore.sqlite(), artifactStore: MlflowArtifactStore.s3({ bucket: 'models' }), ingress: Ingress.none(),
    }))), /- namespace: got "mlflow", which 'test\/One' on the same cluster has\. Must be another one/],
    ['two deployers on one cluster', () => synth((scope) => ['One', 'Two'].forEach((id) => new SeldonCoreIstio(scope, id))), /- kubernetesProvider: conflicts with 'test\/One'/],
    ['a region that does not exist', () => stack({ region: 'eu-centrl-1' }), /- region: got .*\. Must be an AWS region/],
    ['a reserved range as the way to the API', () => cluster({ endpointPublicAccessCidrs: ['127.0.0.0/8'] }), /- endpointPublicAccessCidrs\[0\]: got .*\. Must be/],
    ['an autoscaler of another Kubernetes', () => stack({ clusterAutoscaler: { version: ClusterAutoscalerVersion.V1_34_5 } }), /- clusterAutoscaler.version: got .*\. Must be/],
    ['a key that no Secret has', () => mlflow({
      backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: Credentials.existingSecret('db', { passwordKey: 'a b' }) }),
    }), /- backendStore.credentials.keys.passwordKey: got .*\. Must be a key of a Secret/],
    ['options of a disabled entrance', () => stack({ entrance: { enabled: false, idleTimeoutSeconds: 60 } }), /- entrance.idleTimeoutSeconds: must be left out/],
    ['a switch of an autoscaler', () => stack({ clusterAutoscaler: { enabled: false } }), /- clusterAutoscaler.enabled: unknown\. /],
  ])('%s', (_, build, problem) => expect(messageOf(build)).toMatch(problem));

  test('an autoscaler with options is enabled', () => {
    expect(stack({ clusterAutoscaler: {} }).clusterAutoscaler).toBeDefined();
    expect(stack({}).clusterAutoscaler).toBeUndefined();
  });
});

describe('reports clearly', () => {
  test.each<Row>([
    ['an existing password that no client can send', () => stack({ database: DatabaseSource.existing({ host: 'db', username: 'a', password: SecretValue.unsafePlainText('ä') }) }),
      /has 1 problem in its props:\n {2}- database.password: must be/],
    ['a plain object for a network', () => stack({ network: { cidr: '10.0.0.0/16' } }), /- network: got .*\. Must be made by NetworkSource.create\(\) or NetworkSource.existing\(\)/],
    ['a plain object for a store', () => mlflow({ artifactStore: { bucket: 'a' } }), /- artifactStore: got .*\. Must be made by MlflowArtifactStore/],
    ['a text for a list', () => seldon({ gateway: { exposure: ServiceExposure.loadBalancer({ allowedCidrs: '10.0.0.0/8' as unknown as string[] }) } }), /- gateway.exposure.allowedCidrs: got .*\. Must be a list .* Put it into a list: \["10.0.0.0\/8"\]/],
    ['null for an object', () => seldon({ gateway: null }), /- gateway: got null\. Must be an object .*\. Leave it out for the default/],
    ['a range without a length', () => stack({ network: NetworkSource.create({ cidr: '10.10.0.0' }) }), /- network.cidr: got .*\. Must be .* Did you mean "10.10.0.0\/16"\?/],
    ['a list of subnets that is one token', () => stack({
      network: NetworkSource.existing({
        ...EXISTING_NETWORK, privateSubnetIds: new TerraformVariable(new TestStack(), 'Subnets', {}).listValue,
      }),
    }), /- network.privateSubnetIds: must be .* Split it: \[Fn.element\(list, 0\), Fn.element\(list, 1\), …\]/],
  ])('%s', (_, build, problem) => expect(messageOf(build)).toMatch(problem));
});

describe('allows valid values', () => {
  test.each<[string, () => unknown]>([
    ['node groups of size 0', () => nodes({ minSize: 0, desiredSize: 0, maxSize: 3 })],
    ['a cluster whose nodes may all go', () => cluster({ nodeGroup: { minSize: 0, desiredSize: 1 } })],
    ['node groups over 450 nodes', () => nodes({ maxSize: 1000 })],
    ['the European sovereign cloud', () => stack({ region: 'eusc-de-east-1' })],
    ['an existing database with a hyphen', () => stack({ database: DatabaseSource.existing({ host: 'db', username: 'a', password: SecretValue.unsafePlainText('b'), databaseName: 'my-zenml' }) })],
    ['host names in upper case', () => nginx({ host: 'MLflow.Example.com' })],
    ['hosts of the gateway in upper case', () => seldon({ gateway: { hosts: ['Models.Example.com'] } })],
    ['a database\'s host in upper case', () => stack({ database: DatabaseSource.existing({ host: 'DB.Example.com', username: 'a', password: SecretValue.unsafePlainText('b') }) })],
    ['names of variables with a dot', () => mlflow({ environment: { 'a.b': 'c' } })],
    ['quantities such as 1e9', () => mlflow({ resources: { memoryRequest: '1e9' } })],
    ['htpasswd from Windows', () => nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText(`a:$2y$05$${'a'.repeat(53)}\r\nb:$2y$05$${'a'.repeat(53)}\r\n`)) })],
    ['a long dotted bucket of Google', () => mlflow({ artifactStore: MlflowArtifactStore.gcs({ bucket: `${'a'.repeat(40)}.${'b'.repeat(40)}.example.com` }) })],
    ['subnets that are tokens one by one', () => {
      const [first, second] = [1, 2].map((id) => new TerraformVariable(new TestStack(), `Subnet${id}`, {}).stringValue);
      stack({ network: NetworkSource.existing({ ...EXISTING_NETWORK, privateSubnetIds: [first, second] }) });
    }],
    ['Arm nodes without Seldon', () => stack({
      seldon: SeldonSource.none(), cluster: ClusterSource.create({ nodeGroup: { amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['m7g.large'] } }),
    })],
    ['everything that there is by its own name', () => stack({
      dataRetention: DataRetention.KEEP,
      cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.V1_34 }),
      artifactBucket: ArtifactBucketSource.create({ kmsKeyArn: KEY }),
      clusterAutoscaler: {},
      seldon: SeldonSource.create({
        seldonCoreVersion: SeldonCoreVersion.DEFAULT,
        gateway: { exposure: ServiceExposure.loadBalancer({ scheme: LoadBalancerScheme.INTERNAL }) },
      }),
      pipelines: { namespace: ClusterNamespace.create('ml') },
    })],
  ])('%s', (_, build) => expect(build).not.toThrow());
});

test('a text is a text, in documents with and without references', () => {
  const text = 'a ${HOME} %{b}';
  const values = (props: object) => JSON.stringify(Object.values(synth((scope) => void new MlflowTrackingServer(scope, 'Part', {
    backendStore: MlflowBackendStore.sqlite(), artifactStore: MlflowArtifactStore.s3({ bucket: 'models' }), environment: { A: text }, values: { b: text }, ...props,
  })).all('helm_release')).find(({ chart }) => chart === 'mlflow')!.values);
  const plain = values({ ingress: Ingress.none() });
  const mixed = values({ ingress: Ingress.nginx() });
  expect(mixed).toContain('jsonencode');
  expect(plain).not.toContain('jsonencode');
  for (const document of [plain, mixed]) {
    expect(document.match(/a \$\$\{HOME\} %%\{b\}/g)).toHaveLength(2);
  }
});
