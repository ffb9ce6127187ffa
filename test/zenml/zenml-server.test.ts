import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { DataResource, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { ClusterNamespace, Credentials, LoadBalancerScheme, MysqlTls, ServiceExposure } from '../../src/kubernetes';
import { SecretValue } from '../../src/secrets/secret-value';
import { pythonProgram } from '../../src/terraform/programs';
import { ZenmlDatabaseOptions, ZenmlServer, ZenmlServerProps } from '../../src/zenml';
import { serverValues } from '../../src/zenml/private/server-values';
import { variablesOf } from '../support/jobs';
import { Block, messageOf, synth, Synthesized } from '../support/synth';
import { parseDocument } from '../support/values-document';

const EXISTING: ZenmlDatabaseOptions = { host: 'db', credentials: Credentials.existingSecret('db') };
const CREATED: ZenmlDatabaseOptions = { host: 'db', admin: Credentials.given('root', SecretValue.unsafePlainText('secret')) };

function server(props: Partial<ZenmlServerProps> = {}, use: (server: ZenmlServer, stack: TerraformStack) => void = () => {}): Synthesized {
  return synth((stack) => use(new ZenmlServer(stack, 'Zenml', { database: EXISTING, ...props }), stack));
}
/** An attribute, resolved for Terraform. */
const attribute = (get: (server: ZenmlServer) => string | undefined, props: Partial<ZenmlServerProps> = {}): string =>
  server(props, (it, stack) => new TerraformOutput(stack, 'value', { value: get(it) ?? 'none', staticId: true })).outputs.value.value;
const release = (stack: Synthesized): Block => stack.one('helm_release');
const values = (stack: Synthesized): Block => parseDocument(release(stack).values[0]);
const job = (stack: Synthesized): Block => stack.one('kubernetes_job_v1').spec.template.spec;
const env = (stack: Synthesized) => variablesOf(stack.one('kubernetes_job_v1'));

describe('by default', () => {
  const stack = server();

  test('is one release of the pinned chart, which waits and is rolled back when it fails', () => {
    expect(release(stack)).toMatchObject({
      name: 'zenml-server', chart: 'zenml', repository: 'oci://public.ecr.aws/zenml', version: '0.98.0', wait: true, atomic: true, timeout: 900,
    });
  });
  test('its values are those of the library, with the URL of its load balancer', () => {
    const url = attribute((it) => it.loadBalancerHostName).replace(/^\$\{(.*)\}$/, '${join("", ["http://", $1])}');
    expect(values(stack)).toEqual(JSON.parse(JSON.stringify(serverValues({ database: EXISTING }, {
      databaseSecret: { name: 'db', usernameKey: 'username', passwordKey: 'password' },
      secretName: 'zenml-server-keys',
      administrator: { name: 'zenml-server-administrator', usernameKey: 'username', passwordKey: 'password' },
      url,
    }))));
  });
  test('the values contain no secret', () => {
    expect(JSON.stringify(release(stack))).not.toMatch(/random_password|"password":"\$/);
  });
  test('password and keys are generated separately, and reach the pods through Secrets', () => {
    const result = (name: string) => `\${${stack.address('random_password', name)}.result}`;
    expect(Object.values(stack.all('random_password')).map(({ length, special }) => [length, special])).toEqual([[64, false], [64, false], [32, false]]);
    expect(stack.one('kubernetes_secret_v1', 'Administrator').data).toEqual({ username: 'admin', password: result('Zenml_Password') });
    expect(stack.one('kubernetes_secret_v1', 'Zenml_Secret').data).toMatchObject({
      'auto-activate': 'true', 'jwt-secret-key': result('JwtKey'), 'encryption-key': result('EncryptionKey'),
    });
  });
  test('a pod that activates the server reads the password from a Secret', () => {
    const { environmentSecretKeyRefs: variables, environment } = values(stack).zenml;
    expect(variables.map(({ name }: Block) => name)).toEqual(expect.arrayContaining(['ZENML_SERVER_AUTO_ACTIVATE', 'ZENML_DEFAULT_USER_PASSWORD']));
    expect(environment).not.toHaveProperty('ZENML_SERVER_AUTO_ACTIVATE');
  });
  test('the program for Python is in a Secret, identical to the package\'s', () => {
    const text = stack.one('kubernetes_secret_v1', 'Zenml_Secret').data['sitecustomize.py'];
    expect(text.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{')).toBe(pythonProgram('sitecustomize'));
  });
  test('Terraform creates the load balancer\'s Service, which forwards to the pods and keeps client addresses', () => {
    expect(stack.one('kubernetes_service_v1')).toMatchObject({
      metadata: { name: 'zenml-server-external', annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' } },
      spec: {
        type: 'LoadBalancer',
        selector: { 'app.kubernetes.io/name': 'zenml', 'app.kubernetes.io/instance': 'zenml-server', 'app.kubernetes.io/component': 'server' },
        port: [{ name: 'http', port: 80, target_port: '8080', protocol: 'TCP' }],
        external_traffic_policy: 'Local',
      },
    });
  });
  test('creates neither job nor certificates for an existing database', () => {
    expect([stack.all('kubernetes_job_v1'), stack.all('kubernetes_role_v1')]).toEqual([{}, {}]);
  });
});

describe('attributes', () => {
  test('are the URLs and the administrator', () => {
    expect(attribute((it) => it.internalUrl)).toBe('http://zenml-server.zenml-server.svc.cluster.local');
    expect(attribute((it) => it.url)).toBe(`http://${attribute((it) => it.loadBalancerHostName)}`);
    expect([attribute((it) => it.username), attribute((it) => it.version), attribute((it) => it.serviceName)]).toEqual(['admin', '0.98.0', 'zenml-server']);
  });
  test('follow the props', () => {
    const props = {
      serverUrl: 'https://zenml.example.com',
      administrator: Credentials.given('ada', SecretValue.unsafePlainText('lovelace1815')),
      encryptionKey: SecretValue.unsafePlainText('k'.repeat(32)),
    };
    expect((['url', 'username', 'password', 'encryptionKey'] as const).map((name) => attribute((it) => it[name], props)))
      .toEqual(['https://zenml.example.com', 'ada', '${sensitive("lovelace1815")}', `\${sensitive("${'k'.repeat(32)}")}`]);
  });
  test('are undefined if only a Secret has them', () => {
    const administrator = Credentials.existingSecret('root', { usernameKey: 'u', passwordKey: 'p' });
    expect([attribute((it) => it.username, { administrator }), attribute((it) => it.password, { administrator })]).toEqual(['none', 'none']);
    expect(values(server({ administrator })).zenml.environmentSecretKeyRefs).toContainEqual({ name: 'ZENML_DEFAULT_USER_PASSWORD', secretName: 'root', secretKey: 'p' });
  });
});

describe('exposure', () => {
  test('none creates neither Service nor URL', () => {
    const props = { exposure: ServiceExposure.clusterIp() };
    expect(server(props).all('kubernetes_service_v1')).toEqual({});
    expect([attribute((it) => it.url, props), attribute((it) => it.loadBalancerHostName, props)]).toEqual(['none', 'none']);
    expect(values(server(props)).zenml).not.toHaveProperty('serverURL');
  });
  test('ranges, scheme and annotations are set on the Service; options of the exposure take precedence', () => {
    const stack = server({
      loadBalancerAnnotations: { 'a/type': 'cloud', 'a/tags': 'x' },
      exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.0/24'], scheme: LoadBalancerScheme.INTERNAL, annotations: { 'a/type': 'mine' } }),
    });
    expect(stack.one('kubernetes_service_v1').spec.load_balancer_source_ranges).toEqual(['203.0.113.0/24']);
    expect(stack.one('kubernetes_service_v1').metadata.annotations).toMatchObject({
      'a/type': 'mine', 'a/tags': 'x', 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal', 'networking.gke.io/load-balancer-type': 'Internal',
    });
  });
});

describe('a database with an administrator', () => {
  const stack = server({ database: CREATED });

  test('gets a user with a dedicated password, and the rights that migrations need on this database only', () => {
    expect(env(stack)).toEqual({
      DB_HOST: 'db',
      DB_PORT: '3306',
      DB_NAME: 'zenml',
      DB_PRIVILEGES: 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES',
      DB_TLS: 'unverified',
      DB_USERNAME: 'zenml-server-database/username',
      DB_PASSWORD: 'zenml-server-database/password',
      DB_ADMIN_USERNAME: 'zenml-server-database-admin/username',
      DB_ADMIN_PASSWORD: 'zenml-server-database-admin/password',
      DB_PART: 'zenml',
      DB_OWNER: 'test/Zenml',
      DB_OWNER_IN_CLUSTER: 'true',
      DB_DEPLOYMENT: '${terraform_data.StackDeployment.id}',
      DB_KEY: 'zenml-server-encryption-key/wanted',
      DB_KEY_RESTORED: 'zenml-server-encryption-key/restored',
      DB_KEY_SECRET: 'zenml-server-encryption-key',
      ZENML_USERNAME: 'zenml-server-administrator/username',
      ZENML_PASSWORD: 'zenml-server-administrator/password',
      JOB_NAME: 'zenml-server-create-database',
      JOB_VERDICT: 'zenml-server-create-database-verdict',
      DB_ADMIN_SECRET: `zenml-server-database-admin/\${${stack.address('kubernetes_secret_v1', 'AdminSecret')}.metadata[0].uid}`,
      DB_GENERATION: `\${${stack.address('terraform_data', 'Database_Generation')}.id}`,
    });
    expect(stack.one('kubernetes_secret_v1', 'Database_Secret').data).toEqual({
      username: 'zenml', password: `\${${stack.address('random_password', 'Database')}.result}`,
    });
    expect(values(stack).zenml.database).toMatchObject({ url: 'mysql://zenml@db:3306/zenml', passwordSecretRef: { name: 'zenml-server-database', key: 'password' } });
  });
  test('is created by a job in the server\'s image, under its user', () => {
    expect(job(stack)).toMatchObject({
      security_context: { run_as_non_root: true, run_as_user: '1000' },
      container: [{ image: 'zenmldocker/zenml-server:0.98.0', security_context: { read_only_root_filesystem: true, allow_privilege_escalation: false } }],
    });
  });
  test('is created before the server, which restarts when the password changes', () => {
    expect(stack.dependencies(stack.address('helm_release'))).toContain(stack.address('kubernetes_job_v1'));
    expect(release(stack).set).toEqual([{ name: 'podAnnotations.secrets-generation', value: `\${${stack.address('terraform_data', 'SecretsGeneration')}.id}`, type: 'string' }]);
    expect(JSON.stringify(stack.one('terraform_data', 'SecretsGeneration').triggers_replace)).toContain(stack.address('random_password', 'Database'));
  });

  test('accepts an owner, and a dedicated server', () => {
    const owned = env(server({ database: { ...CREATED, owner: 'team/${x}', dedicatedServer: true } }));
    expect([owned.DB_OWNER, owned.DB_OWNER_IN_CLUSTER, owned.DB_DEDICATED]).toEqual(['team/$${x}', undefined, 'true']);
  });
  test('decides which key the server reads: the requested one, or that of an earlier deployment', () => {
    const wanted = `${stack.address('random_password', 'EncryptionKey')}.result`;
    const kept = stack.one('kubernetes_secret_v1', 'Database_Key');
    expect(kept.data).toEqual({ wanted: `\${${wanted}}` });
    expect(kept.lifecycle).toEqual({ ignore_changes: ['data["restored"]'] });
    const [read] = stack.addresses.filter((it) => it.startsWith('data.kubernetes_secret_v1.'));
    const effective = `sensitive(try(${read}.data.restored, ${wanted}))`;
    expect(stack.one('kubernetes_secret_v1', 'Zenml_Secret').data['encryption-key']).toBe(`\${${effective}}`);
    expect(stack.dependencies(read)).toEqual(expect.arrayContaining([
      stack.address('kubernetes_job_v1'), stack.addresses.find((it) => it.startsWith('data.kubernetes_config_map_v1.')),
    ]));
    // The pods restart with a value that each plan knows.
    expect(JSON.stringify(stack.one('terraform_data', 'SecretsGeneration').triggers_replace)).not.toContain('data.kubernetes');
  });
  test('runs the job again for another key', () => {
    const other = server({ database: CREATED, encryptionKey: SecretValue.unsafePlainText('k'.repeat(32)) });
    expect(env(other).DB_KEY_GIVEN).toBe('true');
    expect(other.one('terraform_data', 'Database_Generation').triggers_replace.key.wanted)
      .not.toEqual(stack.one('terraform_data', 'Database_Generation').triggers_replace.key.wanted);
  });
  test('is not required for a server without a job', () => {
    const theirs = server();
    expect(theirs.addresses.filter((it) => it.startsWith('data.'))).toEqual([]);
    expect(theirs.one('kubernetes_secret_v1', 'Zenml_Secret').data['encryption-key']).toBe(`\${${theirs.address('random_password', 'EncryptionKey')}.result}`);
  });

  describe('on RDS', () => {
    const rds = server({ database: { ...CREATED, tls: MysqlTls.rds('us-gov-west-1') } });

    test('the job writes the authorities of the region into a Secret for the server', () => {
      expect(env(rds)).toMatchObject({
        DB_TLS: 'verified',
        DB_CA_URL: 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/us-gov-west-1/us-gov-west-1-bundle.pem',
        DB_CA_SECRET: 'zenml-server-database-certificates/ca.pem',
      });
      expect(values(rds).zenml.database).toMatchObject({ sslVerifyServerCert: true, sslCa: { secretRef: { name: 'zenml-server-database-certificates', key: 'ca.pem' } } });
    });
    test('the job may change only that Secret, the administrator\'s and the key\'s, its verdict and itself', () => {
      expect(rds.one('kubernetes_role_v1').rule).toEqual([
        {
          api_groups: [''],
          resources: ['secrets'],
          resource_names: ['zenml-server-database-certificates', 'zenml-server-database-admin', 'zenml-server-encryption-key'],
          verbs: ['patch'],
        },
        { api_groups: [''], resources: ['configmaps'], resource_names: ['zenml-server-create-database-verdict'], verbs: ['patch'] },
        { api_groups: ['batch'], resources: ['jobs'], resource_names: ['zenml-server-create-database'], verbs: ['patch'] },
      ]);
      expect(rds.dependencies(rds.address('kubernetes_job_v1'))).toContain(rds.address('kubernetes_role_binding_v1'));
      expect(job(rds).automount_service_account_token).toBe(true);
    });
    test('the next apply keeps what the job has written, and a new Secret creates a new job', () => {
      const secret = rds.address('kubernetes_secret_v1', 'Certificates');
      expect(rds.one('kubernetes_secret_v1', 'Certificates').lifecycle).toEqual({ ignore_changes: ['data'] });
      expect(rds.one('terraform_data', 'Database_Generation').triggers_replace.certificates).toBe(`\${${secret}.metadata[0].uid}`);
    });
    test.each([['eu-central-1', 'https://truststore.pki.rds.amazonaws.com/eu-central-1/eu-central-1-bundle.pem'],
      ['cn-north-1', 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/cn-north-1/cn-north-1-bundle.pem']])('in %s', (region, url) => {
      expect(env(server({ database: { ...CREATED, tls: MysqlTls.rds(region) } })).DB_CA_URL).toBe(url);
    });
  });

  test('custom authorities are in a Secret, which the job reads as well', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const own = server({ database: { ...CREATED, tls: MysqlTls.certificates(pem) } });
    expect(own.one('kubernetes_secret_v1', 'Certificates').data).toEqual({ 'ca.pem': pem });
    expect(env(own)).toMatchObject({ DB_TLS: 'verified', DB_CA: 'zenml-server-database-certificates/ca.pem' });
    expect(env(own)).not.toHaveProperty('DB_CA_URL');
  });
  test('an existing Secret with authorities is used directly', () => {
    const theirs = server({ database: { ...CREATED, tls: MysqlTls.existingSecret('authorities', 'all.pem') } });
    expect(env(theirs)).toMatchObject({ DB_TLS: 'verified', DB_CA: 'authorities/all.pem' });
    expect(theirs.all('kubernetes_secret_v1')).not.toHaveProperty('Certificates');
  });
  test('without TLS neither of them uses TLS', () => {
    const plain = server({ database: { ...CREATED, tls: MysqlTls.none() } });
    expect([env(plain).DB_TLS, values(plain).zenml.database.ssl]).toEqual(['none', false]);
  });
});

describe('order', () => {
  const stack = synth((scope) => {
    const barrier = new DataResource(scope, 'Barrier');
    new ZenmlServer(scope, 'Zenml', { database: CREATED, dependsOn: [barrier] });
  });
  test('everything is created after `dependsOn`, and deleted before it', () => {
    const made = stack.addresses.filter((address) => /^(kubernetes|helm)_/.test(address));
    expect(made.length).toBeGreaterThan(6);
    expect(made.filter((address) => !stack.reaches(address, 'terraform_data.Barrier'))).toEqual([]);
  });
  test('the server depends on each of its Secrets', () => {
    const secrets = Object.keys(stack.all('kubernetes_secret_v1')).map((name) => `kubernetes_secret_v1.${name}`);
    expect(secrets).toHaveLength(5);
    expect(secrets.filter((secret) => !stack.reaches(stack.address('helm_release'), secret))).toEqual([]);
  });
  test('a created namespace is referenced by name, so that it is deleted last', () => {
    const namespace = stack.address('kubernetes_namespace_v1');
    expect(['helm_release', 'kubernetes_job_v1', 'kubernetes_service_v1'].filter((type) => !stack.dependencies(stack.address(type)).includes(namespace))).toEqual([]);
    expect(server({ namespace: ClusterNamespace.existing('theirs') }).all('kubernetes_namespace_v1')).toEqual({});
  });
});

test('accepts other providers', () => {
  const stack = synth((scope) => {
    const kubernetesProvider = new KubernetesProvider(scope, 'other', { alias: 'other', configPath: 'x' });
    new ZenmlServer(scope, 'Zenml', { database: CREATED, kubernetesProvider });
  });
  const types = ['kubernetes_namespace_v1', 'kubernetes_secret_v1', 'kubernetes_service_v1', 'kubernetes_job_v1'];
  expect(new Set(types.flatMap((type) => Object.values(stack.all(type)).map(({ provider }) => provider)))).toEqual(new Set(['kubernetes.other']));
});

test('custom values are the last document', () => {
  expect(release(server({ values: { zenml: { threadPoolSize: 20 } } })).values[1]).toBe('{"zenml":{"threadPoolSize":20}}');
});

test('refuses a second one in a namespace, and allows one in another', () => {
  const two = (namespace: string) => () => synth((stack) => {
    new ZenmlServer(stack, 'One', { database: EXISTING });
    new ZenmlServer(stack, 'Two', { database: EXISTING, namespace: ClusterNamespace.create(namespace) });
  });
  expect(messageOf(two('zenml-server'))).toContain("namespace: conflicts with 'test/One': both are in the namespace "
    + '"zenml-server"');
  expect(two('other')).not.toThrow();
});

test('accepts a password that Terraform knows at apply', () => {
  const stack = synth((scope) => {
    const password = new TerraformVariable(scope, 'pw', { type: 'string', sensitive: true }).stringValue;
    new ZenmlServer(scope, 'Zenml', { database: EXISTING, administrator: Credentials.given('ada', SecretValue.resourceAttribute(password)) });
  });
  expect(stack.one('kubernetes_secret_v1', 'Administrator').data).toEqual({ username: 'ada', password: '${sensitive(var.pw)}' });
});
