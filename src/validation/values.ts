import { TerraformProvider } from 'cdktf';
import { checkValue, isObject, isPlainObject, required, Rule } from './shape';
import { show } from './show';
import { isListToken, isUnknown, Remedy, Validation } from './validation';

const TOKEN_INSTEAD = 'For values that are unknown at synthesis pass a token, for example variable.stringValue.';

/** Rules for a string without Terraform expressions. */
export function text(allowed: string, isAllowed: (value: string) => boolean, remedy?: Remedy<string>): Rule<string> {
  const literally = anyText(allowed, isAllowed, remedy);
  return {
    ...literally,
    check: (v, prop, value) => {
      // A string may contain tokens, and expressions next to them.
      if (/[$%]\{/.test(value.replace(/\$\{TfToken\[[^\]]*\]\}/g, ''))) {
        v.add(prop, 'must be a text without "${" and "%{", which start Terraform expressions', TOKEN_INSTEAD);
      } else {
        literally.check(v, prop, value);
      }
    },
  };
}

/** Rules for a string that the construct escapes for Terraform. */
export function anyText(allowed: string, isAllowed: (value: string) => boolean, remedy?: Remedy<string>): Rule<string> {
  return {
    allowed,
    isOfType: (value) => typeof value === 'string',
    check: (v, prop, value) => v.check(prop, value, isAllowed, allowed, remedy),
  };
}

/** Rules for a string that messages never contain. */
export function secretText(allowed: string, isAllowed: (value: string) => boolean, remedy?: string): Rule<string> {
  return {
    allowed,
    isSecret: true,
    isOfType: (value) => typeof value === 'string',
    check: (v, prop, value) => {
      if (!isUnknown(value) && !isAllowed(value)) {
        v.add(prop, `must be ${allowed}`, remedy);
      }
    },
  };
}

/** Options for an integer. */
export interface IntegerOptions {
  readonly min: number;
  readonly max: number;
  /** Unit with a leading space, for example ` GiB`. */
  readonly unit?: string;
  readonly remedy?: string;
}

/** Rules for an integer. */
export function integer({ min, max, unit = '', remedy }: IntegerOptions): Rule<number> {
  const allowed = `a whole number from ${min} to ${max}${unit}`;
  return {
    allowed,
    isOfType: (value) => Number.isFinite(value),
    remedyFor: (value) => typeof value === 'number' ? remedy : undefined,
    check: (v, prop, value) =>
      v.check(prop, value, (n) => Number.isInteger(n) && n >= min && n <= max, allowed, remedy),
  };
}

/** Rules for a boolean. */
export const FLAG: Rule<boolean> = {
  allowed: 'true or false', isOfType: (value) => typeof value === 'boolean', check: () => undefined,
};

/** Rules for a member of an enum. */
export function oneOf<T extends string>(name: string, members: Record<string, T>): Rule<T> {
  const allowed = `one of ${Object.keys(members).map((member) => `${name}.${member}`).join(', ')}`;
  return {
    allowed,
    // The bindings of other languages pass members. JavaScript may pass any string, which has the required type only if
    // it is a member.
    isOfType: (value) => Object.values(members).includes(value as T),
    remedyFor: (value) => {
      const [member] = typeof value !== 'string' ? [] :
        Object.entries(members).find((entry) => entry.some((it) => it.toLowerCase() === value.toLowerCase())) ??
        [];
      return member && `Did you mean ${name}.${member}?`;
    },
    check: () => undefined,
  };
}

/** An object that validates itself. */
export interface Validatable {
  /** @internal */
  _validate(v: Validation, prop: string): void;
}

/**
 * Rules for an object of a class that has factories.
 *
 * @param name the name of the class
 * @param type the class itself
 * @param factories the factories, for example `create()` and `existing()`
 */
export function madeBy<T extends Validatable>(
  name: string, type: { readonly prototype: T }, factories: string[],
): Rule<T> {
  return classRule(`made by ${factories.map((factory) => `${name}.${factory}`).join(' or ')}`, name, type);
}

/** Like `madeBy()`, but messages never contain a value of a wrong type, because it may be a secret. */
export function madeInSecretBy<T extends Validatable>(
  name: string, type: { readonly prototype: T }, factories: string[],
): Rule<T> {
  return { ...madeBy(name, type, factories), isSecret: true };
}

/** Rules for a version: a constant of its class, or `of()`. */
export function version<T extends Validatable>(name: string, type: { readonly prototype: T }): Rule<T> {
  return classRule(`${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}, for example ${name}.DEFAULT`, name, type,
    (value) => typeof value === 'string'
      ? `Allowed: ${[...membersOf(name, type), `${name}.of(…)`].join(', ')}.` : undefined);
}

