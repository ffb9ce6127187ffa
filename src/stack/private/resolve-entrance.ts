import { ClusterSource } from '../../cluster';
import { EntranceDomain, EntranceOptions, EntranceServiceOptions, Ingress } from '../../ingress';
import { SeldonCoreIstioOptions } from '../../seldon';
import { gatewayTakesExposure } from '../../seldon/internal';
import { ZenmlServerSource } from '../../zenml';
import { StackEntranceOptions } from '../stack-entrance-options';

/** A service that can be behind the entrance, in the order in which ports are assigned without a domain. */
export type StackService = 'zenml' | 'mlflow' | 'models';

const SERVICES: readonly StackService[] = ['zenml', 'mlflow', 'models'];

/** Default node ports, from the range that Kubernetes assigns last. */
const NODE_PORTS = { zenml: 30080, mlflow: 30081, models: 30082, modelsHealth: 30083 };

/** How the services of a stack are exposed. */
export interface ResolvedEntrance {
  /** Whether Terraform creates a load balancer for the services, if there are any. */
  readonly isEnabled: boolean;
  /** Services whose exposure the user does not set. */
  readonly services: StackService[];
  readonly targets: { readonly [service in StackService]: EntranceServiceOptions };
  readonly domain?: EntranceDomain;
  /** Options of the load balancer. */
  readonly options: EntranceOptions;
  /** Options as given by the user. */
  readonly given: StackEntranceOptions;
}

/** The enabled services. */
interface EnabledServices {
  readonly zenml?: ZenmlServerSource;
  readonly mlflow?: { readonly ingress: Ingress };
  readonly seldon?: SeldonCoreIstioOptions;
}

/** Resolves the defaults of an entrance. */
export function resolveEntrance(
  given: StackEntranceOptions, cluster: ClusterSource, { zenml, mlflow, seldon }: EnabledServices,
): ResolvedEntrance {
  const { enabled, domain, nodePorts, ports, ...options } = given;
  const takesExposure: { readonly [service in StackService]: boolean } = {
    zenml: zenml?._source.takesExposure ?? false,
    mlflow: mlflow?.ingress._source.takesExposure ?? false,
    models: seldon !== undefined && gatewayTakesExposure(seldon),
  };
  return {
    isEnabled: enabled ?? cluster._source.hasAutoScalingGroups,
    services: SERVICES.filter((service) => takesExposure[service]),
    targets: targets(given),
    domain,
    options,
    given,
  };
}

function targets({ nodePorts, ports }: StackEntranceOptions): { [service in StackService]: EntranceServiceOptions } {
  const { zenml, mlflow, models, modelsHealth } = { ...NODE_PORTS, ...nodePorts };
  return {
    zenml: { nodePort: zenml, healthCheckPath: '/health', port: ports?.zenml },
    mlflow: {
      nodePort: mlflow,
      healthCheckPath: '/health',
      // NGINX requires the password before it forwards to MLflow. Without a route to MLflow, it returns 404.
      healthyStatusCodes: '200,401',
      port: ports?.mlflow,
    },
    models: {
      nodePort: models,
      healthCheckPath: '/healthz/ready',
      healthCheckNodePort: modelsHealth,
      port: ports?.models,
    },
  };
}
