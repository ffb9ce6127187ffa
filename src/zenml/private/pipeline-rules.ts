import { ClusterNamespace } from '../../kubernetes';
import { OPEN_NAMESPACE } from '../../kubernetes/private/rules';
import { isHostName } from '../../validation/rules';
import { text } from '../../validation/values';

/** The names that ZenML's documentation uses. */
export const PIPELINE_DEFAULTS = { namespace: 'zenml', serviceAccountName: 'zenml-runner' };

/** The namespace that options choose. */
export function pipelineNamespace({ namespace }: { readonly namespace?: ClusterNamespace } = {}): ClusterNamespace {
  return namespace ?? ClusterNamespace.create(PIPELINE_DEFAULTS.namespace);
}

/** Rules of the options for the namespace of pipelines. */
export const PIPELINE_OPTIONS = {
  namespace: OPEN_NAMESPACE,
  // A role binding is called <name>-edit.
  serviceAccountName: text('a DNS name of at most 240 lower-case letters, digits, hyphens and dots',
    (name) => isHostName(name) && name.length <= 240),
};
