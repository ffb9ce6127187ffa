import { TerraformVariable } from 'cdktf';
import { attribute, BUCKET, create, mlflow, MYSQL, Props, release, secret } from './tracking-server';
import { BasicAuth, Ingress, IngressController } from '../../src/ingress';
import { LoadBalancerTls } from '../../src/kubernetes';
import { MlflowTrackingServer } from '../../src/mlflow';
import { SecretValue } from '../../src/secrets/secret-value';
import { synth } from '../support/synth';

describe('ingress', () => {
  test('a given password is hashed once, until it changes', () => {
    const stack = mlflow({ ingress: Ingress.nginx({ auth: BasicAuth.given('alice', SecretValue.unsafePlainText('won"der')) }) });
    expect(stack.one('terraform_data', 'PasswordHash')).toMatchObject({
      input: { bcrypt: '${sensitive(bcrypt("won\\"der", 10))}' },
      lifecycle: { ignore_changes: ['input'] },
      triggers_replace: { password: expect.stringMatching(/^\$\{sensitive\("[0-9a-f]{64}"\)\}$/) },
    });
    expect(secret(stack, 'mlflow-tracking-basic-auth').data.htpasswd)
      .toBe(`alice:\${sensitive(${stack.address('terraform_data', 'PasswordHash')}.output.bcrypt)}`);
  });

  test('an htpasswd file gets a user with a generated password', () => {
    const text = 'alice:$2y$05$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
    const stack = mlflow({ ingress: Ingress.nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText(text)) }) });
    const password = stack.address('random_password', 'BasicAuth');
    expect(secret(stack, 'mlflow-tracking-basic-auth').data).toEqual({ htpasswd: `${text}\npipelines:\${${password}.bcrypt_hash}\n` });
    expect(stack.one('random_password', 'BasicAuth')).toEqual({ length: 32, special: false });
    expect(secret(stack, 'mlflow-tracking-basic-auth').lifecycle).toBeUndefined();
  });

  test('so does a file that only Terraform knows, unless it has a line for that user', () => {
    const stack = synth((scope) => {
      const users = new TerraformVariable(scope, 'users', { sensitive: true }).stringValue;
      create({ ingress: Ingress.nginx({ auth: BasicAuth.htpasswd(SecretValue.resourceAttribute(users)) }) }, scope);
    });
    const password = stack.address('random_password', 'BasicAuth');
    expect(secret(stack, 'mlflow-tracking-basic-auth').data.htpasswd)
      .toBe(`\${join("\\n", [chomp(replace(var.users, "\\u000d", "")), "pipelines:\${${password}.bcrypt_hash}", ""])}`);
    expect(secret(stack, 'mlflow-tracking-basic-auth').lifecycle).toEqual({
      precondition: [{
        condition: '${(length(regexall("(?m)^pipelines:", var.users)) < 1)}',
        error_message: 'The file of BasicAuth.htpasswd() has a line for the user "pipelines". It is added with a generated password,'
          + ' for pipelines: give that user another name.',
      }],
    });
  });

  test('no Secret is created without a password', () => {
    const stack = mlflow({ ingress: Ingress.nginx({ auth: BasicAuth.none() }) });
    expect(secret(stack, 'mlflow-tracking-basic-auth')).toBeUndefined();
    expect(stack.one('kubernetes_ingress_v1').metadata.annotations['nginx.org/basic-auth-secret']).toBeUndefined();
  });

  test('TLS from a Secret is for the host', () => {
    const { spec } = mlflow({
      ingress: Ingress.nginx({ host: 'mlflow.example.com', tls: LoadBalancerTls.kubernetesSecret('tls') }),
    }).one('kubernetes_ingress_v1');
    expect(spec).toMatchObject({
      rule: [{ host: 'mlflow.example.com' }],
      tls: [{ hosts: ['mlflow.example.com'], secret_name: 'tls' }],
    });
  });

  describe('redirects from HTTP to HTTPS', () => {
    const host = 'mlflow.example.com';
    const acm = LoadBalancerTls.acmCertificate(
      'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
    );
    const tls = LoadBalancerTls.kubernetesSecret('tls');
    const upstream = LoadBalancerTls.upstream();
    const existing = (controller: IngressController, by?: LoadBalancerTls) =>
      Ingress.existingClass({ className: 'public', host, controller, tls: by });
    const F5 = 'nginx.org/ssl-redirect';
    const COMMUNITY = 'nginx.ingress.kubernetes.io/ssl-redirect';

    test.each<[string, Ingress, string, string]>([
      ['no host, no TLS: nobody', Ingress.nginx(), F5, 'false'],
      ['a host, no TLS: nobody', Ingress.nginx({ host }), F5, 'false'],
      ['TLS on the controller: the controller', Ingress.nginx({ host, tls }), F5, 'true'],
      ['TLS on the load balancer: nobody, or it would loop', Ingress.nginx({ host, tls: acm }), F5, 'false'],
      ['an existing controller of F5 without TLS: nobody', existing(IngressController.F5_NGINX), F5, 'false'],
      ['an existing controller of F5 with TLS: the controller', existing(IngressController.F5_NGINX, tls), F5, 'true'],
      ['ingress-nginx without TLS: nobody', existing(IngressController.INGRESS_NGINX), COMMUNITY, 'false'],
      ['ingress-nginx with TLS: the controller', existing(IngressController.INGRESS_NGINX, tls), COMMUNITY, 'true'],
      ['TLS before the load balancer: nobody, or it would loop', Ingress.nginx({ host, tls: upstream }), F5, 'false'],
      ['TLS before an existing controller: nobody', existing(IngressController.INGRESS_NGINX, upstream), COMMUNITY,
        'false'],
    ])('%s', (_, ingress, annotation, redirects) => {
      expect(mlflow({ ingress }).one('kubernetes_ingress_v1').metadata.annotations[annotation]).toBe(redirects);
    });
  });

  test('a custom class', () => {
    const { spec } = mlflow({ ingress: Ingress.nginx({ className: 'ml' }) }).one('kubernetes_ingress_v1');
    expect(spec.ingress_class_name).toBe('ml');
  });

  test('an existing class gets its controller\'s annotations and Secret, and nothing is installed', () => {
    const stack = mlflow({
      ingress: Ingress.existingClass({
        className: 'public',
        host: 'mlflow.example.com',
        controller: IngressController.INGRESS_NGINX,
        annotations: { extra: 'yes' },
      }),
    });
    expect(release(stack, 'nginx-ingress')).toBeUndefined();
    expect(stack.one('kubernetes_ingress_v1')).toMatchObject({
      metadata: {
        annotations: { 'nginx.ingress.kubernetes.io/auth-secret': 'mlflow-tracking-basic-auth', 'extra': 'yes' },
      },
      spec: { ingress_class_name: 'public', rule: [{ host: 'mlflow.example.com' }] },
    });
    expect(secret(stack, 'mlflow-tracking-basic-auth'))
      .toMatchObject({ type: 'Opaque', data: { auth: expect.stringContaining('mlflow:') } });
  });

  test('an existing class belongs to F5 NGINX by default', () => {
    const stack = mlflow({ ingress: Ingress.existingClass({ className: 'public', host: 'mlflow.example.com' }) });
    expect(secret(stack, 'mlflow-tracking-basic-auth').type).toBe('nginx.org/htpasswd');
  });

  test('none creates no Ingress', () => {
    const stack = mlflow({ ingress: Ingress.none() });
    expect([stack.all('kubernetes_ingress_v1'), Object.keys(stack.all('helm_release')).length]).toEqual([{}, 1]);
  });
});

