import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { CREATE_DATABASE_SCRIPT } from './database-script';
import { RELEASE, SECRETS } from './names';
import { DatabaseToCreate, DatabaseUser, DEFAULT_NAME, USER_KEYS } from './stores/backend-store-kind';
import { Credentials } from '../../kubernetes';
import { SecretReference, secretReference } from '../../private/credentials';
import { KubernetesJob } from '../../private/kubernetes-job';
import { TerraformData } from '../../private/terraform-data';
import { fingerprint, literal } from '../../private/text';
import { MlflowVersion } from '../../versions';
import { MlflowTrackingServerProps } from '../mlflow-tracking-server-options';

/** Props of MlflowDatabase. */
export interface MlflowDatabaseProps {
  /** Props of the tracking server. */
  readonly server: MlflowTrackingServerProps;
  /** MLflow's namespace. */
  readonly namespace: string;
  /** What has to exist before anything is made. */
  readonly dependsOn: ITerraformDependable[];
}

/** The user of MLflow's database and, if asked for, the job that creates user and database. */
export class MlflowDatabase extends Construct {
  /** The Secret with the user's name and password, if the store is a database. */
  public readonly secret?: SecretReference;
  /** The password, if the library has it. */
  public readonly password?: string;
  /** What the server needs: Secret and job. */
  public readonly ready: ITerraformDependable[] = [];

  private readonly props: MlflowDatabaseProps;

  public constructor(scope: Construct, id: string, props: MlflowDatabaseProps) {
    super(scope, id);
    this.props = props;
    const { user, creation } = props.server.backendStore._kind;
    if (!user) {
      return;
    }
    this.secret = secretReference(user.credentials, USER_KEYS);
    if (!this.secret) {
      this.password = this.passwordOf(user);
      const { write, credentials } = user;
      this.secret = this.makeSecret('Secret', SECRETS.database, {
        username: write(credentials._username ?? DEFAULT_NAME), password: write(this.password),
      });
    }
    if (creation) {
      this.createDatabase(creation, this.secret);
    }
    [this.node.defaultChild] = this.ready.slice(-1) as unknown as IConstruct[];
  }

  private passwordOf({ credentials }: DatabaseUser): string {
    const { randomProvider: provider } = this.props.server;
    return credentials._kind === 'given' ? credentials._password!
      : new Password(this, 'Password', { provider, length: 32, special: false }).result;
  }

  private makeSecret(id: string, name: string, data: Record<string, string>): SecretReference {
    const { namespace, dependsOn, server: { kubernetesProvider: provider } } = this.props;
    this.ready.push(new SecretV1(this, id, { provider, dependsOn, metadata: { name, namespace }, data }));
    return { name, ...USER_KEYS };
  }

  private adminSecret(admin: Credentials): SecretReference {
    return secretReference(admin, USER_KEYS) ?? this.makeSecret('AdminSecret', SECRETS.databaseAdmin, {
      username: literal(admin._username!), password: literal(admin._password!),
    });
  }

  private createDatabase(creation: DatabaseToCreate, user: SecretReference): void {
    const admin = this.adminSecret(creation.admin);
    const { namespace, dependsOn, server } = this.props;
    // A job runs once and cannot be changed, so that a new password needs a new job.
    const generation = this.password === undefined ? undefined : new TerraformData(this, 'PasswordGeneration', {
      triggersReplace: { password: fingerprint(this.password) },
    });
    const job = new KubernetesJob(this, 'Job', {
      provider: server.kubernetesProvider,
      dependsOn: [...dependsOn, ...this.ready],
      metadata: { name: `${RELEASE}-create-database`, namespace },
      spec: {
        backoff_limit: 4,
        active_deadline_seconds: 840,
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': `${RELEASE}-create-database` } },
          spec: {
            restart_policy: 'Never',
            automount_service_account_token: false,
            security_context: { run_as_non_root: true, run_as_user: '1001', run_as_group: '1001' },
            container: [{
              name: 'create-database',
              image: `burakince/mlflow:${(server.version ?? MlflowVersion.DEFAULT).appVersion}`,
              command: ['python', '-c', CREATE_DATABASE_SCRIPT],
              env: [
                { name: 'DB_HOST', value: creation.host },
                { name: 'DB_PORT', value: `${creation.port}` },
                { name: 'DB_NAME', value: creation.database },
                { name: 'DB_REQUIRE_TLS', value: `${creation.requireTls ?? true}` },
                ...fromSecret('DB', user),
                ...fromSecret('DB_ADMIN', admin),
              ],
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
      lifecycle: generation && {
        replaceTriggeredBy: [`${generation.terraformResourceType}.${generation.friendlyUniqueId}`],
      },
    });
    this.ready.push(job);
  }
}

function fromSecret(prefix: string, { name: secret, usernameKey, passwordKey }: SecretReference): object[] {
  const variable = (name: string, key: string) =>
    ({ name: `${prefix}_${name}`, value_from: { secret_key_ref: { name: secret, key } } });
  return [variable('USERNAME', usernameKey), variable('PASSWORD', passwordKey)];
}
