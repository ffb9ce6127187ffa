import { EntranceDomain, EntranceOptions } from '../ingress';

/** Node ports of the stack's services: 30000 to 32767. */
export interface StackNodePorts {
  /**
   * Port of the ZenML server.
   * @default 30080
   */
  readonly zenml?: number;
  /**
   * Port of the NGINX controller before MLflow.
   * @default 30081
   */
  readonly mlflow?: number;
  /**
   * Port of Istio's gateway before the models.
   * @default 30082
   */
  readonly models?: number;
  /**
   * Port for health checks of Istio's gateway.
   * @default 30083
   */
  readonly modelsHealth?: number;
}

/** Ports of the stack's services on the load balancer of an entrance without a domain: 1 to 65535. */
export interface StackEntrancePorts {
  /**
   * Port of the ZenML server.
   * @default - 443, without TLS 80
   */
  readonly zenml?: number;
  /**
   * Port of MLflow.
   * @default - 8443, without TLS 8080
   */
  readonly mlflow?: number;
  /**
   * Port of the models.
   * @default - 8444, without TLS 8081
   */
  readonly models?: number;
}

/** Options for the entrance of a stack. */
export interface StackEntranceOptions extends EntranceOptions {
  /**
   * Whether Terraform creates one load balancer for all services. If false, Kubernetes creates one for each service,
   * for the same `allowedCidrs` and `scheme`.
   * @default - true, except for an existing cluster without `autoScalingGroupNames`
   */
  readonly enabled?: boolean;
  /**
   * Domain whose names `zenml.`, `mlflow.` and `models.` the services get, with a certificate that every client trusts.
   * The labels can be changed.
   * @default - the load balancer's own name, with a port for each service
   */
  readonly domain?: EntranceDomain;
  /**
   * Node ports, where other services have taken the defaults.
   * @default - 30080 to 30083
   */
  readonly nodePorts?: StackNodePorts;
  /**
   * Ports of the load balancer without a domain.
   * @default - 443, 8443 and 8444, in the order of ZenML, MLflow and models, among the enabled services
   */
  readonly ports?: StackEntrancePorts;
}
