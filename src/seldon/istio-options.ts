import { HelmChartOptions } from '../helm';
import { ClusterNamespace, LoadBalancerTls, PodResources, ServiceExposure } from '../kubernetes';

/**
 * Options for Istio's control plane.
 *
 * Values of the chart: https://artifacthub.io/packages/helm/istio-official/istiod
 */
export interface IstiodOptions extends HelmChartOptions {
  /**
   * Number of pods, 1 to 1000. The number is fixed: no autoscaler is created.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Resources of each pod.
   * @default - 100m CPU and 512Mi memory requested, no limits
   */
  readonly resources?: PodResources;
}

/**
 * Options for Seldon Core's gateway: the load balancer, the gateway pods, and the `Gateway` to which models are
 * attached.
 *
 * Values of the pods' chart: https://artifacthub.io/packages/helm/istio-official/gateway
 */
export interface SeldonGatewayOptions extends HelmChartOptions {
  /**
   * Name of the `Gateway`, a DNS label.
   * @default 'seldon-gateway'
   */
  readonly name?: string;
  /**
   * Host names of the gateway: `*` for any, `*.example.com` or `models.example.com`; no IP addresses. The first one
   * without an asterisk becomes the host of the base URL; its DNS record must point to the load balancer.
   * @default ['*']
   */
  readonly hosts?: string[];
  /**
   * TLS certificate, and where TLS terminates. It requires a host name without an asterisk in `hosts`. A Secret must be
   * in the namespace of the gateway's pods. With a certificate, the gateway listens on port 443 only.
   * @default - no TLS, port 80
   */
  readonly tls?: LoadBalancerTls;
  /**
   * How the gateway is exposed. ZenML sends no credentials to models, so use this option to restrict access. On AWS, a
   * load balancer costs about 20 USD a month, plus traffic.
   * @default ServiceExposure.loadBalancer()
   */
  readonly exposure?: ServiceExposure;
  /**
   * Number of gateway pods, 1 to 1000. The number is fixed: no autoscaler is created.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Resources of each gateway pod.
   * @default - the chart's: 100m CPU and 128Mi memory requested, 2000m and 1024Mi at most
   */
  readonly resources?: PodResources;
}

/** Options for an existing Istio, with dedicated gateway pods. */
export interface ExistingIstioOptions {
  /**
   * Namespace of the control plane, a DNS label. The namespace is not changed.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * Revision or revision tag of the control plane, a DNS label, for example `1-30`. The revision injects the image into
   * the gateway's pods. To list revisions: `kubectl get mutatingwebhookconfigurations -L istio.io/rev`.
   * @default - the default revision
   */
  readonly revision?: string;
  /**
   * Namespace of the gateway's pods, their load balancer and the `Gateway`.
   * @default ClusterNamespace.create('seldon-ingress')
   */
  readonly gatewayNamespace?: ClusterNamespace;
}

/** Options for existing gateway pods, with a dedicated `Gateway`. */
export interface ExistingIngressGatewayOptions {
  /**
   * Namespace of the pods and their Service, a DNS label. Only the `Gateway` is created in it.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * Name of the pods' Service, a DNS label.
   * @default 'istio-ingressgateway'
   */
  readonly serviceName?: string;
  /**
   * Labels with which the `Gateway` selects the pods. No other pods may have them.
   * @default { istio: 'ingressgateway' }
   */
  readonly podLabels?: { [key: string]: string };
  /**
   * URL of the gateway: scheme, host and port.
   * @default - the URL of the first of `gateway.hosts` without an asterisk, or of the Service inside the cluster
   */
  readonly url?: string;
}

/** Options for an existing `Gateway`. */
export interface ExistingGatewayOptions {
  /** Name of the `Gateway`. */
  readonly name: string;
  /**
   * Namespace of the `Gateway`, a DNS label.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * Name of the Service of the selected pods, a DNS label.
   * @default 'istio-ingressgateway'
   */
  readonly serviceName?: string;
  /**
   * Namespace of that Service, a DNS label.
   * @default - the namespace of the `Gateway`
   */
  readonly serviceNamespace?: string;
  /**
   * URL of the gateway: scheme, host and port.
   * @default - the URL of the Service inside the cluster
   */
  readonly url?: string;
}
