import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TerraformOutput, TerraformStack, TerraformVariable, Token } from 'cdktf';
import { ClusterNamespace, MlflowArtifactStore, MlflowBackendStore, MlflowBasicAuth, MlflowIngress, MlflowIngressController, MlflowTrackingServer, MlflowTrackingServerProps, MlflowVersion, NginxIngressVersion } from '../../src';
import { nginxValues } from '../../src/ingress/private/values';
import { mlflowValues } from '../../src/mlflow/private/mlflow-values';
import { Block, synth, Synthesized } from '../support/synth';

type Props = Partial<MlflowTrackingServerProps>;
const MYSQL = MlflowBackendStore.mysql({ host: 'db', password: 'pw' });
const CREATED = MlflowBackendStore.mysql({ host: 'db', createDatabase: { adminUsername: 'admin', adminPassword: 'admin-pw' } });
const BUCKET = MlflowArtifactStore.s3({ bucket: 'models' });

function mlflow(props: Props = {}, use: (it: MlflowTrackingServer, stack: TerraformStack) => void = () => {}): Synthesized {
  return synth((stack) => use(new MlflowTrackingServer(stack, 'Mlflow', { backendStore: MYSQL, artifactStore: BUCKET, ...props }), stack));
}

/** What an attribute becomes in Terraform. */
function attribute(get: (it: MlflowTrackingServer) => any, props: Props = {}): any {
  let value: any;
  const stack = mlflow(props, (it, scope) => {
    value = get(it);
    if (value !== undefined) {
      new TerraformOutput(scope, 'value', { value, staticId: true });
    }
  });
  return value === undefined ? undefined : stack.outputs.value.value;
}

const release = (stack: Synthesized, chart = 'mlflow'): Block => Object.values(stack.all('helm_release')).find((one: Block) => one.chart === chart)!;
const secret = (stack: Synthesized, name: string): Block =>
  Object.values(stack.all('kubernetes_secret_v1')).find((one: Block) => one.metadata.name === name) as Block;
const ADDRESS = 'data.kubernetes_service_v1.Mlflow_Nginx_LoadBalancer_F50FF014.status[0].load_balancer[0].ingress[0]';
const LOAD_BALANCER = `try(coalesce(${ADDRESS}.hostname, ${ADDRESS}.ip), "")`;
const NAMESPACE = '${kubernetes_namespace_v1.Mlflow_Namespace_8642A3B7.metadata[0].name}';

describe('by default', () => {
  const stack = mlflow();

  test('the server is the pinned chart, and a failed installation leaves nothing behind', () => {
    expect(release(stack)).toMatchObject({
      name: 'mlflow-tracking',
      repository: 'https://community-charts.github.io/helm-charts',
      version: '1.11.5',
      namespace: NAMESPACE,
      wait: true,
      atomic: true,
      timeout: 900,
    });
  });

  test('the controller is the pinned chart with the library\'s values', () => {
    expect(release(stack, 'nginx-ingress')).toMatchObject({
      name: 'nginx-controller',
      repository: 'oci://ghcr.io/nginx/charts',
      version: '2.6.4',
      wait: true,
      atomic: true,
      timeout: 900,
      namespace: '${kubernetes_namespace_v1.Mlflow_Nginx_Namespace_688BBF01.metadata[0].name}',
    });
    expect(release(stack, 'nginx-ingress').values.map((text: string) => JSON.parse(text))).toEqual([nginxValues({})]);
  });

  test('both namespaces are made', () => {
    expect(Object.values(stack.all('kubernetes_namespace_v1')).map((one: Block) => one.metadata.name).sort()).toEqual(['ingress-nginx', 'mlflow']);
  });

  test('the Ingress takes every host and any size, and asks for a password', () => {
    expect(stack.one('kubernetes_ingress_v1')).toMatchObject({
      metadata: {
        name: 'mlflow-tracking',
        namespace: NAMESPACE,
        annotations: { 'nginx.org/client-max-body-size': '0', 'nginx.org/basic-auth-secret': 'mlflow-tracking-basic-auth' },
      },
      spec: { ingress_class_name: 'nginx', rule: [{ http: { path: [{ path: '/', path_type: 'Prefix', backend: { service: { name: 'mlflow-tracking', port: { number: 5000 } } } }] } }] },
    });
    expect(stack.one('kubernetes_ingress_v1').spec.rule[0].host).toBeUndefined();
    expect(stack.one('kubernetes_ingress_v1').spec.tls).toBeUndefined();
  });

  test('the password is generated, and its hash stays the same from plan to plan', () => {
    const password = stack.address('random_password', 'BasicAuth');
    expect(stack.one('random_password')).toMatchObject({ length: 32, special: false });
    expect(secret(stack, 'mlflow-tracking-basic-auth')).toMatchObject({
      type: 'nginx.org/htpasswd', data: { htpasswd: `mlflow:\${${password}.bcrypt_hash}` },
    });
  });

  test('the server admits the load balancer\'s name and its pages', () => {
    expect(release(stack).values[0]).toContain(`"serverAllowedHosts" = [${LOAD_BALANCER},`);
    expect(release(stack).values[0]).toContain(`"corsAllowedOrigins" = ["http://\${${LOAD_BALANCER}}"]`);
  });

  test('there is no job and no Secret of an artifact store', () => {
    expect(stack.all('kubernetes_job_v1')).toEqual({});
    expect(Object.keys(stack.all('kubernetes_secret_v1'))).toHaveLength(2);
  });

  test('no provider and no output is defined', () => {
    expect(Object.keys(stack.json.provider).sort()).toEqual(['aws', 'helm', 'kubernetes', 'random']);
    expect(stack.outputs).toEqual({});
  });
});

