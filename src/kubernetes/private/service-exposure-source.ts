import { LoadBalancerOptions, NodePortOptions } from '../service-exposure-options';

/** How a Service is exposed, and the options of its factory. */
export interface ServiceExposureSource {
  /** Type of the Service. */
  readonly type: 'LoadBalancer' | 'NodePort' | 'ClusterIP';
  /** Options of the load balancer, if there is one. */
  readonly loadBalancer?: LoadBalancerOptions;
  /** Ports of the nodes, if the Service has them. */
  readonly nodePort?: NodePortOptions;
}
