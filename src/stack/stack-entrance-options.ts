import { EntranceDomain, EntranceOptions } from '../ingress';

/** Node ports of the stack's services: 30000 to 32767. */
export interface StackNodePorts {
  /**
   * Port of the ZenML server.
   * @default 30080
   */
  readonly zenml?: number;
  /**
   * Port of MLflow's NGINX controller.
   * @default 30081
   */
  readonly mlflow?: number;
  /**
   * Port of Istio's gateway, which serves the models.
   * @default 30082
   */
  readonly models?: number;
  /**
   * Health check port of Istio's gateway.
   * @default 30083
   */
  readonly modelsHealth?: number;
}

/** Load balancer ports of the stack's services, for an entrance without a domain: 1 to 65535. */
export interface StackEntrancePorts {
  /**
   * Port of the ZenML server.
   * @default - 443, or 80 without TLS
   */
  readonly zenml?: number;
  /**
   * Port of MLflow.
   * @default - 8443, or 8080 without TLS
   */
  readonly mlflow?: number;
  /**
   * Port of the models.
   * @default - 8444, or 8081 without TLS
   */
  readonly models?: number;
}

/** Options for the entrance of a stack. */
export interface StackEntranceOptions extends EntranceOptions {
  /**
   * Whether Terraform creates one load balancer for all services. If false, Kubernetes creates one for each service,
   * with the same `allowedCidrs` and `scheme`.
   * @default - true, except for an existing cluster without `autoScalingGroupNames`
   */
  readonly enabled?: boolean;
  /**
   * Domain of the services. Their host names in it begin with `zenml.`, `mlflow.` and `models.`, unless the domain sets
   * other labels. Every client trusts their certificate.
   * @default - the host name of the load balancer, with a port for each service
   */
  readonly domain?: EntranceDomain;
  /**
   * Node ports of the services. Set them if other services on the cluster use the defaults.
   * @default - 30080 to 30083
   */
  readonly nodePorts?: StackNodePorts;
  /**
   * Load balancer ports of the services. Only allowed without a domain.
   * @default - 443, 8443 and 8444 for the enabled services, in the order ZenML, MLflow, models
   */
  readonly ports?: StackEntrancePorts;
}
