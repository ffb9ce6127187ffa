import { Token } from 'cdktf';

/** What to do about a wrong value: a sentence, or one made from the value. */
export type Remedy<T> = string | ((value: T) => string | undefined);

/**
 * Collects everything that is wrong with a construct's props, so that the user gets one error that lists all of it.
 *
 * Values that Terraform only knows at apply (tokens) and members that were left out are let through.
 */
export class Validation {
  /** The problems so far, one sentence or two each. */
  public readonly problems: string[];
  private readonly path: string;

  public constructor(path = '', problems: string[] = []) {
    this.path = path;
    this.problems = problems;
  }

  /** The same collection, for members of the prop `name`. */
  public at(name: string): Validation {
    return new Validation(this.nameOf(name), this.problems);
  }

  /** The full name of a prop, as messages show it. */
  public nameOf(prop: string): string {
    return this.path ? `${this.path}.${prop}` : prop;
  }

  /**
   * Checks one value.
   *
   * @param prop the prop's name
   * @param value what it got
   * @param isAllowed says whether a known value is good
   * @param allowed what is allowed, as the continuation of "'prop' must be …"
   * @param remedy what to do about it, a sentence
   */
  public check<T>(prop: string, value: T | undefined, isAllowed: (value: T) => boolean, allowed: string, remedy?: Remedy<T>): this {
    if (value !== undefined && value !== null && !isUnknown(value) && !isAllowed(value)) {
      const more = typeof remedy === 'function' ? remedy(value) : remedy;
      this.add(prop, `must be ${allowed}, got ${show(value)}`, more);
    }
    return this;
  }

  /** Checks each element of a list. */
  public checkEach<T>(prop: string, values: T[] | undefined, isAllowed: (value: T) => boolean, allowed: string, remedy?: Remedy<T>): this {
    if (values !== undefined && !isUnknown(values)) {
      values.forEach((value, index) => this.check(`${prop}[${index}]`, value, isAllowed, allowed, remedy));
    }
    return this;
  }

  /** Checks a whole number between two bounds. */
  public integer(prop: string, value: number | undefined, min: number, max: number, unit = '', remedy?: string): this {
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}${unit}` : `from ${min} to ${max}${unit}`;
    return this.check(prop, value, (n) => Number.isInteger(n) && n >= min && n <= max, `a whole number ${range}`, remedy);
  }

  /** Checks that a value is known when the stack is synthesized; `because` says what is made from it. Returns whether it is. */
  public known(prop: string, value: unknown, because: string, remedy = 'Give the value itself.'): boolean {
    const unknown = isUnknown(value);
    if (unknown) {
      this.add(prop, `must be known when the stack is synthesized, because ${because}`, remedy);
    }
    return !unknown;
  }

  /** Adds a problem that a single value cannot show, for example one between two props. */
  public add(prop: string, problem: string, remedy?: string): this {
    this.problems.push(`'${this.nameOf(prop)}' ${problem}.${remedy ? ` ${remedy}` : ''}`);
    return this;
  }

  /** Throws one error with all problems, if there are any. */
  public throwIfAny(owner: string): void {
    if (this.problems.length > 0) {
      const count = this.problems.length === 1 ? '1 problem' : `${this.problems.length} problems`;
      throw new Error(`${owner} has ${count} in its props:\n${this.problems.map((p) => `  - ${p}`).join('\n')}`);
    }
  }
}

/** Whether Terraform knows the value only at apply; a list is unknown if it is a token itself, not if an element is. */
export function isUnknown(value: unknown): boolean {
  return Token.isUnresolved(value) && !(Array.isArray(value) && !isListToken(value));
}

function isListToken(value: unknown[]): boolean {
  return value.length === 1 && typeof value[0] === 'string' && value[0].startsWith('#{TfToken[');
}

function show(value: unknown): string {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : JSON.stringify(value);
}
