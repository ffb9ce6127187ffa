import { Token } from 'cdktf';
import { fail } from './fail';
import { mayFollow, show } from './show';

/** Remedy for an invalid value: a sentence, or a function that derives it from the value. */
export type Remedy<T> = string | ((value: T) => string | undefined);

/** Context of a validation, besides the value. */
export interface ValidationContext {
  /** Region of all resources, including keys and certificates, if the construct knows it. */
  readonly region?: string;
}

/** Problems so far. */
interface Found {
  readonly problems: string[];
  wrongTypes: number;
  /** Full names of the props that have a problem. */
  readonly wrong: string[];
  /** Full names of the props that get no further problems. */
  readonly settled: Set<string>;
}

/**
 * Collects all problems with a construct's props, so that the user gets a single error that lists all of them.
 *
 * Values that are unknown until apply (tokens) and omitted members are not checked.
 */
export class Validation {
  /** Runs a check, and throws a single error that lists all problems, if any. */
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
    /** Context of the validation. */
    public readonly context: ValidationContext,
  ) {}

  /** Problems so far, in one or two sentences each. */
  public get problems(): string[] {
    return this.found.problems;
  }

  /** Number of values of a wrong type so far. Values are compared only if there are none. */
  public get wrongTypes(): number {
    return this.found.wrongTypes;
  }

  /** Returns the same collection for members of the prop `name`. */
  public at(name: string): Validation {
    return new Validation(this.nameOf(name), this.found, this.context);
  }

  /** Returns the same collection with additional context. */
  public knowing(context: ValidationContext): Validation {
    return new Validation(this.path, this.found, { ...this.context, ...context });
  }

  /** Returns the full name of a prop for messages; '' is the prop whose members are checked. */
  public nameOf(prop: string): string {
    return this.path && prop ? `${this.path}${prop.startsWith('[') ? '' : '.'}${prop}` : this.path || prop;
  }

  /**
   * Checks a value that has the required type.
   *
   * @param prop the name of the prop
   * @param value the value of the prop
   * @param isAllowed whether a known value is valid
   * @param allowed the description of allowed values that continues "Must be …"
   * @param remedy a sentence
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
   * Adds a problem that does not depend on a single value, for example a conflict between two props.
   *
   * @param prop the name of the prop
   * @param problem what the prop got and what is allowed, without a full stop: "got 3. Must be less than 'max'"
   * @param remedy a sentence
   */
  public add(prop: string, problem: string, remedy?: string): this {
    if (this.found.settled.has(this.nameOf(prop))) {
      return this;
    }
    this.found.wrong.push(this.nameOf(prop));
    this.found.problems.push(`${this.nameOf(prop)}: ${problem}.${remedy ? ` ${remedy}` : ''}`);
    return this;
  }

  /**
   * Starts the comparison of values: props that already have a problem, themselves or in a member, get no further one.
   */
  public settle(): void {
    this.found.wrong.forEach((name) => {
      for (let at = name; at !== ''; at = at.replace(/(^|\.|\[)[^.[]*$/, '')) {
        this.found.settled.add(at);
      }
    });
  }

  /** Reports a value of a wrong type, which must not be validated further; `found` is "got 3" or "missing". */
  public addWrongType(prop: string, allowed: string, found: string, remedy?: string): this {
    this.found.wrongTypes += 1;
    return this.add(prop, `${found}. Must be ${allowed}`, remedy);
  }
}

/** Merges the same problem of several elements of a list into one line. */
function withoutRepeats(problems: string[]): string[] {
  const alike = new Map<string, string[]>();
  problems.forEach((problem) => {
    const key = problem.replace(/^\S*(?=: )/, (prop) => prop.replace(/\[\d+\]/g, '[]'));
    alike.set(key, [...alike.get(key) ?? [], problem]);
  });
  return [...alike.values()].map(([first, ...more]) => more.length === 0 ? first
    : `${first} ${more.length} more ${more.length === 1 ? 'element has' : 'elements have'} the same problem.`);
}

/** Whether a value is unknown until apply. A list is unknown if it is a token itself, not if an element is. */
export function isUnknown(value: unknown): boolean {
  return Token.isUnresolved(value) && !(Array.isArray(value) && !isListToken(value));
}

/** A duplicate of an earlier value. */
export interface Repeated<V> {
  readonly name: string;
  readonly value: V;
  /** Name of the earlier value. */
  readonly earlier: string;
}

/** Returns duplicates of earlier values; unknown values are never duplicates. */
export function repeated<V>(values: [name: string, value: V][]): Repeated<V>[] {
  return values.flatMap(([name, value], index) => {
    const other = isUnknown(value) ? undefined : values.slice(0, index).find(([, earlier]) => earlier === value);
    return other ? [{ name, value, earlier: other[0] }] : [];
  });
}

/** Whether a list is a single token that represents all of its elements. */
export function isListToken(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' && value[0].startsWith('#{TfToken[')
  );
}
