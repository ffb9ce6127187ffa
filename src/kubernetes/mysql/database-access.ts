import { createHash } from 'crypto';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Credentials, MysqlTls } from '..';
import { MysqlCertificates } from './certificates';
import { DatabaseCreation, databaseSettings, USER_KEYS, variablesFrom } from './database-creation';
import { jobSpec } from './database-job';
import { EffectiveKey, EncryptionKey } from './encryption-key';
import { JobVerdict } from './job-verdict';
import { useImage } from '../../helm/mirrors';
import { addressOf } from '../../terraform/kept';
import { jobProgram } from '../../terraform/programs';
import { TerraformData } from '../../terraform/terraform-data';
import { encodeUriPart, fingerprint, literal } from '../../terraform/text';
import { refuseSiblings } from '../../validation/siblings';
import { SecretReference, secretReference } from '../private/credentials';
import { KubernetesJob } from '../private/job';
import { SecretEntry } from '../private/mysql-tls-source';
import { ObjectWriter } from '../private/object-writer';

/** Props of DatabaseAccess. */
export interface DatabaseAccessProps {
  /** Prefix of the names of all objects. */
  readonly name: string;
  readonly namespace: string;
  /** TLS requirements of the connection to a MySQL server; none by default. */
  readonly tls?: MysqlTls;
  readonly credentials: Credentials;
  /** Name of the user, unless the credentials contain one. */
  readonly username: string;
  /** Whether the reader of the user's Secret inserts name and password into a URI without encoding them. */
  readonly encoded?: boolean;
  /** Options for the job that creates database and user; undefined if they already exist. */
  readonly creation?: DatabaseCreation;
  readonly kubernetesProvider?: TerraformProvider;
  readonly randomProvider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/** The user of a database and, with `creation`, the job that creates user and database on a MySQL server. */
export class DatabaseAccess extends Construct {
  /** Secret with the user's name and password. */
  public readonly secret: SecretReference;
  /** Password, if the library knows it. */
  public readonly password?: string;
  /** Entry in a Secret with the certificate authorities of the server, if clients verify it. */
  public readonly certificates?: SecretEntry;
  /** Dependencies for resources that use the database: Secrets, job, and its verdict. */
  public readonly ready: ITerraformDependable[] = [];
  /** Key that decrypts secrets in the database, if there is one and a job that determines it. */
  public readonly encryptionKey?: EffectiveKey;
  /** Props of the construct. */
  public readonly props: DatabaseAccessProps;

  public constructor(scope: Construct, id: string, props: DatabaseAccessProps) {
    super(scope, id);
    this.props = props;
    const { credentials, kubernetesProvider: provider, dependsOn, name, namespace, tls = MysqlTls.none() } = props;
    const encode = props.encoded ? encodeUriPart : literal;
    const existing = secretReference(credentials, USER_KEYS);
    if (!existing) {
      this.password = credentials._source.kind === 'given' ? credentials._source.password!._source.bind(this)
        : new Password(this, 'Password', { provider: props.randomProvider, length: 32, special: false }).result;
    }
    this.secret = existing ?? this.makeSecret('Secret', `${name}-database`, {
      username: encode(credentials._source.username ?? props.username), password: encode(this.password!),
    });
    const certificates = new MysqlCertificates(this, 'Certificates', {
      tls, name, namespace, provider, dependsOn,
    });
    this.certificates = certificates.secret;
    this.ready.push(...certificates.ready);
    if (props.creation) {
      refuseSharedDatabase(this, props.creation);
      this.encryptionKey = this.createDatabase(props.creation, certificates);
    } else {
      [this.node.defaultChild] = this.ready.slice(-1) as unknown as IConstruct[];
    }
  }

  private get meta() {
    const { kubernetesProvider: provider, dependsOn, namespace } = this.props;
    return { provider, dependsOn, namespace };
  }

  private makeSecret(id: string, name: string, data: Record<string, string>): SecretReference {
    const { namespace, ...meta } = this.meta;
    this.ready.push(new SecretV1(this, id, { ...meta, metadata: { name, namespace }, data }));
    return { name, ...USER_KEYS };
  }

  /** Creates the job. Returns the key that decrypts secrets. */
  private createDatabase(creation: DatabaseCreation, certificates: MysqlCertificates): EffectiveKey | undefined {
    const { namespace, ...meta } = this.meta;
    const name = `${this.props.name}-create-database`;
    const key = creation.keys && new EncryptionKey(this, 'Key', {
      ...this.meta, name: `${this.props.name}-encryption-key`, key: creation.keys.encryptionKey,
    });
    const settings = this.settings(creation, certificates);
    const program = jobProgram('create_database');
    const generation = this.generation(creation, certificates, program, settings, key);
    const own = creation.admin._source.kind === 'given' ? this.adminSecret(creation.admin, generation) : undefined;
    const written = [certificates.filled, own, key?.secret].filter((it) => it !== undefined);
    const verdict = new JobVerdict(this, 'Verdict', { ...this.meta, job: name });
    const writer = new ObjectWriter(this, 'Writer', {
      ...this.meta,
      name,
      secretNames: written.map((it) => it.metadataInput!.name!),
      configMapNames: [verdict.configMapName],
      jobNames: [name],
    });
    const env = [
      ...settings, ...this.logins(creation, own), ...(key?.env ?? []), ...verdict.env,
      { name: 'DB_GENERATION', value: generation.id },
    ];
    const job = new KubernetesJob(this, 'Job', {
      ...meta,
      dependsOn: [
        ...meta.dependsOn, ...this.ready, ...(creation.keys?.ready ?? []), ...(key?.ready ?? []), ...(own ? [own] : []),
        ...verdict.ready, ...writer.ready,
      ],
      metadata: { name, namespace },
      spec: jobSpec({
        name,
        serviceAccountName: writer.serviceAccountName,
        user: `${creation.imageUser}`,
        image: useImage(this, creation.image),
        program,
        env,
      }),
      // No ttl_seconds_after_finished: the next apply would re-create a job that Kubernetes has removed.
      timeouts: { create: '15m', update: '15m' },
      lifecycle: { replaceTriggeredBy: [addressOf(generation)] },
    });
    this.node.defaultChild = job;
    this.ready.push(job, verdict.after(job));
    return key?.after(this.ready);
  }

