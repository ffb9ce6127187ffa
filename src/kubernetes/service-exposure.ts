import { LoadBalancerScheme } from './load-balancer-scheme';
import { ServiceExposureSource } from './private/service-exposure-source';
import { LoadBalancerOptions, NodePortOptions } from './service-exposure-options';
import { refusePrivateClients } from '../validation/addresses';
import { ALLOWED_CIDRS, ANNOTATIONS, ENDPOINT_URL, NODE_PORT, SOME_TEXT } from '../validation/rules';
import { checkValue, known, required, Rule, struct } from '../validation/shape';
import { Validation } from '../validation/validation';
import { integer, oneOf } from '../validation/values';

/**
 * How a Service is exposed outside the cluster.
 *
 * @example
 * import { ServiceExposure } from 'cdktf-zenml-aws';
 *
 * const exposure = ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.0/24'] });
 */
export class ServiceExposure {
  /**
   * Exposes the Service through a dedicated load balancer, which Kubernetes creates.
   *
   * @example
   * import { LoadBalancerScheme, ServiceExposure } from 'cdktf-zenml-aws';
   *
   * const exposure = ServiceExposure.loadBalancer({
   *   scheme: LoadBalancerScheme.INTERNAL,
   *   allowedCidrs: ['10.0.0.0/8'],
   * });
   */
  public static loadBalancer(options: LoadBalancerOptions = {}): ServiceExposure {
    return new ServiceExposure({ type: 'LoadBalancer', loadBalancer: options });
  }

  /**
   * Exposes the Service on a port of every node, for a custom load balancer, an `Entrance` or a development cluster.
   *
   * @example
   * import { ServiceExposure } from 'cdktf-zenml-aws';
   *
   * const exposure = ServiceExposure.nodePort({ nodePort: 30080, url: 'https://mlflow.example.com' });
   */
  public static nodePort(options: NodePortOptions): ServiceExposure {
    return new ServiceExposure({ type: 'NodePort', nodePort: options });
  }

  /**
   * Does not expose the Service. It is reachable inside the cluster, and with `kubectl port-forward`.
   *
   * @example
   * import { ServiceExposure } from 'cdktf-zenml-aws';
   *
   * const exposure = ServiceExposure.clusterIp();
   */
  public static clusterIp(): ServiceExposure {
    return new ServiceExposure({ type: 'ClusterIP' });
  }

  /** @internal */
  public readonly _source: ServiceExposureSource;

  private constructor(source: ServiceExposureSource) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this._source.type === 'LoadBalancer') {
      checkValue(v, prop, this._source.loadBalancer, required(LOAD_BALANCER));
    } else if (this._source.type === 'NodePort') {
      checkValue(v, prop, this._source.nodePort, required(NODE_PORTS));
    }
  }
}

const LOAD_BALANCER: Rule<LoadBalancerOptions> = struct<LoadBalancerOptions>({
  allowedCidrs: ALLOWED_CIDRS,
  scheme: oneOf('LoadBalancerScheme', LoadBalancerScheme),
  loadBalancerClass: SOME_TEXT,
  annotations: ANNOTATIONS,
}, (v, { allowedCidrs, scheme }) => {
  if (scheme !== LoadBalancerScheme.INTERNAL) {
    refusePrivateClients(v, 'allowedCidrs', allowedCidrs);
  }
});

const NODE_PORTS: Rule<NodePortOptions> = struct<NodePortOptions>({
  nodePort: required(NODE_PORT),
  healthNodePort: NODE_PORT,
  url: ENDPOINT_URL,
  keepAliveSeconds: known(
    integer({ min: 1, max: 86400, unit: ' seconds' }), 'the settings of services are made from it',
  ),
}, (v, { nodePort, healthNodePort }) => {
  if (nodePort === healthNodePort) {
    v.add('healthNodePort', `got ${nodePort}, which '${v.nameOf('nodePort')}' has. Must be another one`);
  }
});
