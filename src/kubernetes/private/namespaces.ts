import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterNamespace, PodSecurityLevel } from '..';
import { metadataOf, nameOf } from '../../terraform/metadata';

/** Options for creating a namespace. */
export interface NamespaceOptions {
  readonly provider?: TerraformProvider;
  readonly dependsOn?: ITerraformDependable[];
  /** Whether pipelines or users create the pods in it. */
  readonly forOthers?: boolean;
}

/**
 * Labels for a level that the rendered pods of all charts and jobs meet. Violations by pods that others create are only
 * reported. Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
function podSecurityLabels({ _options: { podSecurity } }: ClusterNamespace, forOthers = false): Record<string, string> {
  const modes = podSecurity === undefined && forOthers ? ['warn', 'audit'] : ['enforce'];
  const level = podSecurity ?? PodSecurityLevel.BASELINE;
  return Object.fromEntries(modes.map((mode) => [`pod-security.kubernetes.io/${mode}`, level]));
}

/** A namespace and its dependencies. */
export interface ReadyNamespace {
  /** Name; a reference to the namespace if it is created here, so that its users depend on it. */
  readonly name: string;
  /** The namespace, if it is created here. */
  readonly resource?: NamespaceV1;
  /** Dependencies of everything in it: the namespace, or its own dependencies if it is an existing one. */
  readonly ready: ITerraformDependable[];
}

/** Creates a namespace, unless it is an existing one. */
export function makeNamespace(
  scope: Construct,
  id: string,
  namespace: ClusterNamespace,
  options: NamespaceOptions,
): ReadyNamespace {
  if (!namespace.managed) {
    return { name: namespace.name, ready: options.dependsOn ?? [] };
  }
  // Everything in it is deleted with it, and the provider's default of 5 minutes is too short for models and pipelines
  // to shut down.
  const { forOthers, ...resourceOptions } = options;
  const resource = new NamespaceV1(scope, id, {
    ...resourceOptions,
    metadata: metadataOf({ name: namespace.name, labels: podSecurityLabels(namespace, forOthers) }),
    timeouts: { delete: '15m' },
  });
  return { name: nameOf(resource), resource, ready: [resource] };
}
