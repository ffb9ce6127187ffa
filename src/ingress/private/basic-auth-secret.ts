import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { Fn, ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { HtpasswdSecretFormat } from './annotations';
import { hasNoPipelineUser, PIPELINE_USER, withLine } from './htpasswd';
import { TerraformData } from '../../terraform/terraform-data';
import { fingerprint, literal, quoted } from '../../terraform/text';
import { BasicAuth } from '../basic-auth';

/** Props of BasicAuthSecret. */
export interface BasicAuthSecretProps {
  /** User and password. */
  readonly auth: BasicAuth;
  /** Default name of the user. */
  readonly defaultUsername: string;
  /** Name of the Secret. */
  readonly name: string;
  /** Namespace of the Ingress. */
  readonly namespace: string;
  /** Format of the controller. */
  readonly format: HtpasswdSecretFormat;
  /** Dependencies of the first resource. */
  readonly dependsOn: ITerraformDependable[];
  /** Provider that creates the Secret. */
  readonly kubernetesProvider?: TerraformProvider;
  /** Provider that generates the password. */
  readonly randomProvider?: TerraformProvider;
}

/** Secret with the htpasswd file of an Ingress. */
export class BasicAuthSecret extends Construct {
  /** Name of the Secret. */
  public readonly name: string;
  /** Name of the user; with an htpasswd file, of the added user. */
  public readonly username: string;
  /** The password, sensitive. */
  public readonly password: string;
  /** The Secret. */
  public readonly secret: SecretV1;

  public constructor(scope: Construct, id: string, props: BasicAuthSecretProps) {
    super(scope, id);
    const { username: givenName, password: givenPassword, htpasswd: file } = props.auth._source;
    const htpasswd = file?._source.bind(this);
    const given = givenPassword?._source.bind(this);
    const username = literal(givenName ?? props.defaultUsername);
    let text: string;
    if (given !== undefined) {
      text = `${username}:${this.hashOnce(given)}`;
      this.username = username;
      this.password = Fn.sensitive(quoted(given));
    } else {
      const password = new Password(this, 'Password', { provider: props.randomProvider, length: 32, special: false });
      this.username = htpasswd === undefined ? username : PIPELINE_USER;
      const line = `${this.username}:${password.bcryptHash}`;
      text = htpasswd === undefined ? line : withLine(htpasswd, line);
      this.password = password.result;
    }
    this.name = props.name;
    this.secret = new SecretV1(this, 'Resource', {
      provider: props.kubernetesProvider,
      metadata: { name: this.name, namespace: props.namespace },
      type: props.format.type,
      data: { [props.format.key]: text },
      dependsOn: props.dependsOn,
      lifecycle: htpasswd === undefined ? undefined : hasNoPipelineUser(htpasswd),
    });
  }

  /** Keeps the first hash until the password changes, because bcrypt() returns a new one in every plan. */
  private hashOnce(password: string): string {
    const hash = new TerraformData(this, 'PasswordHash', {
      input: { bcrypt: Fn.sensitive(Fn.bcrypt(quoted(password), 10)) },
      triggersReplace: { password: fingerprint(password) },
      lifecycle: { ignoreChanges: ['input'] },
    });
    return Fn.sensitive(hash.output('bcrypt'));
  }
}
