// policy: the names of resources that a synthesized configuration contains.
import { Attributes, Configuration, listOf } from './documents';
import { NAMED_BY, UNNAMED } from './policy-actions';
import { partitionOf } from './policy-grants';

/** The value at a path of attributes; a single block is an object or a list. */
export const valueAt = (values: Attributes, path: string): unknown =>
  path.split('.').reduce<unknown>((at, step) => (listOf(at)[0] as Attributes | undefined)?.[step], values);

/** Whether an attribute is set, or, for `path=value`, has a value. */
export function isMet(condition: string, values: Attributes): boolean {
  const [path, wanted] = condition.split('=');
  const value = valueAt(values, path);
  return wanted === undefined ? value !== undefined && value !== false : value === wanted;
}

const REFERENCE = /^\$\{(data\.)?(aws_\w+)\.([\w-]+)\.([\w.[\]]+)\}$/;

/** The names in a configuration; * stands for an unknown part. */
export class Names {
  public constructor(
    private readonly config: Configuration, private readonly account: string, private readonly region: string,
  ) {}

  /** A text with its references filled in. */
  public text(value: unknown): string {
    return `${value}`.replace(/\$\{[^}]*\}/g, (reference) => this.reference(reference)).replace(/\*+/g, '*');
  }

  /** A scope of the table for one resource. */
  public filled(pattern: string, type: string, values: Attributes): string {
    return pattern.replace(/\{([^}|]*)\|?([^}]*)\}/g, (_, path: string, otherwise: string) => {
      if (path === '@' || path === NAMED_BY[type]) {
        return this.own(type, values);
      }
      const value = valueAt(values, path);
      return value === undefined ? otherwise || '*' : this.name(value);
    }).replace(/\*+/g, '*').replace('//', '/'); // the name of a parameter may begin with a slash
  }

  private reference(text: string): string {
    const [, data, type, name, path] = REFERENCE.exec(text) ?? [];
    if (data && /^aws_(caller_identity|region|partition)$/.test(type)) {
      const about: Readonly<Record<string, string>> = {
        account_id: this.account,
        partition: partitionOf(this.region),
        id: this.region,
        name: this.region,
        region: this.region,
      };
      return about[path] ?? '*';
    }
    const values = this.config[data ? 'data' : 'resource']?.[type]?.[name];
    if (values === undefined) {
      return '*';
    }
    const own = this.own(type, values);
    // EKS generates their names.
    return /issuer/.test(path) ? `oidc.eks.${this.region}.*` : /autoscaling_groups/.test(path) ? `eks-${own}-*` : own;
  }

  /** The name of a resource. */
  private own(type: string, values: Attributes): string {
    const attribute = NAMED_BY[type] ?? 'name';
    const prefix = values[`${attribute}_prefix`];
    const name = values[attribute] !== undefined ? this.name(values[attribute])
      : prefix !== undefined ? `${this.text(prefix)}*` : UNNAMED[type] ?? '*';
    return `${this.text(values.path ?? '').slice(1)}${name}`;
  }

  /** A name; an ARN or a URL may be given instead. */
  private name(value: unknown): string {
    const text = this.text(value).replace(/^https:\/\//, '');
    const [, name = text] = /^arn:(?:[^:]*:){4}(?:[a-z-]+[/:](?:(?:app|net|gwy)\/)?)?(.*)$/.exec(text) ?? [];
    return name;
  }
}
