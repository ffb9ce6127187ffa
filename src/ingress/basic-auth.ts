import { htpasswdProblem } from './private/htpasswd';
import { secret, secretOf } from '../secrets/rules';
import { SecretValue } from '../secrets/secret-value';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { secretText } from '../validation/values';

/** Maximum length in bytes. bcrypt ignores further bytes; Go's implementation rejects them. */
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

/** The factory that was called, with its parameters. */
interface BasicAuthSource {
  readonly kind: 'generated' | 'given' | 'htpasswd' | 'none';
  readonly username?: string;
  readonly password?: SecretValue;
  readonly htpasswd?: SecretValue;
}

/**
 * User and password that an Ingress requires from clients.
 *
 * @example
 * import { BasicAuth, Ingress, SecretValue } from 'cdktf-zenml-aws';
 *
 * const ingress = Ingress.nginx({ auth: BasicAuth.given('data-science', SecretValue.variable('mlflow_password')) });
 */
export class BasicAuth {
  /**
   * A generated password of 32 letters and digits, which is stored in the Terraform state.
   *
   * @param username name of the user, without colons and spaces; by default the service's name, `mlflow` for MLflow
   *
   * @example
   * import { BasicAuth } from 'cdktf-zenml-aws';
   *
   * const auth = BasicAuth.generated('data-science');
   */
  public static generated(username?: string): BasicAuth {
    return new BasicAuth({ kind: 'generated', username });
  }

  /**
   * A given password. Terraform hashes it when it is created or changed.
   *
   * @param username name of the user, without colons and spaces
   * @param password password of 1 to 72 bytes, because bcrypt ignores further bytes
   *
   * @example
   * import { BasicAuth, SecretValue } from 'cdktf-zenml-aws';
   *
   * const auth = BasicAuth.given('data-science', SecretValue.variable('mlflow_password'));
   */
  public static given(username: string, password: SecretValue): BasicAuth {
    return new BasicAuth({ kind: 'given', username, password });
  }

  /**
   * One or more users as lines of an htpasswd file, as `htpasswd -nbB user password` prints them.
   *
   * Because their passwords are unknown, the user `pipelines` is added with a generated password of 32 letters and
   * digits, for pipelines.
   *
   * @param text lines of `user:hash`, hashed by bcrypt (`$2y$`), SHA-512 or SHA-256 crypt, MD5 (`$apr1$`) or SHA-1;
   * the user `pipelines` is not allowed
   *
   * @example
   * import { BasicAuth, SecretValue } from 'cdktf-zenml-aws';
   *
   * const auth = BasicAuth.htpasswd(SecretValue.variable('mlflow_htpasswd'));
   */
  public static htpasswd(text: SecretValue): BasicAuth {
    return new BasicAuth({ kind: 'htpasswd', htpasswd: text });
  }

  /**
   * No password. Everyone who can reach the Ingress can read, write and delete everything in the service.
   *
   * @example
   * import { BasicAuth } from 'cdktf-zenml-aws';
   *
   * const auth = BasicAuth.none();
   */
  public static none(): BasicAuth {
    return new BasicAuth({ kind: 'none' });
  }

  /** @internal */
  public readonly _source: BasicAuthSource;

  private constructor(source: BasicAuthSource) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    const { kind, username, password, htpasswd } = this._source;
    switch (kind) {
      case 'none': return;
      case 'generated': return checkValue(v.at(prop), 'username', username, USERNAME);
      case 'htpasswd': return checkValue(v.at(prop), 'htpasswd', htpasswd, required(HTPASSWD));
      case 'given':
        checkValue(v.at(prop), 'username', username, required(USERNAME));
        checkValue(v.at(prop), 'password', password, required(PASSWORD));
    }
  }
}
