import { Release } from '@cdktf/provider-helm/lib/release';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ITerraformDependable, TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { NginxController } from '../ingress';
import { MlflowTrackingServerProps } from './mlflow-tracking-server-options';
import { useImage } from '../helm/mirrors';
import { IngressRoute } from '../ingress/internal';
import { MlflowVersion } from '../versions';
import { MLFLOW_CHART } from './private/chart-rules';
import { ingressOf, NAMESPACE, PORT, REALM, RELEASE, SECRETS, serverNamespace, USERNAME } from './private/defaults';
import { mlflowDatabase } from './private/mlflow-database';
import { imageOf, mlflowImages, mlflowValues } from './private/mlflow-values';
import { propsBeside } from './private/validate';
import { CHART_REPOSITORIES, release } from '../helm/release';
import { rollOnSecrets } from '../helm/roll-on-secrets';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { serviceUrl } from '../kubernetes/private/service-url';
import { boundTexts } from '../secrets/rules';
import { markDeployment } from '../terraform/deployment';
import { isSameCluster } from '../terraform/same-cluster';
import { literals } from '../terraform/text';
import { validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * An MLflow tracking server, on any Kubernetes cluster.
 *
 * Apply creates, in this order, the database user and (with `createDatabase`) the database, the Secrets, the server, an
 * NGINX controller with a load balancer, and the Ingress with a password. Destroy deletes them in reverse order. Each
 * server needs its own namespace. Several servers on a cluster each have their own controller, with different names, or
 * share one with `Ingress.sharedNginx()`.
 *
 * The stack must contain a `KubernetesProvider`, a `HelmProvider`, and a `RandomProvider`, which generates passwords.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { Credentials, MlflowArtifactStore, MlflowBackendStore } from 'cdktf-zenml-aws';
 * import { MlflowTrackingServer, SecretValue } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'mlflow');
 * new MlflowTrackingServer(stack, 'Mlflow', {
 *   backendStore: MlflowBackendStore.mysql({
 *     host: 'mysql.example.internal',
 *     createDatabase: { admin: Credentials.given('admin', SecretValue.variable('db_password')) },
 *   }),
 *   artifactStore: MlflowArtifactStore.s3({ bucket: 'acme-models', path: 'mlflow' }),
 *   serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/mlflow',
 * });
 */
export class MlflowTrackingServer extends Construct {
  /** Default namespace: `mlflow`. */
  public static readonly DEFAULT_NAMESPACE = NAMESPACE;
  /** Default service account: `mlflow-tracking`. The trust policy of the server's IAM role refers to it. */
  public static readonly DEFAULT_SERVICE_ACCOUNT_NAME = RELEASE;
  /** Namespace of the server. */
  public readonly namespace: string;
  /** Helm release of the server. */
  public readonly release: Release;
  /** Name of the Service. */
  public readonly serviceName = RELEASE;
  /** Port of the Service: 5000. */
  public readonly servicePort = PORT;
  /** Name of the server's service account. */
  public readonly serviceAccountName: string;
  /** URL of the server inside the cluster. It requires no password. */
  public readonly internalTrackingUri: string;
  /** URL of the server outside the cluster, without a trailing slash; undefined without an ingress. */
  public readonly trackingUrl?: string;
  /**
   * Name of the user for the ingress; undefined if the ingress requires no password. With an htpasswd file, this is the
   * added user `pipelines`.
   */
  public readonly username?: string;
  /** Password of `username`, sensitive; undefined if the ingress requires no password. */
  public readonly password?: string;
  /**
   * NGINX controller of the ingress, which other servers can share with `Ingress.sharedNginx()`; undefined unless the
   * stack creates it.
   */
  public readonly ingressController?: NginxController;
  /**
   * Name of the NGINX controller's release and Service: `kubectl get service <name> -n <namespace>`; undefined unless
   * the stack creates the controller.
   */
  public readonly ingressControllerName?: string;
  /** Namespace of the NGINX controller; undefined unless the stack creates the controller. */
  public readonly ingressControllerNamespace?: string;
  /**
   * Host name or IP address of the controller's load balancer, to which DNS records must point; undefined unless the
   * stack creates the controller.
   */
  public readonly loadBalancerHostName?: string;
  /** Dependencies for resources that require a running server: its release and its Ingress. */
  public readonly ready: ITerraformDependable[];

