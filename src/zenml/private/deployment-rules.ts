import { ClusterNamespace } from '../../kubernetes';
import { RoleRule } from '../../kubernetes/private/deployer-role';

/** Names of the namespace, of the pods' service account, and of the role of those who deploy. */
export const DEPLOYMENT_DEFAULTS = {
  namespace: 'zenml-deployments', serviceAccountName: 'zenml-deployment', deployerRole: 'zenml-pipeline-deployer',
};

/** Labels that ZenML's deployer sets on the namespace with each deployment. */
export const DEPLOYMENT_LABELS = ['managed-by', 'zenml-deployment-id', 'zenml-deployment-name'];

/** Namespace in the options, or the default. */
export function deploymentNamespace({ namespace }: { readonly namespace?: ClusterNamespace }): ClusterNamespace {
  return namespace ?? ClusterNamespace.create(DEPLOYMENT_DEFAULTS.namespace);
}

/**
 * Permissions of ZenML's deployer in the namespace: it applies and deletes the objects of a deployment, and reads the
 * status and the logs of its pods. Additional resources may be routes through an Istio gateway.
 * https://github.com/zenml-io/zenml/blob/0.98.0/src/zenml/integrations/kubernetes/deployers/kubernetes_deployer.py
 */
export const PIPELINE_DEPLOYER_RULES: RoleRule[] = [
  { apiGroups: [''], resources: ['secrets'], verbs: ['create', 'patch', 'delete'] },
  { apiGroups: [''], resources: ['services'], verbs: ['create', 'patch', 'get', 'delete'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['create', 'patch', 'get', 'delete'] },
  { apiGroups: ['networking.istio.io'], resources: ['virtualservices'], verbs: ['create', 'patch', 'delete'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
];
