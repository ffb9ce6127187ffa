import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { literal } from './text';
import { MysqlTls } from '../kubernetes';

/** Where a Secret holds something. */
export interface SecretEntry {
  readonly name: string;
  readonly key: string;
}

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
 * database fills, with the right to do that and nothing else.
 */
export class MysqlCertificates extends Construct {
  /** Where clients find them; undefined if they verify nothing. */
  public readonly secret?: SecretEntry;
  /** What the job is told. */
  public readonly env: object[];
  /** Who the job has to be, if it fills the Secret. */
  public readonly serviceAccountName?: string;
  /** What the job depends on. */
  public readonly ready: ITerraformDependable[] = [];
  /** The Secret that has to be filled again when it is a new one. */
  public readonly filled?: SecretV1;

  private readonly props: MysqlCertificatesProps;

  public constructor(scope: Construct, id: string, props: MysqlCertificatesProps) {
    super(scope, id);
    this.props = props;
    const { _kind: kind, _certificates: pem, _secret: existing, _url: url } = props.tls;
    this.env = [{ name: 'DB_TLS', value: props.tls._mode }];
    const own: SecretEntry = { name: `${props.name}-database-certificates`, key: MysqlTls.CERTIFICATES_KEY };
    if (kind === 'certificates') {
      this.makeSecret(own, { [own.key]: literal(pem!) });
    } else if (url !== undefined) {
      this.filled = this.makeSecret(own);
      this.serviceAccountName = this.letFill(own.name);
      this.env.push({ name: 'DB_CA_URL', value: url }, { name: 'DB_CA_SECRET', value: `${own.name}/${own.key}` });
    }
    this.secret = existing ?? (this.ready.length > 0 ? own : undefined);
    if (this.secret && !this.filled) {
      const { name, key } = this.secret;
      this.env.push({ name: 'DB_CA', value_from: { secret_key_ref: { name, key } } });
    }
  }

  private get meta() {
    const { provider, dependsOn, namespace } = this.props;
    return { provider, dependsOn, namespace };
  }

  /** With nothing in it, for the job to fill; what that has written is not taken away again. */
  private makeSecret({ name }: SecretEntry, data?: Record<string, string>): SecretV1 {
    const { namespace, ...meta } = this.meta;
    const secret = new SecretV1(this, 'Resource', {
      ...meta, metadata: { name, namespace }, data, lifecycle: data ? undefined : { ignoreChanges: ['data'] },
    });
    this.ready.push(secret);
    return secret;
  }

  private letFill(secretName: string): string {
    const { namespace, ...meta } = this.meta;
    const metadata = { name: `${secretName}-writer`, namespace };
    const account = new ServiceAccountV1(this, 'Account', { ...meta, metadata });
    const role = new RoleV1(this, 'Role', {
      ...meta,
      metadata,
      rule: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [secretName], verbs: ['patch'] }],
    });
    this.ready.push(new RoleBindingV1(this, 'RoleBinding', {
      ...meta,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name },
      subject: [{ kind: 'ServiceAccount', name: account.metadata.name, namespace }],
    }));
    return account.metadata.name;
  }
}
