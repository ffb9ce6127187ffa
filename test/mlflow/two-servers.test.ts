import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformOutput, TerraformVariable } from 'cdktf';
import { create, release, secret } from './tracking-server';
import { Ingress, NginxController, NginxControllerProps, NginxIngressOptions, SharedNginxOptions } from '../../src/ingress';
import { ClusterNamespace, LoadBalancerTls, ServiceExposure } from '../../src/kubernetes';
import { MlflowTrackingServer } from '../../src/mlflow';
import { messageOf, Synthesized, synthStack, TestStack } from '../support/synth';

const OTHER = ClusterNamespace.create('mlflow-b');
const HOST = 'b.example.com';
const SECRET = LoadBalancerTls.kubernetesSecret('tls');
const ACM = LoadBalancerTls.acmCertificate(
  'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
);
const NODE_PORT = ServiceExposure.nodePort({ nodePort: 30081, url: 'http://localhost:30081' });

/** Two servers; the second one uses the controller of the first. */
function two(first: NginxIngressOptions = {}, second: SharedNginxOptions = { host: HOST }) {
  const stack = new TestStack();
  const a = create({ ingress: Ingress.nginx(first) }, stack, 'A');
  const b = create({ namespace: OTHER, ingress: Ingress.sharedNginx(a.ingressController!, second) }, stack, 'B');
  return { stack, a, b };
}

/** Two servers behind a separate controller. */
function behind(controller: NginxControllerProps, first: SharedNginxOptions, second: SharedNginxOptions) {
  const stack = new TestStack();
  const nginx = new NginxController(stack, 'Nginx', controller);
  const a = create({ ingress: Ingress.sharedNginx(nginx, first) }, stack, 'A');
  const b = create({ namespace: OTHER, ingress: Ingress.sharedNginx(nginx, second) }, stack, 'B');
  return { stack, a, b };
}

/** The problems with the second server. */
const problems = (build: () => unknown) => messageOf(build).split('\n  - ').slice(1);
/** An attribute of a server, resolved for Terraform. */
function value({ stack, b }: { stack: TestStack; b: MlflowTrackingServer }, get: (it: MlflowTrackingServer) => any) {
  new TerraformOutput(stack, 'value', { value: get(b), staticId: true });
  return synthStack(stack).outputs.value.value;
}
const controllers = (stack: Synthesized) =>
  Object.values(stack.all('helm_release')).filter(({ chart }) => chart === 'nginx-ingress');

describe('with one controller each', () => {
  const stack = new TestStack();
  create({}, stack, 'A');
  const b = create({
    namespace: OTHER,
    ingress: Ingress.nginx({ name: 'nginx-b', className: 'nginx-b', namespace: ClusterNamespace.create('nginx-b') }),
  }, stack, 'B');
  const made = synthStack(stack);

  test('each has the given names', () => {
    expect(controllers(made).map(({ name }) => name)).toEqual(['nginx-controller', 'nginx-b']);
    expect(controllers(made).map(({ values }) => JSON.parse(values[0]).controller.ingressClass.name))
      .toEqual(['nginx', 'nginx-b']);
    expect([b.ingressControllerName, b.ingressController!.className]).toEqual(['nginx-b', 'nginx-b']);
  });

  test('each Ingress has its own class, in the namespace of its server', () => {
    const one = (name: string) => made.one('kubernetes_ingress_v1', name);
    expect([one('A_').spec.ingress_class_name, one('B_').spec.ingress_class_name]).toEqual(['nginx', 'nginx-b']);
    expect(one('B_').metadata.namespace).toContain('B_Namespace');
  });

  test('each URL is that of its load balancer', () => {
    expect(value({ stack, b }, (it) => it.trackingUrl))
      .toContain(made.address('kubernetes_service_v1', 'B_Nginx'));
  });
});

