import { ClusterNamespace, LoadBalancerTls, ServiceExposure } from '../../../src/kubernetes';
import { IstioSource, SeldonCoreIstioProps } from '../../../src/seldon';
import { SELDON_PROPS } from '../../../src/seldon/private/validate';
import { IstioVersion } from '../../../src/versions';
import { problemsWith } from '../../support/problems';

const problems = (props: SeldonCoreIstioProps, prop = '') => problemsWith(SELDON_PROPS, props, prop);

const LABEL = 'Must be a DNS label: 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';
const URL = 'Must be a URL of scheme, host and port, for example "http://minio.minio.svc:9000"';
const { existing, existingIngressGateway, existingGateway } = IstioSource;
const HOSTS = ['models.example.com'];

test.each<[string, SeldonCoreIstioProps, string]>([
  ['a source that is none', { istio: { namespace: 'istio-system' } as unknown as IstioSource },
    "istio: got an object with 'namespace'. Must be made by IstioSource.create() or IstioSource.existing() or "
      + 'IstioSource.existingIngressGateway() or IstioSource.existingGateway().'],
  ['a namespace of Istio that is no label', { istio: existing({ namespace: 'Istio' }) }, 'istio.namespace: got '
    + `"Istio". ${LABEL}.`],
  ['a version for a revision', { istio: existing({ revision: '1.30' }) }, `istio.revision: got "1.30". ${LABEL}.`],
  ['a namespace of the gateway that is no label', { istio: existing({ gatewayNamespace: ClusterNamespace.existing('-') }) },
    `istio.gatewayNamespace: got "-". ${LABEL}.`],
  ['a namespace of the pods that is no label', { istio: existingIngressGateway({ namespace: 'a.b' }) },
    `istio.namespace: got "a.b". ${LABEL}.`],
  ['a name of their Service that is no label', { istio: existingIngressGateway({ serviceName: 'a.b' }) },
    `istio.serviceName: got "a.b". ${LABEL}.`],
  ['no labels', { istio: existingIngressGateway({ podLabels: {} }) },
    'istio.podLabels: got {}. Must be at least one label. Leave it out for { istio: "ingressgateway" }.'],
  ['a label that is none', { istio: existingIngressGateway({ podLabels: { istio: 'ingress gateway' } }) },
    'istio.podLabels.istio: got "ingress gateway". Must be at most 63 letters, digits and "-_.", with a letter or '
      + 'digit at both ends.'],
  ['a URL with a path', { istio: existingIngressGateway({ url: 'https://a.example.com/seldon' }) }, 'istio.url: got '
    + `"https://a.example.com/seldon". ${URL}.`],
  ['a Gateway without a name', { istio: existingGateway({} as any) },
    'istio.name: missing. Must be a DNS name: labels of lower-case letters, digits and hyphens, joined by dots.'],
  ['a Gateway with its namespace for a name', { istio: existingGateway({ name: 'mesh/public' }) },
    'istio.name: got "mesh/public". Must be a DNS name: labels of lower-case letters, digits and hyphens, joined by '
      + 'dots.'],
  ['a namespace of the Gateway that is no label', { istio: existingGateway({ name: 'a', namespace: '' }) },
    `istio.namespace: got "". ${LABEL}.`],
  ['a name of its Service that is no label', { istio: existingGateway({ name: 'a', serviceName: '' }) },
    `istio.serviceName: got "". ${LABEL}.`],
  ['a namespace of its Service that is no label', { istio: existingGateway({ name: 'a', serviceNamespace: '' }) },
    `istio.serviceNamespace: got "". ${LABEL}.`],
  ['a host for its URL', { istio: existingGateway({ name: 'a', url: 'a.example.com' }) }, 'istio.url: got '
    + `"a.example.com". ${URL}.`],

  ['istiod beside another', { istio: existing(), istiod: { replicas: 2 } },
    'istiod: must be left out with IstioSource.existing(). Configure Istio where it is installed.'],
  ['definitions beside others', { istio: existing(), istioBaseValues: {} },
    'istioBaseValues: must be left out with IstioSource.existing(). Configure Istio where it is installed.'],
  ['a namespace of Istio beside another', { istio: existing(), istioNamespace: ClusterNamespace.existing('mesh') },
    "istioNamespace: must be left out with IstioSource.existing(). Use 'gatewayNamespace' of IstioSource.existing()."],
  ['a version where nothing of Istio is installed', { istio: existingIngressGateway(), istioVersion: IstioVersion.DEFAULT },
    'istioVersion: must be left out with IstioSource.existingIngressGateway(). The construct does not install Istio.'],
  ['a namespace of Istio beside another\'s pods', { istio: existingIngressGateway(), istioNamespace: ClusterNamespace.existing('mesh') },
    "istioNamespace: must be left out with IstioSource.existingIngressGateway(). Use 'namespace' of "
      + 'IstioSource.existingIngressGateway().'],
  ['a namespace of Istio beside a Gateway', { istio: existingGateway({ name: 'a' }), istioNamespace: ClusterNamespace.existing('mesh') },
    "istioNamespace: must be left out with IstioSource.existingGateway(). Use 'namespace' of "
      + 'IstioSource.existingGateway().'],
  ['a certificate of a load balancer that is not made here', {
    istio: existingIngressGateway(),
    gateway: { hosts: HOSTS, tls: LoadBalancerTls.acmCertificate('arn:aws:acm:eu-central-1:111122223333:certificate/1') },
  }, 'gateway.tls: got LoadBalancerTls.acmCertificate(). Must be made by LoadBalancerTls.kubernetesSecret() or '
    + 'LoadBalancerTls.upstream(). The load balancer is not created here: set its certificate where it is '
    + 'created, and use LoadBalancerTls.upstream().'],

  ['the gateway in a namespace that is made where Istio is', { istio: existing({ gatewayNamespace: ClusterNamespace.create('istio-system') }) },
    'istio.gatewayNamespace: got "istio-system". Must not be created where the existing Istio is. A created '
      + 'namespace is deleted with everything in it: choose another one.'],
  ['the operator in one that is made where pods are', { istio: existingIngressGateway({ namespace: 'edge' }), seldonNamespace: ClusterNamespace.create('edge') },
    'seldonNamespace: got "edge". Must not be created where the existing Istio is. A created namespace is deleted '
      + 'with everything in it: choose another one.'],
  ['models in one that is made where a Gateway\'s Service is', {
    istio: existingGateway({ name: 'a', serviceNamespace: 'edge' }), workloadNamespace: ClusterNamespace.create('edge'),
  }, 'workloadNamespace: got "edge". Must not be created where the existing Istio is. A created namespace is deleted '
    + 'with everything in it: choose another one.'],
  ['one namespace for gateway and operator', { istio: existing({ gatewayNamespace: ClusterNamespace.create('seldon-system') }) },
    'seldonNamespace: got "seldon-system", which \'istio.gatewayNamespace\' has. Must be another one. Models, '
      + 'operator and Istio are deleted one after the other, each with its namespace.'],
])('%s', (_, props, message) => expect(problems(props)).toEqual([message]));

