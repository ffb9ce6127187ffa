import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { attribute, BUCKET, CREATED, mlflow, MYSQL, Props, release, secret } from './tracking-server';
import { BasicAuth, Ingress } from '../../src/ingress';
import { nginxValues } from '../../src/ingress/private/nginx-values';
import { ClusterNamespace, Credentials, LoadBalancerTls } from '../../src/kubernetes';
import { MlflowArtifactStore, MlflowTrackingServer } from '../../src/mlflow';
import { mlflowNamespaces } from '../../src/mlflow/internal';
import { mlflowValues } from '../../src/mlflow/private/mlflow-values';
import { MLFLOW_OPTIONS } from '../../src/mlflow/private/validate';
import { SecretValue } from '../../src/secrets/secret-value';
import { Validation } from '../../src/validation/validation';
import { MlflowVersion, NginxIngressVersion } from '../../src/versions';
import { Block, messageOf, synth, TestStack } from '../support/synth';

const ADDRESS = 'kubernetes_service_v1.Mlflow_Nginx_LoadBalancer_F50FF014.status[0].load_balancer[0].ingress[0]';
const LOAD_BALANCER = `try(coalesce(${ADDRESS}.hostname, ${ADDRESS}.ip), "")`;
const NAMESPACE = '${kubernetes_namespace_v1.Mlflow_Namespace_8642A3B7.metadata[0].name}';

