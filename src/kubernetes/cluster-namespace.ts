import { LABEL } from '../private/rules';
import { checkValue, required } from '../private/shape';
import { Validation } from '../private/validation';

/** Namespaces that every cluster has. */
const BUILT_IN = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** A namespace of the cluster: one to create, or one that exists. */
export class ClusterNamespace {
  /**
   * A namespace that is created, and deleted with everything in it on destroy.
   *
   * @param name a DNS label, for example `zenml-seldon-workloads`
   */
  public static create(name: string): ClusterNamespace {
    return new ClusterNamespace(name, true);
  }

  /**
   * A namespace that exists already and stays on destroy.
   *
   * @param name a DNS label, for example `istio-system`
   */
  public static existing(name: string): ClusterNamespace {
    return new ClusterNamespace(name, false);
  }

  /** The namespace's name. */
  public readonly name: string;
  /** Whether the namespace is created. */
  public readonly managed: boolean;

  private constructor(name: string, managed: boolean) {
    this.name = name;
    this.managed = managed;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.name, required(LABEL));
    if (this.managed && BUILT_IN.includes(this.name)) {
      v.add(
        prop,
        `must not be created if every cluster has it, got "${this.name}"`,
        `Use ClusterNamespace.existing("${this.name}").`,
      );
    }
  }
}
