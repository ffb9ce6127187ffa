import { ClusterSource } from '../../cluster';
import { Ingress } from '../../ingress';
import { ClusterNamespace } from '../../kubernetes';
import { MlflowTrackingServer } from '../../mlflow';
import { SeldonCoreIstio } from '../../seldon';
import { PipelineNamespace, ZenmlServerSource } from '../../zenml';
import { ZenmlRegistration } from '../../zenml/internal';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** Whether default names on the cluster begin with the prefix, because others may use the cluster, too. */
function isPrefixed({ cluster }: ZenmlAwsStackProps): boolean {
  return (cluster ?? ClusterSource.create())._prefixedNames;
}

/**
 * The props with the names of what is on the cluster, where the defaults are not unique there. What a cluster has once
 * (Istio, Seldon Core's operator, autoscalers) keeps its name: a second one is to fail before it is installed.
 */
export function withClusterNames<P extends ZenmlAwsStackProps>(props: P): P {
  if (!isPrefixed(props)) {
    return props;
  }
  const { prefix, pipelines, zenml, mlflow, seldon } = props;
  const created = (name: string) => ClusterNamespace.create(`${prefix}-${name}`);
  return {
    ...props,
    pipelines: { ...pipelines, namespace: pipelines?.namespace ?? created(PipelineNamespace._namespace().name) },
    zenml: { ...zenml, server: (zenml?.server ?? ZenmlServerSource.create())._prefixed(prefix) },
    mlflow: {
      ...mlflow,
      namespace: mlflow?.namespace ?? created(MlflowTrackingServer.DEFAULT_NAMESPACE),
      ingress: (mlflow?.ingress ?? Ingress.nginx())._prefixed(prefix),
    },
    seldon: {
      ...seldon, workloadNamespace: seldon?.workloadNamespace ?? created(SeldonCoreIstio.DEFAULT_WORKLOAD_NAMESPACE),
    },
  };
}

/** The namespace of the job that registers the stack on a server that exists. */
export function registrationNamespace(props: ZenmlAwsStackProps): string {
  const name = ZenmlRegistration.DEFAULT_NAMESPACE;
  return isPrefixed(props) ? `${props.prefix}-${name}` : name;
}