describe('by default', () => {
  const stack = mlflow();

  test('installs the server\'s chart at its pinned version, and rolls back a failed installation', () => {
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

  test('installs the controller\'s chart at its pinned version, with the library\'s values', () => {
    expect(release(stack, 'nginx-ingress')).toMatchObject({
      name: 'nginx-controller',
      repository: 'oci://ghcr.io/nginx/charts',
      version: '2.6.4',
      wait: true,
      atomic: true,
      timeout: 900,
      namespace: '${kubernetes_namespace_v1.Mlflow_Nginx_Namespace_688BBF01.metadata[0].name}',
    });
    expect(release(stack, 'nginx-ingress').values.map((text: string) => JSON.parse(text))).toEqual([nginxValues({}, true)]);
  });

  test('creates both namespaces', () => {
    expect(Object.values(stack.all('kubernetes_namespace_v1')).map((one: Block) => one.metadata.name).sort())
      .toEqual(['ingress-nginx', 'mlflow']);
  });

  test('the Ingress accepts every host and any size, and requires a password', () => {
    expect(stack.one('kubernetes_ingress_v1')).toMatchObject({
      metadata: {
        name: 'mlflow-tracking',
        namespace: NAMESPACE,
        annotations: {
          'nginx.org/client-max-body-size': '0',
          'nginx.org/basic-auth-secret': 'mlflow-tracking-basic-auth',
        },
      },
      spec: {
        ingress_class_name: 'nginx',
        rule: [{
          http: {
            path: [{
              path: '/',
              path_type: 'Prefix',
              backend: { service: { name: 'mlflow-tracking', port: { number: 5000 } } },
            }],
          },
        }],
      },
    });
    expect(stack.one('kubernetes_ingress_v1').spec.rule[0].host).toBeUndefined();
    expect(stack.one('kubernetes_ingress_v1').spec.tls).toBeUndefined();
  });

  test('the password is generated, and its hash stays the same between plans', () => {
    const password = stack.address('random_password', 'BasicAuth');
    expect(stack.one('random_password')).toMatchObject({ length: 32, special: false });
    expect(secret(stack, 'mlflow-tracking-basic-auth')).toMatchObject({
      type: 'nginx.org/htpasswd', data: { htpasswd: `mlflow:\${${password}.bcrypt_hash}` },
    });
  });

  test('the server accepts the load balancer\'s name and the origin of its pages', () => {
    const [document] = release(stack).values;
    expect(document).toContain(`"serverAllowedHosts":[\${jsonencode(${LOAD_BALANCER})},`);
    expect(document).toContain(`"corsAllowedOrigins":[\${jsonencode(join("", ["http://", ${LOAD_BALANCER}]))}]`);
  });

  test('has no job and no Secret for an artifact store', () => {
    expect(stack.all('kubernetes_job_v1')).toEqual({});
    expect(Object.keys(stack.all('kubernetes_secret_v1'))).toHaveLength(2);
  });

  test('defines no provider and no output', () => {
    expect(Object.keys(stack.json.provider).sort()).toEqual(['aws', 'helm', 'kubernetes', 'random', 'tls']);
    expect(stack.outputs).toEqual({});
  });
});

describe('attributes', () => {
  const none: Props = { ingress: Ingress.none() };
  const hosted: Props = {
    ingress: Ingress.nginx({ host: 'mlflow.example.com', auth: BasicAuth.given('alice', SecretValue.unsafePlainText('pw')) }),
  };
  const htpasswd: Props = {
    ingress: Ingress.nginx({ auth: BasicAuth.htpasswd(SecretValue.unsafePlainText('bob:$apr1$salt$hash\neve:$apr1$salt$hash')) }),
  };
  const open: Props = { ingress: Ingress.nginx({ auth: BasicAuth.none() }) };
  const existing: Props = {
    ingress: Ingress.existingClass({
      className: 'public',
      host: 'mlflow.example.com',
      tls: LoadBalancerTls.kubernetesSecret('tls'),
    }),
  };

  test.each<[string, any, Props, any]>([
    ['namespace', (it: MlflowTrackingServer) => it.namespace, {}, NAMESPACE],
    ['namespace', (it: MlflowTrackingServer) => it.namespace, { namespace: ClusterNamespace.existing('ml') }, 'ml'],
    ['release', (it: MlflowTrackingServer) => it.release.name, {}, '${helm_release.Mlflow_E97BC70F.name}'],
    ['serviceName', (it: MlflowTrackingServer) => it.serviceName, {}, 'mlflow-tracking'],
    ['servicePort', (it: MlflowTrackingServer) => it.servicePort, {}, 5000],
    ['serviceAccountName', (it: MlflowTrackingServer) => it.serviceAccountName, {}, 'mlflow-tracking'],
    ['serviceAccountName', (it: MlflowTrackingServer) => it.serviceAccountName, { serviceAccountName: 'ml' }, 'ml'],
    ['internalTrackingUri', (it: MlflowTrackingServer) => it.internalTrackingUri, {},
      'http://mlflow-tracking.mlflow.svc.cluster.local:5000'],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, {}, `http://\${${LOAD_BALANCER}}`],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, hosted, 'http://mlflow.example.com'],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, existing, 'https://mlflow.example.com'],
    ['trackingUrl', (it: MlflowTrackingServer) => it.trackingUrl, none, undefined],
    ['username', (it: MlflowTrackingServer) => it.username, {}, 'mlflow'],
    ['username', (it: MlflowTrackingServer) => it.username, hosted, 'alice'],
    ['username', (it: MlflowTrackingServer) => it.username, htpasswd, 'pipelines'],
    ['username', (it: MlflowTrackingServer) => it.username, open, undefined],
    ['password', (it: MlflowTrackingServer) => it.password, {},
      '${random_password.Mlflow_BasicAuth_Password_89CC46D5.result}'],
    ['password', (it: MlflowTrackingServer) => it.password, hosted, '${sensitive("pw")}'],
    ['password', (it: MlflowTrackingServer) => it.password, htpasswd,
      '${random_password.Mlflow_BasicAuth_Password_89CC46D5.result}'],
    ['password', (it: MlflowTrackingServer) => it.password, open, undefined],
    ['ingressControllerName', (it: MlflowTrackingServer) => it.ingressControllerName, {}, 'nginx-controller'],
    ['ingressControllerName', (it: MlflowTrackingServer) => it.ingressControllerName, existing, undefined],
    ['ingressControllerNamespace', (it: MlflowTrackingServer) => it.ingressControllerNamespace, {},
      '${kubernetes_namespace_v1.Mlflow_Nginx_Namespace_688BBF01.metadata[0].name}'],
    ['ingressControllerNamespace', (it: MlflowTrackingServer) => it.ingressControllerNamespace, none, undefined],
    ['loadBalancerHostName', (it: MlflowTrackingServer) => it.loadBalancerHostName, hosted, `\${${LOAD_BALANCER}}`],
    ['loadBalancerHostName', (it: MlflowTrackingServer) => it.loadBalancerHostName, none, undefined],
  ])('%s %#', (_, get, props, expected) => expect(attribute(get, props)).toEqual(expected));

  test('ready contains release and Ingress', () => {
    mlflow({}, (it) => expect(it.ready.map((one) => one.fqn))
      .toEqual([it.release.fqn, it.node.findChild('Ingress')].map((one: any) => one.fqn ?? one)));
    mlflow(none, (it) => expect(it.ready).toEqual([it.release]));
  });

  test('the defaults that other parts use', () => {
    expect([MlflowTrackingServer.DEFAULT_NAMESPACE, MlflowTrackingServer.DEFAULT_SERVICE_ACCOUNT_NAME])
      .toEqual(['mlflow', 'mlflow-tracking']);
  });
});

