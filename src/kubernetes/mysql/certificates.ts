import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { MysqlTls } from '..';
import { literal } from '../../terraform/text';
import { SecretEntry } from '../private/mysql-tls-source';

/** Props of MysqlCertificates. */
export interface MysqlCertificatesProps {
  readonly tls: MysqlTls;
  /** The start of the names of all objects. */
  readonly name: string;
  readonly namespace: string;
  readonly provider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The authorities by which clients know a MySQL server: a Secret that has them, or that the job which creates the
 * database fills.
 */
export class MysqlCertificates extends Construct {
  /** Where clients find them; undefined if they verify nothing. */
  public readonly secret?: SecretEntry;
  /** Environment variables of the job. */
  public readonly env: object[];
  /** What the job depends on. */
  public readonly ready: ITerraformDependable[] = [];
  /** The Secret that the job has to fill, and again when it is a new one. */
  public readonly filled?: SecretV1;

  private readonly props: MysqlCertificatesProps;

  public constructor(scope: Construct, id: string, props: MysqlCertificatesProps) {
    super(scope, id);
    this.props = props;
    const { mode, certificates, secret: existing, url } = props.tls._source;
    this.env = [{ name: 'DB_TLS', value: mode }];
    const own: SecretEntry = { name: `${props.name}-database-certificates`, key: MysqlTls.CERTIFICATES_KEY };
    if (certificates !== undefined) {
      this.makeSecret(own, { [own.key]: literal(certificates) });
    } else if (url !== undefined) {
      this.filled = this.makeSecret(own);
      this.env.push({ name: 'DB_CA_URL', value: url }, { name: 'DB_CA_SECRET', value: `${own.name}/${own.key}` });
    }
    this.secret = existing ?? (this.ready.length > 0 ? own : undefined);
    if (this.secret && !this.filled) {
      const { name, key } = this.secret;
      this.env.push({ name: 'DB_CA', value_from: { secret_key_ref: { name, key } } });
    }
  }

  /** With nothing in it, for the job to fill; what that has written is not taken away again. */
  private makeSecret({ name }: SecretEntry, data?: Record<string, string>): SecretV1 {
    const { provider, dependsOn, namespace } = this.props;
    const secret = new SecretV1(this, 'Resource', {
      provider,
      dependsOn,
      metadata: { name, namespace },
      data,
      lifecycle: data ? undefined : { ignoreChanges: ['data'] },
    });
    this.ready.push(secret);
    return secret;
  }
}
