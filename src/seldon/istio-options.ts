import { HelmChartOptions } from '../helm';
import { ClusterNamespace, LoadBalancerTls, PodResources, ServiceExposure } from '../kubernetes';

/**
 * Options for Istio's control plane.
 *
 * Values of the chart: https://artifacthub.io/packages/helm/istio-official/istiod
 */
export interface IstiodOptions extends HelmChartOptions {
  /**
   * Number of pods, 1 to 1000. Their number is fixed; there is no autoscaler.
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
 * Options for Seldon Core's gateway: the load balancer, the gateway pods and the `Gateway` that models are attached to.
 *
 * Values of the chart of the pods: https://artifacthub.io/packages/helm/istio-official/gateway
 */
export interface SeldonGatewayOptions extends HelmChartOptions {
  /**
   * Name of the `Gateway`, a DNS label.
   * @default 'seldon-gateway'
   */
  readonly name?: string;
  /**
   * Host names under which models are reached: `*` for any, `*.example.com` or `models.example.com`; no addresses. The
   * first one without an asterisk is the host of the base URL; its DNS record has to point to the load balancer.
   * @default ['*']
   */
  readonly hosts?: string[];
  /**
   * Who ends TLS, with which certificate. It needs a host name without an asterisk in `hosts`, since no certificate
   * fits the load balancer's own name. A Secret lies in the namespace of the gateway's pods. With a certificate the
   * gateway opens port 443 alone.
   * @default - no TLS, port 80
   */
  readonly tls?: LoadBalancerTls;
  /**
   * How the gateway is reached. ZenML sends no credentials to models, so this is what keeps others out.
   * @default ServiceExposure.loadBalancer()
   */
  readonly exposure?: ServiceExposure;
  /**
   * Number of gateway pods, 1 to 1000. Their number is fixed; there is no autoscaler.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Resources of each gateway pod.
   * @default - the chart's: 100m CPU and 128Mi memory requested, 2000m and 1024Mi at most
   */
  readonly resources?: PodResources;
}

/** An Istio that the cluster has, with gateway pods of one's own. */
export interface ExistingIstioOptions {
  /**
   * Namespace of its control plane, a DNS label. It stays as it is.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * Its revision, or a tag of one, a DNS label, for example `1-30`: `kubectl get mutatingwebhookconfigurations -L
   * istio.io/rev` lists them. The gateway's pods get their image from it.
   * @default - the one that injects where no revision is named
   */
  readonly revision?: string;
  /**
   * Namespace of the gateway's pods, their load balancer and the `Gateway`.
   * @default ClusterNamespace.create('seldon-ingress')
   */
  readonly gatewayNamespace?: ClusterNamespace;
}

/** Gateway pods that the cluster has, for a `Gateway` of one's own. */
export interface ExistingIngressGatewayOptions {
  /**
   * Namespace of the pods and their Service, a DNS label. The `Gateway` is made in it, and nothing else.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * Name of their Service, a DNS label.
   * @default 'istio-ingressgateway'
   */
  readonly serviceName?: string;
  /**
   * Labels that the pods carry and no others do: the `Gateway` selects them.
   * @default { istio: 'ingressgateway' }
   */
  readonly podLabels?: { [key: string]: string };
  /**
   * The URL under which they are reached: scheme, host and port.
   * @default - that of the first of `gateway.hosts` without an asterisk, else of the Service inside the cluster
   */
  readonly url?: string;
}

/** A `Gateway` that the cluster has. */
export interface ExistingGatewayOptions {
  /** Its name. */
  readonly name: string;
  /**
   * Its namespace, a DNS label.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * Name of the Service of the pods that it selects, a DNS label.
   * @default 'istio-ingressgateway'
   */
  readonly serviceName?: string;
  /**
   * Namespace of this Service, a DNS label.
   * @default - that of the `Gateway`
   */
  readonly serviceNamespace?: string;
  /**
   * The URL under which it is reached: scheme, host and port.
   * @default - that of the Service inside the cluster
   */
  readonly url?: string;
}
