import { TerraformVariable, Token } from 'cdktf';
import { Ingress } from '../../../src/ingress';
import { Credentials, MysqlTls } from '../../../src/kubernetes';
import { MlflowBackendStore, MlflowTrackingServer } from '../../../src/mlflow';
import { SecretValue } from '../../../src/secrets/secret-value';
import { synth } from '../../support/synth';
import { parseDocument } from '../../support/values-document';
import { BUCKET, CREATED, mlflow, Props, release, secret } from '../tracking-server';

describe('database', () => {
  test.each([
    ['p@ss:w/o?r#d% +x', 'p%40ss%3Aw%2Fo%3Fr%23d%25%20%2Bx'],
    ['${x}', '%24%7Bx%7D'],
    ['plain123', 'plain123'],
  ])('a MySQL password in the Secret is encoded for the URI: %s', (password, encoded) => {
    const stack = mlflow({
      backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: Credentials.given('ml@flow', SecretValue.unsafePlainText(password)) }),
    });
    expect(secret(stack, 'mlflow-tracking-database').data).toEqual({ username: 'ml%40flow', password: encoded });
    expect(decodeURIComponent(encoded)).toBe(password);
  });

  test('Terraform encodes a password that it knows at apply', () => {
    const stack = synth((scope) => {
      const password = new TerraformVariable(scope, 'pw', { type: 'string', sensitive: true }).stringValue;
      new MlflowTrackingServer(scope, 'Mlflow', {
        backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: Credentials.given('mlflow', SecretValue.resourceAttribute(password)) }),
        artifactStore: BUCKET,
      });
    });
    expect(secret(stack, 'mlflow-tracking-database').data.password).toBe('${replace(urlencode(var.pw), "+", "%20")}');
  });

  test('PostgreSQL reads no URI: its password is not encoded, and is no Terraform expression', () => {
    const stack = mlflow({
      backendStore: MlflowBackendStore.postgresql({
        host: 'db',
        credentials: Credentials.given('mlflow', SecretValue.unsafePlainText('p@ss ${x} %{y}')),
      }),
    });
    expect(secret(stack, 'mlflow-tracking-database').data)
      .toEqual({ username: 'mlflow', password: 'p@ss $${x} %%{y}' });
  });

  test('uses an existing Secret and creates none', () => {
    const stack = mlflow({
      backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: Credentials.existingSecret('mine') }),
      ingress: Ingress.none(),
    });
    expect(stack.all('kubernetes_secret_v1')).toEqual({});
    expect(JSON.parse(release(stack).values[0]).backendStore.existingDatabaseSecret.name).toBe('mine');
    expect(release(stack).set).toBeUndefined();
  });

  test('accepts a port that is known at apply', () => {
    const stack = synth((scope) => {
      const port = Token.asNumber(new TerraformVariable(scope, 'port', { type: 'number' }).numberValue);
      new MlflowTrackingServer(scope, 'Mlflow', {
        backendStore: MlflowBackendStore.mysql({
          host: 'db',
          port,
          createDatabase: { admin: Credentials.existingSecret('admin') },
        }),
        artifactStore: BUCKET,
        ingress: Ingress.none(),
      });
    });
    expect(release(stack).values[0]).toContain('"port":${jsonencode(var.port)}');
    expect(stack.one('kubernetes_job_v1').spec.template.spec.container[0].env)
      .toContainEqual({ name: 'DB_PORT', value: '${var.port}' });
  });

  describe('with createDatabase', () => {
    const stack = mlflow({ backendStore: CREATED });
    const container = stack.one('kubernetes_job_v1').spec.template.spec.container[0];

    test('gets a generated password', () => {
      const password = stack.address('random_password', 'Database');
      expect(stack.one('random_password', 'Database')).toMatchObject({ length: 32, special: false });
      expect(secret(stack, 'mlflow-tracking-database').data)
        .toEqual({ username: 'mlflow', password: `\${replace(urlencode(${password}.result), "+", "%20")}` });
    });

    test('has a job that is waited for, remains, and runs MLflow\'s image without privileges', () => {
      const job = stack.one('kubernetes_job_v1');
      expect(job).toMatchObject({
        wait_for_completion: true,
        timeouts: { create: '15m', update: '15m' },
        spec: { backoff_limit: 4 },
      });
      expect(job.spec.ttl_seconds_after_finished).toBeUndefined();
      expect(container)
        .toMatchObject({ image: 'burakince/mlflow:3.15.1', security_context: { allow_privilege_escalation: false } });
    });

    test('has no password in the job', () => {
      const from = (name: string, key: string, more = {}) => ({ secret_key_ref: { name, key, ...more } });
      expect(container.env).toEqual([
        { name: 'DB_HOST', value: 'db' },
        { name: 'DB_PORT', value: '3306' },
        { name: 'DB_NAME', value: 'mlflow' },
        { name: 'DB_PRIVILEGES', value: 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER' },
        { name: 'DB_TRIGGERS', value: 'true' },
        { name: 'DB_PART', value: 'mlflow' },
        { name: 'DB_OWNER', value: 'test/Mlflow' },
        { name: 'DB_OWNER_IN_CLUSTER', value: 'true' },
        { name: 'DB_DEPLOYMENT', value: '${terraform_data.StackDeployment.id}' },
        { name: 'DB_ENCODED', value: 'true' },
        { name: 'DB_TLS', value: 'unverified' },
        { name: 'DB_USERNAME', value_from: from('mlflow-tracking-database', 'username') },
        { name: 'DB_PASSWORD', value_from: from('mlflow-tracking-database', 'password') },
        { name: 'DB_ADMIN_USERNAME', value_from: from('mlflow-tracking-database-admin', 'username', { optional: true }) },
        { name: 'DB_ADMIN_PASSWORD', value_from: from('mlflow-tracking-database-admin', 'password', { optional: true }) },
        {
          name: 'DB_ADMIN_SECRET',
          value: `mlflow-tracking-database-admin/\${${stack.address('kubernetes_secret_v1', 'Admin')}.metadata[0].uid}`,
        },
        { name: 'JOB_NAME', value: 'mlflow-tracking-create-database' },
        { name: 'JOB_VERDICT', value: 'mlflow-tracking-create-database-verdict' },
        { name: 'DB_GENERATION', value: `\${${stack.address('terraform_data', 'Database_Generation')}.id}` },
      ]);
      expect(secret(stack, 'mlflow-tracking-database-admin').data).toEqual({ username: 'admin', password: 'admin-pw' });
      expect(JSON.stringify(stack.one('kubernetes_job_v1'))).not.toContain('admin-pw');
    });

    test('accepts existing Secrets', () => {
      const other = mlflow({
        backendStore: MlflowBackendStore.mysql({
          host: 'db',
          credentials: Credentials.existingSecret('user', { usernameKey: 'u', passwordKey: 'p' }),
          createDatabase: { admin: Credentials.existingSecret('admin', { usernameKey: 'au', passwordKey: 'ap' }) },
          tls: MysqlTls.none(),
        }),
        ingress: Ingress.none(),
      });
      expect(other.all('kubernetes_secret_v1')).toEqual({});
      expect(JSON.stringify(other.one('kubernetes_role_v1').rule)).not.toContain('secrets');
      expect(JSON.stringify(other.one('kubernetes_job_v1').spec)).toContain('{"key":"ap","name":"admin"}');
      expect(other.one('kubernetes_job_v1').spec.template.spec.container[0].env)
        .toContainEqual({ name: 'DB_TLS', value: 'none' });
    });

    test('restarts pods after a new password, by an id that reveals nothing about it', () => {
      expect(release(stack).set).toEqual([
        {
          name: 'podAnnotations.secrets-generation',
          type: 'string',
          value: '${terraform_data.Mlflow_SecretsGeneration_18A49AFE.id}',
        },
      ]);
      expect(stack.one('terraform_data', 'SecretsGeneration').triggers_replace.database)
        .toMatch(/^\$\{sensitive\(sha256\(random_password\./);
    });
  });
});

test.each<[string, Credentials | undefined, string]>([
  ['generated credentials have MLflow\'s name', Credentials.generated(), 'mlflow'],
  ['or the one they are given', Credentials.generated('ml'), 'ml'],
])('%s', (_, credentials, username) => {
  const createDatabase = { admin: Credentials.given('admin', SecretValue.unsafePlainText('admin-pw')) };
  const stack = mlflow({ backendStore: MlflowBackendStore.mysql({ host: 'db', credentials, createDatabase }) });
  expect(secret(stack, 'mlflow-tracking-database').data.username).toBe(username);
  expect(stack.one('random_password', 'Database')).toMatchObject({ length: 32 });
});

test('the main resource of the database is the job that creates it, or else the user\'s Secret', () => {
  const main = (props: Props) => {
    let id: string | undefined;
    mlflow(props, (it) => { id = it.node.tryFindChild('Database')?.node.defaultChild?.node.id; });
    return id;
  };
  expect([main({ backendStore: CREATED }), main({}), main({ backendStore: MlflowBackendStore.sqlite() })])
    .toEqual(['Job', 'Secret', undefined]);
});

describe('a server with a verified certificate', () => {
  const createDatabase = { admin: Credentials.given('admin', SecretValue.unsafePlainText('admin-pw')) };
  const valuesOf = (props: Props, index = 0) => parseDocument(release(mlflow(props)).values[index]);
  const on = (tls: MysqlTls): Props => ({ backendStore: MlflowBackendStore.mysql({ host: 'db', createDatabase, tls }) });

  test('on RDS: the job writes the authorities into a Secret, which the server reads', () => {
    const rds = on(MysqlTls.rds('eu-central-1'));
    const { env } = mlflow(rds).one('kubernetes_job_v1').spec.template.spec.container[0];
    expect(env).toContainEqual({ name: 'DB_CA_SECRET', value: 'mlflow-tracking-database-certificates/ca.pem' });
    expect(valuesOf(rds).extraVolumes[0].secret.secretName).toBe('mlflow-tracking-database-certificates');
  });
  test('with custom authorities', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    expect(secret(mlflow(on(MysqlTls.certificates(pem))), 'mlflow-tracking-database-certificates').data).toEqual({ 'ca.pem': pem });
  });
  test('also if nothing is created', () => {
    const tls = MysqlTls.existingSecret('authorities', 'all.pem');
    const existing = { backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: Credentials.given('a', SecretValue.unsafePlainText('b')), tls }) };
    expect(valuesOf(existing).extraVolumes[0].secret).toEqual({ secretName: 'authorities', items: [{ key: 'all.pem', path: 'ca.pem' }] });
  });
  test('the user\'s volumes are kept beside those of the library', () => {
    const props = { ...on(MysqlTls.rds('eu-central-1')), values: { extraVolumes: [{ name: 'mine' }] } };
    expect(valuesOf(props, 2).extraVolumes.map((it: { name: string }) => it.name)).toEqual(['database-certificates', 'mine']);
  });
  test('lists that only Terraform knows as well', () => {
    const stack = synth((scope) => {
      const mine = Token.asList(new TerraformVariable(scope, 'mine', {}).listValue);
      new MlflowTrackingServer(scope, 'Mlflow', { ...on(MysqlTls.rds('eu-central-1')), artifactStore: BUCKET, values: { extraVolumes: mine } } as any);
    });
    expect(release(stack).values[2]).toMatch(/^\{"extraVolumes":\$\{jsonencode\(concat\(\[.*database-certificates.*\], var\.mine\)\)\}\}$/);
  });
});
