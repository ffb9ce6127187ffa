import { MlflowIngress } from '../../ingress';
import { NAMESPACE as MLFLOW_NAMESPACE, NGINX_NAMESPACE } from '../../mlflow/private/names';
import { isUnknown, Validation } from '../../private/validation';
import { NAMESPACES } from '../../seldon/private/names';
import { PIPELINE_DEFAULTS } from '../../zenml/private/pipeline-namespace';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** The namespaces of one part of the stack: the prop that chooses each, and its name. */
type PartNamespaces = [prop: string, name: string][];

/** The namespaces of all parts that are on. */
function namespacesOfParts(props: ZenmlAwsStackProps): PartNamespaces[] {
  const { pipelines, mlflow, seldon } = props;
  const ingress = mlflow?.ingress ?? MlflowIngress.nginx();
  return [
    ...(mlflow?.enabled ?? true ? [[
      ['mlflow.namespace', mlflow?.namespace?.name ?? MLFLOW_NAMESPACE],
      ...(ingress._nginx ? [['mlflow.ingress.namespace', ingress._nginx.namespace?.name ?? NGINX_NAMESPACE]] : []),
    ] as PartNamespaces] : []),
    ...(seldon?.enabled ?? true ? [[
      ['seldon.istioNamespace', seldon?.istioNamespace?.name ?? NAMESPACES.istio],
      ['seldon.seldonNamespace', seldon?.seldonNamespace?.name ?? NAMESPACES.seldon],
      ['seldon.workloadNamespace', seldon?.workloadNamespace?.name ?? NAMESPACES.workload],
    ] as PartNamespaces] : []),
    [['pipelines.namespace', pipelines?.namespace ?? PIPELINE_DEFAULTS.namespace]],
  ];
}

/** Checks that no two parts use one namespace; each part checks its own among themselves. */
export function validateNamespaces(v: Validation, props: ZenmlAwsStackProps): void {
  const parts = namespacesOfParts(props);
  parts.forEach((part, index) => part.forEach(([prop, name]) => {
    const taken = parts.slice(0, index).flat().find(([, other]) => !isUnknown(name) && other === name);
    if (taken) {
      v.add(prop, `must differ from '${v.nameOf(taken[0])}', both are "${name}"`,
        'Parts are made and deleted in an order, each namespace with everything in it.');
    }
  }));
}
