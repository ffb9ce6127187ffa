import { HelmChartOptions, HelmReleaseOptions } from '../helm';
import {
  ClusterDeploymentProps, ClusterNamespace, LoadBalancerTls, PodResources, ServiceExposure,
} from '../kubernetes';
import { NginxIngressVersion } from '../versions';
import { BasicAuth } from './basic-auth';

/**
 * Options for an NGINX Ingress Controller.
 *
 * Values of the chart: https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/charts/nginx-ingress/values.yaml
 */
export interface NginxControllerOptions extends HelmChartOptions {
  /**
   * Name of the controller: a DNS label of at most 53 characters that begins with a letter. Its release, its Service,
   * its ClusterRole and the rest of its objects are called by it, so that two controllers on one cluster need two.
   * @default 'nginx-controller'
   */
  readonly name?: string;
  /**
   * Where the certificate comes from, and who ends TLS. What is reached by the controller then needs a host.
   *
   * With `kubernetesSecret()` NGINX does, and redirects port 80 to 443; the Secret is in the service's namespace. With
   * `acmCertificate()` the load balancer does, and opens port 443 alone. With `upstream()` the load balancer opens port
   * 80, for a proxy or a CDN before it.
   * @default - no TLS, port 80
   */
  readonly tls?: LoadBalancerTls;
  /**
   * How the controller is reached.
   * @default ServiceExposure.loadBalancer()
   */
  readonly exposure?: ServiceExposure;
  /**
   * Namespace of the controller.
   * @default ClusterNamespace.create('ingress-nginx')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Name of the IngressClass that is made, a DNS label. Two controllers with one class disturb each other.
   * @default 'nginx'
   */
  readonly className?: string;
  /**
   * Version of the chart `nginx-ingress`.
   * @default NginxIngressVersion.DEFAULT
   */
  readonly version?: NginxIngressVersion;
  /**
   * Number of controller pods, 1 to 1000.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Resources of each controller pod.
   * @default - 100m CPU and 128Mi memory requested, at most 512Mi memory
   */
  readonly resources?: PodResources;
}

/** Properties of `NginxController`. */
export interface NginxControllerProps extends NginxControllerOptions, HelmReleaseOptions, ClusterDeploymentProps {}

/** An NGINX controller of its own. */
export interface NginxIngressOptions extends NginxControllerOptions {
  /**
   * Host name under which the service is reached; its DNS record has to point to the load balancer.
   * @default - every host name, in practice that of what leads to the controller
   */
  readonly host?: string;
  /**
   * User and password.
   * @default BasicAuth.generated()
   */
  readonly auth?: BasicAuth;
}

/** What is reached by an NGINX controller that others are reached by, too. */
export interface SharedNginxOptions {
  /**
   * Host name under which the service is reached; its DNS record has to point to the controller's load balancer. Of the
   * services of a controller one can do without.
   * @default - every host name that no other service of the controller has
   */
  readonly host?: string;
  /**
   * User and password.
   * @default BasicAuth.generated()
   */
  readonly auth?: BasicAuth;
  /**
   * The Secret with the service's own certificate, `LoadBalancerTls.kubernetesSecret()`, where the controller ends TLS.
   * @default - the controller's; of a Secret the same name, in the service's namespace
   */
  readonly tls?: LoadBalancerTls;
}

/** The kinds of NGINX controller that a cluster may have. Their annotations and their Secrets differ. */
export enum IngressController {
  /** F5 NGINX Ingress Controller: https://github.com/nginx/kubernetes-ingress */
  F5_NGINX = 'f5-nginx',
  /** The community's ingress-nginx: https://github.com/kubernetes/ingress-nginx */
  INGRESS_NGINX = 'ingress-nginx',
  /**
   * Any other. It gets no annotations of this library, so that it needs `BasicAuth.none()` and annotations of yours.
   */
  OTHER = 'other',
}

/** A controller that the cluster has. */
export interface ExistingIngressOptions {
  /** Name of its IngressClass. */
  readonly className: string;
  /** Host name under which the service is reached; its DNS record has to point to the controller's load balancer. */
  readonly host: string;
  /**
   * What kind of controller it is. It decides how password, upload size and timeouts are written.
   * @default IngressController.F5_NGINX
   */
  readonly controller?: IngressController;
  /**
   * User and password.
   * @default BasicAuth.generated()
   */
  readonly auth?: BasicAuth;
  /**
   * Who ends TLS: the controller, with a Secret in the service's namespace (`kubernetesSecret()`), or what is before
   * it, be it the controller's load balancer (`upstream()`).
   * @default - nobody, plain HTTP
   */
  readonly tls?: LoadBalancerTls;
  /**
   * Annotations of the Ingress. They win over those that other options render.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
