import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformVariable, Testing } from 'cdktf';
import { AmiType, ClusterSource } from '../../src/cluster';
import { DatabaseSource } from '../../src/database';
import { Ingress } from '../../src/ingress';
import { ClusterNamespace, LoadBalancerTls, MysqlTls, ServiceExposure } from '../../src/kubernetes';
import { MlflowSource } from '../../src/mlflow';
import { NetworkSource } from '../../src/network';
import { ContainerRegistrySource, ImageTagMutability } from '../../src/registry';
import { SecretValue } from '../../src/secrets/secret-value';
import { SeldonSource } from '../../src/seldon';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../src/stack';
import { ArtifactBucketSource } from '../../src/storage';
import { DataRetention } from '../../src/terraform/data-retention';
import { ZenmlServerSource } from '../../src/zenml';
import { EXISTING_NETWORK } from '../support/fixtures';
import { variablesOf } from '../support/jobs';
import { messageOf, Synthesized, synthStack, TestStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

const REQUIRED: ZenmlAwsStackProps = { region: 'eu-central-1', prefix: 'acme' };
const THEIR_NETWORK = NetworkSource.existing(EXISTING_NETWORK);
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const build = (props: Partial<ZenmlAwsStackProps> = {}) => new ZenmlAwsStack(Testing.app(), 'acme', { ...REQUIRED, ...props });
const stack = (props: Partial<ZenmlAwsStackProps> = {}) => synthStack(build(props));
const refused = (props: Partial<ZenmlAwsStackProps>) => messageOf(() => build(props)).split('\n  - ');

describe('with only the required props', () => {
  const synthesized = stack();

  test('all names are derived from the prefix', () => {
    expect(synthesized.one('aws_eks_cluster').name).toBe('acme-eks');
    expect(synthesized.one('aws_s3_bucket').bucket).toBe('acme-zenml-artifact-store');
    expect(synthesized.one('aws_db_instance').identifier).toBe('acme-mysql');
    expect(Object.values(synthesized.all('aws_ecr_repository')).map(({ name }) => name)).toEqual(['acme-model-servers', 'acme-zenml-kubernetes']);
    expect(synthesized.one('aws_vpc').tags.Name).toBe('acme-vpc');
    expect(Object.values(synthesized.all('aws_iam_role')).map(({ name }) => name).sort())
      .toEqual(['acme-eks-cluster', 'acme-eks-ebs-csi', 'acme-eks-node', 'acme-mlflow', 'acme-models', 'acme-pipelines', 'acme-zenml-connector', 'acme-zenml-server']);
  });
  test('each part has its defaults', () => {
    expect(synthesized.one('aws_vpc').cidr_block).toBe('10.10.0.0/16');
    expect(synthesized.one('aws_eks_cluster').version).toBe('1.35');
    expect(synthesized.one('aws_db_instance')).toMatchObject({ publicly_accessible: false, db_name: 'zenml' });
    expect(Object.values(synthesized.all('aws_ecr_repository')).map((it) => it.image_tag_mutability)).toEqual(['IMMUTABLE', 'MUTABLE']);
    expect(synthesized.one('kubernetes_namespace_v1', 'Pipelines').metadata.name).toBe('zenml');
  });
  test('all resources are tagged, including nodes', () => {
    const tags = { managedBy: 'terraform', application: 'acme' };
    expect(synthesized.json.provider.aws).toEqual([{ region: 'eu-central-1', default_tags: [{ tags }] }]);
    expect(synthesized.one('aws_launch_template').tag_specifications[0].tags).toEqual({ Name: expect.stringMatching(/-nodes$/), ...tags });
  });
  test('data is kept', () => {
    expect(synthesized.one('aws_s3_bucket').force_destroy).toBe(false);
    expect(Object.values(synthesized.all('aws_ecr_repository')).map((it) => it.force_delete)).toEqual([false, false]);
    expect(synthesized.one('aws_db_instance').deletion_protection).toBe(true);
  });
  test('only the cluster connects to the database', () => {
    expect(synthesized.one('aws_vpc_security_group_ingress_rule', 'Database').referenced_security_group_id)
      .toBe(`\${${synthesized.address('aws_eks_cluster')}.vpc_config[0].cluster_security_group_id}`);
  });
  test('the subnets are tagged for the cluster', () => {
    expect(synthesized.one('aws_subnet', 'PublicSubnet1').tags['kubernetes.io/cluster/acme-eks']).toBe('shared');
  });
  test('the kubernetes and helm providers request a new token whenever they need one', () => {
    const cluster = synthesized.address('aws_eks_cluster');
    const connection = { host: `\${${cluster}.endpoint}`, cluster_ca_certificate: `\${base64decode(${cluster}.certificate_authority[0].data)}` };
    const exec = {
      api_version: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', `\${${cluster}.name}`, '--region', 'eu-central-1', '--output', 'json'],
    };
    expect(synthesized.json.provider.kubernetes).toEqual([{ ...connection, exec: [exec] }]);
    expect(synthesized.json.provider.helm).toEqual([{ kubernetes: { ...connection, exec } }]);
  });
  test('pipelines read and write only artifacts and images', () => {
    const of = (name: string) => JSON.parse(synthesized.one('aws_iam_role_policy', `PipelineRole_Policy-${name}`).policy).Statement;
    const resources = (name: string) => [...new Set<string>(of(name).flatMap((statement: any) => statement.Resource))];
    const bucket = `\${${synthesized.address('aws_s3_bucket', 'ArtifactBucket_')}.arn}`;
    expect(resources('artifact-store')).toEqual([bucket, `${bucket}/*`]);
    expect(resources('container-registry')).toEqual(['*', ...['zenml-kubernetes', 'model-servers'].map((name) => `\${${synthesized.address('aws_ecr_repository', name)}.arn}`)]);
    expect(of('artifact-store').map((statement: any) => statement.Sid)).not.toContain('UseKey');
    expect(synthesized.one('kubernetes_service_account_v1', 'Pipelines').metadata.annotations['eks.amazonaws.com/role-arn'])
      .toBe(`\${${synthesized.address('aws_iam_role', 'PipelineRole')}.arn}`);
    expect(synthesized.one('aws_iam_role', 'PipelineRole').assume_role_policy).toContain('"system:serviceaccount:zenml:zenml-runner"');
  });
});

describe('props', () => {
  test('tags are added, and override the library\'s', () => {
    const tags = { managedBy: 'us', application: 'acme', team: 'ml' };
    const synthesized = stack({ tags: { team: 'ml', managedBy: 'us' } });
    expect(synthesized.json.provider.aws[0].default_tags).toEqual([{ tags }]);
    expect(synthesized.one('aws_launch_template').tag_specifications[0].tags).toMatchObject(tags);
  });
  test('all data is deleted on request', () => {
    const synthesized = stack({ dataRetention: DataRetention.DELETE });
    expect(synthesized.one('aws_s3_bucket').force_destroy).toBe(true);
    expect(Object.values(synthesized.all('aws_ecr_repository')).map((it) => it.force_delete)).toEqual([true, true]);
    expect(synthesized.one('aws_db_instance')).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
  });
  test('the registry accepts names, mutability and days', () => {
    const synthesized = stack({
      containerRegistry: ContainerRegistrySource.create({ repositoryNames: ['one', 'two'], imageTagMutability: ImageTagMutability.IMMUTABLE, untaggedImageDays: 3 }),
    });
    expect(Object.values(synthesized.all('aws_ecr_repository')).map((it) => [it.name, it.image_tag_mutability])).toEqual([['one', 'IMMUTABLE'], ['two', 'IMMUTABLE']]);
    expect(synthesized.one('aws_ecr_lifecycle_policy', 'one').policy).toContain('"countNumber":3');
  });
  test('without a registry there is no repository, and no permission for one', () => {
    const made = build({ containerRegistry: ContainerRegistrySource.none() });
    expect(made.containerRegistry).toBeUndefined();
    const synthesized = synthStack(made);
    expect(synthesized.all('aws_ecr_repository')).toEqual({});
    expect(Object.keys(synthesized.all('aws_iam_role_policy')).filter((name) => name.includes('container-registry'))).toEqual([]);
  });
  test('pipelines run in the given namespace', () => {
    const synthesized = stack({ pipelines: { namespace: ClusterNamespace.create('ml'), serviceAccountName: 'runner' } });
    expect(synthesized.one('kubernetes_namespace_v1', 'Pipelines').metadata.name).toBe('ml');
    expect(synthesized.one('aws_iam_role', 'PipelineRole').assume_role_policy).toContain('"system:serviceaccount:ml:runner"');
  });
  test('pipelines may use the key of the bucket', () => {
    const synthesized = stack({ artifactBucket: ArtifactBucketSource.create({ kmsKeyArn: KEY }) });
    expect(JSON.parse(synthesized.one('aws_iam_role_policy', 'PipelineRole_Policy-artifact-store').policy).Statement.at(-1)).toMatchObject({ Sid: 'UseKey', Resource: [KEY] });
  });
});

describe('models', () => {
  const policy = (props: Partial<ZenmlAwsStackProps> = {}) => JSON.parse(stack(props).one('aws_iam_role_policy', 'ModelRole').policy).Statement as any[];

  test('read artifacts and write nothing', () => {
    expect(policy().flatMap((statement) => statement.Action).filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
  });
  test('may read with the key of the bucket', () => {
    expect(policy({ artifactBucket: ArtifactBucketSource.create({ kmsKeyArn: KEY }) }).at(-1)).toMatchObject({ Resource: [KEY], Action: ['kms:Decrypt', 'kms:DescribeKey'] });
  });
  test('run under a service account that has the role, in the namespace of models', () => {
    const synthesized = stack();
    expect(synthesized.one('kubernetes_service_account_v1', 'ModelStorage').metadata.annotations['eks.amazonaws.com/role-arn'])
      .toBe(`\${${synthesized.address('aws_iam_role', 'ModelRole')}.arn}`);
    expect(synthesized.one('aws_iam_role', 'ModelRole').assume_role_policy).toContain('"system:serviceaccount:zenml-seldon-workloads:zenml-seldon-models"');
  });
  test('are deployed by pipelines', () => {
    expect(JSON.stringify(stack().one('kubernetes_role_binding_v1', 'Seldon').subject)).toContain(stack().address('kubernetes_service_account_v1', 'Pipelines'));
  });
  test('have neither operator nor role without Seldon', () => {
    const made = build({ seldon: SeldonSource.none() });
    expect([made.seldon, made.modelStorage]).toEqual([undefined, undefined]);
    const synthesized = synthStack(made);
    expect(Object.values(synthesized.all('helm_release')).map(({ name }) => name).sort()).toEqual(['mlflow-tracking', 'nginx-controller', 'zenml-server']);
    expect(Object.keys(synthesized.all('aws_iam_role')).filter((name) => name.includes('Model'))).toEqual([]);
    expect(synthesized.addresses.filter((address) => /Seldon|ModelStorage/.test(address))).toEqual([]);
  });
  test('are exposed by a load balancer with the stack\'s tags', () => {
    expect(JSON.stringify(stack({ entrance: { enabled: false }, tags: { team: 'ml' } }).one('kubernetes_service_v1', 'Seldon').metadata.annotations)).toContain('managedBy=terraform,application=acme,team=ml');
  });
});

/** The variables of the job that creates MLflow's database. */
const jobEnv = (synthesized: Synthesized) => variablesOf(synthesized.one('kubernetes_job_v1', 'Mlflow'));

describe('MLflow', () => {
  const synthesized = stack({ tags: { team: 'ml' } });
  const server = (from = synthesized) => Object.values(from.all('helm_release')).find(({ name }) => name === 'mlflow-tracking')!;
  const valuesOf = (from = synthesized) => parseDocument(server(from).values[0]);
  const policy = (props: Partial<ZenmlAwsStackProps> = {}) => JSON.parse(stack(props).one('aws_iam_role_policy', 'MlflowRole').policy).Statement as any[];
  const annotations = (props: Partial<ZenmlAwsStackProps> = {}) =>
    stack({ entrance: { enabled: false }, ...props }).one('kubernetes_service_v1', 'Mlflow').metadata.annotations;
  const bucket = `\${${synthesized.address('aws_s3_bucket', 'ArtifactBucket_')}.arn}`;
  const database = synthesized.address('aws_db_instance');

  test('stores runs in a dedicated database on the stack\'s server', () => {
    expect(valuesOf().backendStore.mysql).toMatchObject({ enabled: true, host: `\${${database}.address}`, port: 3306 });
    expect(valuesOf().backendStore.mysql.database).toMatch(/^mlflow\?/);
    expect(synthesized.one('aws_db_instance').db_name).toBe('zenml');
  });
  test('gets the database and a dedicated user from a job, which reads the administrator from a Secret', () => {
    expect(jobEnv(synthesized)).toEqual({
      DB_HOST: `\${${database}.address}`,
      DB_PORT: '3306',
      DB_NAME: 'mlflow',
      DB_PRIVILEGES: 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER',
      DB_ENCODED: 'true',
      DB_TRIGGERS: 'true',
      DB_PART: 'mlflow',
      DB_OWNER: '${data.aws_caller_identity.DatabaseOwner.account_id}/acme',
      DB_DEPLOYMENT: '${terraform_data.StackDeployment.id}',
      DB_DEDICATED: 'true',
      JOB_NAME: 'mlflow-tracking-create-database',
      JOB_VERDICT: 'mlflow-tracking-create-database-verdict',
      DB_TLS: 'verified',
      DB_CA_URL: 'https://truststore.pki.rds.amazonaws.com/eu-central-1/eu-central-1-bundle.pem',
      DB_CA_SECRET: 'mlflow-tracking-database-certificates/ca.pem',
      DB_USERNAME: 'mlflow-tracking-database/username',
      DB_PASSWORD: 'mlflow-tracking-database/password',
      DB_ADMIN_USERNAME: 'mlflow-tracking-database-admin/username',
      DB_ADMIN_PASSWORD: 'mlflow-tracking-database-admin/password',
      DB_ADMIN_SECRET: `mlflow-tracking-database-admin/\${${synthesized.address('kubernetes_secret_v1', 'Mlflow_Database_AdminSecret')}.metadata[0].uid}`,
      DB_GENERATION: `\${${synthesized.address('terraform_data', 'Mlflow_Database_Generation')}.id}`,
    });
    expect(synthesized.one('kubernetes_secret_v1', 'Mlflow_Database_AdminSecret')).toMatchObject({
      metadata: { name: 'mlflow-tracking-database-admin' },
      data: { username: `\${${database}.username}`, password: synthesized.one('aws_db_instance').password },
    });
    expect(synthesized.one('kubernetes_secret_v1', 'Mlflow_Database_Secret').data.username).toBe('mlflow');
  });
  test('verifies that the server is RDS, or follows the options of an existing database', () => {
    expect(valuesOf().backendStore.mysql.database).toContain('?ssl_ca=/');
    const existing = (tls?: MysqlTls) => valuesOf(stack({ database: DatabaseSource.existing({ host: 'db', username: 'a', password: SecretValue.unsafePlainText('b'), tls }) })).backendStore.mysql.database;
    expect([existing(), existing(MysqlTls.none())]).toEqual(['acme_mlflow?ssl_check_hostname=false', 'acme_mlflow']);
  });
  test('does not use the administrator\'s password itself', () => {
    const own = synthesized.one('kubernetes_secret_v1', 'Mlflow_Database_Secret').data.password;
    expect(own).toContain(synthesized.address('random_password', 'Mlflow_Database'));
    expect(own).not.toContain(synthesized.addresses.find((address) => address.startsWith('random_password.Database_')));
  });
  test('has no secret in its Helm values', () => {
    expect(Object.values(synthesized.all('helm_release')).filter(({ values }) => JSON.stringify(values).includes('random_password'))).toEqual([]);
  });
  test('stores artifacts in the bucket, under mlflow/', () => {
    const name = `\${${synthesized.address('aws_s3_bucket', 'ArtifactBucket_')}.bucket}`;
    expect(valuesOf().artifactRoot.s3).toEqual({ enabled: true, bucket: name, path: 'mlflow' });
    expect(valuesOf().extraEnvVars.AWS_DEFAULT_REGION).toBe('eu-central-1');
  });
  test('reads and writes only objects under mlflow/, and lists nothing else', () => {
    const onObjects = policy().filter(({ Action }) => Action.some((action: string) => /^s3:(Get|Put|Delete)Object|^s3:(Abort|ListMultipartUploadParts)/.test(action)));
    expect([...new Set(onObjects.flatMap((it) => it.Resource))]).toEqual([`${bucket}/mlflow/*`]);
    expect(policy().flatMap((it) => it.Resource).filter((resource) => resource !== bucket && resource !== `${bucket}/mlflow/*`)).toEqual([]);
    expect(policy().filter((it) => it.Action.includes('s3:ListBucket')).map((it) => it.Condition)).toEqual([{ StringLike: { 's3:prefix': ['mlflow', 'mlflow/*'] } }]);
  });
  test('may use the key of the bucket, if it has one', () => {
    expect(policy().map(({ Sid }) => Sid)).not.toContain('UseKey');
    expect(policy({ artifactBucket: ArtifactBucketSource.create({ kmsKeyArn: KEY }) }).at(-1)).toMatchObject({ Sid: 'UseKey', Resource: [KEY] });
  });
  // The issuer is an expression with quotes, so that this is valid JSON only after Terraform has resolved it.
  const trusted = (from: Synthesized) => [...from.one('aws_iam_role', 'MlflowRole').assume_role_policy.matchAll(/:sub":(\[.*?\])/g)].flatMap(([, list]) => JSON.parse(list));
  test('has its role through its service account, which is the only one', () => {
    expect(synthesized.one('aws_iam_role', 'MlflowRole').name).toBe('acme-mlflow');
    expect(trusted(synthesized)).toEqual(['system:serviceaccount:mlflow:mlflow-tracking']);
    const role = `\${${synthesized.address('aws_iam_role', 'MlflowRole')}.arn}`;
    expect(valuesOf().serviceAccount).toEqual({ name: 'mlflow-tracking', annotations: { 'eks.amazonaws.com/role-arn': role } });
  });
  test('the role follows namespace and service account', () => {
    const moved = stack({ mlflow: MlflowSource.create({ namespace: ClusterNamespace.create('runs'), serviceAccountName: 'tracker' }) });
    expect(trusted(moved)).toEqual(['system:serviceaccount:runs:tracker']);
    expect(moved.one('kubernetes_namespace_v1', 'Mlflow_Namespace').metadata.name).toBe('runs');
    expect(valuesOf(moved).serviceAccount.name).toBe('tracker');
  });
  test('without an entrance is exposed by a Network Load Balancer with the stack\'s tags', () => {
    expect(annotations({ tags: { team: 'ml' } })).toEqual({
      'cdktf-zenml-aws/deployment': expect.any(String),
      'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
      'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
      'service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled': 'true',
      'service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags': 'managedBy=terraform,application=acme,team=ml',
    });
  });
  test('the load balancer\'s annotations can be overridden individually', () => {
    const type = 'service.beta.kubernetes.io/aws-load-balancer-type';
    const replaced = annotations({ mlflow: MlflowSource.create({ ingress: Ingress.nginx({ exposure: ServiceExposure.loadBalancer({ annotations: { [type]: 'external' } }) }) }) });
    expect(replaced).toEqual({ ...annotations(), [type]: 'external' });
  });
  test('passes the options to the construct', () => {
    expect(server(stack({ mlflow: MlflowSource.create({ releaseTimeoutSeconds: 77, values: { a: 1 } }) }))).toMatchObject({ timeout: 77, values: [expect.anything(), '{"a":1}'] });
  });
  test('if disabled, has no resource, including role and database', () => {
    const made = build({ mlflow: MlflowSource.none() });
    expect(made.mlflow).toBeUndefined();
    const off = synthStack(made);
    expect(off.addresses.filter((address) => /mlflow/i.test(address))).toEqual([]);
    expect(Object.keys(off.all('random_password')).filter((name) => !/^(Database|Zenml)_/.test(name))).toEqual([]);
    const nothing = synthStack(build({ mlflow: MlflowSource.none(), seldon: SeldonSource.none(), zenml: ZenmlServerSource.none() }));
    expect(JSON.stringify([nothing.json.resource, nothing.json.data])).not.toMatch(/mlflow/i);
  });
});

describe('existing parts', () => {
  test('a network', () => {
    const synthesized = stack({ network: THEIR_NETWORK });
    expect(synthesized.all('aws_vpc')).toEqual({});
    expect(synthesized.one('aws_eks_cluster').vpc_config.subnet_ids).toEqual(
      Object.keys(synthesized.json.data.aws_subnet).filter((name) => name.includes('Private')).map((name) => `\${data.aws_subnet.${name}.id}`));
  });
  test('a cluster', () => {
    const synthesized = stack({ network: THEIR_NETWORK, cluster: ClusterSource.existing('theirs') });
    expect(synthesized.all('aws_eks_cluster')).toEqual({});
    expect(synthesized.json.provider.kubernetes[0].host).toMatch(/^\$\{data\.aws_eks_cluster\..*\.endpoint\}$/);
    expect(synthesized.one('aws_vpc_security_group_ingress_rule', 'Database').referenced_security_group_id).toContain('data.aws_eks_cluster');
  });
  test('a cluster without access entries is refused by the plan if a connector has to reach it', () => {
    const existing = { network: THEIR_NETWORK, cluster: ClusterSource.existing('theirs') };
    const [{ condition, error_message: message }] = stack(existing).one('aws_eks_access_entry', 'ZenmlConnector').lifecycle.precondition;
    expect(condition).toMatch(/^\$\{data\.aws_eks_cluster\.\w+\.access_config\[0]\.authentication_mode != "CONFIG_MAP"}$/);
    expect(message).toContain('authenticationMode=API_AND_CONFIG_MAP');
    expect(stack({ ...existing, zenml: ZenmlServerSource.none() }).all('aws_eks_access_entry')).toEqual({});
    expect(stack({}).one('aws_eks_access_entry', 'ZenmlConnector').lifecycle.precondition).toBeUndefined();
  });
  test('a bucket', () => {
    const synthesized = stack({ artifactBucket: ArtifactBucketSource.existing({ bucketName: 'theirs' }) });
    expect(synthesized.all('aws_s3_bucket')).toEqual({});
    expect(synthesized.one('aws_iam_role_policy', 'PipelineRole_Policy-artifact-store').policy).toContain('${data.aws_s3_bucket.');
  });
  test('a database', () => {
    const synthesized = stack({ database: DatabaseSource.existing({ host: 'db.example.com', port: 3307, username: 'admin', password: SecretValue.unsafePlainText('secret') }) });
    expect(synthesized.addresses.filter((address) => /^aws_db_|\.Database_/.test(address))).toEqual([]);
    expect(synthesized.outputs['metadata-db-host'].value).toBe('db.example.com');
    expect(synthesized.one('kubernetes_secret_v1', 'Mlflow_Database_AdminSecret').data).toEqual({ username: 'admin', password: 'secret' });
    expect(jobEnv(synthesized)).toMatchObject({ DB_HOST: 'db.example.com', DB_PORT: '3307', DB_NAME: 'acme_mlflow' });
    expect(jobEnv(synthesized)).not.toHaveProperty('DB_DEDICATED');
    expect(synthesized.one('kubernetes_secret_v1', 'Mlflow_Database_Secret').data.username).toBe('acme_mlflow');
  });
  test('a database whose password looks like an expression: Terraform receives it unchanged, escaped once', () => {
    const synthesized = stack({ database: DatabaseSource.existing({ host: 'db', username: 'a${b', password: SecretValue.unsafePlainText('p${x}%{y}') }) });
    expect(synthesized.one('kubernetes_secret_v1', 'Mlflow_Database_AdminSecret').data).toEqual({ username: 'a$${b', password: 'p$${x}%%{y}' });
    expect(synthesized.outputs['metadata-db-password'].value).toBe('p$${x}%%{y}');
  });
});

describe('refuses', () => {
  const PREFIX = 'prefix: got "%". Must be 2 to 30 lower-case letters, digits and single hyphens, with a letter '
    + 'first and no hyphen last. All names are made from it, and S3, RDS and ECR allow no more.';
  const many = Object.fromEntries(Array.from({ length: 39 }, (_, index) => [`tag${index}`, '']));
  test.each<[string, Partial<ZenmlAwsStackProps>, string]>([
    ['what is no region', { region: 'Frankfurt' }, 'region: got "Frankfurt". Must be an AWS region, for example '
      + '"eu-central-1". Regions are listed at https://docs.aws.amazon.com/general/latest/gr/rande.html.'],
    ['a zone', { region: 'eu-central-1a' }, 'region: got "eu-central-1a". Must be an AWS region, for example '
      + '"eu-central-1". "eu-central-1a" is an availability zone. Did you mean "eu-central-1"?'],
    ['a missing region', { region: undefined }, 'region: missing. Must be an AWS region, for example '
      + '"eu-central-1".'],
    ['a region as a token', { region: new TerraformVariable(new TestStack(), 'R', {}).stringValue },
      'region: must be known at synthesis, because names and addresses are computed from it. Give the value itself.'],
    ['a token as prefix', { prefix: new TerraformVariable(new TestStack(), 'P', {}).stringValue },
      'prefix: must be known at synthesis, because names are computed from it. Give the value itself.'],
    ...['a', 'Acme', '1acme', 'acme-', 'ac--me', 'ac_me', 'a'.repeat(31)].map((prefix) =>
      [`the prefix ${prefix}`, { prefix }, PREFIX.replace('%', prefix)] as [string, object, string]),
    ...['sg', 'sg-acme', 'sthree', 'amzn-s3-demo-x'].map((prefix) => [`the prefix ${prefix}`, { prefix },
      `prefix: got "${prefix}". Must be none that makes names which AWS reserves ("sg-…", "sthree-…", `
        + '"amzn-s3-demo-…").'] as [string, object, string]),
    ...['aws:x', 'kubernetes.io/x', 'a\nb', ''].map((key) => [`the tag ${JSON.stringify(key)}`, { tags: { [key]: 'x' } },
      `tags: got ${JSON.stringify(key)}. Must be keyed by 1 to 128 letters, digits, spaces and "_.:/=+-@", neither `
      + 'beginning with "aws:" nor one of Kubernetes\' own.'] as [string, object, string]),
    ['tags that differ by case', { tags: { ManagedBy: 'us' } }, "tags.ManagedBy: got a key that 'managedBy' has in "
      + 'another case. Must be another one. Keys of IAM tags are not case-sensitive.'],
    ['a tag\'s value', { tags: { team: 'a?' } }, 'tags.team: got "a?". Must be at most 256 letters, digits, spaces '
      + 'and "_.:/=+-@".'],
    ['too many tags', { tags: many }, 'tags: got 39 members. Must have at most 38.'],
    ['too many tags, of which two replace ours', { tags: { ...many, managedBy: '', application: '' } }, 'tags: got '
      + '41 members. Must have at most 40.'],
    ['Arm nodes where Seldon is on', { cluster: ClusterSource.create({ nodeGroup: { amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['m7g.large'] } }) },
      'cluster.nodeGroup.amiType: got "AL2023_ARM_64_STANDARD". Must be an x86 image with Seldon Core. Seldon\'s '
        + 'images do not run on Arm: use an x86 image, or seldon: SeldonSource.none().'],
    ...['mlflow', 'MLflow'].flatMap((databaseName) => [
      DatabaseSource.create({ databaseName }), DatabaseSource.existing({ host: 'db', username: 'admin', password: SecretValue.unsafePlainText('secret'), databaseName, mlflowDatabaseName: 'mlflow' }),
    ].map((database) => [`ZenML's database in MLflow's, ${databaseName}`, { database }, 'database.databaseName: got '
      + `"${databaseName}". Must be another name than MLflow's database ("mlflow"). ZenML and MLflow each need `
      + 'their own database.'] as [string, object, string])),
    ['MLflow\'s namespace for its controller', { mlflow: MlflowSource.create({ namespace: ClusterNamespace.create('ingress-nginx') }) },
      'mlflow.namespace: got "ingress-nginx", which \'mlflow.ingress.namespace\' has. Must be another one if either '
        + 'is created. Use two names, or ClusterNamespace.existing() for both.'],
    ...([
      ['pipelines', 'namespace', { pipelines: { namespace: ClusterNamespace.create('mlflow') } }, 'mlflow.namespace', 'mlflow'],
      ['pipelines', 'namespace', { pipelines: { namespace: ClusterNamespace.create('ingress-nginx') } }, 'mlflow.ingress.namespace', 'ingress-nginx'],
      ['pipelines', 'namespace', { mlflow: MlflowSource.create({ namespace: ClusterNamespace.create('zenml') }) }, 'mlflow.namespace', 'zenml'],
      ['pipelines', 'namespace', { mlflow: MlflowSource.create({ ingress: Ingress.nginx({ namespace: ClusterNamespace.existing('zenml') }) }) }, 'mlflow.ingress.namespace', 'zenml'],
      ['seldon', 'istioNamespace', { mlflow: MlflowSource.create({ namespace: ClusterNamespace.create('istio-system') }) }, 'mlflow.namespace', 'istio-system'],
      ['seldon', 'seldonNamespace', { seldon: SeldonSource.create({ seldonNamespace: ClusterNamespace.create('mlflow') }) }, 'mlflow.namespace', 'mlflow'],
      ['seldon', 'workloadNamespace', { seldon: SeldonSource.create({ workloadNamespace: ClusterNamespace.create('ingress-nginx') }) }, 'mlflow.ingress.namespace', 'ingress-nginx'],
    ] as [string, string, object, string, string][]).map(([part, prop, props, other, name]) => [`one namespace for ${part}.${prop} and ${other}`, props,
      `${part}.${prop}: got "${name}", which '${other}' has. Must be another one. Parts are created and deleted in `
        + 'an order, each namespace with everything in it.'] as [string, object, string]),
    ['an existing cluster in a network that is to be made', { cluster: ClusterSource.existing('theirs') },
      "network: must be an existing one where 'cluster' is. Use NetworkSource.existing(…) with the VPC and the "
        + 'subnets of the cluster.'],
  ])('%s', (_, props, problem) => {
    expect(refused(props)).toEqual(["ZenmlAwsStack 'acme' has 1 problem in its props:", problem]);
  });

  test.each([
    ['istio-system', 'istioNamespace'], ['seldon-system', 'seldonNamespace'], ['zenml-seldon-workloads', 'workloadNamespace'],
  ])('pipelines in the namespace %s, which Seldon Core creates', (namespace, prop) => {
    expect(refused({ pipelines: { namespace: ClusterNamespace.create(namespace) } })[1]).toMatch(
      new RegExp(`^pipelines\\.namespace: got "${namespace}", which 'seldon\\.${prop}' has\\. Must be another one\\.`));
  });
  test.each<[string, Partial<ZenmlAwsStackProps>]>([
    ['Arm nodes without Seldon Core', {
      seldon: SeldonSource.none(), cluster: ClusterSource.create({ nodeGroup: { amiType: AmiType.AL2023_ARM_64_STANDARD, instanceTypes: ['m7g.large'] } }),
    }],
    ['a database called mlflow without MLflow', { mlflow: MlflowSource.none(), database: DatabaseSource.create({ databaseName: 'mlflow' }) }],
    ['the namespace of a disabled part', { mlflow: MlflowSource.none(), pipelines: { namespace: ClusterNamespace.create('mlflow') } }],
    ['the controller\'s namespace where none is installed', { mlflow: MlflowSource.create({ ingress: Ingress.none() }), pipelines: { namespace: ClusterNamespace.create('ingress-nginx') } }],
  ])('but allows %s', (_, props) => {
    expect(() => build(props)).not.toThrow();
  });
  test('keys, certificates and roles of another region or partition', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012';
    expect(refused({
      region: 'eu-central-1',
      database: DatabaseSource.create({ kmsKeyArn: key }),
      artifactBucket: ArtifactBucketSource.create({ kmsKeyArn: key }),
      cluster: ClusterSource.create({ adminPrincipalArns: ['arn:aws-cn:iam::111122223333:role/ops'] }),
      mlflow: MlflowSource.create({
        ingress: Ingress.nginx({
          exposure: ServiceExposure.loadBalancer(),
          host: 'a.example.com',
          tls: LoadBalancerTls.acmCertificate('arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012'),
        }),
      }),
    }).slice(1)).toEqual([
      'cluster.adminPrincipalArns[0]: got an IAM user or role of the partition aws-cn. Must be one of aws. ARNs in '
        + 'eu-central-1 begin with "arn:aws:".',
      'artifactBucket.kmsKeyArn: got a KMS key of the region us-east-1. Must be one of eu-central-1. It can be used '
        + 'only in its region.',
      'database.kmsKeyArn: got a KMS key of the region us-east-1. Must be one of eu-central-1. It can be used only '
        + 'in its region.',
      'mlflow.ingress.tls: got a certificate of AWS Certificate Manager of the region us-east-1. Must be one of '
        + 'eu-central-1. It can be used only in its region.',
    ]);
  });
  test('two stacks of an app with the same prefix', () => {
    const app = Testing.app();
    new ZenmlAwsStack(app, 'one', REQUIRED);
    expect(messageOf(() => new ZenmlAwsStack(app, 'two', REQUIRED))).toBe('ZenmlAwsStack \'two\' has 1 problem in its props:\n'
      + '  - prefix: got "acme", which stack \'one\' has. Must be another one. Role names are unique in an AWS account: give each stack its own prefix. '
      + 'Stacks of different accounts can have the same one if \'awsProvider.allowedAccountIds\' of each names its account.');
    expect(() => new ZenmlAwsStack(app, 'three', { ...REQUIRED, prefix: 'other' })).not.toThrow();
  });
  test('every invalid option of MLflow, by its full path', () => {
    const [, ...problems] = refused({
      mlflow: MlflowSource.create({
        workers: 0,
        serviceAccountName: 'A',
        environment: { MLFLOW_BACKEND_STORE_URI: 'x' },
        values: { artifactRoot: {} },
        resources: { cpuRequest: 'x' },
        ingress: Ingress.nginx({
          replicas: 0, exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.7'] }), resources: { memoryLimit: 'x' },
        }),
      }),
    });
    expect(problems.map((problem) => /^(\S+): /.exec(problem)?.[1])).toEqual([
      'mlflow.workers', 'mlflow.resources.cpuRequest', 'mlflow.ingress.exposure.allowedCidrs[0]', 'mlflow.ingress.replicas', 'mlflow.ingress.resources.memoryLimit',
      'mlflow.serviceAccountName', 'mlflow.environment.MLFLOW_BACKEND_STORE_URI', 'mlflow.values.artifactRoot',
    ]);
  });
  test('the problems of all parts in one error, each by the prop\'s full path', () => {
    const [head, ...problems] = refused({
      region: 'x',
      prefix: 'A',
      tags: { 'aws:x': '' },
      network: NetworkSource.create({ cidr: 'home' }),
      cluster: ClusterSource.create({ logRetentionDays: 2, nodeGroup: { diskGib: 1 } }),
      artifactBucket: ArtifactBucketSource.create({ bucketName: 'A' }),
      database: DatabaseSource.create({ instanceClass: 'small' }),
      containerRegistry: ContainerRegistrySource.create({ repositoryNames: ['A'] }),
      pipelines: { namespace: ClusterNamespace.create('default') },
      mlflow: MlflowSource.create({ replicas: 0 }),
      seldon: SeldonSource.create({ releaseTimeoutSeconds: 1 }),
    });
    expect(head).toBe("ZenmlAwsStack 'acme' has 12 problems in its props:");
    expect(problems.map((problem) => /^(\S+): got .*\. Must /.exec(problem)?.[1])).toEqual([
      'region', 'prefix', 'tags', 'network.cidr', 'cluster.nodeGroup.diskGib', 'cluster.logRetentionDays', 'artifactBucket.bucketName',
      'database.instanceClass', 'containerRegistry.repositoryNames[0]', 'pipelines.namespace', 'seldon.releaseTimeoutSeconds', 'mlflow.replicas',
    ]);
  });
  test('before anything is written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zenml-'));
    const outdir = join(folder, 'cdktf.out');
    try {
      expect(messageOf(() => {
        const app = new App({ outdir });
        new ZenmlAwsStack(app, 'acme', { ...REQUIRED, prefix: 'A' });
        app.synth();
      })).toMatch(/^ZenmlAwsStack 'acme' has 1 problem in its props:/);
      // cdktf's App creates empty folders; no file may be in them.
      expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
