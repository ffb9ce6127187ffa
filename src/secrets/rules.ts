import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { referenceRemedy } from './private/secret-sources';
import { SecretValue } from './secret-value';
import { checkValue, Rule } from '../validation/shape';
import { madeInSecretBy, secretText } from '../validation/values';

const MADE = {
  ...madeInSecretBy('SecretValue', SecretValue, []), allowed: "a SecretValue, for example SecretValue.variable('name')",
};

/** Remedy for a string instead of a `SecretValue`. */
function remedyForText(value: string): string {
  return Token.isUnresolved(value) ? 'Use SecretValue.resourceAttribute().' : referenceRemedy(value)
    ?? "Terraform reads SecretValue.variable('name') from TF_VAR_name; SecretValue.unsafePlainText() is plain text "
      + 'in the synthesized file.';
}

/** Rules for a secret. `isAllowed` checks the value if it is known; messages never contain it. */
export function secret(
  allowed: string, isAllowed: (value: string) => boolean, remedy?: string,
): Rule<SecretValue> {
  return secretOf(secretText(allowed, isAllowed, remedy));
}

/** Rules for a secret whose value has rules. */
export function secretOf(rule: Rule<string>): Rule<SecretValue> {
  return {
    ...MADE,
    remedyFor: (value) => typeof value === 'string' ? remedyForText(value) : MADE.remedyFor?.(value),
    check: (v, prop, value) => {
      const before = v.problems.length;
      value._validate(v, prop);
      if (v.problems.length === before && value._source.plainText !== undefined) {
        checkValue(v, prop, value._source.plainText, rule);
      }
    },
  };
}

/** Returns the value of an attribute, which is a Terraform reference or a string, as a secret. */
export function secretValueOf(value: string): SecretValue {
  return Token.isUnresolved(value) ? SecretValue.resourceAttribute(value) : SecretValue.unsafePlainText(value);
}

/** Returns a map of strings and secrets with the secrets bound to the stack of the construct. */
export function boundTexts(
  scope: IConstruct, map: { readonly [name: string]: string | SecretValue } | undefined,
): Record<string, string> | undefined {
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) =>
    [name, value instanceof SecretValue ? value._source.bind(scope) : value]));
}
