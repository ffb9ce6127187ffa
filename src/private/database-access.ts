import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { SecretReference, secretReference } from './credentials';
import { KubernetesJob } from './kubernetes-job';
import { MysqlCertificates, SecretEntry } from './mysql-certificates';
import { pythonProgram } from './programs';
import { TerraformData } from './terraform-data';
import { encodeUriPart, fingerprint, literal } from './text';
import { Credentials, MysqlTls } from '../kubernetes';
import { RegistryMirror } from '../registry/registry-mirror';

/** The keys under which Secrets hold a database user. */
export const USER_KEYS = { usernameKey: 'username', passwordKey: 'password' };

/** How a database on a MySQL server and its user are made. */
export interface DatabaseCreation {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Who may make both. */
  readonly admin: Credentials;
  /** What the user may do, on this database alone. */
  readonly privileges: string[];
  /** Whether the user creates triggers, which a server that writes a binary log may refuse. */
  readonly triggers?: boolean;
  /** An image that has Python and PyMySQL. */
  readonly image: string;
  /** The user that the image runs as. */
  readonly imageUser: number;
}

/** Props of DatabaseAccess. */
export interface DatabaseAccessProps {
  /** The start of the names of all objects. */
  readonly name: string;
  readonly namespace: string;
  /** What is demanded of the connection to a MySQL server; nothing unless given. */
  readonly tls?: MysqlTls;
  readonly credentials: Credentials;
  /** The user's name unless the credentials have one. */
  readonly username: string;
  /** Whether who reads the user's Secret puts name and password into a URI as they are. */
  readonly encoded?: boolean;
  /** Who makes database and user; nobody if they are there. */
  readonly creation?: DatabaseCreation;
  readonly kubernetesProvider?: TerraformProvider;
  readonly randomProvider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/** The user of a database and, if asked for, the job that creates user and database on a MySQL server. */
export class DatabaseAccess extends Construct {
  /** The Secret with the user's name and password. */
  public readonly secret: SecretReference;
  /** The password, if the library has it. */
  public readonly password?: string;
  /** Where clients find the authorities that vouch for the server, if they verify that. */
  public readonly certificates?: SecretEntry;
  /** What is needed before the database is used: Secrets and job. */
  public readonly ready: ITerraformDependable[] = [];

  private readonly props: DatabaseAccessProps;

  public constructor(scope: Construct, id: string, props: DatabaseAccessProps) {
    super(scope, id);
    this.props = props;
    const { credentials, kubernetesProvider: provider, dependsOn, name, namespace, tls = MysqlTls.none() } = props;
    const encode = props.encoded ? encodeUriPart : literal;
    const existing = secretReference(credentials, USER_KEYS);
    if (!existing) {
      this.password = credentials._kind === 'given' ? credentials._password!
        : new Password(this, 'Password', { provider: props.randomProvider, length: 32, special: false }).result;
    }
    this.secret = existing ?? this.makeSecret('Secret', `${name}-database`, {
      username: encode(credentials._username ?? props.username), password: encode(this.password!),
    });
    const certificates = new MysqlCertificates(this, 'Certificates', {
      tls, name, namespace, provider, dependsOn,
    });
    this.certificates = certificates.secret;
    this.ready.push(...certificates.ready);
    if (props.creation) {
      this.createDatabase(props.creation, certificates);
    }
    [this.node.defaultChild] = this.ready.slice(-1) as unknown as IConstruct[];
  }

  private makeSecret(id: string, name: string, data: Record<string, string>): SecretReference {
    const { kubernetesProvider: provider, dependsOn, namespace } = this.props;
    this.ready.push(new SecretV1(this, id, { provider, dependsOn, metadata: { name, namespace }, data }));
    return { name, ...USER_KEYS };
  }

  private createDatabase(creation: DatabaseCreation, certificates: MysqlCertificates): void {
    const { namespace, dependsOn } = this.props;
    const admin = secretReference(creation.admin, USER_KEYS)
      ?? this.makeSecret('AdminSecret', `${this.props.name}-database-admin`, {
        username: literal(creation.admin._username!), password: literal(creation.admin._password!),
      });
    // A job runs once and cannot be changed, so that a new password needs a new job, and an empty Secret as well.
    const generation = this.password === undefined ? undefined : new TerraformData(this, 'PasswordGeneration', {
      triggersReplace: { password: fingerprint(this.password) },
    });
    const reasons = [generation, certificates.filled].filter((it) => it !== undefined);
    const name = `${this.props.name}-create-database`;
    const job = new KubernetesJob(this, 'Job', {
      provider: this.props.kubernetesProvider,
      dependsOn: [...dependsOn, ...this.ready],
      metadata: { name, namespace },
      spec: {
        backoff_limit: 4,
        active_deadline_seconds: 840,
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': name } },
          spec: {
            restart_policy: 'Never',
            service_account_name: certificates.serviceAccountName,
            automount_service_account_token: certificates.serviceAccountName !== undefined,
            security_context: {
              run_as_non_root: true, run_as_user: `${creation.imageUser}`, run_as_group: `${creation.imageUser}`,
            },
            container: [{
              name: 'create-database',
              image: RegistryMirror._imageFor(this, creation.image),
              command: ['python', '-c', literal(pythonProgram('create_database'))],
              env: this.environment(creation, certificates, admin),
              resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
              security_context: {
                allow_privilege_escalation: false, read_only_root_filesystem: true, capabilities: { drop: ['ALL'] },
              },
            }],
          },
        },
      },
      // No ttl_seconds_after_finished: a job that Kubernetes has removed would be made again by the next apply.
      timeouts: { create: '15m', update: '15m' },
      // As text: cdktf writes a resource as "${…}" here, which Terraform does not read at this place.
      lifecycle: reasons.length === 0 ? undefined : {
        replaceTriggeredBy: reasons.map((it) => `${it.terraformResourceType}.${it.friendlyUniqueId}`),
      },
    });
    this.ready.push(job);
  }

  private environment(
    { host, port, database, privileges, triggers }: DatabaseCreation,
    certificates: MysqlCertificates,
    admin: SecretReference,
  ): object[] {
    return [
      { name: 'DB_HOST', value: host },
      { name: 'DB_PORT', value: `${port}` },
      { name: 'DB_NAME', value: database },
      { name: 'DB_PRIVILEGES', value: privileges.join(', ') },
      ...(this.props.encoded ? [{ name: 'DB_ENCODED', value: 'true' }] : []),
      ...(triggers ? [{ name: 'DB_TRIGGERS', value: 'true' }] : []),
      ...certificates.env,
      ...fromSecret('DB', this.secret),
      ...fromSecret('DB_ADMIN', admin),
    ];
  }
}

function fromSecret(prefix: string, { name: secret, usernameKey, passwordKey }: SecretReference): object[] {
  const variable = (name: string, key: string) =>
    ({ name: `${prefix}_${name}`, value_from: { secret_key_ref: { name: secret, key } } });
  return [variable('USERNAME', usernameKey), variable('PASSWORD', passwordKey)];
}
