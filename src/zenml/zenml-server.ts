import { Release } from '@cdktf/provider-helm/lib/release';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ZENML_CHART } from './private/chart-rules';
import { zenmlDatabase } from './private/server-database';
import { SECRET_KEYS, SERVER_LABELS, serverImages, serverValues } from './private/server-values';
import { ZENML_SERVER_PROPS } from './private/validate-server';
import { ZenmlServerProps } from './zenml-server-options';
import { CHART_REPOSITORIES, release } from '../helm/release';
import { Credentials, ServiceExposure } from '../kubernetes';
import { DatabaseAccess } from '../kubernetes/mysql/database-access';
import { USER_KEYS } from '../kubernetes/mysql/database-creation';
import { SecretReference, secretReference } from '../kubernetes/private/credentials';
import { ExposedService, exposedService } from '../kubernetes/private/load-balancer';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { serviceUrl } from '../kubernetes/private/service-url';
import { markDeployment } from '../terraform/deployment';
import { addressOf } from '../terraform/kept';
import { pythonProgram } from '../terraform/programs';
import { isSameCluster } from '../terraform/same-cluster';
import { literal, sensitive } from '../terraform/text';
import { validateProps } from '../validation/shape';
import { refuseSiblings } from '../validation/siblings';
import { ZenmlVersion } from '../versions';
import { ADMINISTRATOR, NAMESPACE, POD_PORT, PORT, RELEASE, serverNamespace } from './private/server-defaults';
import { rollOnSecrets } from '../helm/roll-on-secrets';

/** Internals of a server that other parts of the library use. */
interface ZenmlServerInternals {
  /** Secret with the administrator, in the server's namespace. */
  readonly administrator: SecretReference;
  /** Address of the encryption key, if it is generated. */
  readonly generatedKey?: string;
  /** Expression for the key of an earlier deployment, if there is one. */
  readonly restoredKey?: string;
}

/**
 * A ZenML server, on any Kubernetes cluster with any MySQL server.
 *
 * Apply creates, in this order, the user on the MySQL server and (with `database.admin`) the database, the Secrets, the
 * load balancer and the server. Destroy deletes them in reverse order. The server starts activated, and its
 * administrator has a password. Each server needs its own namespace.
 *
 * The stack must contain a `KubernetesProvider`, a `HelmProvider`, and a `RandomProvider`, which generates passwords.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { Credentials, SecretValue, ZenmlServer } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'zenml');
 * new ZenmlServer(stack, 'Zenml', {
 *   database: {
 *     host: 'mysql.example.internal',
 *     admin: Credentials.given('admin', SecretValue.variable('db_password')),
 *   },
 * });
 */
export class ZenmlServer extends Construct {
  /** Default namespace: `zenml-server`. */
  public static readonly DEFAULT_NAMESPACE = NAMESPACE;
  /** Default service account: `zenml-server`. The trust policy of the server's IAM role refers to it. */
  public static readonly DEFAULT_SERVICE_ACCOUNT_NAME = RELEASE;