describe('attributes', () => {
  const none: Props = { ingress: MlflowIngress.none() };
  const hosted: Props = { ingress: MlflowIngress.nginx({ host: 'mlflow.example.com', auth: MlflowBasicAuth.credentials('alice', 'pw') }) };
  const htpasswd: Props = { ingress: MlflowIngress.nginx({ auth: MlflowBasicAuth.htpasswd('bob:$apr1$salt$hash\neve:$apr1$salt$hash') }) };
  const open: Props = { ingress: MlflowIngress.nginx({ auth: MlflowBasicAuth.none() }) };
  const existing: Props = { ingress: MlflowIngress.existingClass({ className: 'public', host: 'mlflow.example.com', tlsSecretName: 'tls' }) };

  test.each<[string, any, Props, any]>([
    ['namespace', (it: MlflowTrackingServer) => it.namespace, {}, NAMESPACE],
    ['namespace', (it: MlflowTrackingServer) => it.namespace, { namespace: ClusterNamespace.existing('ml') }, 'ml'],
    ['release', (it: MlflowTrackingServer) => it.release.name, {}, '${helm_release.Mlflow_E97BC70F.name}'],
    ['serviceName', (it: MlflowTrackingServer) => it.serviceName, {}, 'mlflow-tracking'],
    ['servicePort', (it: MlflowTrackingServer) => it.servicePort, {}, 5000],
    ['serviceAccountName', (it: MlflowTrackingServer) => it.serviceAccountName, {}, 'mlflow-tracking'],
    ['serviceAccountName', (it: MlflowTrackingServer) => it.serviceAccountName, { serviceAccountName: 'ml' }, 'ml'],
    ['trackingUri', (it: MlflowTrackingServer) => it.trackingUri, {}, 'http://mlflow-tracking.mlflow.svc.cluster.local:5000'],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, {}, `http://\${${LOAD_BALANCER}}`],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, hosted, 'http://mlflow.example.com'],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, existing, 'https://mlflow.example.com'],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, none, undefined],
    ['username', (it: MlflowTrackingServer) => it.username, {}, 'mlflow'],
    ['username', (it: MlflowTrackingServer) => it.username, hosted, 'alice'],
    ['username', (it: MlflowTrackingServer) => it.username, htpasswd, 'bob'],
    ['username', (it: MlflowTrackingServer) => it.username, open, undefined],
    ['password', (it: MlflowTrackingServer) => it.password, {}, '${random_password.Mlflow_BasicAuth_Password_89CC46D5.result}'],
    ['password', (it: MlflowTrackingServer) => it.password, hosted, '${sensitive("pw")}'],
    ['password', (it: MlflowTrackingServer) => it.password, htpasswd, undefined],
    ['password', (it: MlflowTrackingServer) => it.password, open, undefined],
    ['ingressControllerName', (it: MlflowTrackingServer) => it.ingressControllerName, {}, 'nginx-controller'],
    ['ingressControllerName', (it: MlflowTrackingServer) => it.ingressControllerName, existing, undefined],
    ['ingressControllerNamespace', (it: MlflowTrackingServer) => it.ingressControllerNamespace, {},
      '${kubernetes_namespace_v1.Mlflow_Nginx_Namespace_688BBF01.metadata[0].name}'],
    ['ingressControllerNamespace', (it: MlflowTrackingServer) => it.ingressControllerNamespace, none, undefined],
    ['loadBalancerHostName', (it: MlflowTrackingServer) => it.loadBalancerHostName, hosted, `\${${LOAD_BALANCER}}`],
    ['loadBalancerHostName', (it: MlflowTrackingServer) => it.loadBalancerHostName, none, undefined],
  ])('%s %#', (_, get, props, expected) => expect(attribute(get, props)).toEqual(expected));

  test('ready is release and Ingress', () => {
    mlflow({}, (it) => expect(it.ready.map((one) => one.fqn)).toEqual([it.release.fqn, it.node.findChild('Ingress')].map((one: any) => one.fqn ?? one)));
    mlflow(none, (it) => expect(it.ready).toEqual([it.release]));
  });

  test('the defaults that others need to know', () => {
    expect([MlflowTrackingServer.DEFAULT_NAMESPACE, MlflowTrackingServer.DEFAULT_SERVICE_ACCOUNT_NAME]).toEqual(['mlflow', 'mlflow-tracking']);
  });
});

