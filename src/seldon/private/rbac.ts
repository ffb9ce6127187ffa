import { RoleRule } from '../../kubernetes/private/deployer-role';

const ALL_VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/**
 * Permissions of ZenML's Seldon deployer in the workload namespace. As the service account of the step that runs it, it
 * manages the SeldonDeployment and the Secret with the credentials of the artifact store, and reads the status and logs
 * of the model's pods.
 * https://github.com/zenml-io/zenml/blob/0.98.0/src/zenml/integrations/seldon/seldon_client.py
 */
export const DEPLOYER_RULES: RoleRule[] = [
  { apiGroups: ['machinelearning.seldon.io'], resources: ['seldondeployments'], verbs: ALL_VERBS },
  { apiGroups: ['networking.istio.io'], resources: ['virtualservices'], verbs: ALL_VERBS },
  { apiGroups: [''], resources: ['secrets'], verbs: ALL_VERBS },
  { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] },
];
