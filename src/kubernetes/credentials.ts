import { SecretValue } from '../secrets/secret-value';

/** The keys under which a Secret holds a user's name and password. */
export interface CredentialsSecretKeys {
  /**
   * The key of the name, or of an access key's id.
   * @default - `username`, for an object store `AWS_ACCESS_KEY_ID`
   */
  readonly usernameKey?: string;
  /**
   * The key of the password, or of an access key's secret part.
   * @default - `password`, for an object store `AWS_SECRET_ACCESS_KEY`
   */
  readonly passwordKey?: string;
}

/**
 * How a pod knows who it is: a name and a password, or the id and the secret part of an access key. They reach it by a
 * Secret.
 */
export class Credentials {
  /**
   * A generated password: 32 letters and digits, in the Terraform state. Only where the library makes the user as well.
   *
   * @param username the user's name; what the prop says unless given
   *
   * @example
   * import { Credentials } from 'cdktf-zenml-aws';
   *
   * const credentials = Credentials.generated('mlflow');
   */
  public static generated(username?: string): Credentials {
    return new Credentials('generated', { username });
  }

  /**
   * A name and a password that are known.
   *
   * @param username the user's name, or the id of an access key
   * @param password the password, or the secret part of an access key, for example
   * `SecretValue.variable('db_password')`
   *
   * @example
   * import { Credentials, SecretValue } from 'cdktf-zenml-aws';
   *
   * const credentials = Credentials.given('mlflow', SecretValue.variable('db_password'));
   */
  public static given(username: string, password: SecretValue): Credentials {
    return new Credentials('given', { username, password });
  }

  /**
   * A Secret that exists, in the namespace of the pods. Terraform never learns what it holds, so restart the pods when
   * it changes.
   *
   * @param name the Secret's name
   * @param keys the keys under which it holds name and password
   *
   * @example
   * import { Credentials } from 'cdktf-zenml-aws';
   *
   * const credentials = Credentials.existingSecret('mlflow-database', { passwordKey: 'mysql-password' });
   */
  public static existingSecret(name: string, keys: CredentialsSecretKeys = {}): Credentials {
    return new Credentials('existingSecret', { secretName: name, keys });
  }

  /** @internal */
  public readonly _kind: 'generated' | 'given' | 'existingSecret';
  /** @internal */
  public readonly _username?: string;
  /** @internal */
  public readonly _password?: SecretValue;
  /** @internal */
  public readonly _secretName?: string;
  /** @internal */
  public readonly _keys: CredentialsSecretKeys;

  private constructor(
    kind: 'generated' | 'given' | 'existingSecret',
    from: { username?: string; password?: SecretValue; secretName?: string; keys?: CredentialsSecretKeys },
  ) {
    this._kind = kind;
    this._username = from.username;
    this._password = from.password;
    this._secretName = from.secretName;
    this._keys = from.keys === undefined ? {} : from.keys; // null is told, not taken for nothing
  }
}
