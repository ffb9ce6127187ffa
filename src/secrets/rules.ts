import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { referenceRemedy } from './private/secret-sources';
import { SecretValue } from './secret-value';
import { checkValue, Rule } from '../validation/shape';
import { madeInSecretBy, secretText } from '../validation/values';

const MADE = {
  ...madeInSecretBy('SecretValue', SecretValue, []), allowed: "a SecretValue, for example SecretValue.variable('name')",
};

/** What to write instead of a text. */
function remedyForText(value: string): string {
  return Token.isUnresolved(value) ? 'Use SecretValue.resourceAttribute().' : referenceRemedy(value)
    ?? "Terraform reads SecretValue.variable('name') from TF_VAR_name; SecretValue.unsafePlainText() is in clear in "
      + 'the synthesized file.';
}

/** A secret; `isAllowed` checks the value where it is known. No message shows it. */
export function secret(
  allowed: string, isAllowed: (value: string) => boolean, remedy?: string,
): Rule<SecretValue> {
  return secretOf(secretText(allowed, isAllowed, remedy));
}

/** A secret whose value has a rule. */
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

/** The value of an attribute: a reference of Terraform, or a text. */
export function secretValueOf(value: string): SecretValue {
  return Token.isUnresolved(value) ? SecretValue.resourceAttribute(value) : SecretValue.unsafePlainText(value);
}

/** A map of texts and secrets, with the secrets as resources of the construct's stack take them. */
export function boundTexts(
  scope: IConstruct, map: { readonly [name: string]: string | SecretValue } | undefined,
): Record<string, string> | undefined {
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) =>
    [name, value instanceof SecretValue ? value._source.bind(scope) : value]));
}