describe('options', () => {
  test('the user\'s Helm values are a second document', () => {
    const props: Props = { values: { podAnnotations: { a: 'b' } }, ingress: MlflowIngress.nginx({ host: 'mlflow.example.com', values: { prometheus: { create: false } } }) };
    const stack = mlflow(props);
    expect(release(stack).values.map((text: string) => JSON.parse(text))).toEqual([
      mlflowValues({ backendStore: MYSQL, artifactStore: BUCKET, ...props },
        { databaseSecret: { name: 'mlflow-tracking-database' }, ingressHost: 'mlflow.example.com', trackingUrl: 'http://mlflow.example.com' }),
      { podAnnotations: { a: 'b' } },
    ]);
    expect(JSON.parse(release(stack, 'nginx-ingress').values[1])).toEqual({ prometheus: { create: false } });
  });

  test('versions and timeout', () => {
    const stack = mlflow({
      version: MlflowVersion.of('1.11.7', '3.16.0'), releaseTimeoutSeconds: 60, ingress: MlflowIngress.nginx({ version: NginxIngressVersion.of('2.7.3') }),
    });
    expect(release(stack)).toMatchObject({ version: '1.11.7', timeout: 60 });
    expect(release(stack, 'nginx-ingress')).toMatchObject({ version: '2.7.3', timeout: 60 });
  });

  test('existing namespaces are not made', () => {
    const stack = mlflow({ namespace: ClusterNamespace.existing('ml'), ingress: MlflowIngress.nginx({ namespace: ClusterNamespace.existing('edge') }) });
    expect(stack.all('kubernetes_namespace_v1')).toEqual({});
    expect([release(stack).namespace, release(stack, 'nginx-ingress').namespace]).toEqual(['ml', 'edge']);
  });

  test('the cluster\'s annotations get onto the load balancer', () => {
    const values = JSON.parse(release(mlflow({ loadBalancerAnnotations: { type: 'nlb' } }), 'nginx-ingress').values[0]);
    expect(values.controller.service.annotations.type).toBe('nlb');
  });

  test('providers of their own', () => {
    const stack = synth((scope) => {
      new MlflowTrackingServer(scope, 'Mlflow', {
        backendStore: CREATED,
        artifactStore: MlflowArtifactStore.s3({ bucket: 'models', accessKeyId: 'a', secretAccessKey: 'b' }),
        kubernetesProvider: new KubernetesProvider(scope, 'K', { alias: 'other' }),
        helmProvider: new HelmProvider(scope, 'H', { alias: 'other' }),
        randomProvider: new RandomProvider(scope, 'R', { alias: 'other' }),
      });
    });
    for (const address of stack.addresses.filter((one) => !one.startsWith('terraform_data'))) {
      const [type, name] = address.split('.').slice(-2);
      const block = (address.startsWith('data.') ? stack.json.data : stack.json.resource)[type][name];
      expect([address, block.provider]).toEqual([address, `${type.split('_')[0]}.other`]);
    }
  });
});

