import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { KubernetesJob } from '../../private/kubernetes-job';
import { literal } from '../../private/literal';
import { TerraformData } from '../../private/terraform-data';
import { MlflowVersion } from '../../versions';
import { MlflowBackendStore, MlflowDatabaseCreation, MlflowDatabaseSecret, MlflowMysqlOptions } from '../backend-store';
import { MlflowTrackingServerProps } from '../mlflow-tracking-server-options';
import { CREATE_DATABASE_SCRIPT } from './database-script';
import { RELEASE, SECRETS } from './names';
import { encodeUriPart, fingerprint } from '../../private/secret-text';

/** Props of Database. */
export interface DatabaseProps {
  /** Props of the tracking server. */
  readonly server: MlflowTrackingServerProps;
  /** MLflow's namespace. */
  readonly namespace: string;
  /** What has to exist before anything is made. */
  readonly dependsOn: ITerraformDependable[];
}

/** The user of MLflow's database and, if asked for, the job that creates user and database. */
export class Database extends Construct {
  /** The Secret with the user's name and password, if the store is a database. */
  public readonly secret?: MlflowDatabaseSecret;
  /** The password, if the library has it. */
  public readonly password?: string;
  /** What the server needs: Secret and job. */
  public readonly ready: ITerraformDependable[] = [];

  private readonly props: DatabaseProps;

  public constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.props = props;
    const store = props.server.backendStore;
    const options = store._mysql ?? store._postgresql;
    if (!options) {
      return;
    }
    this.secret = options.existingSecret;
    if (!options.existingSecret) {
      const { randomProvider: provider } = props.server;
      this.password = options.password ?? new Password(this, 'Password', { provider, length: 32, special: false }).result;
      this.secret = this.makeSecret('Secret', SECRETS.database, credentials(store, options.username ?? 'mlflow', this.password));
    }
    if (store._mysql?.createDatabase) {
      this.ready.push(this.createDatabase(store._mysql, store._mysql.createDatabase, this.secret!));
    }
  }

  private makeSecret(id: string, name: string, data: Record<string, string>): MlflowDatabaseSecret {
    const { namespace, dependsOn, server: { kubernetesProvider: provider } } = this.props;
    this.ready.push(new SecretV1(this, id, { provider, dependsOn, metadata: { name, namespace }, data }));
    return { name };
  }

  private createDatabase(mysql: MlflowMysqlOptions, options: MlflowDatabaseCreation, user: MlflowDatabaseSecret): KubernetesJob {
    const admin = options.adminSecret
      ?? this.makeSecret('AdminSecret', SECRETS.databaseAdmin, { username: literal(options.adminUsername!), password: literal(options.adminPassword!) });
    const { namespace, dependsOn, server } = this.props;
    // A job runs once and cannot be changed, so that a new password needs a new job.
    const generation = this.password === undefined ? undefined : new TerraformData(this, 'PasswordGeneration', {
      triggersReplace: { password: fingerprint(this.password) },
    });
    return new KubernetesJob(this, 'Job', {
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
                { name: 'DB_HOST', value: mysql.host },
                { name: 'DB_PORT', value: `${mysql.port ?? 3306}` },
                { name: 'DB_NAME', value: mysql.database ?? 'mlflow' },
                { name: 'DB_REQUIRE_TLS', value: `${options.requireTls ?? true}` },
                ...fromSecret('DB', user),
                ...fromSecret('DB_ADMIN', admin),
              ],
              resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
              security_context: { allow_privilege_escalation: false, read_only_root_filesystem: true, capabilities: { drop: ['ALL'] } },
            }],
          },
        },
      },
      // No ttl_seconds_after_finished: a job that Kubernetes has removed would be made again by the next apply.
      timeouts: { create: '15m', update: '15m' },
      // As text: cdktf writes a resource as "${…}" here, which Terraform does not read at this place.
      lifecycle: generation && { replaceTriggeredBy: [`${generation.terraformResourceType}.${generation.friendlyUniqueId}`] },
    });
  }
}

/** MLflow reads a MySQL user from a URI, a PostgreSQL user from variables of libpq. */
function credentials(store: MlflowBackendStore, username: string, password: string): Record<string, string> {
  const write = store._mysql ? encodeUriPart : literal;
  return { username: write(username), password: write(password) };
}

function fromSecret(prefix: string, secret: MlflowDatabaseSecret): object[] {
  const variable = (name: string, key: string) => ({ name: `${prefix}_${name}`, value_from: { secret_key_ref: { name: secret.name, key } } });
  return [variable('USERNAME', secret.usernameKey ?? 'username'), variable('PASSWORD', secret.passwordKey ?? 'password')];
}
