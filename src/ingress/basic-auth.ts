import { htpasswdProblem } from './private/htpasswd';
import { secret, secretOf } from '../secrets/rules';
import { SecretValue } from '../secrets/secret-value';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { secretText } from '../validation/values';

/** In bytes: bcrypt reads no further, and Go's refuses more. */
const LONGEST_PASSWORD = 72;

const USERNAME = secretText('a name without colon and space', (name) => /^[^:\s]+$/.test(name));

const PASSWORD = secret(
  `1 to ${LONGEST_PASSWORD} bytes long`, (value) => value !== '' && Buffer.byteLength(value) <= LONGEST_PASSWORD,
);

const HTPASSWD = secretOf({
  ...secretText('lines of "user:hash"', () => true),
  check: (v: Validation, prop: string, value: string) => {
    const problem = htpasswdProblem(value);
    if (problem) {
      v.add(prop, ...problem);
    }
  },
});

/** What the factories are given. */
interface BasicAuthOptions {
  readonly username?: string;
  readonly password?: SecretValue;
  readonly htpasswd?: SecretValue;
}

/** User and password that an ingress asks for, where the service behind it asks for none. */
export class BasicAuth {
  /**
   * A generated password: 32 letters and digits, in the Terraform state.
   *
   * @param username the user's name, without colon and space; the service's own name unless given, `mlflow` for MLflow
   */
  public static generated(username?: string): BasicAuth {
    return new BasicAuth('generated', { username });
  }

  /**
   * A given password. Terraform hashes it once, when it is first applied or has changed.
   *
   * @param username the user's name, without colon and space
   * @param password the password, for example `SecretValue.variable('mlflow_password')`: 1 to 72 bytes, because bcrypt
   * reads no more
   */
  public static given(username: string, password: SecretValue): BasicAuth {
    return new BasicAuth('given', { username, password });
  }

  /**
   * One or more users as lines of an htpasswd file, as `htpasswd -nbB user password` prints them.
   *
   * Their passwords are unknown. Pipelines log in as the user `pipelines`, who is added with a generated password of 32
   * letters and digits.
   *
   * @param text lines of `user:hash`, hashed by bcrypt (`$2y$`), SHA-512 or SHA-256 crypt, MD5 (`$apr1$`) or SHA-1, but
   * none for the user `pipelines`
   */
  public static htpasswd(text: SecretValue): BasicAuth {
    return new BasicAuth('htpasswd', { htpasswd: text });
  }

  /** No password: everyone who reaches the ingress may read, log and delete. */
  public static none(): BasicAuth {
    return new BasicAuth('none', {});
  }

  /** @internal */
  public readonly _kind: 'generated' | 'given' | 'htpasswd' | 'none';
  /** @internal */
  public readonly _username?: string;
  /** @internal */
  public readonly _password?: SecretValue;
  /** @internal */
  public readonly _htpasswd?: SecretValue;

  private constructor(kind: BasicAuth['_kind'], from: BasicAuthOptions) {
    this._kind = kind;
    this._username = from.username;
    this._password = from.password;
    this._htpasswd = from.htpasswd;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    switch (this._kind) {
      case 'none': return;
      case 'generated': return checkValue(v.at(prop), 'username', this._username, USERNAME);
      case 'htpasswd': return checkValue(v.at(prop), 'htpasswd', this._htpasswd, required(HTPASSWD));
      case 'given':
        checkValue(v.at(prop), 'username', this._username, required(USERNAME));
        checkValue(v.at(prop), 'password', this._password, required(PASSWORD));
    }
  }
}