describe('database', () => {
  test.each([
    ['p@ss:w/o?r#d% +x', 'p%40ss%3Aw%2Fo%3Fr%23d%25%20%2Bx'],
    ['${var.x}', '%24%7Bvar.x%7D'],
    ['plain123', 'plain123'],
  ])('a MySQL password stands in the Secret as the URI needs it: %s', (password, encoded) => {
    const stack = mlflow({ backendStore: MlflowBackendStore.mysql({ host: 'db', username: 'ml@flow', password }) });
    expect(secret(stack, 'mlflow-tracking-database').data).toEqual({ username: 'ml%40flow', password: encoded });
    expect(decodeURIComponent(encoded)).toBe(password);
  });

  test('Terraform encodes a password that it learns at apply', () => {
    const stack = synth((scope) => {
      const password = new TerraformVariable(scope, 'pw', { type: 'string', sensitive: true }).stringValue;
      new MlflowTrackingServer(scope, 'Mlflow', { backendStore: MlflowBackendStore.mysql({ host: 'db', password }), artifactStore: BUCKET });
    });
    expect(secret(stack, 'mlflow-tracking-database').data.password).toBe('${replace(urlencode(var.pw), "+", "%20")}');
  });

  test('PostgreSQL reads no URI: its password is left as it is, and is no Terraform expression', () => {
    const stack = mlflow({ backendStore: MlflowBackendStore.postgresql({ host: 'db', password: 'p@ss ${x} %{y}' }) });
    expect(secret(stack, 'mlflow-tracking-database').data).toEqual({ username: 'mlflow', password: 'p@ss $${x} %%{y}' });
  });

  test('an existing Secret is used, and none is made', () => {
    const stack = mlflow({ backendStore: MlflowBackendStore.mysql({ host: 'db', existingSecret: { name: 'mine' } }), ingress: MlflowIngress.none() });
    expect(stack.all('kubernetes_secret_v1')).toEqual({});
    expect(JSON.parse(release(stack).values[0]).backendStore.existingDatabaseSecret.name).toBe('mine');
    expect(release(stack).set).toBeUndefined();
  });

  test('the port may be known at apply only', () => {
    const stack = synth((scope) => {
      const port = Token.asNumber(new TerraformVariable(scope, 'port', { type: 'number' }).numberValue);
      new MlflowTrackingServer(scope, 'Mlflow', {
        backendStore: MlflowBackendStore.mysql({ host: 'db', port, createDatabase: { adminSecret: { name: 'admin' } } }),
        artifactStore: BUCKET,
        ingress: MlflowIngress.none(),
      });
    });
    expect(release(stack).values[0]).toContain('"port":${var.port}');
    expect(stack.one('kubernetes_job_v1').spec.template.spec.container[0].env).toContainEqual({ name: 'DB_PORT', value: '${var.port}' });
  });

  describe('that is created', () => {
    const stack = mlflow({ backendStore: CREATED });
    const container = stack.one('kubernetes_job_v1').spec.template.spec.container[0];

    test('gets a generated password', () => {
      const password = stack.address('random_password', 'Database');
      expect(stack.one('random_password', 'Database')).toMatchObject({ length: 32, special: false });
      expect(secret(stack, 'mlflow-tracking-database').data).toEqual({ username: 'mlflow', password: `\${replace(urlencode(${password}.result), "+", "%20")}` });
    });

    test('by a job that waits, does not vanish and runs MLflow\'s image without rights', () => {
      const job = stack.one('kubernetes_job_v1');
      expect(job).toMatchObject({ wait_for_completion: true, timeouts: { create: '15m', update: '15m' }, spec: { backoff_limit: 4 } });
      expect(job.spec.ttl_seconds_after_finished).toBeUndefined();
      expect(container).toMatchObject({ image: 'burakince/mlflow:3.15.1', security_context: { allow_privilege_escalation: false } });
    });

    test('and no password stands in the job', () => {
      const from = (name: string, key: string) => ({ secret_key_ref: { name, key } });
      expect(container.env).toEqual([
        { name: 'DB_HOST', value: 'db' },
        { name: 'DB_PORT', value: '3306' },
        { name: 'DB_NAME', value: 'mlflow' },
        { name: 'DB_REQUIRE_TLS', value: 'true' },
        { name: 'DB_USERNAME', value_from: from('mlflow-tracking-database', 'username') },
        { name: 'DB_PASSWORD', value_from: from('mlflow-tracking-database', 'password') },
        { name: 'DB_ADMIN_USERNAME', value_from: from('mlflow-tracking-database-admin', 'username') },
        { name: 'DB_ADMIN_PASSWORD', value_from: from('mlflow-tracking-database-admin', 'password') },
      ]);
      expect(secret(stack, 'mlflow-tracking-database-admin').data).toEqual({ username: 'admin', password: 'admin-pw' });
      expect(JSON.stringify(stack.one('kubernetes_job_v1'))).not.toContain('admin-pw');
    });

    test('with Secrets that exist', () => {
      const other = mlflow({
        backendStore: MlflowBackendStore.mysql({
          host: 'db',
          existingSecret: { name: 'user', usernameKey: 'u', passwordKey: 'p' },
          createDatabase: { adminSecret: { name: 'admin', usernameKey: 'au', passwordKey: 'ap' }, requireTls: false },
        }),
        ingress: MlflowIngress.none(),
      });
      expect(other.all('kubernetes_secret_v1')).toEqual({});
      expect(other.one('kubernetes_job_v1').lifecycle).toBeUndefined();
      expect(JSON.stringify(other.one('kubernetes_job_v1').spec)).toContain('{"key":"ap","name":"admin"}');
      expect(other.one('kubernetes_job_v1').spec.template.spec.container[0].env).toContainEqual({ name: 'DB_REQUIRE_TLS', value: 'false' });
    });

    test('pods restart with a new password, by an id that tells nothing of it', () => {
      expect(release(stack).set).toEqual([
        { name: 'podAnnotations.secrets-generation', type: 'string', value: '${terraform_data.Mlflow_SecretsGeneration_18A49AFE.id}' },
      ]);
      expect(stack.one('terraform_data', 'SecretsGeneration').triggers_replace.database).toMatch(/^\$\{sensitive\(sha256\(random_password\./);
    });
  });
});

describe('ingress', () => {
  test('a given password is hashed once, until it changes', () => {
    const stack = mlflow({ ingress: MlflowIngress.nginx({ auth: MlflowBasicAuth.credentials('alice', 'won"der') }) });
    expect(stack.one('terraform_data', 'PasswordHash')).toMatchObject({
      input: { bcrypt: '${sensitive(bcrypt("won\\"der", 10))}' },
      lifecycle: { ignore_changes: ['input'] },
      triggers_replace: { password: expect.stringMatching(/^\$\{sensitive\("[0-9a-f]{64}"\)\}$/) },
    });
    expect(secret(stack, 'mlflow-tracking-basic-auth').data.htpasswd)
      .toBe(`alice:\${sensitive(${stack.address('terraform_data', 'PasswordHash')}.output.bcrypt)}`);
  });

  test('an htpasswd text is taken as it is', () => {
    const text = 'alice:$2y$05$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
    expect(secret(mlflow({ ingress: MlflowIngress.nginx({ auth: MlflowBasicAuth.htpasswd(text) }) }), 'mlflow-tracking-basic-auth').data).toEqual({ htpasswd: text });
  });

  test('without a password there is no Secret for one', () => {
    const stack = mlflow({ ingress: MlflowIngress.nginx({ auth: MlflowBasicAuth.none() }) });
    expect(secret(stack, 'mlflow-tracking-basic-auth')).toBeUndefined();
    expect(stack.one('kubernetes_ingress_v1').metadata.annotations['nginx.org/basic-auth-secret']).toBeUndefined();
  });

  test('TLS by a Secret is for the host', () => {
    const { spec } = mlflow({ ingress: MlflowIngress.nginx({ host: 'mlflow.example.com', tlsSecretName: 'tls' }) }).one('kubernetes_ingress_v1');
    expect(spec).toMatchObject({ rule: [{ host: 'mlflow.example.com' }], tls: [{ hosts: ['mlflow.example.com'], secret_name: 'tls' }] });
  });

  describe('who redirects plain HTTP to HTTPS', () => {
    const host = 'mlflow.example.com';
    const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
    const existing = (controller: MlflowIngressController, tlsSecretName?: string) =>
      MlflowIngress.existingClass({ className: 'public', host, controller, tlsSecretName });
    const F5 = 'nginx.org/ssl-redirect';
    const COMMUNITY = 'nginx.ingress.kubernetes.io/ssl-redirect';

    test.each<[string, MlflowIngress, string, string]>([
      ['no host, no TLS: nobody', MlflowIngress.nginx(), F5, 'false'],
      ['a host, no TLS: nobody', MlflowIngress.nginx({ host }), F5, 'false'],
      ['TLS on the controller: the controller', MlflowIngress.nginx({ host, tlsSecretName: 'tls' }), F5, 'true'],
      ['TLS on the load balancer: nobody, or it would loop', MlflowIngress.nginx({ host, certificateArn }), F5, 'false'],
      ['an existing controller of F5 without TLS: nobody', existing(MlflowIngressController.F5_NGINX), F5, 'false'],
      ['an existing controller of F5 with TLS: the controller', existing(MlflowIngressController.F5_NGINX, 'tls'), F5, 'true'],
      ['ingress-nginx without TLS: nobody', existing(MlflowIngressController.INGRESS_NGINX), COMMUNITY, 'false'],
      ['ingress-nginx with TLS: the controller', existing(MlflowIngressController.INGRESS_NGINX, 'tls'), COMMUNITY, 'true'],
    ])('%s', (_, ingress, annotation, redirects) => {
      expect(mlflow({ ingress }).one('kubernetes_ingress_v1').metadata.annotations[annotation]).toBe(redirects);
    });
  });

  test('a class of one\'s own', () => {
    expect(mlflow({ ingress: MlflowIngress.nginx({ className: 'ml' }) }).one('kubernetes_ingress_v1').spec.ingress_class_name).toBe('ml');
  });

  test('an existing class gets its controller\'s annotations and Secret, and nothing is installed', () => {
    const stack = mlflow({
      ingress: MlflowIngress.existingClass({
        className: 'public', host: 'mlflow.example.com', controller: MlflowIngressController.INGRESS_NGINX, annotations: { extra: 'yes' },
      }),
    });
    expect(release(stack, 'nginx-ingress')).toBeUndefined();
    expect(stack.one('kubernetes_ingress_v1')).toMatchObject({
      metadata: { annotations: { 'nginx.ingress.kubernetes.io/auth-secret': 'mlflow-tracking-basic-auth', 'extra': 'yes' } },
      spec: { ingress_class_name: 'public', rule: [{ host: 'mlflow.example.com' }] },
    });
    expect(secret(stack, 'mlflow-tracking-basic-auth')).toMatchObject({ type: 'Opaque', data: { auth: expect.stringContaining('mlflow:') } });
  });

  test('an existing class is one of F5 NGINX unless told otherwise', () => {
    const stack = mlflow({ ingress: MlflowIngress.existingClass({ className: 'public', host: 'mlflow.example.com' }) });
    expect(secret(stack, 'mlflow-tracking-basic-auth').type).toBe('nginx.org/htpasswd');
  });

  test('none makes no Ingress', () => {
    const stack = mlflow({ ingress: MlflowIngress.none() });
    expect([stack.all('kubernetes_ingress_v1'), Object.keys(stack.all('helm_release')).length]).toEqual([{}, 1]);
  });
});
