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
   * Name of the controller: a DNS label of at most 53 characters that begins with a letter. It is also the name of the
   * release, the Service, the ClusterRole and the controller's other objects, so it must be unique on the cluster.
   * @default 'nginx-controller'
   */
  readonly name?: string;
  /**
   * TLS certificate, and where TLS terminates. With TLS, services behind the controller require a host.
   *
   * - `kubernetesSecret()`: NGINX terminates TLS and redirects port 80 to 443. The Secret must be in the service's
   * namespace.
   * - `acmCertificate()`: the load balancer terminates TLS and listens on port 443 only.
   * - `upstream()`: a proxy or CDN in front of the load balancer terminates TLS. The load balancer listens on port 80.
   * @default - no TLS, port 80
   */
  readonly tls?: LoadBalancerTls;
  /**
   * How the controller is exposed. On AWS, a load balancer costs about 20 USD a month, plus traffic.
   * @default ServiceExposure.loadBalancer()
   */
  readonly exposure?: ServiceExposure;
  /**
   * Namespace of the controller.
   * @default ClusterNamespace.create('ingress-nginx')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Name of the controller's IngressClass, a DNS label. It must be unique on the cluster, because two controllers with
   * the same class process the same Ingresses.
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

/** Options for a dedicated NGINX Ingress Controller and the service behind it. */
export interface NginxIngressOptions extends NginxControllerOptions {
  /**
   * Host name of the service. Its DNS record must point to the load balancer.
   * @default - all host names
   */
  readonly host?: string;
  /**
   * User and password that clients must send.
   * @default BasicAuth.generated()
   */
  readonly auth?: BasicAuth;
}

/** Options for a service behind a shared NGINX Ingress Controller. */
export interface SharedNginxOptions {
  /**
   * Host name of the service. Its DNS record must point to the controller's load balancer. At most one service of a
   * controller can omit it.
   * @default - all host names that no other service of the controller uses
   */
  readonly host?: string;
  /**
   * User and password that clients must send.
   * @default BasicAuth.generated()
   */
  readonly auth?: BasicAuth;
  /**
   * Secret with the service's own certificate, `LoadBalancerTls.kubernetesSecret()`, if the controller terminates TLS.
   * @default - the controller's certificate, in a Secret with the same name in the service's namespace
   */
  readonly tls?: LoadBalancerTls;
}

/** Kind of an existing Ingress controller. Kinds differ in their annotations and Secrets. */
export enum IngressController {
  /** F5 NGINX Ingress Controller: https://github.com/nginx/kubernetes-ingress */
  F5_NGINX = 'f5-nginx',
  /** The community's ingress-nginx: https://github.com/kubernetes/ingress-nginx */
  INGRESS_NGINX = 'ingress-nginx',
  /** Any other controller. It requires `BasicAuth.none()`; use `annotations` to configure it. */
  OTHER = 'other',
}

/** Options for an Ingress of an existing controller. */
export interface ExistingIngressOptions {
  /** Name of the controller's IngressClass. */
  readonly className: string;
  /** Host name of the service. Its DNS record must point to the controller's load balancer. */
  readonly host: string;
  /**
   * Kind of the controller. It determines the annotations for password, upload size and timeouts.
   * @default IngressController.F5_NGINX
   */
  readonly controller?: IngressController;
  /**
   * User and password that clients must send.
   * @default BasicAuth.generated()
   */
  readonly auth?: BasicAuth;
  /**
   * Where TLS terminates: at the controller, with a Secret in the service's namespace (`kubernetesSecret()`), or in
   * front of it, for example at the controller's load balancer (`upstream()`).
   * @default - no TLS
   */
  readonly tls?: LoadBalancerTls;
  /**
   * Annotations of the Ingress. They override the annotations of other options.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
