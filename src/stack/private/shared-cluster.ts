import { nodePortsOf } from './entrance';
import { stackNames } from './names';
import { namespacesOf } from './namespaces';
import { isOn } from './validate';
import { ClusterSource } from '../../cluster';
import { Ingress } from '../../ingress';
import { isUnknown, Validation } from '../../validation/validation';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** A stack, as far as others of the app may be in its way. */
export interface SharedStack {
  readonly path: string;
  /** Its props, with the names that it has on the cluster. */
  readonly props: ZenmlAwsStackProps;
  /** References to what is made; of a stack that is to be made they are not there yet. */
  readonly clusterName?: string;
  readonly bucketName?: string;
}

/** Adds what two stacks of one region share on a cluster, if they use the same. */
export function compareOnCluster(v: Validation, mine: SharedStack, other: SharedStack): void {
  const sourceOf = ({ props }: SharedStack) => props.cluster ?? ClusterSource.create();
  const nameOf = (stack: SharedStack) => sourceOf(stack)._name(stackNames(stack.props.prefix).cluster);
  if (![nameOf(other), other.clusterName].includes(nameOf(mine))
    || (!sourceOf(mine)._exists && !sourceOf(other)._exists)) {
    return;
  }
  compareSingletons(v, mine, other);
  compareNames(v, mine, other);
  comparePrincipals(v, mine, other);
  compareDatabaseRules(v, mine, other);
}

/** The nodes of a cluster are let into a security group once. */
function compareDatabaseRules(v: Validation, { props }: SharedStack, other: SharedStack): void {
  const [mine, theirs] = [props.database?._rules, other.props.database?._rules];
  if (mine && theirs && !isUnknown(mine.securityGroupId) && mine.securityGroupId === theirs.securityGroupId
    && mine.port === theirs.port) {
    v.add('database.securityGroupId', `"${mine.securityGroupId}" is already given by stack '${other.path}' on the same `
      + 'cluster', 'AWS refuses the same rule twice: leave it out in one of the stacks.');
  }
}

/** What a cluster has once, by the prop that turns it on. */
function compareSingletons(v: Validation, mine: SharedStack, other: SharedStack): void {
  if ((mine.props.seldon?.enabled ?? true) && (other.props.seldon?.enabled ?? true)) {
    v.add('seldon.enabled', `must be false where stack '${other.path}' has it on the same cluster`,
      'A cluster has one Istio and one Seldon Core: operator, webhook and resource definition are the cluster\'s.');
  }
  const scalers = ['clusterAutoscaler', 'karpenter'] as const;
  const theirs = scalers.filter((name) => isOn(other.props[name]));
  scalers.filter((name) => isOn(mine.props[name]) && theirs.length > 0).forEach((name) =>
    v.add(name, `must be left out where stack '${other.path}' has '${theirs[0]}' on the same cluster`,
      'It adds and removes nodes for the pods of all stacks; a second one would work against it.'));
  const hasGpus = ({ props: { cluster, karpenter } }: SharedStack) =>
    (cluster?._hasGpus ?? false) || (isOn(karpenter) && karpenter?.gpuPool !== undefined);
  if (hasGpus(mine) && hasGpus(other)) {
    v.add('karpenter.gpuPool', `must be left out where stack '${other.path}' has nodes with GPUs on the same cluster`,
      'A cluster has one NVIDIA device plugin: give that stack the pool.');
  }
}

function compareNames(v: Validation, mine: SharedStack, other: SharedStack): void {
  const theirs = namespacesOf(other.props).flat();
  namespacesOf(mine.props).flat().forEach(([prop, name]) => {
    const taken = theirs.find(([, it]) => it === name && !isUnknown(it));
    // Of Seldon's own enough is said.
    if (taken && !(prop.startsWith('seldon.') && taken[0].startsWith('seldon.'))) {
      v.add(prop, `conflicts with '${taken[0]}' of stack '${other.path}' on the same cluster, both are "${name}"`,
        'Each part has a namespace of its own: leave it out for one that begins with the prefix, or name another one.');
    }
  });
  const controllerOf = ({ props: { mlflow } }: SharedStack) =>
    mlflow?.enabled ?? true ? (mlflow?.ingress ?? Ingress.nginx())._controller : undefined;
  const [a, b] = [controllerOf(mine), controllerOf(other)];
  (['name', 'className'] as const).filter((prop) => a !== undefined && a[prop] === b?.[prop]).forEach((prop) =>
    v.add(`mlflow.ingress.${prop}`, `conflicts with that of stack '${other.path}' on the same cluster, both are `
      + `"${a![prop]}"`,
    'Objects of the whole cluster have it: leave it out for one that begins with the prefix, or use '
      + 'Ingress.existingClass() with the class of that stack.'));
  const ports = nodePortsOf(other.props);
  nodePortsOf(mine.props).forEach(([prop, port]) => {
    const taken = ports.find(([, it]) => it === port && !isUnknown(it));
    if (taken) {
      v.add(prop, `conflicts with '${taken[0]}' of stack '${other.path}' on the same cluster, both are ${port}`,
        'A port of the nodes belongs to one Service: choose another one.');
    }
  });
}

/** EKS has one access entry for a principal. */
function comparePrincipals(v: Validation, mine: SharedStack, other: SharedStack): void {
  const principalsOf = ({ props: { developerPrincipalArns = [], cluster } }: SharedStack) =>
    [developerPrincipalArns, cluster?._options?.adminPrincipalArns ?? []].filter((it) => !isUnknown(it)).flat();
  const theirs = principalsOf(other);
  principalsOf(mine).filter((it) => !isUnknown(it) && theirs.includes(it)).forEach((principal) =>
    v.add('developerPrincipalArns',
      `conflicts with stack '${other.path}' on the same cluster, both name "${principal}"`,
      'EKS has one access entry for a principal: name it in one stack, or give each stack a role of its own.'));
}
