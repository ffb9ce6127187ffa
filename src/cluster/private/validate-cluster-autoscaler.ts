import { checkAutoscalerVersion } from './autoscaler-version';
import { AUTOSCALER_CHART } from './chart-rules';
import { CLUSTER } from './validate-eks-cluster';
import { helmValues } from '../../helm/values';
import { HELM_PROVIDER, HELM_RELEASE } from '../../kubernetes/private/deployment-rules';
import { podResources } from '../../kubernetes/private/rules';
import { REGION, ROLE_NAME } from '../../validation/aws';
import { required, Rule, Shape, struct } from '../../validation/shape';
import { DEPENDABLES, oneOf, version } from '../../validation/values';
import { ClusterAutoscalerVersion } from '../../versions';
import {
  ClusterAutoscalerExpander, ClusterAutoscalerOptions, ClusterAutoscalerProps,
} from '../cluster-autoscaler-options';
import { EksCluster } from '../eks-cluster';
import { ICluster } from '../eks-cluster-options';

/** Default resources. The chart requests none, and has these as its example. */
export const AUTOSCALER_RESOURCES = { cpuRequest: '100m', memoryRequest: '300Mi', memoryLimit: '600Mi' };

/** Rules for the autoscaler's options. */
export const CLUSTER_AUTOSCALER_SHAPE: Shape<ClusterAutoscalerOptions> = {
  version: version('ClusterAutoscalerVersion', ClusterAutoscalerVersion),
  expander: oneOf('ClusterAutoscalerExpander', ClusterAutoscalerExpander),
  resources: podResources(AUTOSCALER_RESOURCES),
  values: helmValues(AUTOSCALER_CHART),
  ...HELM_RELEASE,
};

/** Kubernetes version, major and minor, of an `EksCluster`; unknown for other clusters. */
export function kubernetesVersionOf(cluster: ICluster): string | undefined {
  return cluster instanceof EksCluster ? cluster._kubernetesVersion : undefined;
}

/** Rules for the props of `ClusterAutoscaler`. */
export const CLUSTER_AUTOSCALER_PROPS: Rule<ClusterAutoscalerProps> = struct<ClusterAutoscalerProps>({
  ...CLUSTER_AUTOSCALER_SHAPE,
  cluster: required(CLUSTER),
  region: REGION,
  roleName: required(ROLE_NAME),
  ...HELM_PROVIDER,
  dependsOn: DEPENDABLES,
}, (v, props) => checkAutoscalerVersion(v, props, kubernetesVersionOf(props.cluster)));
