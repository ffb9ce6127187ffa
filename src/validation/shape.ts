import { IConstruct } from 'constructs';
import { show } from './show';
import { isUnknown, Remedy, Validation, ValidationContext } from './validation';

/** Rules for a value: its type and its constraints. */
export interface Rule<T> {
  /** Description of allowed values that continues "Must be …". */
  readonly allowed: string;
  /** Whether the value is required. */
  readonly isRequired?: boolean;
  /** Whether messages must not contain the value, or a value of a wrong type, because it may be a secret. */
  readonly isSecret?: boolean;
  /** Names of the members of a struct. */
  readonly members?: string[];
  /** Whether the value has the required type. */
  isOfType(value: unknown): boolean;
  /** Remedy for a value of a wrong type. */
  remedyFor?(value: unknown): string | undefined;
  /** Reports problems of a value that has the required type. */
  check(v: Validation, prop: string, value: T): void;
}

/** Rules for a required value. */
export interface RequiredRule<T> extends Rule<T> {
  readonly isRequired: true;
}

/**
 * Rules for every member of a struct: a shape does not compile if a member is missing, or if a required member is not
 * marked as such.
 */
export type Shape<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Rule<NonNullable<T[K]>> : RequiredRule<T[K]>;
};

/** Marks a value as required. */
export function required<T>(rule: Rule<T>): RequiredRule<T> {
  return { ...rule, isRequired: true };
}

/**
 * Rules for a struct. `compare` validates its members together; it runs only if all members have the required types.
 */
export function struct<T extends object>(shape: Shape<T>, compare?: (v: Validation, value: T) => void): Rule<T> {
  const rules = Object.entries(shape) as [string, Rule<any>][];
  const needed = names(rules.filter(([, rule]) => rule.isRequired));
  return {
    allowed: `an object with ${needed || `members such as ${names(rules.slice(0, 3))}`}`,
    isSecret: rules.some(([, rule]) => rule.isSecret),
    members: Object.keys(shape),
    isOfType: isPlainObject,
    check: (outer, prop, value) => {
      const v = prop ? outer.at(prop) : outer;
      const before = v.wrongTypes;
      rules.forEach(([name, rule]) => checkValue(v, name, value[name as keyof T], rule));
      const given = Object.entries(value).filter(([, member]) => member !== undefined).map(([name]) => name);
      given.filter((name) => !isMember(shape, name)).forEach((name) =>
        v.add(name, 'unknown', `Allowed: ${Object.keys(shape).join(', ')}.${suggestion(v, name, rules)}`));
      if (v.wrongTypes === before) {
        v.settle();
        compare?.(v, value);
      }
    },
  };
}

/** Whether a struct has a member, or jsii adds it in other languages. */
function isMember(shape: object, name: string): boolean {
  return Object.keys(shape).includes(name) || name.startsWith('$jsii');
}

/** The member that was probably meant: one with a similar name, or with the same name in a nested struct. */
function suggestion(v: Validation, name: string, rules: [string, Rule<any>][]): string {
  const near = rules.find(([other]) => isNear(name, other))?.[0];
  const owner = rules.find(([, { members }]) => members?.includes(name))?.[0];
  const meant = near ?? (owner && `${owner}.${name}`);
  return meant ? ` Did you mean '${v.nameOf(meant)}'?` : '';
}

/** Rules for an object that implements an interface: a construct, or an object of users. */
export function attributes<T extends object>(shape: Shape<T>): Rule<T> {
  const rules = Object.entries(shape) as [string, Rule<any>][];
  return {
    allowed: `an object with ${names(rules.filter(([, rule]) => rule.isRequired))}`,
    // One problem, not several, for an object of another type.
    isOfType: (value) => isObject(value) && rules.some(([name, rule]) => rule.isRequired && name in value),
    check: (v, prop, value) =>
      rules.forEach(([name, rule]) => checkValue(v.at(prop), name, value[name as keyof T], rule)),
  };
}

function names(rules: [string, unknown][]): string {
  return rules.map(([name]) => `'${name}'`).join(', ');
}

/** Whether two names differ by only one or two typos. */
function isNear(name: string, other: string): boolean {
  const [a, b] = [name.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    row = row.reduce<number[]>((next, above, j) => {
      next.push(j === 0 ? i : Math.min(above + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
      return next;
    }, []);
  }
  return row[b.length] <= (other.length > 4 ? 2 : 1);
}

/** Requires a value that is known at synthesis; `because` is the reason. */
export function known<T>(rule: Rule<T>, because: string, remedy = 'Give the value itself.'): Rule<T> {
  return {
    ...rule,
    check: (v, prop, value) => {
      if (isUnknown(value)) {
        v.add(prop, `must be known at synthesis, because ${because}`, remedy);
      } else {
        rule.check(v, prop, value);
      }
    },
  };
}

/** Adds constraints to a rule. */
export function also<T>(
  rule: Rule<T>,
  ...more: [isAllowed: (value: T) => boolean, allowed: string, remedy?: Remedy<T>][]
): Rule<T> {
  return {
    ...rule,
    check: (v, prop, value) => {
      const before = v.problems.length;
      rule.check(v, prop, value);
      // One problem per value: a malformed value is not also reported as out of range.
      more.forEach((demand) => v.problems.length === before && v.check(prop, value, ...demand));
    },
  };
}

/** Validates a value by a rule. */
export function checkValue(v: Validation, prop: string, value: unknown, rule: Rule<any>): void {
  if (value === undefined && !rule.isRequired) {
    return;
  }
  if (value === undefined || value === null || !rule.isOfType(value)) {
    const remedy =
      value === null && !rule.isRequired
        ? 'Leave it out for the default.'
        : value !== undefined && rule.remedyFor?.(value);
    v.addWrongType(prop, rule.allowed, shown(rule, value), remedy || undefined);
    return;
  }
  rule.check(v, prop, value);
}

/** Describes a value of a wrong type in a message. Any value but a function may contain a secret. */
function shown(rule: Rule<any>, value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  const hidden = rule.isSecret && value !== null && typeof value !== 'function';
  return `got ${hidden ? `a value of the type ${Array.isArray(value) ? 'list' : typeof value}` : show(value)}`;
}

/** Validates the props of a construct, and throws a single error that lists all problems. */
export function validateProps<T extends object>(
  name: string, construct: IConstruct, rule: Rule<T>, props: T, context?: ValidationContext,
): void {
  Validation.run(`${name} '${construct.node.path}'`, (v) => {
    if (rule.isOfType(props)) {
      rule.check(v, '', props);
    } else {
      v.addWrongType('props', rule.allowed, shown(rule, props));
    }
  }, context);
}

/** Whether a value is a plain object, not an instance of a class. */
export function isPlainObject(value: unknown): value is object {
  if (!isObject(value)) {
    return false;
  }
  const parent = Object.getPrototypeOf(value);
  return parent === null || Object.getPrototypeOf(parent) === null;
}

/** Whether a value is an object, not a list or a function. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
