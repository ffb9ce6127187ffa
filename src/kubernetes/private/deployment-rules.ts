import { HelmProviderProps, HelmReleaseOptions } from '../../helm';
import { ANNOTATIONS } from '../../validation/rules';
import { Shape } from '../../validation/shape';
import { DEPENDABLES, integer, provider } from '../../validation/values';
import { ClusterDeploymentProps, KubernetesObjectsProps } from '../deployment-props';

/** Options for the Helm releases of a construct. */
export const HELM_RELEASE: Shape<HelmReleaseOptions> = {
  releaseTimeoutSeconds: integer({ min: 60, max: 86_400, unit: ' seconds' }),
};

/** The Terraform provider of a construct that installs Helm releases. */
export const HELM_PROVIDER: Shape<HelmProviderProps> = { helmProvider: provider('helm', 'HelmProvider') };

/** Properties of a construct that creates Kubernetes objects. */
export const KUBERNETES_OBJECTS: Shape<KubernetesObjectsProps> = {
  kubernetesProvider: provider('kubernetes', 'KubernetesProvider'),
  dependsOn: DEPENDABLES,
};

/** Properties of a construct that can be deployed on any Kubernetes cluster. */
export const CLUSTER_DEPLOYMENT: Shape<ClusterDeploymentProps> = {
  ...KUBERNETES_OBJECTS, ...HELM_PROVIDER, loadBalancerAnnotations: ANNOTATIONS,
};
