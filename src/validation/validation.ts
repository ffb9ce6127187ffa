import { Token } from 'cdktf';
import { fail } from './fail';
import { mayFollow, show } from './show';

/** What to do about a wrong value: a sentence, or one made from the value. */
export type Remedy<T> = string | ((value: T) => string | undefined);

/** What a check may know besides the value. */
export interface ValidationContext {
  /** The region that everything is made in, where the construct knows it: keys and certificates have to be there. */
  readonly region?: string;
}

/** What was found so far. */
interface Found {
  readonly problems: string[];
  wrongTypes: number;
  /** The full names of the props that have a problem. */
  readonly wrong: string[];
  /** Those of which one problem is enough. */
  readonly settled: Set<string>;
}

/**
 * Collects everything that is wrong with a construct's props, so that the user gets one error that lists all of it.
 *
 * Values that Terraform only knows at apply (tokens) and members that were left out are let through.
 */
export class Validation {
  /** Checks all of something, and throws one error with all problems, if there are any. */
  public static run(owner: string, check: (v: Validation) => void, context: ValidationContext = {}): void {
    const v = new Validation('', { problems: [], wrongTypes: 0, wrong: [], settled: new Set() }, context);
    check(v);
    const problems = withoutRepeats(v.found.problems);
    if (problems.length > 0) {
      const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
      fail(`${owner} has ${count} in its props:\n${problems.map((it) => `  - ${it}`).join('\n')}`);
    }
  }

  private constructor(
    private readonly path: string,
    private readonly found: Found,
    /** What is known besides the values. */
    public readonly context: ValidationContext,
  ) {}

  /** The problems so far, one sentence or two each. */
  public get problems(): string[] {
    return this.found.problems;
  }

  /**
   * How many values so far are of a type that nothing else can be said about; what compares values has to wait for
   * them.
   */
  public get wrongTypes(): number {
    return this.found.wrongTypes;
  }

  /** The same collection, for members of the prop `name`. */
  public at(name: string): Validation {
    return new Validation(this.nameOf(name), this.found, this.context);
  }

  /** The same collection, with more that is known. */
  public knowing(context: ValidationContext): Validation {
    return new Validation(this.path, this.found, { ...this.context, ...context });
  }

  /** The full name of a prop, as messages show it; '' is the prop whose members are checked. */
  public nameOf(prop: string): string {
    return this.path && prop ? `${this.path}${prop.startsWith('[') ? '' : '.'}${prop}` : this.path || prop;
  }

  /**
   * Checks one value whose type is right.
   *
   * @param prop the prop's name
   * @param value what it got
   * @param isAllowed says whether a known value is good
   * @param allowed what is allowed, as the continuation of "Must be …"
   * @param remedy what to do about it, a sentence
   */
  public check<T>(
    prop: string, value: T | undefined, isAllowed: (value: T) => boolean, allowed: string, remedy?: Remedy<T>,
  ): this {
    if (value !== undefined && !isUnknown(value) && !isAllowed(value)) {
      const more = typeof remedy === 'function' ? remedy(value) : remedy;
      const isSafe = more === undefined || typeof remedy === 'string' || mayFollow(more, value);
      this.add(prop, `got ${show(value)}. Must be ${allowed}`, isSafe ? more : undefined);
    }
    return this;
  }

  /**
   * Adds a problem that a single value cannot show, for example one between two props.
   *
   * @param prop the prop's name
   * @param problem what it got, and what is allowed: "got 3. Must be less than 'max'", without a full stop
   * @param remedy what to do about it, a sentence
   */
  public add(prop: string, problem: string, remedy?: string): this {
    if (this.found.settled.has(this.nameOf(prop))) {
      return this;
    }
    this.found.wrong.push(this.nameOf(prop));
    this.found.problems.push(`${this.nameOf(prop)}: ${problem}.${remedy ? ` ${remedy}` : ''}`);
    return this;
  }

  /** From now on values are compared: what is wrong by itself, or in a part, gets no further problem. */
  public settle(): void {
    this.found.wrong.forEach((name) => {
      for (let at = name; at !== ''; at = at.replace(/(^|\.|\[)[^.[]*$/, '')) {
        this.found.settled.add(at);
      }
    });
  }

  /** Adds a value that is not even of the right type, so that it must not be looked at any further. */
  public addWrongType(prop: string, allowed: string, got: string, remedy?: string): this {
    this.found.wrongTypes += 1;
    return this.add(prop, `${got === show(undefined) ? 'missing' : `got ${got}`}. Must be ${allowed}`, remedy);
  }
}

/** The problems, in one line what elements of a list have in common. */
function withoutRepeats(problems: string[]): string[] {
  const alike = new Map<string, string[]>();
  problems.forEach((problem) => {
    const key = problem.replace(/^\S*(?=: )/, (prop) => prop.replace(/\[\d+\]/g, '[]'));
    alike.set(key, [...alike.get(key) ?? [], problem]);
  });
  return [...alike.values()].map(([first, ...more]) =>
    more.length === 0 ? first : `${first} The same holds for ${more.length} more.`);
}

/** Whether Terraform knows the value only at apply; a list is unknown if it is a token itself, not if an element is. */
export function isUnknown(value: unknown): boolean {
  return Token.isUnresolved(value) && !(Array.isArray(value) && !isListToken(value));
}

/** Something whose value an earlier one has, too. */
export interface Repeated<V> {
  readonly name: string;
  readonly value: V;
  /** The name of the earlier one. */
  readonly earlier: string;
}

/** Those whose value an earlier one has, too; what only Terraform knows is like no other. */
export function repeated<V>(values: [name: string, value: V][]): Repeated<V>[] {
  return values.flatMap(([name, value], index) => {
    const other = isUnknown(value) ? undefined : values.slice(0, index).find(([, earlier]) => earlier === value);
    return other ? [{ name, value, earlier: other[0] }] : [];
  });
}

/** Whether a list is one token, which stands for all of its elements. */
export function isListToken(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' && value[0].startsWith('#{TfToken[')
  );
}
