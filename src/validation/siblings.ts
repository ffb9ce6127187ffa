import { IConstruct } from 'constructs';
import { Validation } from './validation';

/** Why two constructs of a class conflict with each other. */
export interface SiblingRule<T> {
  /** The prop in which the two must differ. */
  readonly prop: string;
  /** Where to look for another one: in a stack, or in all of the app. */
  readonly within: IConstruct;
  /** Why, as the continuation of a sentence. */
  readonly because: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether another one is in the new one's way. */
  clashes(other: T): boolean;
}

/** Refuses a second construct of a class where the two would be in each other's way. */
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

/** All constructs of a class below another; none of them holds a further one. */
export function siblings<T extends IConstruct>(below: IConstruct, type: { readonly prototype: T }): T[] {
  return below instanceof (type as unknown as Function) ? [below as T]
    : below.node.children.flatMap((child) => siblings(child, type));
}
