import { ClusterNamespace } from '../../kubernetes';
import { OPEN_NAMESPACE } from '../../kubernetes/private/rules';
import { isHostName } from '../../validation/rules';
import { text } from '../../validation/values';

/** Names in ZenML's documentation. */
export const PIPELINE_DEFAULTS = { namespace: 'zenml', serviceAccountName: 'zenml-runner' };

/** Namespace in the options, or the default. */
export function pipelineNamespace({ namespace }: { readonly namespace?: ClusterNamespace } = {}): ClusterNamespace {
  return namespace ?? ClusterNamespace.create(PIPELINE_DEFAULTS.namespace);
}

/** Rules of the options for the namespace of pipelines. */
export const PIPELINE_OPTIONS = {
  namespace: OPEN_NAMESPACE,
  // The role binding is named <name>-edit.
  serviceAccountName: text('a DNS name of at most 240 lower-case letters, digits, hyphens and dots',
    (name) => isHostName(name) && name.length <= 240),
};