describe('one controller for both', () => {
  test('is created once, and the second server uses its name', () => {
    const { stack, a, b } = two();
    expect(controllers(synthStack(stack))).toHaveLength(1);
    expect(b.ingressController).toBe(a.ingressController);
    expect([b.ingressControllerName, b.ingressControllerNamespace]).toEqual(
      [a.ingressControllerName, a.ingressControllerNamespace],
    );
  });

  test('each server has its own Ingress and password', () => {
    const { stack, a, b } = two();
    const made = synthStack(stack);
    expect(made.one('kubernetes_ingress_v1', 'A_').spec.rule[0].host).toBeUndefined();
    expect(made.one('kubernetes_ingress_v1', 'B_').spec).toMatchObject({
      ingress_class_name: 'nginx', rule: [{ host: HOST }],
    });
    const [first, second] = ['A_BasicAuth', 'B_BasicAuth'].map((name) => made.one('kubernetes_secret_v1', name));
    expect(second.metadata.namespace).toContain('B_Namespace');
    expect(second.data.htpasswd).not.toBe(first.data.htpasswd);
    expect(a.password).not.toBe(b.password);
    expect(b.username).toBe('mlflow');
  });

  test('the Ingress is created after the controller, and deleted before it', () => {
    const made = synthStack(two().stack);
    expect(made.reaches(made.address('kubernetes_ingress_v1', 'B_'), made.address('helm_release', 'Nginx'))).toBe(true);
  });

  test('the second server does not depend on the first', () => {
    const made = synthStack(two().stack);
    const servers = Object.keys(made.all('helm_release')).filter((name) => !name.includes('Nginx'));
    const [a, b] = servers.map((name) => `helm_release.${name}`);
    expect([made.reaches(a, b), made.reaches(b, a)]).toEqual([false, false]);
  });

  test('the DNS record of the second points to the load balancer', () => {
    const built = two();
    expect(value(built, (it) => it.loadBalancerHostName)).toContain('A_Nginx_LoadBalancer');
    expect(built.b.trackingUrl).toBe(`http://${HOST}`);
  });

  test('hosts are converted to lower case', () => {
    expect(two({}, { host: 'B.Example.com' }).b.trackingUrl).toBe('http://b.example.com');
  });

  test('MLflow accepts the second\'s host and the origin of its pages', () => {
    const [, { values: [document] }] = Object.values(synthStack(two().stack).all('helm_release'))
      .filter(({ chart }) => chart === 'mlflow');
    const values = JSON.parse(document);
    expect(values.serverAllowedHosts.slice(0, 2)).toEqual([HOST, `${HOST}:*`]);
    expect(values.corsAllowedOrigins).toEqual([`http://${HOST}`]);
  });

  test.each<[string, NginxIngressOptions, SharedNginxOptions, string, string | undefined]>([
    ['no TLS', {}, { host: HOST }, `http://${HOST}`, undefined],
    ['a load balancer that terminates TLS', { host: 'a.example.com', tls: ACM }, { host: HOST }, `https://${HOST}`, undefined],
    ['TLS before it', { host: 'a.example.com', tls: LoadBalancerTls.upstream() }, { host: HOST }, `https://${HOST}`,
      undefined],
    ['a Secret of the same name', { host: 'a.example.com', tls: SECRET }, { host: HOST }, `https://${HOST}`, 'tls'],
    ['a separate Secret', { host: 'a.example.com', tls: SECRET },
      { host: HOST, tls: LoadBalancerTls.kubernetesSecret('b') }, `https://${HOST}`, 'b'],
    ['a port of nodes', { exposure: NODE_PORT }, { host: 'b.localhost' }, 'http://b.localhost:30081', undefined],
  ])('%s: the URL of the second, and its certificate', (_, first, second, url, secretName) => {
    const { stack, b } = two(first, second);
    expect(b.trackingUrl).toBe(url);
    expect(synthStack(stack).one('kubernetes_ingress_v1', 'B_').spec.tls?.[0].secret_name).toBe(secretName);
  });

  test('a URL that Terraform knows at apply gets the second\'s host', () => {
    const stack = new TestStack();
    const url = new TerraformVariable(stack, 'url', { type: 'string' }).stringValue;
    const nginx = new NginxController(stack, 'Nginx', { exposure: ServiceExposure.nodePort({ nodePort: 30081, url }) });
    const b = create({ ingress: Ingress.sharedNginx(nginx, { host: HOST }) }, stack, 'B');
    expect(value({ stack, b }, (it) => it.trackingUrl)).toBe('${replace(var.url, '
      + 'join("//", ["", element(split(":", element(split("/", var.url), 2)), 0)]), "//b.example.com")}');
  });

  test('one server can omit the host, and the controller then accepts such an Ingress', () => {
    const admits = ({ stack }: { stack: TestStack }) =>
      JSON.parse(release(synthStack(stack), 'nginx-ingress').values[0]).controller.allowEmptyIngressHost;
    expect(admits(behind({}, { host: 'a.example.com' }, { host: HOST }))).toBe(false);
    expect(admits(behind({}, {}, { host: HOST }))).toBe(true);
    expect(admits(two({ host: 'a.example.com' }, {}))).toBe(true);
  });

  test('the user\'s Helm values are the second document', () => {
    const { stack } = behind({ values: { extra: true } }, {}, { host: HOST });
    expect(JSON.parse(release(synthStack(stack), 'nginx-ingress').values[1])).toEqual({ extra: true });
  });

  test('a given password', () => {
    const { stack } = two();
    expect(secret(synthStack(stack), 'mlflow-tracking-basic-auth')).toBeDefined();
  });
});

