import { Release } from '@cdktf/provider-helm/lib/release';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ITerraformDependable, TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { NginxController } from '../ingress';
import { MlflowTrackingServerOptions, MlflowTrackingServerProps } from './mlflow-tracking-server-options';
import { useImage } from '../helm/mirrors';
import { IngressRoute } from '../ingress/internal';
import { MlflowVersion } from '../versions';
import { MLFLOW_CHART } from './private/chart-rules';
import { ingressOf, NAMESPACE, PORT, REALM, RELEASE, SECRETS, serverNamespace, USERNAME } from './private/defaults';
import { mlflowDatabase } from './private/mlflow-database';
import { imageOf, mlflowImages, mlflowValues } from './private/mlflow-values';
import { compareOptions, OPTIONS_SHAPE, propsBeside } from './private/validate';
import { CHART_REPOSITORIES, release } from '../helm/release';
import { rollOnSecrets } from '../helm/roll-on-secrets';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { serviceUrl } from '../kubernetes/private/service-url';
import { boundTexts } from '../secrets/rules';
import { markDeployment } from '../terraform/deployment';
import { isSameCluster } from '../terraform/same-cluster';
import { literals } from '../terraform/text';
import { Shape, validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * An MLflow tracking server, on any Kubernetes cluster.
 *
 * Its database user, on request its database, its Secrets, the server, an NGINX controller with a load balancer and the
 * Ingress with a password are made in this order in one apply, and removed in the reverse order in one destroy. A
 * namespace takes one of these. Several on one cluster have a controller each, of a name of its own, or one for all
 * (`Ingress.sharedNginx()`).
 *
 * Its stack needs a `KubernetesProvider`, a `HelmProvider` and a `RandomProvider`, which generates passwords.
 */
export class MlflowTrackingServer extends Construct {
  /** The namespace unless another is chosen: `mlflow`. */
  public static readonly DEFAULT_NAMESPACE = NAMESPACE;
  /** The service account unless another is chosen: `mlflow-tracking`. The IAM role's trust policy names it. */
  public static readonly DEFAULT_SERVICE_ACCOUNT_NAME = RELEASE;
  /**
   * What each option has to be, for what composes the construct.
   * @internal
   */
  public static readonly _SHAPE: Shape<MlflowTrackingServerOptions> = OPTIONS_SHAPE;

  /**
   * Adds what is wrong between options, for what composes the construct.
   * @internal
   */
  public static _compare(v: Validation, options: MlflowTrackingServerOptions): void {
    compareOptions(v, options);
  }

  /**
   * The namespaces that options use, by the prop that chooses each.
   * @internal
   */
  public static _namespaces(options: MlflowTrackingServerOptions): [prop: string, name: string][] {
    return [
      ['namespace', serverNamespace(options).name],
      ...ingressOf(options)._namespaces().map(([prop, { name }]) => [`ingress.${prop}`, name] as [string, string]),
    ];
  }

  /** Namespace of the server. */
  public readonly namespace: string;
  /** The server's release. */
  public readonly release: Release;
  /** Name of the Service. */
  public readonly serviceName = RELEASE;
  /** Port of the Service: 5000. */
  public readonly servicePort = PORT;
  /** Name of the server's service account. */
  public readonly serviceAccountName: string;
  /** The server's URL inside the cluster. No password is asked for there. */
  public readonly internalTrackingUri: string;
  /** The server's URL outside the cluster, without a slash at its end; undefined without an ingress. */
  public readonly trackingUrl?: string;
  /**
   * The user that the ingress asks for, beside those of an htpasswd file the added user `pipelines`; undefined if it
   * asks for none.
   */
  public readonly username?: string;
  /** The password of this user, sensitive; undefined if the ingress asks for none. */
  public readonly password?: string;
  /**
   * The NGINX controller: for other servers, too, by `Ingress.sharedNginx()`; undefined if there is none of the stack.
   */
  public readonly ingressController?: NginxController;
  /**
   * Name of release and Service of the NGINX controller: `kubectl get service <name> -n <namespace>`; undefined if
   * there is none of the stack.
   */
  public readonly ingressControllerName?: string;
  /** Namespace of the NGINX controller; undefined if there is none of the stack. */
  public readonly ingressControllerNamespace?: string;
  /**
   * Host name or IP address of the controller's load balancer, what a DNS record has to point to; undefined if there is
   * none of the stack.
   */
  public readonly loadBalancerHostName?: string;
  /** What to depend on if the server has to answer before and until after: release and Ingress. */
  public readonly ready: ITerraformDependable[];

  private readonly namespaceName: string;
  private readonly provider?: TerraformProvider;

  /** @throws Error that lists every prop that is wrong */
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

    const route = ingressOf(props)._bind(this, { ...props, timeoutSeconds, dependsOn });
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

  /** Adds what keeps the server from being made beside what the stack has on the same cluster. */
  private compareNeighbours(v: Validation, props: MlflowTrackingServerProps): void {
    const { name } = serverNamespace(props);
    TerraformStack.of(this).node.findAll()
      .filter((it): it is MlflowTrackingServer => it instanceof MlflowTrackingServer && it !== this)
      .filter((it) => it.namespaceName === name && isSameCluster(
        { scope: it, provider: it.provider }, { scope: this, provider: props.kubernetesProvider },
      ))
      .forEach((it) => v.add('namespace',
        `must differ from that of '${it.node.path}' on the same cluster, both are "${name}"`,
        'Names in it are fixed: each server needs a namespace of its own.'));
    ingressOf(props)._checkNeighbours(v.at('ingress'), this, props.kubernetesProvider);
  }
}
