import { NGINX_NAMESPACE, NGINX_RESOURCES } from './values';
import { ClusterNamespace, LoadBalancerTls } from '../../kubernetes';
import {
  EXPOSURE, helmValues, NAMESPACE, needsLoadBalancer, OBJECT_NAME, podResources, REPLICAS,
} from '../../private/kubernetes-rules';
import { ANNOTATIONS, LABEL, PUBLIC_HOST } from '../../private/rules';
import { required, Rule, struct } from '../../private/shape';
import { Validation } from '../../private/validation';
import { madeBy, madeInSecretBy, oneOf, version } from '../../private/values';
import { NginxIngressVersion } from '../../versions';
import { BasicAuth } from '../basic-auth';
import { ExistingIngressOptions, IngressController, NginxIngressOptions } from '../ingress-options';

const AUTH = madeInSecretBy('BasicAuth', BasicAuth, ['generated()', 'given()', 'htpasswd()', 'none()']);
const tls = (...factories: string[]) => madeBy('LoadBalancerTls', LoadBalancerTls, factories);

/** Helm values that other parts rely on, and where to say it instead. */
const OWN_VALUES: { readonly [path: string]: string } = {
  'fullnameOverride': 'Leave it out: the name of the Service is fixed.',
  'controller.ingressClass.name': "Use 'className'.",
  'controller.service': "Use the options of the ingress: the Service is not the chart's.",
};

/** An NGINX controller of its own. */
export const NGINX_OPTIONS: Rule<NginxIngressOptions> = struct<NginxIngressOptions>({
  host: PUBLIC_HOST,
  auth: AUTH,
  tls: tls('kubernetesSecret()', 'acmCertificate()', 'upstream()'),
  exposure: EXPOSURE,
  namespace: NAMESPACE,
  className: LABEL,
  version: version('NginxIngressVersion', NginxIngressVersion),
  replicas: REPLICAS,
  resources: podResources(NGINX_RESOURCES),
  values: helmValues(OWN_VALUES),
}, (v, options) => {
  if (options.tls !== undefined && options.host === undefined) {
    v.add('tls', "needs 'host', got none",
      "Give the name that the certificate is for: no certificate fits the load balancer's own name.");
  }
  needsLoadBalancer(v, options);
});

/** A controller that the cluster has. */
export const EXISTING_OPTIONS: Rule<ExistingIngressOptions> = struct<ExistingIngressOptions>({
  className: required(OBJECT_NAME),
  host: required(PUBLIC_HOST),
  controller: oneOf('IngressController', IngressController),
  auth: AUTH,
  tls: tls('kubernetesSecret()', 'upstream()'),
  annotations: ANNOTATIONS,
}, (v, options) => {
  if (options.tls?._endsOnLoadBalancer) {
    v.add(
      'tls',
      'must be made by LoadBalancerTls.kubernetesSecret() or LoadBalancerTls.upstream(), got '
        + 'LoadBalancerTls.acmCertificate()',
      "The controller's load balancer is not made here: give it the certificate where it is made, and use "
        + 'LoadBalancerTls.upstream().',
    );
  }
  if (options.controller === IngressController.OTHER && options.auth?._kind !== 'none') {
    v.add('auth', 'cannot be written for IngressController.OTHER',
      "Use BasicAuth.none() and protect the server by 'annotations' that this controller knows.");
  }
});

/** What a controller must not share with another one on the same cluster. */
export interface ControllerIdentity {
  readonly namespaceName: string;
  readonly className: string;
}

/** The controller's namespace: the default, if none is chosen. */
export function nginxNamespace(options: NginxIngressOptions): ClusterNamespace {
  return options.namespace ?? ClusterNamespace.create(NGINX_NAMESPACE);
}

/** Adds what a controller shares with another one that must be its own. */
export function compareControllers(
  v: Validation, mine: ControllerIdentity, other: ControllerIdentity, otherPath: string,
): void {
  for (const [prop, member, why] of [
    ['namespace', 'namespaceName', 'Each controller needs a namespace of its own: name another one, '],
    ['className', 'className', 'Two controllers with one class disturb each other: name another one, '],
  ] as const) {
    if (mine[member] === other[member]) {
      v.add(prop, `must differ from that of '${otherPath}' on the same cluster, both are "${mine[member]}"`,
        `${why}or use that controller by Ingress.existingClass().`);
    }
  }
}