/** Names of a class's constants that are its instances. */
function membersOf(name: string, type: object): string[] {
  return Object.entries(type).filter(([, member]) => member instanceof (type as Function))
    .map(([member]) => `${name}.${member}`);
}

function classRule<T extends Validatable>(
  allowed: string,
  name: string,
  type: { readonly prototype: T },
  remedyFor?: (value: unknown) => string | undefined,
): Rule<T> {
  return {
    allowed,
    isOfType: (value) => value instanceof (type as unknown as Function),
    remedyFor: (value) =>
      isObject(value) && value.constructor?.name === name
        ? 'It is from another copy of this package: install the package only once (npm ls cdktf-zenml-aws shows '
          + 'where).'
        : remedyFor?.(value),
    check: (v, prop, value) => value._validate(v, prop),
  };
}

/** Options for a list. */
export interface ListOptions {
  readonly min?: number;
  readonly max?: number;
  /** Remedy for too few or too many elements. */
  readonly remedy?: string;
  /** Whether duplicate elements are allowed. */
  readonly repeats?: boolean;
  /** Reason why the list must be known at synthesis, so that it must not be a token. */
  readonly known?: string;
}

/** Rules for a list. */
export function list<T>(element: Rule<T>, options: ListOptions = {}): Rule<T[]> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, remedy, repeats = false, known } = options;
  const isBounded = max !== Number.MAX_SAFE_INTEGER;
  const size = isBounded ? `${min} to ${max} elements` : `at least ${min} element${min === 1 ? '' : 's'}`;
  return {
    allowed: `a list of which each element is ${element.allowed}`,
    isSecret: element.isSecret,
    isOfType: Array.isArray,
    remedyFor: (value) =>
      element.isOfType(value) ? `Put it into a list${element.isSecret ? '' : `: [${show(value)}]`}.` : undefined,
    check: (v, prop, elements) => {
      if (isListToken(elements)) {
        if (known !== undefined) {
          v.add(
            prop,
            `must be a list with known elements at synthesis, because ${known}`,
            'Split it: [Fn.element(list, 0), Fn.element(list, 1), …].',
          );
        }
        return;
      }
      const before = v.problems.length;
      // Array.from, because forEach() skips holes.
      Array.from(elements).forEach((value, index) => checkValue(v.at(prop), `[${index}]`, value, required(element)));
      if (v.problems.length > before) {
        return;
      }
      if (elements.length < min || elements.length > max) {
        v.add(prop, `got ${show(elements)}. Must be a list of ${size}`, remedy);
      }
      if (!repeats) {
        const seen = elements.filter((value, index) =>
          !isUnknown(value) && typeof value !== 'object' && elements.indexOf(value) < index);
        new Set(seen).forEach((value) =>
          v.add(prop, `got ${element.isSecret ? 'one' : show(value)} twice. Must name each element once`));
      }
    },
  };
}

/** Rules for the keys of a map. */
export interface KeyRule {
  readonly allowed: string;
  isAllowed(key: string): boolean;
  remedyFor?(key: string): string | undefined;
}

/** Rules for a map of names to values. */
export function mapOf<T>(element: Rule<T>, key?: KeyRule): Rule<{ [name: string]: T }> {
  return {
    allowed: `a map of which each value is ${element.allowed}`,
    isSecret: element.isSecret,
    isOfType: isPlainObject,
    check: (v, prop, map) => Object.entries(map).forEach(([name, value]) => {
      if (key && !key.isAllowed(name)) {
        v.add(prop, `got ${show(name)}. Must be keyed by ${key.allowed}`, key.remedyFor?.(name));
      }
      checkValue(v.at(prop), name, value, required(element));
    }),
  };
}

/**
 * Rules for a Terraform provider. Its class would add a dependency on its package to the bindings of other languages.
 */
export function provider(kind: string, name: string): Rule<TerraformProvider> {
  return {
    allowed: `a provider of the class ${name}`,
    isOfType: (value) => isObject(value) && (value as Partial<TerraformProvider>).terraformResourceType === kind,
    check: () => undefined,
  };
}

/** Rules for dependencies. */
export const DEPENDABLES: Rule<any[]> = list<object>({
  allowed: 'a resource, a data source or a module',
  // The property is not read, because an element's id cannot be overridden after its address is read.
  isOfType: (value) => isObject(value) && 'fqn' in value,
  remedyFor: () => "For a construct of this library pass its 'ready': [...construct.ready].",
  check: () => undefined,
}, { repeats: true });
