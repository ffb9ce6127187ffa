/** User and password that the ingress asks for. MLflow itself asks for none. */
export class MlflowBasicAuth {
  /**
   * A generated password: 32 letters and digits, in the Terraform state.
   *
   * @param username the user's name, without a colon; `mlflow` unless given
   */
  public static generated(username: string = 'mlflow'): MlflowBasicAuth {
    return new MlflowBasicAuth({ username });
  }

  /**
   * A given password. Terraform hashes it once, when it is first applied or has changed.
   *
   * @param username the user's name, without a colon
   * @param password the password, for example a sensitive Terraform variable; bcrypt reads its first 72 bytes only
   */
  public static credentials(username: string, password: string): MlflowBasicAuth {
    return new MlflowBasicAuth({ username, password });
  }

  /**
   * One or more users as lines of an htpasswd file, as `htpasswd -nbB user password` prints them. The library knows no password then.
   *
   * @param text lines of `user:hash`, hashed by bcrypt (`$2y$`), SHA-512 or SHA-256 crypt, MD5 (`$apr1$`) or SHA-1
   */
  public static htpasswd(text: string): MlflowBasicAuth {
    return new MlflowBasicAuth({ htpasswd: text });
  }

  /** No password: everyone who reaches the ingress may read, log and delete. */
  public static none(): MlflowBasicAuth {
    return new MlflowBasicAuth({});
  }

  /** @internal */
  public readonly _username?: string;
  /** @internal */
  public readonly _password?: string;
  /** @internal */
  public readonly _htpasswd?: string;

  private constructor(from: { username?: string; password?: string; htpasswd?: string }) {
    this._username = from.username;
    this._password = from.password;
    this._htpasswd = from.htpasswd;
  }
}
