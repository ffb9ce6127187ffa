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
  /** The key, if the database has nothing that was encrypted by another one. */
  readonly key: string;
  readonly provider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/** The key that counts. */
export interface EffectiveKey {
  readonly value: string;
  /** Where an earlier one is, if one was restored: an expression that fails if not. */
  readonly restored: string;
}

const WANTED = 'wanted';
const RESTORED = 'restored';

/**
 * The key by which secrets in a database are encrypted. The job that creates the database knows whether it is the right
 * one, and puts the one of an earlier deployment beside it if it is not.
 */
export class EncryptionKey extends Construct {
  /** The Secret that the job has to be allowed to change. */
  public readonly secret: SecretV1;
  /** Variables of the job. */
  public readonly env: object[];
  /** What the job depends on. */
  public readonly ready: ITerraformDependable[];
  /** Changes when the job has to decide again. */
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

  /** The key by which the secrets can be read, once the job has said so; and the same as an expression. */
  public after(job: ITerraformDependable[]): EffectiveKey {
    const { name, namespace, key, provider } = this.props;
    const read = new DataKubernetesSecretV1(this, 'Read', {
      provider, dependsOn: [this.secret, ...job], metadata: { name, namespace },
    });
    const restored = `${addressOf(read)}.data.${RESTORED}`;
    return { value: Fn.sensitive(Fn.try([Fn.lookup(read.data, RESTORED), key])), restored };
  }
}
