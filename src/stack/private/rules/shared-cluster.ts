import { nodePortsOf } from './entrance';
import { namespacesOf } from './namespaces';
import { isUnknown, Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/** Properties of a stack that can conflict with those of other stacks in the app. */
export interface SharedStack {
  readonly path: string;
  readonly stack: ResolvedStack;
  /** References to resources; undefined for the stack that is being created. */
  readonly clusterName?: string;
  readonly bucketName?: string;
}

/** Adds conflicts between two stacks of the same region on the same cluster. */
export function compareOnCluster(v: Validation, mine: SharedStack, other: SharedStack): void {
  if (![other.stack.clusterName, other.clusterName].includes(mine.stack.clusterName)
    || (!mine.stack.cluster._source.exists && !other.stack.cluster._source.exists)) {
    return;
  }
  compareSingletons(v, mine, other);
  compareNames(v, mine, other);
  comparePrincipals(v, mine, other);
  compareDatabaseRules(v, mine, other);
}

/** A security group can have the rule for a cluster's nodes only once. */
function compareDatabaseRules(v: Validation, { stack }: SharedStack, other: SharedStack): void {
  const [mine, theirs] = [stack.database._source.rules, other.stack.database._source.rules];
  if (mine && theirs && !isUnknown(mine.securityGroupId) && mine.securityGroupId === theirs.securityGroupId
    && mine.port === theirs.port) {
    v.add('database.securityGroupId', `got "${mine.securityGroupId}", which stack '${other.path}' on the same cluster `
      + 'has. Must be another one', 'AWS refuses the same rule twice: leave it out in one of the stacks.');
  }
}

/** Adds parts that a cluster can have only once. */
function compareSingletons(v: Validation, mine: SharedStack, other: SharedStack): void {
  if (mine.stack.seldon && other.stack.seldon) {
    v.add('seldon', `must be SeldonSource.none() where stack '${other.path}' has it on the same cluster`,
      'A cluster has one Istio and one Seldon Core: operator, webhook and resource definitions are cluster-scoped.');
  }
  const scalers = ['clusterAutoscaler', 'karpenter'] as const;
  const theirs = scalers.find((name) => other.stack[name]);
  scalers.filter((name) => mine.stack[name] && theirs).forEach((name) =>
    v.add(name, `must be left out where stack '${other.path}' has '${theirs}' on the same cluster`,
      'It adds and removes nodes for the pods of all stacks; a second one would conflict with it.'));
  if (mine.stack.hasGpus && other.stack.hasGpus) {
    v.add('karpenter.gpuPool', `must be left out where stack '${other.path}' has nodes with GPUs on the same cluster`,
      'A cluster has one NVIDIA device plugin: give that stack the pool.');
  }
}

function compareNames(v: Validation, mine: SharedStack, other: SharedStack): void {
  const theirs = namespacesOf(other.stack).flat();
  namespacesOf(mine.stack).flat().forEach(([prop, name]) => {
    const taken = theirs.find(([, it]) => it === name && !isUnknown(it));
    // Conflicts between Seldon's namespaces are covered by compareSingletons().
    if (taken && !(prop.startsWith('seldon.') && taken[0].startsWith('seldon.'))) {
      v.add(prop, `got "${name}", which '${taken[0]}' of stack '${other.path}' on the same cluster has. Must be `
        + 'another one',
      'Each part needs its own namespace: leave it out for one that begins with the prefix, or choose another name.');
    }
  });
  const [a, b] = [mine, other].map(({ stack }) => stack.mlflow?.ingress._source.controller);
  (['name', 'className'] as const).filter((prop) => a !== undefined && a[prop] === b?.[prop]).forEach((prop) =>
    v.add(`mlflow.ingress.${prop}`, `got "${a![prop]}", which stack '${other.path}' on the same cluster has. Must be `
      + 'another one',
    'Cluster-scoped objects use it: leave it out for one that begins with the prefix, or use Ingress.existingClass() '
      + 'with the class of that stack.'));
  const ports = nodePortsOf(other.stack);
  nodePortsOf(mine.stack).forEach(([prop, port]) => {
    const taken = ports.find(([, it]) => it === port && !isUnknown(it));
    if (taken) {
      v.add(prop, `got ${port}, which '${taken[0]}' of stack '${other.path}' on the same cluster has. Must be `
        + 'another one',
      'A port of the nodes belongs to one Service: choose another one.');
    }
  });
}

/** EKS allows one access entry per principal. */
function comparePrincipals(v: Validation, mine: SharedStack, other: SharedStack): void {
  const principalsOf = ({ stack: { developerPrincipalArns, adminPrincipalArns } }: SharedStack) =>
    [developerPrincipalArns, adminPrincipalArns].filter((it) => !isUnknown(it)).flat();
  const theirs = principalsOf(other);
  principalsOf(mine).filter((it) => !isUnknown(it) && theirs.includes(it)).forEach((principal) =>
    v.add('developerPrincipalArns',
      `got "${principal}", which stack '${other.path}' on the same cluster has. Must be another one`,
      'EKS has one access entry for a principal: name it in one stack, or give each stack its own role.'));
}
