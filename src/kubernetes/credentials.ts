import { CredentialsSource } from './private/credentials-source';
import { SecretValue } from '../secrets/secret-value';

/** Keys of a user's name and password in a Kubernetes Secret. */
export interface CredentialsSecretKeys {
  /**
   * Key of the user's name, or of an access key's ID.
   * @default - `username`, or `AWS_ACCESS_KEY_ID` for an object store
   */
  readonly usernameKey?: string;
  /**
   * Key of the password, or of an access key's secret part.
   * @default - `password`, or `AWS_SECRET_ACCESS_KEY` for an object store
   */
  readonly passwordKey?: string;
}

/**
 * Credentials of a pod: a user's name and password, or the ID and the secret part of an access key. Pods read them from
 * a Kubernetes Secret.
 *
 * @example
 * import { Credentials, SecretValue } from 'cdktf-zenml-aws';
 *
 * const credentials = Credentials.given('mlflow', SecretValue.variable('db_password'));
 */
export class Credentials {
  /**
   * A generated password: 32 letters and digits, stored in the Terraform state. It is only allowed for users that the
   * library creates.
   *
   * @param username name of the user; the prop documents the default
   *
   * @example
   * import { Credentials } from 'cdktf-zenml-aws';
   *
   * const credentials = Credentials.generated('mlflow');
   */
  public static generated(username?: string): Credentials {
    return new Credentials({ kind: 'generated', username });
  }

  /**
   * A given name and password.
   *
   * @param username name of the user, or ID of an access key
   * @param password password, or secret part of an access key, for example `SecretValue.variable('db_password')`
   *
   * @example
   * import { Credentials, SecretValue } from 'cdktf-zenml-aws';
   *
   * const credentials = Credentials.given('mlflow', SecretValue.variable('db_password'));
   */
  public static given(username: string, password: SecretValue): Credentials {
    return new Credentials({ kind: 'given', username, password });
  }

  /**
   * An existing Secret in the namespace of the pods. Terraform does not read its values, so restart the pods when they
   * change.
   *
   * @param name name of the Secret
   * @param keys keys of the name and the password in the Secret
   *
   * @example
   * import { Credentials } from 'cdktf-zenml-aws';
   *
   * const credentials = Credentials.existingSecret('mlflow-database', { passwordKey: 'mysql-password' });
   */
  public static existingSecret(name: string, keys: CredentialsSecretKeys = {}): Credentials {
    return new Credentials({ kind: 'existingSecret', secretName: name, keys });
  }

  /** @internal */
  public readonly _source: CredentialsSource;

  private constructor(source: CredentialsSource) {
    this._source = source;
  }
}
