import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { DataResource } from 'cdktf';
import { NginxController, NginxControllerProps } from '../../src/ingress';
import { ClusterNamespace, LoadBalancerTls, ServiceExposure } from '../../src/kubernetes';
import { messageOf, synth, TestStack } from '../support/synth';

const ACM = LoadBalancerTls.acmCertificate(
  'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
);
const alone = (props: NginxControllerProps = {}) => synth((stack) => void new NginxController(stack, 'Nginx', props));
const problems = (props: object) =>
  messageOf(() => new NginxController(new TestStack(), 'Nginx', props)).split('\n  - ').slice(1);

test('release, full name, Service and selector follow the name', () => {
  const stack = alone({ name: 'team' });
  const release = stack.one('helm_release');
  expect(release.name).toBe('team');
  expect(JSON.parse(release.values[0])).toMatchObject({
    fullnameOverride: 'team', controller: { reportIngressStatus: { externalService: 'team' } },
  });
  expect(stack.one('kubernetes_service_v1')).toMatchObject({
    metadata: { name: 'team' },
    spec: { selector: { 'app.kubernetes.io/name': 'nginx-ingress', 'app.kubernetes.io/instance': 'team' } },
  });
});

test('has attributes for name, class, URL and dependencies', () => {
  const of = (props: NginxControllerProps = {}) => new NginxController(new TestStack(), 'Nginx', props);
  expect(of()).toMatchObject({ name: 'nginx-controller', className: 'nginx' });
  expect(of({ name: 'team', className: 'team' })).toMatchObject({ name: 'team', className: 'team' });
  const exposure = ServiceExposure.nodePort({ nodePort: 30081, url: 'http://localhost:30081' });
  expect(of({ exposure })).toMatchObject({ url: 'http://localhost:30081', loadBalancerHostName: undefined });
  expect(of().ready).toHaveLength(1);
});

test('accepts no Ingress without a host if it has no Service', () => {
  expect(JSON.parse(alone().one('helm_release').values[0]).controller.allowEmptyIngressHost).toBe(false);
});

test('its resources depend on `dependsOn`', () => {
  const stack = synth((scope) => {
    const barrier = new DataResource(scope, 'Barrier');
    new NginxController(scope, 'Nginx', { dependsOn: [barrier] });
  });
  for (const address of stack.addresses.filter((it) => /^(kubernetes|helm)_/.test(it))) {
    expect([address, stack.reaches(address, 'terraform_data.Barrier')]).toEqual([address, true]);
  }
});

test('marks the objects as part of the deployment', () => {
  expect(alone().one('kubernetes_namespace_v1').metadata.annotations).toHaveProperty('cdktf-zenml-aws/deployment');
});

test('lists all problems', () => {
  expect(problems({ name: 'A', replicas: 0 })).toEqual([
    'name: got "A". Must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at '
      + 'both ends.',
    'replicas: got 0. Must be a whole number from 1 to 1000.',
  ]);
});

test('requires a load balancer for an ACM certificate', () => {
  expect(problems({ tls: ACM, exposure: ServiceExposure.clusterIp() })).toEqual([
    "tls: must be no LoadBalancerTls.acmCertificate() where 'exposure' is no load balancer. Use "
      + 'LoadBalancerTls.upstream() where what leads to the cluster terminates TLS.',
  ]);
});

describe('two in a stack', () => {
  const second = (first: NginxControllerProps, props: NginxControllerProps) => () => {
    const stack = new TestStack();
    new NginxController(stack, 'First', first);
    new NginxController(stack, 'Second', props);
  };

  const taken = (prop: string, value: string, where = '') => expect.stringMatching(
    `^ {2}- ${prop}: got "${value}", which 'test/First' on the same cluster has\\. Must be another one${where}\\. `);

  test('require different names, classes and namespaces', () => {
    expect(messageOf(second({}, {})).split('\n')).toEqual([
      "NginxController 'test/Second' has 3 problems in its props:",
      taken('name', 'nginx-controller'),
      taken('className', 'nginx'),
      taken('namespace', 'ingress-nginx', ' if either is created'),
    ]);
    const edge = { name: 'edge', className: 'edge', namespace: ClusterNamespace.create('edge') };
    expect(second({}, edge)).not.toThrow();
  });

  test('may share names on two clusters', () => {
    const stack = new TestStack();
    new NginxController(stack, 'First');
    const kubernetesProvider = new KubernetesProvider(stack, 'other', { alias: 'other' });
    expect(() => new NginxController(stack, 'Second', { kubernetesProvider })).not.toThrow();
  });
});
