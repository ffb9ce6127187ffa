import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterSource, ICluster } from '../../cluster';
import { Entrance, EntranceServiceOptions, EntranceTls, Ingress } from '../../ingress';
import { LoadBalancerScheme, ServiceExposure } from '../../kubernetes';
import { INetwork } from '../../network';
import { SeldonCoreIstio } from '../../seldon';
import { isUnknown, repeated, Validation } from '../../validation/validation';
import { ZenmlServerSource } from '../../zenml';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** What is reached from outside, in the order of the ports that it gets without a domain. */
export type StackService = 'zenml' | 'mlflow' | 'models';

/** The ports of nodes unless the user says otherwise: of those that Kubernetes itself hands out last. */
const NODE_PORTS = { zenml: 30080, mlflow: 30081, models: 30082, modelsHealth: 30083 };

/** How the stack's services are reached. */
export interface StackWays {
  readonly entrance?: Entrance;
  /** Of each service whose way in the user has left to the stack. */
  readonly exposures: { readonly [service in StackService]?: ServiceExposure };
}

/** Whether there is an entrance, if anything is to be behind it. */
function hasEntrance({ entrance, cluster = ClusterSource.create() }: ZenmlAwsStackProps): boolean {
  return entrance?.enabled ?? cluster._hasAutoScalingGroups;
}

/** The services whose way in is left to the stack. */
function servicesOf({ zenml, mlflow, seldon }: ZenmlAwsStackProps): StackService[] {
  const left: { [service in StackService]: boolean } = {
    zenml: (zenml?.enabled ?? true) && (zenml?.server ?? ZenmlServerSource.create())._takesExposure,
    mlflow: (mlflow?.enabled ?? true) && (mlflow?.ingress ?? Ingress.nginx())._takesExposure,
    models: (seldon?.enabled ?? true) && SeldonCoreIstio._takesExposure(seldon ?? {}),
  };
  return (['zenml', 'mlflow', 'models'] as const).filter((service) => left[service]);
}

/** What the entrance leads to. */
function targets({ entrance }: ZenmlAwsStackProps): { [service in StackService]: EntranceServiceOptions } {
  const nodePorts = { ...NODE_PORTS, ...entrance?.nodePorts };
  return {
    zenml: { nodePort: nodePorts.zenml, healthCheckPath: '/health', port: entrance?.ports?.zenml },
    mlflow: {
      nodePort: nodePorts.mlflow,
      healthCheckPath: '/health',
      // NGINX asks for the password before it asks MLflow; where it does not know MLflow, it answers 404.
      healthyStatusCodes: '200,401',
      port: entrance?.ports?.mlflow,
    },
    models: {
      nodePort: nodePorts.models,
      healthCheckPath: '/healthz/ready',
      healthCheckNodePort: nodePorts.modelsHealth,
      port: entrance?.ports?.models,
    },
  };
}

/** Makes the entrance, or says which load balancers Kubernetes is to make. */
export function waysIn(scope: Construct, props: ZenmlAwsStackProps, network: INetwork, cluster: ICluster): StackWays {
  const services = servicesOf(props);
  const { enabled, nodePorts, ports, ...options } = props.entrance ?? {};
  if (services.length === 0 || !hasEntrance(props)) {
    const exposure = ownLoadBalancer(network, options);
    return { exposures: Object.fromEntries(services.map((service) => [service, exposure])) };
  }
  if (!props.domain && options.tls !== EntranceTls.NONE) {
    new TlsProvider(scope, 'tls');
  }
  const all = targets(props);
  const entrance = new Entrance(scope, 'Entrance', {
    ...options,
    namePrefix: props.prefix,
    network,
    cluster,
    domain: props.domain,
    services: Object.fromEntries(services.map((service) => [service, all[service]])),
  });
  return {
    entrance,
    exposures: Object.fromEntries(services.map((service) => [service, ServiceExposure.nodePort({
      nodePort: all[service].nodePort,
      healthNodePort: all[service].healthCheckNodePort,
      url: entrance.urls[service],
      keepAliveSeconds: entrance.keepAliveSeconds,
    })])),
  };
}

/** A load balancer that Kubernetes makes, for the same people; closed where it cannot tell them from others. */
function ownLoadBalancer(
  network: INetwork, { allowedCidrs = [], scheme }: { allowedCidrs?: string[]; scheme?: LoadBalancerScheme },
): ServiceExposure {
  const pods = (scheme === LoadBalancerScheme.INTERNAL ? network.vpcCidrs : network.egressCidrs) ?? [];
  const all = isUnknown(pods) || isUnknown(allowedCidrs)
    ? Token.asList(Fn.concat([allowedCidrs, pods])) : [...allowedCidrs, ...pods];
  return !isUnknown(all) && all.length === 0 ? ServiceExposure.clusterIp()
    : ServiceExposure.loadBalancer({ allowedCidrs: all, scheme });
}

