import { SecretValue } from '../../secrets/secret-value';

/** A factory of Credentials and its arguments. */
export interface CredentialsSource {
  /** Name of the factory. */
  readonly kind: 'generated' | 'given' | 'existingSecret';
  /** Name of the user, or ID of an access key. Undefined for a Secret, and for the default name. */
  readonly username?: string;
  /** Password, or secret part of an access key. Only for `given`. */
  readonly password?: SecretValue;
  /** Name of the Secret. Only for `existingSecret`. */
  readonly secretName?: string;
  /** Keys of name and password in the Secret. Only for `existingSecret`. */
  readonly keys?: { readonly usernameKey?: string; readonly passwordKey?: string };
}
