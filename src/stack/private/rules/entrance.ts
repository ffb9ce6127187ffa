import {
  compareDomain, compareSecurityGroupRules, compareServicePorts, EGRESS_REMEDY, needsEgress,
} from '../../../ingress/internal';
import { LoadBalancerScheme } from '../../../kubernetes';
import { repeated, Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

const NODES_REMEDY =
  'Name the auto scaling groups of its nodes: ClusterSource.existing(name, { autoScalingGroupNames }).';
const BEHIND = 'must be left out behind the entrance, which has the names and terminates TLS';
const BEHIND_REMEDY = "Use 'entrance.domain', or give an 'exposure' as well: ServiceExposure.loadBalancer().";

/** Options that also apply to load balancers that Kubernetes creates. */
const WITHOUT_ENTRANCE = ['enabled', 'allowedCidrs', 'scheme'];

/** Node ports of the stack's services, by the prop that sets each. */
export function nodePortsOf(
  { entrance, zenml, mlflow, seldon }: ResolvedStack,
): [prop: string, port: number | undefined][] {
  const behind = entrance.isEnabled ? entrance.services : [];
  const models = seldon?.gateway?.exposure?._source.nodePort;
  return [
    ...behind.flatMap((service): [string, number | undefined][] => [
      [`entrance.nodePorts.${service}`, entrance.targets[service].nodePort],
      [`entrance.nodePorts.${service}Health`, entrance.targets[service].healthCheckNodePort],
    ]),
    ...([
      ['zenml.exposure', zenml?._source.nodePort],
      ['mlflow.ingress.exposure', mlflow?.ingress._source.controller?.nodePort],
      ['seldon.gateway.exposure', models?.nodePort],
      ['seldon.gateway.exposure', models?.healthNodePort],
    ] as [string, number | undefined][]),
  ].filter(([, port]) => port !== undefined);
}

/** Compares the entrance with the network, the cluster and the services behind it. */
export function compareEntrance(v: Validation, stack: ResolvedStack): void {
  compareNetwork(v, stack);
  const { entrance: { isEnabled, given }, cluster } = stack;
  if (!isEnabled) {
    Object.entries(given).filter(([name, value]) => value !== undefined && !WITHOUT_ENTRANCE.includes(name))
      .forEach(([name]) => v.at('entrance').add(
        name, 'must be left out where there is no entrance',
        cluster._source.hasAutoScalingGroups ? "Remove 'entrance.enabled'." : NODES_REMEDY,
      ));
    return;
  }
  if (!cluster._source.hasAutoScalingGroups) {
    v.at('entrance').add('enabled', 'must not be true for a cluster with unknown nodes', NODES_REMEDY);
  }
  compareBehind(v, stack);
  comparePorts(v.at('entrance'), stack);
}

/** Checks that load balancers have subnets, and that the addresses of pods are known. */
function compareNetwork(v: Validation, { network, entrance: { services, options } }: ResolvedStack): void {
  if (services.length === 0) {
    return;
  }
  if (!network._source.hasPublicSubnets && options.scheme !== LoadBalancerScheme.INTERNAL) {
    v.at('entrance').add('scheme', 'must be LoadBalancerScheme.INTERNAL for a network without public subnets');
  }
  if (!network._source.knowsEgress && needsEgress(options)) {
    v.at('network').add('egressCidrs', "must be given where Terraform alone knows 'vpcId' and 'entrance.scheme' is not "
      + 'LoadBalancerScheme.INTERNAL', EGRESS_REMEDY);
  }
}

/** Checks that services behind an entrance set neither host names nor certificates. */
function compareBehind(v: Validation, { entrance, mlflow, seldon }: ResolvedStack): void {
  const { services, domain, options } = entrance;
  compareDomain(v.at('entrance'), { domain, tls: options.tls }, services);
  if (services.includes('mlflow')) {
    mlflow!.ingress._source.checkBehind(v.at('mlflow').at('ingress'), BEHIND, BEHIND_REMEDY);
  }
  if (services.includes('models')) {
    (['hosts', 'tls'] as const).filter((name) => seldon?.gateway?.[name] !== undefined).forEach((name) =>
      v.at('seldon').at('gateway').add(name, BEHIND, BEHIND_REMEDY));
  }
}

/** Checks ports and the number of security group rules. */
function comparePorts(v: Validation, { entrance: { services, targets, domain, options } }: ResolvedStack): void {
  const nodePorts = services.flatMap((service): [string, number | undefined][] => [
    [service, targets[service].nodePort], [`${service}Health`, targets[service].healthCheckNodePort],
  ]).filter(([, port]) => port !== undefined);
  repeated(nodePorts).forEach(({ name, value, earlier }) =>
    v.at('nodePorts').add(name, `got ${value}, which '${earlier}' has. Must be another one`));
  const offered = Object.fromEntries(services.map((service) => [service, targets[service]]));
  compareServicePorts(v.at('ports'), { tls: options.tls, domain }, offered);
  // Placeholders: the addresses of the stack's own pods count as one range.
  compareSecurityGroupRules(v, options, domain ? [443, 80] : services.map((_, index) => index),
    { vpcCidrs: ['10.0.0.0/8'], egressCidrs: ['203.0.113.7/32'] });
}
