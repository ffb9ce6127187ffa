import { DataKubernetesSecretV1 } from '@cdktf/provider-kubernetes/lib/data-kubernetes-secret-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Fn, ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { addressOf } from '../../terraform/kept';
import { fingerprint } from '../../terraform/text';

/** Props of EncryptionKey. */
export interface EncryptionKeyProps {
  /** Name of the Secret. */
  readonly name: string;
  readonly namespace: string;
  /** Key to use, unless the database contains secrets that another key encrypts. */
  readonly key: string;
  readonly provider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/** The effective key. */
export interface EffectiveKey {
  readonly value: string;
  /** Expression for the restored key of an earlier deployment; it fails if none was restored. */
  readonly restored: string;
}

const WANTED = 'wanted';
const RESTORED = 'restored';

/**
 * Key that encrypts secrets in a database. The job that creates the database checks whether it is the right one; if
 * not, it adds the key of an earlier deployment to the Secret.
 */
export class EncryptionKey extends Construct {
  /** Secret that the job must be allowed to change. */
  public readonly secret: SecretV1;
  /** Environment variables of the job. */
  public readonly env: object[];
  /** Dependencies of the job. */
  public readonly ready: ITerraformDependable[];
  /** Changes when the job must check the key again. */
  public readonly generation: object;

  private readonly props: EncryptionKeyProps;

  public constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    this.props = props;
    const { name, namespace, key, provider, dependsOn } = props;
    this.secret = new SecretV1(this, 'Resource', {
      provider,
      dependsOn,
      metadata: { name, namespace },
      data: { [WANTED]: key },
      lifecycle: { ignoreChanges: [`data["${RESTORED}"]`] },
    });
    this.ready = [this.secret];
    this.generation = { wanted: fingerprint(key), secret: this.secret.metadata.uid };
    const from = (variable: string, member: string, more: object = {}) =>
      ({ name: variable, value_from: { secret_key_ref: { name, key: member, ...more } } });
    this.env = [
      from('DB_KEY', WANTED), from('DB_KEY_RESTORED', RESTORED, { optional: true }),
      { name: 'DB_KEY_SECRET', value: name },
    ];
  }

  /** Returns the key that decrypts the secrets, after the job has determined it, as a value and as an expression. */
  public after(job: ITerraformDependable[]): EffectiveKey {
    const { name, namespace, key, provider } = this.props;
    const read = new DataKubernetesSecretV1(this, 'Read', {
      provider, dependsOn: [this.secret, ...job], metadata: { name, namespace },
    });
    const restored = `${addressOf(read)}.data.${RESTORED}`;
    return { value: Fn.sensitive(Fn.try([Fn.lookup(read.data, RESTORED), key])), restored };
  }
}
