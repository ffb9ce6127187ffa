import { SecretValue } from '../../secrets/secret-value';

/** What a factory of Credentials was called with, by its name. */
export interface CredentialsSource {
  /** Name of the factory. */
  readonly kind: 'generated' | 'given' | 'existingSecret';
  /** Name of the user, or ID of an access key. Undefined for a Secret, and for the default name. */
  readonly username?: string;
  /** Password, or secret part of an access key. Only of `given`. */
  readonly password?: SecretValue;
  /** Name of the Secret. Only of `existingSecret`. */
  readonly secretName?: string;
  /** Keys of name and password in the Secret. Only of `existingSecret`. */
  readonly keys?: { readonly usernameKey?: string; readonly passwordKey?: string };
}
