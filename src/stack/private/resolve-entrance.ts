import { ClusterSource } from '../../cluster';
import { EntranceDomain, EntranceOptions, EntranceServiceOptions, Ingress } from '../../ingress';
import { SeldonCoreIstioOptions } from '../../seldon';
import { gatewayTakesExposure } from '../../seldon/internal';
import { ZenmlServerSource } from '../../zenml';
import { StackEntranceOptions } from '../stack-entrance-options';

/** A service that is reached from outside, in the order of the ports that they get without a domain. */
export type StackService = 'zenml' | 'mlflow' | 'models';

const SERVICES: readonly StackService[] = ['zenml', 'mlflow', 'models'];

/** The default node ports: of the range that Kubernetes itself assigns last. */
const NODE_PORTS = { zenml: 30080, mlflow: 30081, models: 30082, modelsHealth: 30083 };

/** How the services of a stack are reached. */
export interface ResolvedEntrance {
  /** Whether Terraform creates a load balancer for the services, if there are any. */
  readonly isEnabled: boolean;
  /** The services whose exposure the user has left to the stack. */
  readonly services: StackService[];
  readonly targets: { readonly [service in StackService]: EntranceServiceOptions };
  readonly domain?: EntranceDomain;
  /** Options of the load balancer. */
  readonly options: EntranceOptions;
  /** The options as they were given. */
  readonly given: StackEntranceOptions;
}

/** The enabled services. */
interface EnabledServices {
  readonly zenml?: ZenmlServerSource;
  readonly mlflow?: { readonly ingress: Ingress };
  readonly seldon?: SeldonCoreIstioOptions;
}

/** Decides the defaults of an entrance. */
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
      // NGINX asks for the password before it asks MLflow; where it does not know MLflow, it answers 404.
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
