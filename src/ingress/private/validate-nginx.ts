import { NGINX_CHART } from './chart-rules';
import { helmValues } from '../../helm/values';
import { LoadBalancerTls } from '../../kubernetes';
import {
  EXPOSURE, NAMESPACE, needsLoadBalancer, OBJECT_NAME, podResources, REPLICAS,
} from '../../kubernetes/private/rules';
import { ANNOTATIONS, LABEL, PUBLIC_HOST } from '../../validation/rules';
import { also, required, Rule, Shape, struct } from '../../validation/shape';
import { isUnknown, Validation } from '../../validation/validation';
import { madeBy, madeInSecretBy, oneOf, version } from '../../validation/values';
import { NginxIngressVersion } from '../../versions';
import { BasicAuth } from '../basic-auth';
import {
  ExistingIngressOptions, IngressController, NginxControllerOptions, NginxControllerProps, NginxIngressOptions,
} from '../ingress-options';
import { ControllerIdentity, NGINX_RESOURCES } from './controller-identity';
import { CLUSTER_DEPLOYMENT, HELM_RELEASE } from '../../kubernetes/private/deployment-rules';

/** User and password. */
export const AUTH = madeInSecretBy('BasicAuth', BasicAuth, ['generated()', 'given()', 'htpasswd()', 'none()']);
const tls = (...factories: string[]) => madeBy('LoadBalancerTls', LoadBalancerTls, factories);

/** Remedy for a certificate without a host. */
export const NAME_OF_CERTIFICATE =
  "Give the name that the certificate is for: no certificate fits the load balancer's own name.";

// Helm limits the length of release names, and Service names must begin with a letter.
// https://github.com/helm/helm/blob/v3.18.6/pkg/chartutil/validate_name.go
const NGINX_CONTROLLER_NAME = also(
  LABEL,
  [(name) => name.length <= 53, 'at most 53 characters long', 'Helm takes no longer names.'],
  [(name) => /^[a-z]/.test(name), 'a name with a letter first', 'A Service is called by it.'],
);

const CONTROLLER: Shape<NginxControllerOptions> = {
  name: NGINX_CONTROLLER_NAME,
  tls: tls('kubernetesSecret()', 'acmCertificate()', 'upstream()'),
  exposure: EXPOSURE,
  namespace: NAMESPACE,
  className: LABEL,
  version: version('NginxIngressVersion', NginxIngressVersion),
  replicas: REPLICAS,
  resources: podResources(NGINX_RESOURCES),
  values: helmValues(NGINX_CHART),
};

/** Properties of `NginxController`; `compareNeighbours` runs only if every prop has the right type. */
export function controllerProps(
  compareNeighbours: (v: Validation, props: NginxControllerProps) => void,
): Rule<NginxControllerProps> {
  return struct<NginxControllerProps>({
    ...CONTROLLER,
    ...HELM_RELEASE,
    ...CLUSTER_DEPLOYMENT,
  }, (v, props) => {
    needsLoadBalancer(v, props);
    compareNeighbours(v, props);
  });
}

/** Options for a dedicated NGINX controller. */
export const NGINX_OPTIONS: Rule<NginxIngressOptions> = struct<NginxIngressOptions>({
  host: PUBLIC_HOST,
  auth: AUTH,
  ...CONTROLLER,
}, (v, options) => {
  if (options.tls !== undefined && options.host === undefined) {
    v.add('host', `missing. Must be given with '${v.nameOf('tls')}'`, NAME_OF_CERTIFICATE);
  }
  needsLoadBalancer(v, options);
});

/** Options for an existing controller. */
export const EXISTING_OPTIONS: Rule<ExistingIngressOptions> = struct<ExistingIngressOptions>({
  className: required(OBJECT_NAME),
  host: required(PUBLIC_HOST),
  controller: oneOf('IngressController', IngressController),
  auth: AUTH,
  tls: tls('kubernetesSecret()', 'upstream()'),
  annotations: ANNOTATIONS,
}, (v, options) => {
  if (options.tls?._termination === 'loadBalancer') {
    v.add(
      'tls',
      'got LoadBalancerTls.acmCertificate(). Must be made by LoadBalancerTls.kubernetesSecret() or '
        + 'LoadBalancerTls.upstream()',
      "The controller's load balancer is not created here: set its certificate where it is created, and use "
        + 'LoadBalancerTls.upstream().',
    );
  }
  if (options.controller === IngressController.OTHER && options.auth?._source.kind !== 'none') {
    v.add('auth', 'cannot be written for IngressController.OTHER',
      "Use BasicAuth.none() and protect the server by 'annotations' that this controller knows.");
  }
});

/** Adds properties that must be unique, but that another controller has as well. */
export function compareControllers(
  v: Validation, mine: ControllerIdentity, other: ControllerIdentity, otherPath: string,
): void {
  const share = (prop: string, [a, b]: (string | number | undefined)[], where: string, why: string) => {
    if (a !== undefined && a === b && !isUnknown(a)) {
      v.add(prop, `got ${JSON.stringify(a)}, which '${otherPath}' on the same cluster has. Must be another `
        + `one${where}`,
      `${why}, or use that controller by Ingress.sharedNginx().`);
    }
  };
  share('name', [mine.name, other.name], '', 'Cluster-scoped objects use it: choose another name');
  share('className', [mine.className, other.className], '',
    'Two controllers with the same class process the same Ingresses: choose another name');
  if (mine.namespace.managed || other.namespace.managed) {
    share('namespace', [mine.namespace.name, other.namespace.name], ' if either is created',
      'A created namespace is deleted with everything in it: choose another one, use ClusterNamespace.existing() for '
        + 'both');
  }
  share('exposure.nodePort', [mine.nodePort, other.nodePort], '', 'A port of the nodes has one Service: name another');
}