/** Ports of nodes that the stack's services have, by the prop that chooses each. */
export function nodePortsOf(props: ZenmlAwsStackProps): [prop: string, port: number | undefined][] {
  const behind = hasEntrance(props) ? servicesOf(props) : [];
  const all = targets(props);
  const { zenml, mlflow, seldon } = props;
  return [
    ...behind.flatMap((service): [string, number | undefined][] => [
      [`entrance.nodePorts.${service}`, all[service].nodePort],
      [`entrance.nodePorts.${service}Health`, all[service].healthCheckNodePort],
    ]),
    ...(zenml?.enabled ?? true ? [['zenml.server.exposure', zenml?.server?._nodePort] as [string, number]] : []),
    ...(mlflow?.enabled ?? true
      ? [['mlflow.ingress.exposure', mlflow?.ingress?._controller?.nodePort] as [string, number]] : []),
    ...(seldon?.enabled ?? true
      ? [['seldon.gateway.exposure', seldon?.gateway?.exposure?._nodePort?.nodePort] as [string, number],
        ['seldon.gateway.exposure', seldon?.gateway?.exposure?._nodePort?.healthNodePort] as [string, number]] : []),
  ].filter(([, port]) => port !== undefined);
}

/** Compares what is said of the ways in with each other. */
export function compareWaysIn(v: Validation, props: ZenmlAwsStackProps): void {
  const { entrance, domain, cluster = ClusterSource.create(), seldon, network } = props;
  const services = servicesOf(props);
  if (network?._hasPublicSubnets === false && services.length > 0 && entrance?.scheme !== LoadBalancerScheme.INTERNAL) {
    v.at('entrance').add('scheme', 'must be LoadBalancerScheme.INTERNAL for a network without public subnets');
  }
  if (network?._knowsEgress === false && services.length > 0 && Entrance._needsEgress(entrance ?? {})) {
    v.at('network').add('egressCidrs', "must be given where Terraform alone knows 'vpcId' and 'entrance.scheme' is not "
      + 'LoadBalancerScheme.INTERNAL', Entrance._EGRESS_REMEDY);
  }
  if (!hasEntrance(props)) {
    const given = Object.entries({ ...entrance, domain }).filter(([name, value]) =>
      value !== undefined && !['enabled', 'allowedCidrs', 'scheme'].includes(name));
    given.forEach(([name]) => (name === 'domain' ? v : v.at('entrance')).add(
      name, 'must be left out where there is no entrance',
      cluster._hasAutoScalingGroups ? "Take out 'entrance.enabled'." : NODES_REMEDY,
    ));
    return;
  }
  if (!cluster._hasAutoScalingGroups) {
    v.at('entrance').add('enabled', 'must not be true for a cluster whose nodes are not known', NODES_REMEDY);
  }
  Entrance._compareDomain(v, { domain, tls: entrance?.tls }, services, 'entrance.tls');
  if (services.includes('mlflow')) {
    (props.mlflow?.ingress ?? Ingress.nginx())._checkBehind(v.at('mlflow').at('ingress'), BEHIND, BEHIND_REMEDY);
  }
  if (services.includes('models')) {
    (['hosts', 'tls'] as const).filter((name) => seldon?.gateway?.[name] !== undefined).forEach((name) =>
      v.at('seldon').at('gateway').add(name, BEHIND, BEHIND_REMEDY));
  }
  const used = targets(props);
  const nodePorts = services.flatMap((service): [string, number | undefined][] => [
    [service, used[service].nodePort], [`${service}Health`, used[service].healthCheckNodePort],
  ]).filter(([, port]) => port !== undefined);
  repeated(nodePorts).forEach(({ name, value, earlier }) =>
    v.at('entrance').at('nodePorts').add(name, `must differ from '${earlier}', both are ${value}`));
  const offered = Object.fromEntries(services.map((service) => [service, used[service]]));
  Entrance._comparePorts(v.at('entrance').at('ports'), { tls: entrance?.tls, domain }, offered);
  // The stack's own network has an address for pods, or a range.
  Entrance._compareRules(v.at('entrance'), entrance ?? {}, domain ? [443, 80] : services.map((_, index) => index),
    { vpcCidrs: ['10.0.0.0/8'], egressCidrs: ['203.0.113.7/32'] });
}

const NODES_REMEDY =
  'Name the auto scaling groups of its nodes: ClusterSource.existing(name, { autoScalingGroupNames }).';
const BEHIND = 'must be left out behind the entrance, which has the names and terminates TLS';
const BEHIND_REMEDY = "Use 'domain', or give an 'exposure' as well: ServiceExposure.loadBalancer().";
