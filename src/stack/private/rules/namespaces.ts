import { mlflowNamespaces } from '../../../mlflow/internal';
import { seldonNamespaceNames } from '../../../seldon/internal';
import { isUnknown, Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/** A prop that sets a namespace, and the name. */
export type ChosenNamespace = [prop: string, name: string];

/** The namespaces of the enabled parts, by part. */
export function namespacesOf({ pipelines, mlflow, seldon, zenml }: ResolvedStack): ChosenNamespace[][] {
  const under = (part: string, namespaces: ChosenNamespace[]): ChosenNamespace[] =>
    namespaces.map(([prop, name]) => [`${part}.${prop}`, name]);
  return [
    ...(mlflow ? [under('mlflow', mlflowNamespaces(mlflow))] : []),
    ...(seldon ? [under('seldon', seldonNamespaceNames(seldon))] : []),
    ...(zenml ? [under('zenml', zenml._source.namespaces())] : []),
    under('pipelines', [['namespace', pipelines.namespace.name]]),
  ];
}

/** Checks that no two enabled parts use the same namespace. Each part compares its own namespaces. */
export function compareNamespaces(v: Validation, stack: ResolvedStack): void {
  const parts = namespacesOf(stack);
  parts.forEach((part, index) => part.forEach(([prop, name]) => {
    const taken = parts.slice(0, index).flat().find(([, other]) => !isUnknown(name) && other === name);
    if (taken) {
      v.add(prop, `got "${name}", which '${v.nameOf(taken[0])}' has. Must be another one`,
        'Parts are created and deleted in an order, each namespace with everything in it.');
    }
  }));
}
