import { LoadBalancerScheme } from './load-balancer-scheme';
import { refusePrivateClients } from '../validation/addresses';
import { ALLOWED_CIDRS, ANNOTATIONS, ENDPOINT_URL, NODE_PORT, SOME_TEXT } from '../validation/rules';
import { checkValue, known, required, Rule, struct } from '../validation/shape';
import { Validation } from '../validation/validation';
import { integer, oneOf } from '../validation/values';

/** What can be chosen about a Service's load balancer. */
export interface LoadBalancerOptions {
  /**
   * IPv4 ranges that may connect, for example `203.0.113.0/24`. Pods of the cluster come from the addresses of its NAT
   * gateways.
   * @default - every address
   */
  readonly allowedCidrs?: string[];
  /**
   * Who reaches the load balancer. Rendered as the annotations of AWS, Azure and Google Cloud.
   * @default LoadBalancerScheme.INTERNET_FACING
   */
  readonly scheme?: LoadBalancerScheme;
  /**
   * The class, by which a controller knows that the load balancer is its to make, for example `service.k8s.aws/nlb` of
   * AWS Load Balancer Controller or `eks.amazonaws.com/nlb` of EKS Auto Mode. It cannot be changed on a running stack.
   * @default - none: what the cluster has for load balancers without a class
   */
  readonly loadBalancerClass?: string;
  /**
   * Annotations of the load balancer's Service. They win over those that other options render.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** What can be chosen about ports of nodes. */
export interface NodePortOptions {
  /** The port of every node: 30000 to 32767. */
  readonly nodePort: number;
  /**
   * The port of every node at which Istio's gateway says whether it is well, under `/healthz/ready`; of no use to other
   * services.
   * @default - Kubernetes chooses one
   */
  readonly healthNodePort?: number;
  /**
   * The URL, of scheme, host and port, of what leads to the node port from outside the cluster, for example
   * `https://mlflow.example.com`.
   * @default - not known: what has to be told to clients is left out
   */
  readonly url?: string;
  /**
   * Seconds for which the service keeps an idle connection open, 1 to 86400: longer than what leads to the node port,
   * or that one sends a request into a connection that is being closed, and its client gets status 502. Of an
   * `Entrance` it is `keepAliveSeconds`.
   * @default - as long as the service does by itself: uvicorn 5 seconds, NGINX 75, Envoy an hour
   */
  readonly keepAliveSeconds?: number;
}

/** How a service is reached from outside the cluster. */
export class ServiceExposure {
  /**
   * By a load balancer of its own, which Kubernetes makes.
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
    return new ServiceExposure('LoadBalancer', options);
  }

  /**
   * By a port of every node, for what leads there: a load balancer of yours, an `Entrance`, a development cluster.
   *
   * @example
   * import { ServiceExposure } from 'cdktf-zenml-aws';
   *
   * const exposure = ServiceExposure.nodePort({ nodePort: 30080, url: 'https://mlflow.example.com' });
   */
  public static nodePort(options: NodePortOptions): ServiceExposure {
    return new ServiceExposure('NodePort', undefined, options);
  }

  /**
   * Not at all: from inside the cluster, or by `kubectl port-forward`.
   *
   * @example
   * import { ServiceExposure } from 'cdktf-zenml-aws';
   *
   * const exposure = ServiceExposure.clusterIp();
   */
  public static clusterIp(): ServiceExposure {
    return new ServiceExposure('ClusterIP');
  }

  private constructor(
    /** The Service's type. @internal */
    public readonly _type: 'LoadBalancer' | 'NodePort' | 'ClusterIP',
    /** @internal */
    public readonly _loadBalancer?: LoadBalancerOptions,
    /** @internal */
    public readonly _nodePort?: NodePortOptions,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this._type === 'LoadBalancer') {
      checkValue(v, prop, this._loadBalancer, required(LOAD_BALANCER));
    } else if (this._type === 'NodePort') {
      checkValue(v, prop, this._nodePort, required(NODE_PORTS));
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
    v.add('healthNodePort', `must differ from '${v.nameOf('nodePort')}', both are ${nodePort}`);
  }
});