test('existing pods cannot be configured: each option is refused, below another construct\'s prop as well', () => {
  const gateway = { replicas: 2, resources: {}, values: {}, exposure: ServiceExposure.clusterIp() };
  expect(problems({ istio: existingIngressGateway(), gateway }, 'seldon')).toEqual([
    'seldon.gateway.exposure: must be left out with IstioSource.existingIngressGateway(). Their Service is not '
      + "created here: set 'url' of IstioSource.existingIngressGateway().",
    ...['replicas', 'resources', 'values'].map((name) => `seldon.gateway.${name}: must be left out with `
      + 'IstioSource.existingIngressGateway(). Configure the pods where they are installed.'),
  ]);
});

test('an existing Gateway cannot be configured', () => {
  const gateway = { name: 'a', hosts: HOSTS, tls: LoadBalancerTls.upstream(), exposure: ServiceExposure.clusterIp() };
  const without = 'must be left out with IstioSource.existingGateway().';
  expect(problems({ istio: existingGateway({ name: 'a' }), gateway })).toEqual([
    `gateway.exposure: ${without} Its Service is not created here: set 'url' of IstioSource.existingGateway().`,
    `gateway.name: ${without} Use 'name' of IstioSource.existingGateway().`,
    `gateway.hosts: ${without} They are set in the Gateway: set 'url' of IstioSource.existingGateway().`,
    `gateway.tls: ${without} It is set in the Gateway: set 'url' of IstioSource.existingGateway().`,
  ]);
});

test.each<[string, SeldonCoreIstioProps]>([
  ['an Istio that exists', { istio: existing() }],
  ['its revision, with the chart\'s version', { istio: existing({ namespace: 'mesh', revision: '1-30-3' }), istioVersion: IstioVersion.of('1.30.3') }],
  ['the gateway in Istio\'s namespace, which stays', { istio: existing({ gatewayNamespace: ClusterNamespace.existing('istio-system') }) }],
  ['pods of any labels', { istio: existingIngressGateway({ podLabels: { 'app.kubernetes.io/name': 'edge' } }), gateway: { hosts: HOSTS } }],
  ['options that are undefined', { istio: existingGateway({ name: 'a' }), gateway: { exposure: undefined }, istiod: undefined }],
  ['all in a namespace that stays', { istio: existingIngressGateway(), seldonNamespace: ClusterNamespace.existing('istio-system') }],
])('%s is allowed', (_, props) => expect(problems(props)).toEqual([]));