  /** Namespace of the server. */
  public readonly namespace: string;
  /** Helm release of the server. */
  public readonly release: Release;
  /** Name of the Service inside the cluster. */
  public readonly serviceName = RELEASE;
  /** Port of the Service inside the cluster: 80. */
  public readonly servicePort = PORT;
  /** Name of the server's service account. */
  public readonly serviceAccountName: string;
  /** Version of the server. Clients must have the same version. */
  public readonly version: string;
  /** URL of the server inside the cluster. */
  public readonly internalUrl: string;
  /** URL of the server outside the cluster, without a trailing slash; undefined if it is not exposed. */
  public readonly url?: string;
  /** Name of the administrator; undefined with an existing Secret. */
  public readonly username?: string;
  /** Password of the administrator, sensitive; undefined with an existing Secret. */
  public readonly password?: string;
  /**
   * Key that encrypts secrets in the database, sensitive. If the job that creates the database finds data of an earlier
   * deployment, this is the key of that deployment.
   */
  public readonly encryptionKey: string;
  /** Host name or IP address of the load balancer; undefined without one. */
  public readonly loadBalancerHostName?: string;
  /** Dependencies for resources that require a running server: its release and its load balancer. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _internals: ZenmlServerInternals;

  private readonly props: ZenmlServerProps;
  private readonly secrets: ITerraformDependable[] = [];
  /** Dependencies of everything in the namespace. */
  private readonly inside: ITerraformDependable[];

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: ZenmlServerProps) {
    super(scope, id);
    validateProps('ZenmlServer', this, ZENML_SERVER_PROPS, props);
    this.refuseSecond(props);
    markDeployment(this);

    this.props = props;
    const { dependsOn = [], kubernetesProvider: provider, version = ZenmlVersion.DEFAULT } = props;
    const namespace = serverNamespace(props);
    const { name, ready } = makeNamespace(this, 'Namespace', namespace, { provider, dependsOn });
    this.namespace = name;
    this.inside = ready;
    this.serviceAccountName = props.serviceAccountName ?? RELEASE;
    this.version = version.version;
    this.internalUrl = serviceUrl(this.serviceName, namespace.name);
    const exposed = this.exposed();
    this.loadBalancerHostName = exposed?.hostName;
    this.url = props.serverUrl ?? exposed?.url ?? (exposed?.hostName && `http://${exposed.hostName}`);

    const administrator = this.administrator();
    this.username = administrator.username;
    this.password = administrator.password;
    const key = props.encryptionKey === undefined ? this.randomKey('EncryptionKey') : undefined;
    const wantedKey = key?.result ?? sensitive(props.encryptionKey!._source.bind(this));
    const database = zenmlDatabase(this, props, {
      namespace: this.namespace,
      version: this.version,
      encryptionKey: wantedKey,
      administrator: administrator.secret,
      secrets: [...this.secrets],
      dependsOn: ready,
    });
    this.encryptionKey = database.encryptionKey?.value ?? wantedKey;
    this._internals = {
      administrator: administrator.secret,
      generatedKey: key && addressOf(key),
      restoredKey: database.encryptionKey?.restored,
    };
    this.release = this.install(version, database, wantedKey);
    this.ready = [this.release, ...(exposed ? [exposed.service] : [])];
  }

  private refuseSecond(props: ZenmlServerProps): void {
    const { name } = serverNamespace(props);
    refuseSiblings('ZenmlServer', this, ZenmlServer, {
      prop: 'namespace',
      within: TerraformStack.of(this),
      clashes: (other) => serverNamespace(other.props).name === name
        && isSameCluster({ scope: other, provider: other.props.kubernetesProvider },
          { scope: this, provider: props.kubernetesProvider }),
      because: `both are in the namespace "${name}", and names in it are fixed`,
      remedy: "Give each its own 'namespace'.",
    });
  }

  /** Creates the exposed Service, in addition to the chart's Service for access from inside the cluster. */
  private exposed(): ExposedService | undefined {
    const { exposure = ServiceExposure.loadBalancer(), kubernetesProvider: provider } = this.props;
    return exposure._source.type === 'ClusterIP' ? undefined : exposedService(this, 'External', {
      provider,
      dependsOn: this.inside,
      name: `${RELEASE}-external`,
      namespace: this.namespace,
      selector: SERVER_LABELS,
      ports: [{ name: 'http', port: PORT, targetPort: POD_PORT }],
      exposure,
      loadBalancerAnnotations: this.props.loadBalancerAnnotations,
      local: true,
      timeoutSeconds: this.props.releaseTimeoutSeconds,
    });
  }

  /** Returns the administrator, and the Secret with name and password. */
  private administrator(): { username?: string; password?: string; secret: SecretReference } {
    const given = this.props.administrator ?? Credentials.generated(ADMINISTRATOR);
    const existing = secretReference(given, USER_KEYS);
    if (existing) {
      return { secret: existing };
    }
    const username = given._source.username ?? ADMINISTRATOR;
    const password = given._source.kind === 'generated'
      ? new Password(this, 'Password', { provider: this.props.randomProvider, length: 32, special: false }).result
      : sensitive(given._source.password!._source.bind(this));
    const secret = this.secret('AdministratorSecret', {
      name: `${RELEASE}-administrator`, data: { username: literal(username), password },
    });
    return { username, password, secret };
  }

  /** Generates 64 random letters and digits. */
  private randomKey(id: string): Password {
    return new Password(this, id, { provider: this.props.randomProvider, length: 64, special: false });
  }

  private install(version: ZenmlVersion, database: DatabaseAccess, wantedKey: string): Release {
    const { name: secretName } = this.secret('Secret', {
      name: `${RELEASE}-keys`,
      data: {
        [SECRET_KEYS.activate]: 'true',
        [SECRET_KEYS.jwt]: this.randomKey('JwtKey').result,
        [SECRET_KEYS.encryption]: this.encryptionKey,
        [SECRET_KEYS.repair]: literal(pythonProgram('sitecustomize')),
      },
    });
    return release(this, 'Resource', {
      provider: this.props.helmProvider,
      name: RELEASE,
      namespace: this.namespace,
      repository: CHART_REPOSITORIES.zenml,
      chart: 'zenml',
      version: this.version,
      images: serverImages(version),
      values: serverValues(this.props, {
        databaseSecret: database.secret,
        certificates: database.certificates,
        secretName,
        administrator: this._internals.administrator,
        url: this.url,
      }),
      userValues: { prop: 'values', given: this.props.values, rules: ZENML_CHART },
      // The wanted key is known in every plan, and the effective key changes only with it.
      set: rollOnSecrets(this, {
        encryptionKey: wantedKey, ...(database.password && { database: database.password }),
      }),
      timeoutSeconds: this.props.releaseTimeoutSeconds,
      dependsOn: [...this.inside, ...database.ready, ...this.secrets],
    });
  }

  private secret(id: string, { name, data }: { name: string; data: Record<string, string> }): SecretReference {
    const { kubernetesProvider: provider } = this.props;
    const metadata = { name, namespace: this.namespace };
    this.secrets.push(new SecretV1(this, id, { provider, dependsOn: this.inside, metadata, data }));
    return { name, ...USER_KEYS };
  }
}
