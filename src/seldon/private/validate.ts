import { GATEWAY_PODS_CHART, ISTIO_BASE_CHART, ISTIOD_CHART, OPERATOR_CHART } from './chart-rules';
import { EXECUTOR_RESOURCES, ISTIOD_RESOURCES } from './defaults';
import { firstHostName } from './gateway';
import { helmValues } from '../../helm/values';
import { LoadBalancerTls } from '../../kubernetes';
import {
  EXPOSURE, GROUP, NAMESPACE, needsLoadBalancer, OPEN_NAMESPACE, podResources, REPLICAS, SERVICE_ACCOUNT,
} from '../../kubernetes/private/rules';
import { isIpv4, isPublicHostName, LABEL } from '../../validation/rules';
import { also, Rule, Shape, struct } from '../../validation/shape';
import { isUnknown, repeated, Validation } from '../../validation/validation';
import { list, madeBy, text, version } from '../../validation/values';
import { IstioVersion, SeldonCoreVersion } from '../../versions';
import { IstiodOptions, SeldonGatewayOptions } from '../istio-options';
import { IstioSource } from '../istio-source';
import { SeldonCoreIstioOptions, SeldonCoreIstioProps, SeldonOperatorOptions } from '../seldon-core-istio-options';
import { SeldonModelServer } from '../seldon-model-server';
import { istioSource, seldonNamespaces } from './namespaces';
import { CLUSTER_DEPLOYMENT, HELM_RELEASE } from '../../kubernetes/private/deployment-rules';

// Defaults of the charts istio/gateway 1.30.3 and seldon-core-operator 1.17.1, values.yaml.
const GATEWAY_RESOURCES = { cpuRequest: '100m', memoryRequest: '128Mi', cpuLimit: '2000m', memoryLimit: '1024Mi' };
const OPERATOR_RESOURCES = { cpuRequest: '100m', memoryRequest: '200Mi', cpuLimit: '500m', memoryLimit: '300Mi' };

const HOST_PATTERN = also(
  text(
    '"*" or a host name, with or without "*." before it',
    (host) => host === '*' || isPublicHostName(host, true) || isIpv4(host),
    (host) => (/[/:]/.test(host) ? 'Give the name alone, without scheme, port or path.' : undefined),
  ),
  [(host) => !isIpv4(host), 'a name, not an address', 'To admit every host give "*".'],
);

const GATEWAY: Rule<SeldonGatewayOptions> = struct<SeldonGatewayOptions>({
  name: LABEL,
  hosts: list(HOST_PATTERN, { min: 1, remedy: 'Leave it out to serve every host.' }),
  tls: madeBy('LoadBalancerTls', LoadBalancerTls, ['kubernetesSecret()', 'acmCertificate()', 'upstream()']),
  exposure: EXPOSURE,
  replicas: REPLICAS,
  resources: podResources(GATEWAY_RESOURCES),
  values: helmValues(GATEWAY_PODS_CHART),
}, (v, options) => {
  if (options.tls && !isUnknown(options.hosts) && firstHostName(options) === undefined) {
    v.add('hosts', `${options.hosts ? 'got no host name' : 'missing'}. Must name a host with '${v.nameOf('tls')}'`,
      'Give the name that the certificate is for, for example ["models.example.com"].');
  }
  needsLoadBalancer(v, options);
});

const ISTIOD: Rule<IstiodOptions> = struct<IstiodOptions>({
  replicas: REPLICAS, resources: podResources(ISTIOD_RESOURCES), values: helmValues(ISTIOD_CHART),
});

const OPERATOR: Rule<SeldonOperatorOptions> = struct<SeldonOperatorOptions>({
  resources: podResources(OPERATOR_RESOURCES),
  executorResources: podResources(EXECUTOR_RESOURCES),
  // Helm splits a value of `set` at commas, and Terraform interpolates "${".
  webhookCertificateRotation: text('1 to 63 letters, digits and "-_."', (value) => /^[\w.-]{1,63}$/.test(value),
    'Leave it out to renew the certificate with the first apply of each half-year.'),
  values: helmValues(OPERATOR_CHART),
});

/** Rules of the options. */
const SELDON_SHAPE: Shape<SeldonCoreIstioOptions> = {
  seldonCoreVersion: version('SeldonCoreVersion', SeldonCoreVersion),
  istio: madeBy('IstioSource', IstioSource, [
    'create()', 'existing()', 'existingIngressGateway()', 'existingGateway()',
  ]),
  istioVersion: version('IstioVersion', IstioVersion),
  istioNamespace: NAMESPACE,
  seldonNamespace: NAMESPACE,
  workloadNamespace: OPEN_NAMESPACE,
  gateway: GATEWAY,
  istiod: ISTIOD,
  istioBaseValues: helmValues(ISTIO_BASE_CHART),
  operator: OPERATOR,
  deployers: list(SERVICE_ACCOUNT),
  deployerGroups: list(GROUP),
  modelServers: list(madeBy('SeldonModelServer', SeldonModelServer, ['sklearn()', 'mlflow()', 'custom()'])),
  ...HELM_RELEASE,
};

/** Compares the options with each other. */
function compareSeldon(v: Validation, options: SeldonCoreIstioOptions): void {
  const istio = istioSource(options)._source;
  istio.compare(v, options);
  const namespaces = seldonNamespaces(options);
  namespaces.filter(([, { managed, name }]) => managed && istio.theirNamespaces.includes(name))
    .forEach(([prop, { name }]) => v.add(prop, `got "${name}". Must not be created where the existing Istio is`,
      'A created namespace is deleted with everything in it: choose another one.'));
  repeated(namespaces.map(([prop, { name }]): [string, string] => [prop, name])).forEach(({ name, value, earlier }) =>
    v.add(name, `got "${value}", which '${v.nameOf(earlier)}' has. Must be another one`,
      'Models, operator and Istio are deleted one after the other, each with its namespace.'));
  const servers = options.modelServers ?? [];
  servers.forEach(({ implementation, protocol }, index) => {
    const earlier = servers.findIndex((it) => it.implementation === implementation && it.protocol === protocol);
    if (earlier < index) {
      v.add(`modelServers[${index}]`, `got ${implementation} of the protocol ${protocol}, which `
        + `'${v.nameOf(`modelServers[${earlier}]`)}' serves. Must be another one`,
      'Give one of them another name: SeldonModelServer.custom().');
    }
  });
}

/** Options for Seldon Core and Istio. */
export const SELDON_OPTIONS: Rule<SeldonCoreIstioOptions> = struct<SeldonCoreIstioOptions>(SELDON_SHAPE, compareSeldon);

/** Props of SeldonCoreIstio. */
export const SELDON_PROPS: Rule<SeldonCoreIstioProps> = struct<SeldonCoreIstioProps>({
  ...SELDON_SHAPE,
  ...CLUSTER_DEPLOYMENT,
}, compareSeldon);
