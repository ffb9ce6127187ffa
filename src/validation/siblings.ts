import { IConstruct } from 'constructs';
import { Validation } from './validation';

/** A conflict between two constructs of a class. */
export interface SiblingRule<T> {
  /** Prop that must differ between the two. */
  readonly prop: string;
  /** Scope of the search for another one: a stack, or the app. */
  readonly within: IConstruct;
  /** Reason of the conflict, as part of a sentence. */
  readonly because: string;
  /** Remedy for the conflict. */
  readonly remedy: string;
  /** Whether another one conflicts with the new one. */
  clashes(other: T): boolean;
}

/** Refuses a second construct of a class that conflicts with the first one. */
export function refuseSiblings<T extends IConstruct>(
  name: string, construct: T, type: { readonly prototype: T },
  { prop, within, clashes, because, remedy }: SiblingRule<T>,
): void {
  const other = siblings(within, type).find((it) => it !== construct && clashes(it));
  if (other) {
    Validation.run(`${name} '${construct.node.path}'`, (v) =>
      v.add(prop, `conflicts with '${other.node.path}': ${because}`, remedy));
  }
}

/** All constructs of a class below a scope, which are never nested. */
export function siblings<T extends IConstruct>(below: IConstruct, type: { readonly prototype: T }): T[] {
  return below instanceof (type as unknown as Function) ? [below as T]
    : below.node.children.flatMap((child) => siblings(child, type));
}
