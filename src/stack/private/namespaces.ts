import { MlflowTrackingServer } from '../../mlflow';
import { SeldonCoreIstio } from '../../seldon';
import { isUnknown, Validation } from '../../validation/validation';
import { PipelineNamespace, ZenmlServerSource } from '../../zenml';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** A prop that chooses a namespace, and what it chooses. */
export type ChosenNamespace = [prop: string, name: string];

/** The namespaces of the parts that are on, by part. */
export function namespacesOf(
  { pipelines, mlflow = {}, seldon = {}, zenml = {} }: ZenmlAwsStackProps,
): ChosenNamespace[][] {
  const under = (part: string, namespaces: ChosenNamespace[]): ChosenNamespace[] =>
    namespaces.map(([prop, name]) => [`${part}.${prop}`, name]);
  return [
    ...(mlflow.enabled ?? true ? [under('mlflow', MlflowTrackingServer._namespaces(mlflow))] : []),
    ...(seldon.enabled ?? true ? [under('seldon', SeldonCoreIstio._namespaces(seldon))] : []),
    ...(zenml.enabled ?? true
      ? [under('zenml.server', (zenml.server ?? ZenmlServerSource.create())._namespaces())] : []),
    under('pipelines', [['namespace', PipelineNamespace._namespace(pipelines).name]]),
  ];
}

/** Checks that no two parts that are on use one namespace; each part checks its own among themselves. */
export function compareNamespaces(v: Validation, props: ZenmlAwsStackProps): void {
  const parts = namespacesOf(props);
  parts.forEach((part, index) => part.forEach(([prop, name]) => {
    const taken = parts.slice(0, index).flat().find(([, other]) => !isUnknown(name) && other === name);
    if (taken) {
      v.add(prop, `must differ from '${v.nameOf(taken[0])}', got "${name}" in both`,
        'Parts are made and deleted in an order, each namespace with everything in it.');
    }
  }));
}