describe('hosts', () => {
  test('are converted to lower case, as Kubernetes requires', () => {
    const stack = mlflow({
      ingress: Ingress.nginx({ host: 'MLflow.Example.com', tls: LoadBalancerTls.kubernetesSecret('tls') }),
    });
    expect(stack.one('kubernetes_ingress_v1').spec).toMatchObject({
      rule: [{ host: 'mlflow.example.com' }], tls: [{ hosts: ['mlflow.example.com'] }],
    });
    expect(JSON.parse(release(stack).values[0]).serverAllowedHosts[0]).toBe('mlflow.example.com');
    const existing = Ingress.existingClass({ className: 'public', host: 'MLflow.Example.com' });
    expect(attribute((it) => it.trackingUrl, { ingress: existing })).toBe('http://mlflow.example.com');
  });

  test('that Terraform knows at apply are not changed', () => {
    const stack = synth((scope) => {
      const host = new TerraformVariable(scope, 'host', { type: 'string' }).stringValue;
      new MlflowTrackingServer(scope, 'Mlflow', {
        backendStore: MYSQL,
        artifactStore: BUCKET,
        ingress: Ingress.nginx({ host }),
      });
    });
    expect(stack.one('kubernetes_ingress_v1').spec.rule[0].host).toBe('${var.host}');
  });
});

test('lines of an htpasswd file end as NGINX reads them', () => {
  const props: Props = {
    ingress: Ingress.nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText('\r\nbob:$apr1$salt$hash\r\neve:$apr1$salt$hash\r\n')) }),
  };
  expect(secret(mlflow(props), 'mlflow-tracking-basic-auth').data.htpasswd)
    .toMatch(/^bob:\$apr1\$salt\$hash\neve:\$apr1\$salt\$hash\npipelines:\$\{random_password\.[^}]*\}\n$/);
});

test.each<[string, LoadBalancerTls | undefined, string]>([
  ['nobody', undefined, 'http'],
  ['NGINX', LoadBalancerTls.kubernetesSecret('tls'), 'https'],
  ['something before it', LoadBalancerTls.upstream(), 'https'],
])('the URL where %s terminates TLS', (_, tls, scheme) => {
  const ingress = Ingress.nginx({ host: 'mlflow.example.com', tls });
  expect(attribute((it) => it.trackingUrl, { ingress })).toBe(`${scheme}://mlflow.example.com`);
  const stack = mlflow({ ingress });
  expect(JSON.parse(release(stack).values[0]).corsAllowedOrigins).toEqual([`${scheme}://mlflow.example.com`]);
  expect(stack.one('kubernetes_ingress_v1').spec.tls === undefined).toBe(tls?.secretName === undefined);
});

test('a custom user with a generated password', () => {
  const props: Props = { ingress: Ingress.nginx({ auth: BasicAuth.generated('team') }) };
  expect(attribute((it) => it.username, props)).toBe('team');
  expect(secret(mlflow(props), 'mlflow-tracking-basic-auth').data.htpasswd).toMatch(/^team:\$\{random_password/);
});