describe('options', () => {
  test('the user\'s Helm values are a second document', () => {
    const props: Props = {
      values: { podAnnotations: { a: 'b' } },
      ingress: Ingress.nginx({ host: 'mlflow.example.com', values: { prometheus: { create: false } } }),
    };
    const stack = mlflow(props);
    expect(release(stack).values.map((text: string) => JSON.parse(text))).toEqual([
      mlflowValues({ backendStore: MYSQL, artifactStore: BUCKET, ...props }, {
        databaseSecret: { name: 'mlflow-tracking-database', usernameKey: 'username', passwordKey: 'password' },
        ingressHost: 'mlflow.example.com',
        trackingUrl: 'http://mlflow.example.com',
      }),
      { podAnnotations: { a: 'b' } },
    ]);
    expect(JSON.parse(release(stack, 'nginx-ingress').values[1])).toEqual({ prometheus: { create: false } });
  });

  test('versions and timeout', () => {
    const stack = mlflow({
      version: MlflowVersion.of('1.11.7', '3.16.0'),
      releaseTimeoutSeconds: 60,
      ingress: Ingress.nginx({ version: NginxIngressVersion.of('2.7.3') }),
    });
    expect(release(stack)).toMatchObject({ version: '1.11.7', timeout: 60 });
    expect(release(stack, 'nginx-ingress')).toMatchObject({ version: '2.7.3', timeout: 60 });
  });

  test('existing namespaces are not created', () => {
    const stack = mlflow({
      namespace: ClusterNamespace.existing('ml'),
      ingress: Ingress.nginx({ namespace: ClusterNamespace.existing('edge') }),
    });
    expect(stack.all('kubernetes_namespace_v1')).toEqual({});
    expect([release(stack).namespace, release(stack, 'nginx-ingress').namespace]).toEqual(['ml', 'edge']);
  });

  test('the cluster\'s annotations are set on the load balancer', () => {
    const stack = mlflow({ loadBalancerAnnotations: { type: 'nlb' } });
    expect(stack.one('kubernetes_service_v1').metadata.annotations.type).toBe('nlb');
  });

  test('custom providers', () => {
    const stack = synth((scope) => {
      new MlflowTrackingServer(scope, 'Mlflow', {
        backendStore: CREATED,
        artifactStore: MlflowArtifactStore.s3({ bucket: 'models', credentials: Credentials.given('a', SecretValue.unsafePlainText('b')) }),
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

test('the main resource is the server\'s release, and the controller\'s the controller\'s', () => {
  mlflow({}, (it) => {
    expect(it.node.defaultChild).toBe(it.release);
    const controller = it.node.findChild('Nginx');
    expect(controller.node.defaultChild).toBe(controller.node.findChild('Resource'));
  });
});

describe('for constructs that compose it', () => {
  test('returns the namespaces of options', () => {
    expect(mlflowNamespaces({}))
      .toEqual([['namespace', 'mlflow'], ['ingress.namespace', 'ingress-nginx']]);
    expect(mlflowNamespaces({
      namespace: ClusterNamespace.existing('ml'),
      ingress: Ingress.nginx({ namespace: ClusterNamespace.create('edge') }),
    })).toEqual([['namespace', 'ml'], ['ingress.namespace', 'edge']]);
    expect(mlflowNamespaces({ ingress: Ingress.none() })).toEqual([['namespace', 'mlflow']]);
  });

  test('validates each option and their combinations', () => {
    expect(MLFLOW_OPTIONS.members).not.toContain('backendStore');
    expect(messageOf(() => Validation.run('Stack', (v) => MLFLOW_OPTIONS.check(
      v, 'mlflow', { namespace: ClusterNamespace.create('ingress-nginx') },
    )))).toContain('- mlflow.namespace: got "ingress-nginx", which \'mlflow.ingress.namespace\' has. Must be another '
      + 'one if either is created.');
  });

  test('refused props create nothing', () => {
    const stack = new TestStack();
    const before = stack.node.findAll().length;
    messageOf(() =>
      new MlflowTrackingServer(stack, 'Mlflow', { backendStore: MYSQL, artifactStore: BUCKET, replicas: 0 }));
    expect(stack.node.findAll()).toHaveLength(before + 1);
  });
});
