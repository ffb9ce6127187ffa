import { LoadBalancerScheme } from './load-balancer-scheme';
import { ALLOWED_CIDRS, ANNOTATIONS } from '../private/rules';
import { checkValue, required, Rule, struct } from '../private/shape';
import { Validation } from '../private/validation';
import { oneOf } from '../private/values';

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
   * Annotations of the load balancer's Service. They win over those that other options render.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** How a service is reached from outside the cluster. */
export class ServiceExposure {
  /** By a load balancer of its own. */
  public static loadBalancer(options: LoadBalancerOptions = {}): ServiceExposure {
    return new ServiceExposure('loadBalancer', options);
  }

  /** Not at all: from inside the cluster, or by `kubectl port-forward`. */
  public static clusterIp(): ServiceExposure {
    return new ServiceExposure('clusterIp');
  }

  /** @internal */
  public readonly _loadBalancer?: LoadBalancerOptions;

  private constructor(private readonly kind: 'loadBalancer' | 'clusterIp', options?: LoadBalancerOptions) {
    this._loadBalancer = options;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this.kind === 'loadBalancer') {
      checkValue(v, prop, this._loadBalancer, required(LOAD_BALANCER));
    }
  }
}

const LOAD_BALANCER: Rule<LoadBalancerOptions> = struct<LoadBalancerOptions>({
  allowedCidrs: ALLOWED_CIDRS, scheme: oneOf('LoadBalancerScheme', LoadBalancerScheme), annotations: ANNOTATIONS,
});
