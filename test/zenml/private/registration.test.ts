import { Testing } from 'cdktf';
import { BasicAuth, Ingress } from '../../../src/ingress';
import { ClusterNamespace, ServiceExposure } from '../../../src/kubernetes';
import { MlflowSource } from '../../../src/mlflow';
import { ContainerRegistrySource } from '../../../src/registry';
import { SecretValue } from '../../../src/secrets/secret-value';
import { SeldonSource } from '../../../src/seldon';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../../src/stack';
import { ArtifactBucketSource } from '../../../src/storage';
import { jobProgram } from '../../../src/terraform/programs';
import { ZenmlVersion } from '../../../src/versions';
import { ZenmlServerSource, ZenmlServerOptions } from '../../../src/zenml';
import { variablesOf } from '../../support/jobs';
import { Block, messageOf, Synthesized, synthStack } from '../../support/synth';
import { parseDocument } from '../../support/values-document';

const build = (props: Partial<ZenmlAwsStackProps> = {}) => new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const stack = (props: Partial<ZenmlAwsStackProps> = {}) => synthStack(build(props));
const SERVER = 'arn:aws:iam::111122223333:role/server';
const existing = (more: object = {}): Partial<ZenmlAwsStackProps> =>
  ({ zenml: ZenmlServerSource.existing({ url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_x'), ...more }) });

const job = (of: Synthesized): Block => of.one('kubernetes_job_v1', 'ZenmlRegistration').spec.template.spec;
const env = (of: Synthesized) => variablesOf(of.one('kubernetes_job_v1', 'ZenmlRegistration'));
/** The registered components; tokens are shown as expressions. */
const document = (of: Synthesized): Block => parseDocument(of.one('kubernetes_secret_v1', 'ZenmlRegistration').data.registration);
const component = (of: Synthesized, type: string): Block => document(of).components.find((it: Block) => it.type === type);
const statements = (of: Synthesized, name: string): Block[] => JSON.parse(of.one('aws_iam_role_policy', `ZenmlConnector_${name}`).policy).Statement;

const byDefault = stack();

describe('on the stack\'s own server', () => {
  const cluster = `\${${byDefault.address('aws_eks_cluster')}.name}`;
  const bucket = `\${join("", ["s3://", ${byDefault.address('aws_s3_bucket', 'ArtifactBucket_')}.bucket])}`;

  test('there are two stacks, which share their components', () => {
    expect(document(byDefault)).toMatchObject({
      name: 'acme',
      stacks: {
        'acme': ['orchestrator', 'artifact_store', 'image_builder', 'container_registry', 'experiment_tracker', 'model_registry'],
        'acme-seldon': ['orchestrator', 'artifact_store', 'image_builder', 'container_registry', 'experiment_tracker', 'model_registry', 'model_deployer'],
      },
      unwanted_stacks: [],
    });
    expect(build().zenmlStackNames).toEqual(['acme', 'acme-seldon']);
    expect(document(byDefault).components.map(({ name, flavor }: Block) => [name, flavor])).toEqual(
      ['kubernetes', 's3', 'local', 'aws', 'mlflow', 'mlflow', 'seldon'].map((flavor) => ['acme', flavor]));
  });
  test('each component uses the connector\'s resource, and no kubeconfig', () => {
    expect(component(byDefault, 'orchestrator').resource).toBe(cluster);
    expect(component(byDefault, 'model_deployer').resource).toBe(cluster);
    expect(component(byDefault, 'artifact_store').resource).toBe(bucket);
    expect(component(byDefault, 'container_registry').resource).toMatch(/^\$\{element\(split\("\/", .*repository_url\), 0\)\}$/);
    expect(JSON.stringify(document(byDefault))).not.toContain('kubernetes_context');
  });
  test('the connector issues credentials for a role of the stack, never for the server\'s own', () => {
    expect(document(byDefault).connector).toEqual({
      name: 'acme-aws', auth_method: 'implicit', configuration: { region: 'eu-central-1', role_arn: `\${${byDefault.address('aws_iam_role', 'ZenmlConnector')}.arn}` },
    });
  });
  test('passwords are in a ZenML secret, which components reference', () => {
    expect(document(byDefault).secrets).toEqual({
      'acme-mlflow': { username: 'mlflow', password: `\${${byDefault.address('random_password', 'BasicAuth')}.result}` },
    });
    expect(component(byDefault, 'experiment_tracker').configuration).toMatchObject({ tracking_password: '{{acme-mlflow.password}}' });
  });
  test('the job logs in as the administrator, from the server\'s Secret', () => {
    expect(env(byDefault)).toEqual({
      ZENML_STORE_URL: 'http://zenml-server.zenml-server.svc.cluster.local',
      ZENML_STORE_USERNAME: 'zenml-server-administrator/username',
      ZENML_STORE_PASSWORD: 'zenml-server-administrator/password',
      REGISTRATION: 'zenml-registration/registration',
      HOME: '/tmp',
      ZENML_CONFIG_PATH: '/tmp/zenml',
      JOB_NAME: 'zenml-registration',
      JOB_VERDICT: 'zenml-registration-verdict',
    });
  });
  test('the job runs the program of the package in the server\'s image, and may change its verdict and itself', () => {
    const { container: [container], ...pod } = job(byDefault);
    expect(container.image).toBe('zenmldocker/zenml-server:0.98.0');
    expect(container.command[2].replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{')).toBe(jobProgram('register'));
    expect(byDefault.one('kubernetes_role_v1', 'ZenmlRegistration').rule).toEqual([
      { api_groups: [''], resources: ['configmaps'], resource_names: ['zenml-registration-verdict'], verbs: ['patch'] },
      { api_groups: ['batch'], resources: ['jobs'], resource_names: ['zenml-registration'], verbs: ['patch'] },
    ]);
    expect(byDefault.data('kubernetes_config_map_v1', 'ZenmlRegistration').depends_on).toContain(byDefault.address('kubernetes_job_v1', 'ZenmlRegistration'));
    expect(pod).toMatchObject({ restart_policy: 'Never', security_context: { run_as_non_root: true } });
    expect(container.security_context).toEqual({ allow_privilege_escalation: false, read_only_root_filesystem: true, capabilities: { drop: ['ALL'] } });
  });
  test('any change to the registration creates a new job, and the state contains nothing of it', () => {
    const generation = byDefault.address('terraform_data', 'ZenmlRegistration');
    expect(byDefault.one('kubernetes_job_v1', 'ZenmlRegistration').lifecycle).toEqual({ replace_triggered_by: [generation] });
    const triggers = byDefault.one('terraform_data', 'ZenmlRegistration').triggers_replace;
    expect(Object.keys(triggers)).toEqual(['password', 'registration']);
    expect(Object.values(triggers).filter((it) => !/^\$\{.*sha256\(/.test(it as string))).toEqual([]);
  });
});

describe('the connector\'s role', () => {
  test('is assumed only by the server, which has no other permission', () => {
    const server = `\${${byDefault.address('aws_iam_role', 'ZenmlServerRole')}.arn}`;
    const connector = `\${${byDefault.address('aws_iam_role', 'ZenmlConnector')}.arn}`;
    expect(JSON.parse(byDefault.one('aws_iam_role', 'ZenmlConnector').assume_role_policy).Statement).toEqual([
      { Sid: 'AssumeAsZenmlServer', Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { AWS: server } },
    ]);
    const policies = Object.entries(byDefault.all('aws_iam_role_policy')).filter(([, { role }]) => role === 'acme-zenml-server');
    expect(byDefault.reaches(byDefault.address('aws_iam_role_policy', 'ServerPolicy'), byDefault.address('aws_iam_role', 'ZenmlServerRole'))).toBe(true);
    expect(policies.map(([, { policy }]) => JSON.parse(policy).Statement)).toEqual([
      [{ Sid: 'AssumeConnector', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [connector] }],
    ]);
  });
  test('allows bucket, repositories and the cluster, and to list the names of others', () => {
    const bucket = `\${${byDefault.address('aws_s3_bucket', 'ArtifactBucket_')}.arn}`;
    expect([...new Set(statements(byDefault, 'Policy-artifact-store').flatMap(({ Resource }) => Resource))]).toEqual([bucket, `${bucket}/*`]);
    expect(statements(byDefault, 'Policy-container-registry').flatMap(({ Resource }) => Resource).filter((it) => it !== '*')).toHaveLength(2);
    const discovery = statements(byDefault, 'Policy-discovery').flatMap(({ Action }) => Action);
    expect(discovery.filter((action) => !/^(eks|ecr):(List|Describe)/.test(action))).toEqual([]);
  });
  test('is in a group on the cluster that submits pipelines and deploys models, and nothing more', () => {
    expect(byDefault.one('aws_eks_access_entry', 'ZenmlConnector')).toMatchObject({ kubernetes_groups: ['acme-zenml-connector'] });
    expect(byDefault.all('aws_eks_access_policy_association')).not.toHaveProperty('ZenmlConnector');
    const group = [{ kind: 'Group', name: 'acme-zenml-connector', api_group: 'rbac.authorization.k8s.io' }];
    expect(byDefault.one('kubernetes_role_binding_v1', 'ZenmlConnector')).toMatchObject({
      metadata: { namespace: byDefault.one('kubernetes_service_account_v1', 'Pipelines').metadata.namespace }, role_ref: { kind: 'ClusterRole', name: 'edit' }, subject: group,
    });
    expect(byDefault.one('kubernetes_role_binding_v1', 'Seldon').subject).toEqual(expect.arrayContaining(group));
  });
  test('may use the bucket\'s key, and so may its sessions: ZenML\'s own session policy has no keys', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1';
    const keyed = stack({ artifactBucket: ArtifactBucketSource.create({ kmsKeyArn }) });
    expect(statements(keyed, 'Policy-artifact-store').at(-1)).toMatchObject({ Sid: 'UseKey', Resource: [kmsKeyArn] });
    expect(JSON.parse(document(keyed).connector.configuration.policy).Statement[0].Action).toContain('kms:*');
  });
  test('sessions have a policy in another partition as well, because ZenML\'s own names partition aws', () => {
    expect(document(stack({ region: 'us-gov-west-1' })).connector.configuration).toHaveProperty('policy');
    expect(document(byDefault).connector.configuration).not.toHaveProperty('policy');
  });
});

describe('optional parts', () => {
  test('without Seldon there is one stack, and one of an earlier apply is deleted', () => {
    const of = stack({ seldon: SeldonSource.none() });
    expect(Object.keys(document(of).stacks)).toEqual(['acme']);
    expect(document(of).unwanted_stacks).toEqual(['acme-seldon']);
  });
  test('without registry and MLflow neither is registered', () => {
    const of = stack({ containerRegistry: ContainerRegistrySource.none(), mlflow: MlflowSource.none() });
    expect(document(of).stacks.acme).toEqual(['orchestrator', 'artifact_store', 'image_builder']);
    expect(document(of).secrets).toEqual({});
  });
  test('if GPUs are possible, a step operator gives a step one, and everything that other steps have', () => {
    const of = stack({ karpenter: { gpuPool: {} } });
    const { configuration, flavor, resource } = component(of, 'step_operator');
    expect([flavor, resource]).toEqual(['kubernetes', component(of, 'orchestrator').resource]);
    expect(configuration).toEqual({
      kubernetes_namespace: component(of, 'orchestrator').configuration.kubernetes_namespace,
      service_account_name: component(of, 'orchestrator').configuration.service_account_name,
      pod_settings: {
        ...component(of, 'orchestrator').configuration.pod_settings,
        resources: { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } },
        tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
      },
    });
    expect(document(of).stacks.acme).toContain('step_operator');
    expect(document(of).stacks['acme-seldon']).toContain('step_operator');
  });
  test('an MLflow without a password is called inside the cluster', () => {
    expect(component(stack({ mlflow: MlflowSource.create({ ingress: Ingress.none() }) }), 'experiment_tracker').configuration)
      .toEqual({ tracking_uri: 'http://mlflow-tracking.mlflow.svc.cluster.local:5000', tracking_token: 'none' });
  });
  test.each<[string, SecretValue]>([
    ['whose passwords only hashes are known', SecretValue.unsafePlainText('ada:$apr1$abcdefgh$0123456789abcdefghijk.')],
    ['whom only Terraform knows', SecretValue.variable('users')],
  ])('an MLflow with users of %s is registered with the user of pipelines', (_, file) => {
    const auth = BasicAuth.htpasswd(file);
    const of = stack({ mlflow: MlflowSource.create({ ingress: Ingress.nginx({ auth }) }) });
    expect(document(of).stacks.acme).toContain('experiment_tracker');
    expect(document(of).secrets).toEqual({
      'acme-mlflow': { username: 'pipelines', password: `\${${of.address('random_password', 'Mlflow_BasicAuth')}.result}` },
    });
    expect(component(of, 'experiment_tracker').configuration).toMatchObject({
      tracking_username: '{{acme-mlflow.username}}', tracking_password: '{{acme-mlflow.password}}',
    });
  });
});

describe('on an existing server', () => {
  const of = stack(existing());

  test('the job logs in with the API key, which is in a Secret', () => {
    expect(env(of)).toMatchObject({ ZENML_STORE_URL: 'https://zenml.example.com', ZENML_STORE_API_KEY: 'zenml-registration/api-key' });
    expect(env(of)).not.toHaveProperty('ZENML_STORE_USERNAME');
    expect(of.one('kubernetes_secret_v1', 'ZenmlRegistration').data['api-key']).toBe('ZENKEY_x');
    expect(Object.keys(of.one('terraform_data', 'ZenmlRegistration').triggers_replace)).toEqual(['apiKey', 'registration']);
  });
  test('a namespace for the job is created, and no resource of a server', () => {
    expect(of.one('kubernetes_namespace_v1', 'ZenmlRegistration').metadata.name).toBe('zenml-registration');
    expect(of.addresses.filter((address) => /\.Zenml(ServerRole)?_/.test(address))).toEqual([]);
  });
  test('without the server\'s role there is no connector: components use a kubeconfig context', () => {
    expect(document(of).connector).toBeNull();
    expect(of.addresses.filter((address) => address.includes('ZenmlConnector'))).toEqual([]);
    expect(component(of, 'orchestrator')).toMatchObject({ configuration: { kubernetes_context: 'acme' } });
    expect(component(of, 'model_deployer')).toMatchObject({ configuration: { kubernetes_context: 'acme', kubernetes_namespace: expect.any(String) } });
    expect(document(of).components.filter((it: Block) => 'resource' in it)).toEqual([]);
  });
  test('with the server\'s role the connector\'s role is available, which the owner has to allow', () => {
    const connected = stack(existing({ roleArn: SERVER }));
    expect(JSON.parse(connected.one('aws_iam_role', 'ZenmlConnector').assume_role_policy).Statement[0].Principal).toEqual({ AWS: SERVER });
    expect(Object.keys(connected.all('aws_iam_role_policy')).filter((name) => name.includes('ServerPolicy'))).toEqual([]);
    expect(component(connected, 'orchestrator')).toHaveProperty('resource');
  });
  test('with another server version the job runs the image of that version', () => {
    expect(job(stack(existing({ version: ZenmlVersion.of('0.97.0') }))).container[0].image).toBe('zenmldocker/zenml-server:0.97.0');
    expect(stack(existing({ version: ZenmlVersion.of('0.97.0') })).outputs['zenml-stack-yaml'].value).toContain('zenml_version: 0.97.0\n');
  });
});

describe('disabled', () => {
  const of = stack({ zenml: ZenmlServerSource.none() });

  test('creates nothing', () => {
    expect(of.addresses.filter((address) => /\.Zenml/.test(address))).toEqual([]);
    expect(JSON.stringify(of.one('kubernetes_role_binding_v1', 'Seldon').subject)).not.toContain('Group');
    expect(build({ zenml: ZenmlServerSource.none() })).toMatchObject({ zenmlServer: undefined, zenmlStackNames: [] });
  });
});

describe('the stack\'s own server', () => {
  const server = (options: ZenmlServerOptions) => stack({ zenml: ZenmlServerSource.create(options) });

  test('has its own database and user on the stack\'s MySQL server, whose certificate it verifies', () => {
    const { database } = parseDocument(byDefault.one('helm_release', 'Zenml').values[0]).zenml;
    expect(database).toMatchObject({
      url: expect.stringMatching(/mysql:\/\/zenml@.*aws_db_instance.*\.address.*zenml/),
      ssl: true,
      sslVerifyServerCert: true,
      sslCa: { secretRef: { name: 'zenml-server-database-certificates', key: 'ca.pem' } },
    });
  });
  test('assumes its role with its service account', () => {
    const trust = (of: Synthesized) => of.one('aws_iam_role', 'ZenmlServerRole').assume_role_policy;
    expect(trust(byDefault)).toContain('"system:serviceaccount:zenml-server:zenml-server"');
    expect(trust(server({ namespace: ClusterNamespace.create('mlops'), serviceAccountName: 'hub' }))).toContain('"system:serviceaccount:mlops:hub"');
  });
  test('has the stack\'s tags on its load balancer', () => {
    const { metadata } = server({ exposure: ServiceExposure.loadBalancer() }).one('kubernetes_service_v1', 'Zenml');
    expect(metadata.annotations).toMatchObject({
      'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
      'service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags': 'managedBy=terraform,application=acme',
    });
    expect(server({ exposure: ServiceExposure.clusterIp() }).all('kubernetes_service_v1')).not.toHaveProperty('Zenml');
  });
  test('refuses the namespace of another part', () => {
    expect(messageOf(() => server({ namespace: ClusterNamespace.create('mlflow') }))).toContain('zenml.namespace: '
      + 'got "mlflow", which \'mlflow.namespace\' has. Must be another one.');
  });
});