  /**
   * Replaced when the job must run again. A job cannot be updated, so the job and the administrator's Secret are
   * replaced with it. Both contain its ID in an immutable field, the Secret in its type and the job in a variable,
   * because `replaceTriggeredBy` alone is lost when a run is interrupted or the resources are imported.
   */
  private generation(
    { admin, image }: DatabaseCreation, { filled }: MysqlCertificates, program: string, settings: object[],
    key?: EncryptionKey,
  ): TerraformData {
    const { kind, username, password } = admin._source;
    return new TerraformData(this, 'Generation', {
      triggersReplace: {
        image,
        program: createHash('sha256').update(program).digest('hex'),
        settings,
        ...(this.password !== undefined && { password: fingerprint(this.password) }),
        ...(kind === 'given' && { admin: fingerprint(`${username}:${password!._source.bind(this)}`) }),
        ...(filled && { certificates: filled.metadata.uid }),
        ...(key && { key: key.generation }),
      },
    });
  }

  /**
   * The administrator's credentials, which the job deletes from the Secret when it succeeds. Terraform ignores that
   * change: it writes the data only when it creates the Secret.
   */
  private adminSecret(admin: Credentials, generation: TerraformData): SecretV1 {
    const { namespace, ...meta } = this.meta;
    const { username, password } = admin._source;
    return new SecretV1(this, 'AdminSecret', {
      ...meta,
      metadata: { name: `${this.props.name}-database-admin`, namespace },
      data: { username: literal(username!), password: literal(password!._source.bind(this)) },
      type: `cdktf-zenml-aws/${generation.id}`,
      lifecycle: { ignoreChanges: ['data'], replaceTriggeredBy: [addressOf(generation)] },
    });
  }

  /** Environment variables of the job, except names and passwords. */
  private settings(creation: DatabaseCreation, certificates: MysqlCertificates): object[] {
    return [
      ...databaseSettings(this, creation),
      ...(this.props.encoded ? [{ name: 'DB_ENCODED', value: 'true' }] : []),
      ...certificates.env,
    ];
  }

  private logins({ admin, keys }: DatabaseCreation, own?: SecretV1): object[] {
    const user = [
      ...variablesFrom('DB', this.secret), ...(keys ? variablesFrom('ZENML', keys.administrator) : []),
    ];
    if (!own) {
      return [...user, ...variablesFrom('DB_ADMIN', secretReference(admin, USER_KEYS)!)];
    }
    const name = own.metadataInput!.name!;
    return [
      ...user,
      // The keys are missing for a pod that starts after another one deleted them.
      ...variablesFrom('DB_ADMIN', { name, ...USER_KEYS }, { optional: true }),
      // The UID changes if the Secret was deleted and re-created: then the job is replaced as well.
      { name: 'DB_ADMIN_SECRET', value: `${name}/${own.metadata.uid}` },
    ];
  }
}

/** Rejects a second construct in the app that creates the same database or user on the same server. */
export function refuseSharedDatabase(access: DatabaseAccess, { host, port, database }: DatabaseCreation): void {
  const user = userOf(access);
  const where = `on the MySQL server "${host}:${port}"`;
  const onServer = (other: DatabaseAccess) => {
    const { creation } = other.props;
    return creation?.host === host && creation.port === port ? creation : undefined;
  };
  const owner = access.node.scope as IConstruct;
  const refuse = (prop: string, what: string, clashes: (other: DatabaseAccess) => boolean) =>
    refuseSiblings(owner.constructor.name, access, DatabaseAccess, {
      prop,
      within: access.node.root,
      clashes,
      because: `both create the ${what} ${where}`,
      remedy: 'Give each a dedicated database and user.',
    });
  refuse('database', `database "${database}"`, (other) =>
    onServer(other)?.database.toLowerCase() === database.toLowerCase());
  refuse('credentials', 'user', (other) =>
    user !== undefined && onServer(other) !== undefined && userOf(other) === user);
}

/** Name of the user; undefined if it is in an existing Secret. */
function userOf({ props: { credentials, username } }: DatabaseAccess): string | undefined {
  return credentials._source.kind === 'existingSecret' ? undefined : credentials._source.username ?? username;
}
