import { IngressController, NginxIngressOptions } from '../../../src/ingress';
import { ingressAnnotations } from '../../../src/ingress/private/annotations';
import { nginxLabels, nginxPorts, nginxValues } from '../../../src/ingress/private/nginx-values';
import { LoadBalancerScheme, LoadBalancerTls, ServiceExposure } from '../../../src/kubernetes';
import { NginxIngressVersion } from '../../../src/versions';
import { chartSchema, chartValues, expectGolden, schemaErrors, unknownPaths } from '../../support/charts';
import { Block } from '../../support/synth';

const FOLDER = `${__dirname}/..`;
const ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
const host = 'mlflow.example.com';
const OPTIONS: Record<string, NginxIngressOptions> = {
  'ingress-default': {},
  'ingress-acm-internal': {
    host,
    tls: LoadBalancerTls.acmCertificate(ARN),
    exposure: ServiceExposure.loadBalancer({ scheme: LoadBalancerScheme.INTERNAL, allowedCidrs: ['10.0.0.0/8'] }),
  },
  'ingress-kubernetes-secret': {
    host,
    tls: LoadBalancerTls.kubernetesSecret('tls'),
    className: 'mlflow',
    replicas: 2,
    resources: { cpuRequest: '1', memoryLimit: '1Gi' },
  },
};

// NGINX's schema points to Kubernetes definitions on the internet; Helm reads them, a test does not: they allow
// everything.
const schemaOf = (chart: string): Block => JSON.parse(JSON.stringify(chartSchema(chart)!,
  (key, value) => key === '$ref' && !value.startsWith('#') ? undefined : value));

/** Chart, rendering, values. */
const RENDERINGS = [...new Set(Object.values(NginxIngressVersion).map((version) => version.chartVersion as string))]
  .flatMap((version) => Object.entries(OPTIONS).map<[string, string, Block]>(([name, options]) =>
    [`nginx-ingress-${version}`, name, nginxValues(options, options.host === undefined)]));

describe.each(RENDERINGS)('%s, %s', (chart, rendering, rendered) => {
  test('matches the golden file', () => expectGolden(FOLDER, `${chart}.${rendering}`, rendered));

  test('sets only paths that the chart has', () => {
    // The chart reads these paths, but lists them only in comments: templates/_helpers.tpl.
    const unnamed = ['fullnameOverride', 'controller.resources.limits', 'controller.reportIngressStatus.externalService'];
    expect(unknownPaths(rendered, chartValues(chart), []).filter((path) => !unnamed.includes(path))).toEqual([]);
  });

  test('matches the chart\'s schema', () => {
    expect(schemaErrors(merge(chartValues(chart), rendered), schemaOf(chart))).toEqual([]);
  });
});

test('the schema check finds a wrong type', () => {
  const chart = 'nginx-ingress-2.6.4';
  expect(schemaErrors(merge(chartValues(chart), { controller: { replicaCount: 'one' } }), schemaOf(chart)))
    .toEqual([expect.stringMatching(/replicaCount must be/)]);
});

/** The values that Helm validates and renders: the chart's merged with the library's. */
function merge(under: any, over: any): any {
  const isMap = (value: unknown): value is Block =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(under) || !isMap(over)) {
    return over === undefined ? under : over;
  }
  const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, merge(under[key], over[key])]));
}

test.each(Object.values(IngressController))('annotations for %s', (kind) =>
  expectGolden(FOLDER, `ingress-annotations.${kind}`, {
    protected: ingressAnnotations(kind, { secretName: 'users', realm: 'MLflow', tls: true }),
    open: ingressAnnotations(kind, { realm: 'MLflow', tls: false }),
    behindTls: ingressAnnotations(kind, { realm: 'MLflow', tls: false, behindTls: true }),
  }));

const HTTP = { name: 'http', port: 80, targetPort: 80 };
const HTTPS = { name: 'https', port: 443, targetPort: 443 };

test.each<[string, LoadBalancerTls | undefined, object[]]>([
  ['nobody', undefined, [HTTP]],
  ['the load balancer', LoadBalancerTls.acmCertificate(ARN), [{ ...HTTPS, targetPort: 80 }]],
  ['NGINX', LoadBalancerTls.kubernetesSecret('tls'), [HTTP, HTTPS]],
  ['something before it', LoadBalancerTls.upstream(), [HTTP]],
])('ports where %s terminates TLS', (_, tls, ports) => {
  expect(nginxPorts({ tls })).toEqual(ports);
});

test('the chart\'s full name follows the name', () => {
  const name = 'team';
  expect(nginxValues({ name }, false)).toMatchObject({
    fullnameOverride: name, controller: { reportIngressStatus: { externalService: name } },
  });
  expect(nginxLabels(name)).toEqual({ 'app.kubernetes.io/name': 'nginx-ingress', 'app.kubernetes.io/instance': name });
});
