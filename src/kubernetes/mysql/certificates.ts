import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { MysqlTls } from '..';
import { literal } from '../../terraform/text';
import { SecretEntry } from '../private/mysql-tls-source';

/** Props of MysqlCertificates. */
export interface MysqlCertificatesProps {
  readonly tls: MysqlTls;
  /** Prefix of the names of all objects. */
  readonly name: string;
  readonly namespace: string;
  readonly provider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Certificate authorities with which clients verify a MySQL server, in an existing Secret or in one that the job which
 * creates the database fills.
 */
export class MysqlCertificates extends Construct {
  /** Entry in the Secret; undefined if clients verify nothing. */
  public readonly secret?: SecretEntry;
  /** Environment variables of the job. */
  public readonly env: object[];
  /** Dependencies of the job. */
  public readonly ready: ITerraformDependable[] = [];
  /** Secret that the job must fill, again whenever it is replaced. */
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

  /** Creates the Secret. Without data, the job fills it, and Terraform keeps what the job writes. */
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
