import { ClusterNamespace } from '../../kubernetes';
import { KUBERNETES_OBJECTS } from '../../kubernetes/private/deployment-rules';
import { OPEN_NAMESPACE } from '../../kubernetes/private/rules';
import { ROLE_ARN } from '../../validation/aws';
import { isHostName } from '../../validation/rules';
import { Rule, Shape, struct } from '../../validation/shape';
import { text } from '../../validation/values';
import { PipelineNamespaceOptions, PipelineNamespaceProps } from '../pipeline-namespace-options';

/** The names that ZenML's documentation uses. */
export const PIPELINE_DEFAULTS = { namespace: 'zenml', serviceAccountName: 'zenml-runner' };

/** The namespace that options choose. */
export function pipelineNamespace({ namespace }: PipelineNamespaceOptions = {}): ClusterNamespace {
  return namespace ?? ClusterNamespace.create(PIPELINE_DEFAULTS.namespace);
}

const SHAPE: Shape<PipelineNamespaceOptions> = {
  namespace: OPEN_NAMESPACE,
  // A role binding is called <name>-edit.
  serviceAccountName: text('a DNS name of at most 240 lower-case letters, digits, hyphens and dots',
    (name) => isHostName(name) && name.length <= 240),
};

/** Options for the namespace of pipelines. */
export const PIPELINE_OPTIONS: Rule<PipelineNamespaceOptions> = struct(SHAPE);

/** Props of `PipelineNamespace`. */
export const PIPELINE_PROPS: Rule<PipelineNamespaceProps> = struct<PipelineNamespaceProps>({
  ...SHAPE, ...KUBERNETES_OBJECTS, roleArn: ROLE_ARN,
});
