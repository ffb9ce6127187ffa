import { EntranceOptions } from '../ingress';

/** Ports of nodes, 30000 to 32767, at which the stack's services are reached. */
export interface StackNodePorts {
  /**
   * The ZenML server's.
   * @default 30080
   */
  readonly zenml?: number;
  /**
   * That of the NGINX controller before MLflow.
   * @default 30081
   */
  readonly mlflow?: number;
  /**
   * That of Istio's gateway before the models.
   * @default 30082
   */
  readonly models?: number;
  /**
   * The one at which Istio's gateway says whether it is well.
   * @default 30083
   */
  readonly modelsHealth?: number;
}

/** Ports at which an entrance without a domain offers the stack's services: 1 to 65535. */
export interface StackEntrancePorts {
  /**
   * The ZenML server's.
   * @default - 443, without TLS 80
   */
  readonly zenml?: number;
  /**
   * MLflow's.
   * @default - 8443, without TLS 8080
   */
  readonly mlflow?: number;
  /**
   * The models'.
   * @default - 8444, without TLS 8081
   */
  readonly models?: number;
}

/** What can be chosen about the way into the stack's cluster. */
export interface StackEntranceOptions extends EntranceOptions {
  /**
   * Whether there is one load balancer of Terraform's own. Without it each service gets one that Kubernetes makes, for
   * the same `allowedCidrs` and `scheme`.
   * @default - true, but for an existing cluster of which the auto scaling groups are not named
   */
  readonly enabled?: boolean;
  /**
   * Ports of nodes, where others have taken these.
   * @default - 30080 to 30083
   */
  readonly nodePorts?: StackNodePorts;
  /**
   * Ports of the load balancer where there is no domain.
   * @default - 443, 8443 and 8444, in the order of ZenML, MLflow and models; those that are off take none
   */
  readonly ports?: StackEntrancePorts;
}
