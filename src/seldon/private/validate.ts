import { ClusterNamespace, ServiceAccountReference } from '../../kubernetes';
import { refuseOwnValue, validateNamespace, validatePodResources } from '../../private/kubernetes-rules';
import { CIDR, cidrRemedy, DNS_LABEL, isArn, isCidr, isDnsLabel, isHostName, isVersion } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { SeldonCoreIstioOptions, SeldonGatewayOptions } from '../seldon-core-istio-options';
import { firstHostName } from './gateway';
import { NAMESPACES } from './names';

const DNS_NAME = 'a DNS name: labels of lower-case letters, digits and hyphens, joined by dots';

/** What the construct sets and nothing else may: the recipe of broken routing is a label that two places think differently of. */
const OWN_GATEWAY_VALUES = [['name'], ['labels', 'istio'], ['service', 'selectorLabels']];
const OWN_OPERATOR_VALUES = [['istio', 'enabled'], ['istio', 'gateway'], ['namespaceOverride']];

/** Adds everything that is wrong with the props of a SeldonCoreIstio. */
export function validateSeldonCoreIstio(v: Validation, props: SeldonCoreIstioOptions): void {
  version(v, 'seldonCoreVersion', props.seldonCoreVersion?.version, 'SeldonCoreVersion.DEFAULT');
  version(v, 'istioVersion', props.istioVersion?.version, 'IstioVersion.DEFAULT');
  if (props.istioVersion && isVersion(props.istioVersion.version)) {
    v.check('istioVersion', props.istioVersion.version, isAtLeast122, '1.22.0 or newer',
      'Older versions do not know the Gateway as networking.istio.io/v1.');
  }
  namespaces(v, props);
  gateway(v.at('gateway'), props.gateway ?? {});
  v.at('istiod').integer('replicas', props.istiod?.replicas, 1, Number.MAX_SAFE_INTEGER);
  validatePodResources(v.at('istiod').at('resources'), props.istiod?.resources);
  validatePodResources(v.at('operator').at('resources'), props.operator?.resources);
  validatePodResources(v.at('operator').at('executorResources'), props.operator?.executorResources);
  v.at('operator').check('webhookCertificateRotation', props.operator?.webhookCertificateRotation, (text) => text.trim() !== '', 'some text',
    'Leave it out to renew the certificate with the first apply of each half-year.');
  OWN_OPERATOR_VALUES.forEach((keys) => refuseOwnValue(v.at('operator').at('values'), props.operator?.values, keys));
  deployers(v, props.deployers);
  v.integer('releaseTimeoutSeconds', props.releaseTimeoutSeconds, 60, Number.MAX_SAFE_INTEGER, ' seconds');
}

function version(v: Validation, prop: string, value: string | undefined, fallback: string): void {
  v.check(prop, value, isVersion, 'a version of three numbers, for example 1.17.1',
    `Use ${fallback}, or of() with a version that the chart repository lists.`);
}

function isAtLeast122(text: string): boolean {
  const [major, minor] = text.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 22);
}

function namespaces(v: Validation, props: SeldonCoreIstioOptions): void {
  const roles: [string, ClusterNamespace][] = [
    ['istioNamespace', props.istioNamespace ?? ClusterNamespace.create(NAMESPACES.istio)],
    ['seldonNamespace', props.seldonNamespace ?? ClusterNamespace.create(NAMESPACES.seldon)],
    ['workloadNamespace', props.workloadNamespace ?? ClusterNamespace.create(NAMESPACES.workload)],
  ];
  roles.forEach(([prop, namespace], index) => {
    validateNamespace(v, prop, namespace);
    const other = roles.slice(0, index).find(([, earlier]) => earlier.name === namespace.name);
    if (other && !isUnknown(namespace.name)) {
      v.add(prop, `must differ from '${v.nameOf(other[0])}', both are "${namespace.name}"`,
        'Models, operator and Istio are deleted one after the other, each with its namespace.');
    }
  });
}

function gateway(v: Validation, options: SeldonGatewayOptions): void {
  v.check('name', options.name, isDnsLabel, DNS_LABEL);
  notEmpty(v, 'hosts', options.hosts, 'Leave it out to serve every host.');
  v.checkEach('hosts', options.hosts, (host) => host === '*' || isHostName(host, true), '"*" or a host name, with or without "*." before it',
    (host) => /[/:]/.test(host) ? 'Give the name alone, without scheme, port or path.' : undefined);
  notEmpty(v, 'allowedCidrs', options.allowedCidrs, 'Leave it out to admit every address.');
  v.checkEach('allowedCidrs', options.allowedCidrs, isCidr, CIDR, cidrRemedy);
  v.integer('replicas', options.replicas, 1, Number.MAX_SAFE_INTEGER);
  validatePodResources(v.at('resources'), options.resources);
  OWN_GATEWAY_VALUES.forEach((keys) => refuseOwnValue(v.at('values'), options.values, keys));
  if (options.tls) {
    v.check('tls', options.tls.secretName, (name) => isHostName(name), `the name of a Kubernetes Secret, ${DNS_NAME}`,
      'Use SeldonGatewayTls.kubernetesSecret(name) with the name of a Secret of type kubernetes.io/tls.');
    v.check('tls', options.tls.certificateArn, (arn) => isArn(arn, 'acm'), 'the ARN of a certificate of AWS Certificate Manager',
      'It reads arn:aws:acm:<region>:<account>:certificate/<id>.');
    if (!isUnknown(options.hosts) && firstHostName(options) === undefined) {
      v.add('tls', 'needs a host name that the certificate is for, got none', `Give it in '${v.nameOf('hosts')}', for example ["models.example.com"].`);
    }
  }
}

function notEmpty(v: Validation, prop: string, list: string[] | undefined, remedy: string): void {
  if (list?.length === 0) {
    v.add(prop, 'must not be empty', remedy);
  }
}

function deployers(v: Validation, accounts: ServiceAccountReference[] | undefined): void {
  accounts?.forEach((account, index) => {
    const at = v.at(`deployers[${index}]`);
    at.check('namespace', account.namespace, isDnsLabel, DNS_LABEL);
    at.check('name', account.name, (name) => isHostName(name), DNS_NAME);
  });
}
