import { Credentials, CredentialsSecretKeys } from '..';
import { CredentialsSource } from './credentials-source';
import { SecretValue } from '../../secrets/secret-value';
import { SECRET_KEY, SECRET_NAME } from '../../validation/rules';
import { checkValue, required, Rule, struct } from '../../validation/shape';

/** Requirements for credentials. */
export interface CredentialsRules {
  /** Allowed factories. */
  readonly kinds: CredentialsSource['kind'][];
  readonly username: Rule<string>;
  readonly password: Rule<SecretValue>;
}

const KEYS: Rule<CredentialsSecretKeys> = struct<CredentialsSecretKeys>({
  usernameKey: SECRET_KEY,
  passwordKey: SECRET_KEY,
});

/** A rule for credentials. */
export function credentials({ kinds, username, password }: CredentialsRules): Rule<Credentials> {
  const allowed = `made by ${kinds.map((kind) => `Credentials.${kind}()`).join(' or ')}`;
  return {
    allowed,
    isSecret: true,
    isOfType: (value) => value instanceof Credentials,
    check: (outer, prop, value) => {
      const v = outer.at(prop);
      if (!kinds.includes(value._source.kind)) {
        outer.add(prop, `got Credentials.${value._source.kind}(). Must be ${allowed}`);
      }
      if (value._source.kind === 'existingSecret') {
        checkValue(v, 'name', value._source.secretName, required(SECRET_NAME));
        checkValue(v, 'keys', value._source.keys, KEYS);
        return;
      }
      const given = value._source.kind === 'given';
      checkValue(v, 'username', value._source.username, given ? required(username) : username);
      checkValue(v, 'password', value._source.password, given ? required(password) : password);
    },
  };
}

/** Names of a Secret and of its keys, for a chart or a pod. */
export interface SecretReference {
  readonly name: string;
  readonly usernameKey: string;
  readonly passwordKey: string;
}

/** Existing Secret of credentials, with default keys. */
export function secretReference(
  value: Credentials, defaults: { readonly usernameKey: string; readonly passwordKey: string },
): SecretReference | undefined {
  return value._source.kind !== 'existingSecret' ? undefined : {
    name: value._source.secretName!,
    usernameKey: value._source.keys?.usernameKey ?? defaults.usernameKey,
    passwordKey: value._source.keys?.passwordKey ?? defaults.passwordKey,
  };
}
