import { BUILT_IN_NAMESPACES } from '../../private/kubernetes-rules';
import { DNS_LABEL, isDnsLabel, isHostName } from '../../private/rules';
import { Validation } from '../../private/validation';
import { PipelineNamespaceOptions } from '../pipeline-namespace';

/** The names that ZenML's documentation uses. */
export const PIPELINE_DEFAULTS = { namespace: 'zenml', serviceAccountName: 'zenml-runner' };

/** Checks what can be chosen about the namespace of pipelines. */
export function validatePipelineNamespace(v: Validation, options: PipelineNamespaceOptions): void {
  v.check('namespace', options.namespace, isDnsLabel, DNS_LABEL);
  v.check('namespace', options.namespace, (name) => !BUILT_IN_NAMESPACES.includes(name), 'a namespace that Kubernetes does not make itself');
  v.check('serviceAccountName', options.serviceAccountName, (name) => isHostName(name) && name.length <= 240,
    'a DNS name of at most 240 lower-case letters, digits, hyphens and dots');
}
