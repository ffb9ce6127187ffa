import { IConstruct } from 'constructs';
import { show } from './show';
import { isUnknown, Remedy, Validation, ValidationContext } from './validation';

/** What a value has to be: its type, and what else. */
export interface Rule<T> {
  /** What is allowed, as the continuation of "Must be …". */
  readonly allowed: string;
  /** Whether the value must not be left out. */
  readonly isRequired?: boolean;
  /** Whether messages must not show the value, or what is given in its place: it may hold a secret. */
  readonly isSecret?: boolean;
  /** The names of the members, of a struct. */
  readonly members?: string[];
  /** Whether the type is right. */
  isOfType(value: unknown): boolean;
  /** What to do about a value of a wrong type. */
  remedyFor?(value: unknown): string | undefined;
  /** Adds what is wrong with a value of the right type. */
  check(v: Validation, prop: string, value: T): void;
}

/** A rule for a value that must not be left out. */
export interface RequiredRule<T> extends Rule<T> {
  readonly isRequired: true;
}

/**
 * A rule for every member of a struct: the compiler refuses a shape that lacks a member, or that takes one for optional
 * that is not.
 */
export type Shape<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Rule<NonNullable<T[K]>> : RequiredRule<T[K]>;
};

/** The value must not be left out. */
export function required<T>(rule: Rule<T>): RequiredRule<T> {
  return { ...rule, isRequired: true };
}

/**
 * A struct, and what its members have to do with each other; `compare` only runs where every member is of the right
 * type.
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

/** Whether a struct has a member; those of jsii itself come from other languages. */
function isMember(shape: object, name: string): boolean {
  return Object.keys(shape).includes(name) || name.startsWith('$jsii');
}

/** The member that was probably meant: one of nearly the same name, or one of a member. */
function suggestion(v: Validation, name: string, rules: [string, Rule<any>][]): string {
  const near = rules.find(([other]) => isNear(name, other))?.[0];
  const owner = rules.find(([, { members }]) => members?.includes(name))?.[0];
  const meant = near ?? (owner && `${owner}.${name}`);
  return meant ? ` Did you mean '${v.nameOf(meant)}'?` : '';
}

/** An object of an interface that constructs implement, or users do. */
export function attributes<T extends object>(shape: Shape<T>): Rule<T> {
  const rules = Object.entries(shape) as [string, Rule<any>][];
  return {
    allowed: `an object with ${names(rules.filter(([, rule]) => rule.isRequired))}`,
    // One line for an object of something else.
    isOfType: (value) => isObject(value) && rules.some(([name, rule]) => rule.isRequired && name in value),
    check: (v, prop, value) =>
      rules.forEach(([name, rule]) => checkValue(v.at(prop), name, value[name as keyof T], rule)),
  };
}

function names(rules: [string, unknown][]): string {
  return rules.map(([name]) => `'${name}'`).join(', ');
}

/** Whether a name is another but for one or two slips of the keyboard. */
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

/** A value must be known when the stack is synthesized; `because` says what is made from it. */
export function known<T>(rule: Rule<T>, because: string, remedy = 'Give the value itself.'): Rule<T> {
  return {
    ...rule,
    check: (v, prop, value) => {
      if (isUnknown(value)) {
        v.add(prop, `must be known when the stack is synthesized, because ${because}`, remedy);
      } else {
        rule.check(v, prop, value);
      }
    },
  };
}

/** Further demands on a value that another rule describes. */
export function also<T>(
  rule: Rule<T>,
  ...more: [isAllowed: (value: T) => boolean, allowed: string, remedy?: Remedy<T>][]
): Rule<T> {
  return {
    ...rule,
    check: (v, prop, value) => {
      const before = v.problems.length;
      rule.check(v, prop, value);
      // One problem a value: what is malformed is not also out of range.
      more.forEach((demand) => v.problems.length === before && v.check(prop, value, ...demand));
    },
  };
}

/** Checks a value by a rule. */
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

/** A value of a wrong type, as a message shows it: a secret may be in any of them but a function. */
function shown(rule: Rule<any>, value: unknown): string {
  const hidden = rule.isSecret && value !== null && value !== undefined && typeof value !== 'function';
  return hidden ? `a value of the type ${Array.isArray(value) ? 'list' : typeof value}` : show(value);
}

/** Checks the props of a construct, and throws one error that lists all that is wrong. */
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

/** Whether a value is an object with members that is of no class. */
export function isPlainObject(value: unknown): value is object {
  if (!isObject(value)) {
    return false;
  }
  const parent = Object.getPrototypeOf(value);
  return parent === null || Object.getPrototypeOf(parent) === null;
}

/** Whether a value is an object with members: no list, no function. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