  private readonly namespaceName: string;
  private readonly provider?: TerraformProvider;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: MlflowTrackingServerProps) {
    super(scope, id);
    validateProps('MlflowTrackingServer', this, propsBeside((v, given) => this.compareNeighbours(v, given)), props);
    markDeployment(this);

    const { dependsOn = [], kubernetesProvider: provider, releaseTimeoutSeconds: timeoutSeconds } = props;
    const namespace = serverNamespace(props);
    this.namespaceName = namespace.name;
    this.provider = provider;
    const { name, ready } = makeNamespace(this, 'Namespace', namespace, { provider, dependsOn });
    this.namespace = name;
    this.serviceAccountName = props.serviceAccountName ?? RELEASE;
    this.internalTrackingUri = serviceUrl(this.serviceName, namespace.name, this.servicePort);

    const route = ingressOf(props)._source.bind(this, { ...props, timeoutSeconds, dependsOn });
    this.trackingUrl = route?.url;
    this.ingressController = route?.controller;
    this.ingressControllerName = route?.controller?.name;
    this.ingressControllerNamespace = route?.controller?.namespace;
    this.loadBalancerHostName = route?.controller?.loadBalancerHostName;

    this.release = this.install(props, route, ready);
    const published = route?.publish(this, {
      name: RELEASE,
      port: PORT,
      namespace: this.namespace,
      username: USERNAME,
      secretName: SECRETS.basicAuth,
      realm: REALM,
    });
    this.username = published?.username;
    this.password = published?.password;
    this.ready = [this.release, ...(published ? [published.ingress] : [])];
  }

  private install(
    props: MlflowTrackingServerProps, route: IngressRoute | undefined, ready: ITerraformDependable[],
  ): Release {
    const version = props.version ?? MlflowVersion.DEFAULT;
    const database = mlflowDatabase(this, props, this.namespace, ready);
    const artifactKeys = boundTexts(this, props.artifactStore._kind.secretData());
    const artifactSecret = artifactKeys && new SecretV1(this, 'ArtifactSecret', {
      provider: props.kubernetesProvider,
      dependsOn: ready,
      metadata: { name: SECRETS.artifacts, namespace: this.namespace },
      data: literals(artifactKeys),
    });
    return release(this, 'Resource', {
      provider: props.helmProvider,
      name: RELEASE,
      namespace: this.namespace,
      repository: CHART_REPOSITORIES.mlflow,
      chart: 'mlflow',
      version: version.chartVersion,
      images: mlflowImages(version),
      values: mlflowValues(props, {
        databaseSecret: database?.secret,
        certificates: database?.certificates,
        image: useImage(this, imageOf(props)),
        ingressHost: route?.hostName,
        trackingUrl: route?.url,
      }),
      userValues: { prop: 'values', given: props.values, rules: MLFLOW_CHART },
      set: rollOnSecrets(this, {
        ...(database?.password !== undefined && { database: database.password }), ...artifactKeys,
      }),
      timeoutSeconds: props.releaseTimeoutSeconds,
      dependsOn: [...ready, ...(database?.ready ?? []), ...(artifactSecret ? [artifactSecret] : [])],
    });
  }

  /** Adds conflicts with other constructs of the stack on the same cluster. */
  private compareNeighbours(v: Validation, props: MlflowTrackingServerProps): void {
    const { name } = serverNamespace(props);
    TerraformStack.of(this).node.findAll()
      .filter((it): it is MlflowTrackingServer => it instanceof MlflowTrackingServer && it !== this)
      .filter((it) => it.namespaceName === name && isSameCluster(
        { scope: it, provider: it.provider }, { scope: this, provider: props.kubernetesProvider },
      ))
      .forEach((it) => v.add('namespace',
        `got "${name}", which '${it.node.path}' on the same cluster has. Must be another one`,
        'Names in it are fixed: each server needs its own namespace.'));
    ingressOf(props)._source.checkNeighbours(v.at('ingress'), this, props.kubernetesProvider);
  }
}
