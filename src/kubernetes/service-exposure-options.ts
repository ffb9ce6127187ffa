import { LoadBalancerScheme } from './load-balancer-scheme';

/** Options for a Service's load balancer. */
export interface LoadBalancerOptions {
  /**
   * IPv4 ranges allowed to connect, for example `203.0.113.0/24`. The cluster's pods connect from the addresses of its
   * NAT gateways.
   * @default - every address
   */
  readonly allowedCidrs?: string[];
  /**
   * Whether the load balancer is reachable from the internet. It sets the annotations for AWS, Azure and Google Cloud.
   * @default LoadBalancerScheme.INTERNET_FACING
   */
  readonly scheme?: LoadBalancerScheme;
  /**
   * Class that selects the controller which creates the load balancer, for example `service.k8s.aws/nlb` of AWS Load
   * Balancer Controller or `eks.amazonaws.com/nlb` of EKS Auto Mode. It cannot be changed after it is deployed.
   * @default - none: the cluster's controller for load balancers without a class
   */
  readonly loadBalancerClass?: string;
  /**
   * Annotations of the load balancer's Service. They override annotations from other options.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Options for node ports. */
export interface NodePortOptions {
  /** Port on every node: 30000 to 32767. */
  readonly nodePort: number;
  /**
   * Port on every node for the health check of Istio's gateway, with the path `/healthz/ready`. Other services ignore
   * it.
   * @default - chosen by Kubernetes
   */
  readonly healthNodePort?: number;
  /**
   * URL of the load balancer or proxy in front of the node port: scheme, host and port, for example
   * `https://mlflow.example.com`.
   * @default - none; settings that need the URL are omitted
   */
  readonly url?: string;
  /**
   * Seconds for which the service keeps an idle connection open, 1 to 86400. It must be longer than the idle timeout of
   * the load balancer or proxy in front of the node port. Otherwise, the load balancer or proxy sends requests over
   * connections that are being closed, and clients get status 502. For an `Entrance`, use its `keepAliveSeconds`.
   * @default - the default of the service: 5 seconds for uvicorn, 75 for NGINX, an hour for Envoy
   */
  readonly keepAliveSeconds?: number;
}
