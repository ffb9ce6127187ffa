import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { Fn, ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { TerraformData } from '../../private/terraform-data';
import { MlflowBasicAuth } from '../basic-auth';
import { HtpasswdSecretFormat } from './annotations';
import { SECRETS } from '../../mlflow/private/names';
import { literal } from '../../private/literal';
import { fingerprint } from '../../private/secret-text';

/** Props of BasicAuthSecret. */
export interface BasicAuthSecretProps {
  /** Who may enter. */
  readonly auth: MlflowBasicAuth;
  /** How the controller wants it. */
  readonly format: HtpasswdSecretFormat;
  /** Namespace of the Ingress. */
  readonly namespace: string;
  /** What has to exist before anything is made. */
  readonly dependsOn: ITerraformDependable[];
  /** The provider that makes the Secret. */
  readonly kubernetesProvider?: KubernetesProvider;
  /** The provider that makes the password. */
  readonly randomProvider?: RandomProvider;
}

/** The htpasswd file of the ingress. */
export class BasicAuthSecret extends Construct {
  /** Name of the Secret. */
  public readonly name = SECRETS.basicAuth;
  /** The user's name; of several the first one's. */
  public readonly username: string;
  /** The password, sensitive; undefined if only its hash is known. */
  public readonly password?: string;
  /** The Secret. */
  public readonly secret: SecretV1;

  public constructor(scope: Construct, id: string, props: BasicAuthSecretProps) {
    super(scope, id);
    const { _htpasswd: htpasswd, _password: given, _username: username } = props.auth;
    let text: string;
    if (htpasswd !== undefined) {
      text = literal(htpasswd);
      this.username = Token.isUnresolved(htpasswd) ? Fn.element(Fn.split(':', htpasswd), 0) : htpasswd.slice(0, htpasswd.indexOf(':'));
    } else if (given !== undefined) {
      text = `${username}:${this.hashOnce(given)}`;
      this.username = username!;
      this.password = Fn.sensitive(quoted(given));
    } else {
      const password = new Password(this, 'Password', { provider: props.randomProvider, length: 32, special: false });
      text = `${username}:${password.bcryptHash}`;
      this.username = username!;
      this.password = password.result;
    }
    this.secret = new SecretV1(this, 'Resource', {
      provider: props.kubernetesProvider,
      metadata: { name: this.name, namespace: props.namespace },
      type: props.format.type,
      data: { [props.format.key]: text },
      dependsOn: props.dependsOn,
    });
  }

  /** bcrypt() gives another hash at every plan: this keeps the first one until the password changes. */
  private hashOnce(password: string): string {
    const hash = new TerraformData(this, 'PasswordHash', {
      input: { bcrypt: Fn.sensitive(Fn.bcrypt(quoted(password), 10)) },
      triggersReplace: { password: fingerprint(password) },
      lifecycle: { ignoreChanges: ['input'] },
    });
    return Fn.sensitive(hash.output('bcrypt'));
  }
}

/** A text as the argument of a Terraform function, whatever characters it has. */
function quoted(text: string): string {
  return Token.isUnresolved(text) ? text : Fn.rawString(literal(text));
}