describe('refuses with one controller', () => {
  const ROOT = 'Each service answers at the root of a host, and supports no path prefix: choose another host.';

  test('two servers for every host name', () => {
    expect(problems(() => two({}, {}))).toEqual([
      `ingress.host: missing, as in 'test/A/Ingress' of the class "nginx". Must be given. ${ROOT}`,
    ]);
  });

  test('two servers for one name, in any case', () => {
    expect(problems(() => two({ host: HOST }, { host: 'B.example.com' }))).toEqual([
      `ingress.host: got "${HOST}", the host of 'test/A/Ingress' of the class "nginx". Must be another one. ${ROOT}`,
    ]);
  });

  test('a missing controller', () => {
    const stack = new TestStack();
    const a = create({ ingress: Ingress.none() }, stack, 'A');
    expect(problems(() => create({ namespace: OTHER, ingress: Ingress.sharedNginx(a.ingressController!) }, stack, 'B')))
      .toEqual(['ingress.controller: missing. Must be an NginxController, or the ingressController of a server '
        + 'with Ingress.nginx().']);
  });

  test('a server as its controller', () => {
    const stack = new TestStack();
    const a: any = create({}, stack, 'A');
    expect(problems(() => create({ namespace: OTHER, ingress: Ingress.sharedNginx(a) }, stack, 'B'))).toEqual([
      'ingress.controller: got an object of the class MlflowTrackingServer. Must be an NginxController, or the '
        + 'ingressController of a server with Ingress.nginx().',
    ]);
  });

  test('a controller of another stack', () => {
    const nginx = new NginxController(new TestStack(), 'Nginx');
    expect(problems(() => create({ ingress: Ingress.sharedNginx(nginx) }))).toEqual([
      "ingress.controller: got 'test/Nginx'. Must be of the same stack. In another stack use Ingress.existingClass() "
        + 'with its class, and apply that stack after this one.',
    ]);
  });

  test('a controller on another cluster', () => {
    const stack = new TestStack();
    const nginx = new NginxController(stack, 'Nginx');
    const kubernetesProvider = new KubernetesProvider(stack, 'other', { alias: 'other' });
    expect(problems(() => create({ kubernetesProvider, ingress: Ingress.sharedNginx(nginx) }, stack))).toEqual([
      "ingress.controller: got 'test/Nginx', which has another 'kubernetesProvider'. Must be on the same cluster. "
        + "Give both the same 'kubernetesProvider', or create a controller there.",
    ]);
  });

  test('a missing name with TLS', () => {
    expect(problems(() => behind({ tls: SECRET }, {}, { host: HOST }))).toEqual([
      "ingress.host: missing. Must be given with TLS, and 'test/Nginx' has it. Give the name that the certificate is "
        + "for: no certificate fits the load balancer's own name.",
    ]);
  });

  test('a certificate if the controller has no port for it', () => {
    expect(problems(() => two({}, { host: HOST, tls: SECRET }))).toEqual([
      "ingress.tls: got TLS, which 'test/A/Nginx' does not terminate. Give that controller 'tls' by "
        + 'LoadBalancerTls.kubernetesSecret(), which opens its port 443.',
    ]);
  });

  test('an ACM certificate', () => {
    expect(problems(() => two({}, { host: HOST, tls: ACM }))).toEqual([
      'ingress.tls: must be made by LoadBalancerTls.kubernetesSecret(). Where else TLS terminates is configured in '
        + "'test/A/Nginx'.",
    ]);
  });
});
