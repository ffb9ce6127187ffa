import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterNamespace, PodSecurityLevel } from '..';
import { metadataOf, nameOf } from '../../terraform/metadata';

/** How a namespace is made. */
export interface NamespaceOptions {
  readonly provider?: TerraformProvider;
  readonly dependsOn?: ITerraformDependable[];
  /** Whether others create the pods in it. */
  readonly forOthers?: boolean;
}

/**
 * What the pods of all charts and jobs meet, as they are rendered. Of those that others create nobody knows: they are
 * reported. Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
function podSecurityLabels({ _options: { podSecurity } }: ClusterNamespace, forOthers = false): Record<string, string> {
  const modes = podSecurity === undefined && forOthers ? ['warn', 'audit'] : ['enforce'];
  const level = podSecurity ?? PodSecurityLevel.BASELINE;
  return Object.fromEntries(modes.map((mode) => [`pod-security.kubernetes.io/${mode}`, level]));
}

/** A namespace that is there. */
export interface ReadyNamespace {
  /** Its name: a reference to it if it is made here, so that what uses it comes after it. */
  readonly name: string;
  /** The namespace, if it is made here. */
  readonly resource?: NamespaceV1;
  /** What everything in it comes after: the namespace, which itself comes after the rest; without one, that rest. */
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
  // All that is in it goes with it, and the provider's 5 minutes are short for models and pipelines that shut down.
  const { forOthers, ...resourceOptions } = options;
  const resource = new NamespaceV1(scope, id, {
    ...resourceOptions,
    metadata: metadataOf({ name: namespace.name, labels: podSecurityLabels(namespace, forOthers) }),
    timeouts: { delete: '15m' },
  });
  return { name: nameOf(resource), resource, ready: [resource] };
}
