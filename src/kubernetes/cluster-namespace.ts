import { PodSecurityLevel } from './pod-security-level';
import { LABEL } from '../validation/rules';
import { checkValue, required, Rule, struct } from '../validation/shape';
import { Validation } from '../validation/validation';
import { oneOf } from '../validation/values';

/** Namespaces that every cluster has. */
const BUILT_IN = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Options for a namespace to create. */
export interface ClusterNamespaceOptions {
  /**
   * Level of the Pod Security Standards to enforce. Kubernetes rejects pods that do not meet it.
   * @default - `PodSecurityLevel.BASELINE`; not enforced in the namespaces of pipelines and models, where violations
   * are reported as warnings and in the audit log
   */
  readonly podSecurity?: PodSecurityLevel;
}

const OPTIONS: Rule<ClusterNamespaceOptions> = struct<ClusterNamespaceOptions>({
  podSecurity: oneOf('PodSecurityLevel', PodSecurityLevel),
});

/**
 * A namespace of the cluster: one to create, or an existing one.
 *
 * @example
 * import { ClusterNamespace } from 'cdktf-zenml-aws';
 *
 * const namespace = ClusterNamespace.create('tracking');
 */
export class ClusterNamespace {
  /**
   * A namespace that is created, and deleted with everything in it on destroy.
   *
   * @param name a DNS label, for example `zenml-seldon-workloads`
   *
   * @example
   * import { ClusterNamespace, PodSecurityLevel } from 'cdktf-zenml-aws';
   *
   * const namespace = ClusterNamespace.create('tracking', { podSecurity: PodSecurityLevel.RESTRICTED });
   */
  public static create(name: string, options: ClusterNamespaceOptions = {}): ClusterNamespace {
    return new ClusterNamespace(name, true, options);
  }

  /**
   * An existing namespace. It is never deleted.
   *
   * @param name a DNS label, for example `istio-system`
   *
   * @example
   * import { ClusterNamespace } from 'cdktf-zenml-aws';
   *
   * const namespace = ClusterNamespace.existing('tracking');
   */
  public static existing(name: string): ClusterNamespace {
    return new ClusterNamespace(name, false);
  }

  /** Name of the namespace. */
  public readonly name: string;
  /** Whether the namespace is created. */
  public readonly managed: boolean;

  private constructor(
    name: string,
    managed: boolean,
    /** @internal */
    public readonly _options: ClusterNamespaceOptions = {},
  ) {
    this.name = name;
    this.managed = managed;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.name, required(LABEL));
    checkValue(v, prop, this._options, OPTIONS);
    if (this.managed && BUILT_IN.includes(this.name)) {
      v.add(
        prop,
        `got "${this.name}". Must be an existing one, because every cluster has it`,
        `Use ClusterNamespace.existing("${this.name}").`,
      );
    }
  }
}
