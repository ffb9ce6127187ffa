import { Release } from '@cdktf/provider-helm/lib/release';
import { IngressV1 } from '@cdktf/provider-kubernetes/lib/ingress-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { MlflowTrackingServerProps } from './mlflow-tracking-server-options';
import { MlflowBasicAuth } from '../ingress/basic-auth';
import { MlflowIngress, MlflowIngressController } from '../ingress/ingress';
import { NginxController } from '../ingress/nginx-controller';
import { HTPASSWD_SECRETS, ingressAnnotations } from '../ingress/private/annotations';
import { ClusterNamespace } from '../kubernetes';
import { CHART_REPOSITORIES } from '../private/charts';
import { valuesDocuments } from '../private/helm';
import { literal } from '../private/literal';
import { TerraformData } from '../private/terraform-data';
import { Validation } from '../private/validation';
import { MlflowVersion } from '../versions';
import { artifactSecretData } from './private/artifact-values';
import { Database } from './private/mlflow-database';
import { mlflowValues } from './private/mlflow-values';
import { NAMESPACE, PORT, RELEASE, SECRETS } from './private/names';
import { fingerprint } from '../private/secret-text';
import { validateMlflowTrackingServer } from './private/validate';
import { BasicAuthSecret } from '../ingress/private/basic-auth-secret';

/** Where an annotation of the pods comes from that changes with their Secrets; the chart itself restarts them for its ConfigMap only. */
const GENERATION_PATH = 'podAnnotations.secrets-generation';

/**
 * An MLflow tracking server, on any Kubernetes cluster.
 *
 * Its database user, on request its database, its Secrets, the server, an NGINX controller with a load balancer and the Ingress with a
 * password are made in this order in one apply, and removed in the reverse order in one destroy. A namespace takes one of these, and with
 * `MlflowIngress.nginx()` a cluster does.
 *
 * If an apply is interrupted for good while a release is being installed, Helm keeps its name; `helm uninstall` it before the next apply.
 */
export class MlflowTrackingServer extends Construct {
  /** The namespace unless another is chosen: `mlflow`. */
  public static readonly DEFAULT_NAMESPACE = NAMESPACE;
  /** The service account unless another is chosen: `mlflow-tracking`. The IAM role's trust policy names it. */
  public static readonly DEFAULT_SERVICE_ACCOUNT_NAME = RELEASE;

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
  public readonly trackingUri: string;
  /** The server's URL outside the cluster, without a slash at its end; undefined without an ingress. */
  public readonly trackingUrl?: string;
  /** The user that the ingress asks for, the first of an htpasswd file; undefined if it asks for none. */
  public readonly username?: string;
  /** The password that the ingress asks for, sensitive; undefined if it asks for none or only the hash is known. */
  public readonly password?: string;
  /** Name of release and Service of the NGINX controller: `kubectl get service <name> -n <namespace>`; undefined if none is installed. */
  public readonly ingressControllerName?: string;
  /** Namespace of the NGINX controller; undefined if none is installed. */
  public readonly ingressControllerNamespace?: string;
  /** Host name or IP address of the controller's load balancer, what a DNS record has to point to; undefined if none is installed. */
  public readonly loadBalancerHostName?: string;
  /** What to depend on if the server has to answer before and until after: release and Ingress. */
  public readonly ready: ITerraformDependable[];

  private readonly props: MlflowTrackingServerProps;

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: MlflowTrackingServerProps) {
    super(scope, id);
    const validation = new Validation();
    validateMlflowTrackingServer(validation, props);
    validation.throwIfAny(`MlflowTrackingServer '${this.node.path}'`);

    this.props = props;
    const before = props.dependsOn ?? [];
    const { _nginx: nginx, _existing: existing } = props.ingress ?? MlflowIngress.nginx();
    const namespace = props.namespace ?? ClusterNamespace.create(NAMESPACE);
    this.namespace = this.makeNamespace(namespace, before);
    this.serviceAccountName = props.serviceAccountName ?? RELEASE;
    this.trackingUri = `http://${this.serviceName}.${namespace.name}.svc.cluster.local:${this.servicePort}`;

    const controller = nginx && new NginxController(this, 'Nginx', {
      ...props, options: nginx, timeoutSeconds: this.timeoutSeconds, dependsOn: before,
    });
    const host = nginx?.host ?? existing?.host ?? controller?.loadBalancerHostName;
    if (host) {
      const secure = nginx?.certificateArn ?? nginx?.tlsSecretName ?? existing?.tlsSecretName;
      this.trackingUrl = `${secure ? 'https' : 'http'}://${host}`;
    }
    this.ingressControllerName = controller?.name;
    this.ingressControllerNamespace = controller?.namespace;
    this.loadBalancerHostName = controller?.loadBalancerHostName;

    const database = new Database(this, 'Database', { server: props, namespace: this.namespace, dependsOn: before });
    const artifactKeys = artifactSecretData(props.artifactStore);
    const artifactSecret = artifactKeys && new SecretV1(this, 'ArtifactSecret', {
      provider: props.kubernetesProvider,
      metadata: { name: SECRETS.artifacts, namespace: this.namespace },
      dependsOn: before,
      data: Object.fromEntries(Object.entries(artifactKeys).map(([key, value]) => [key, literal(value)])),
    });
    const values = mlflowValues(props, { databaseSecret: database.secret, ingressHost: host, trackingUrl: this.trackingUrl });
    this.release = new Release(this, 'Resource', {
      provider: props.helmProvider,
      name: RELEASE,
      namespace: this.namespace,
      repository: CHART_REPOSITORIES.mlflow,
      chart: 'mlflow',
      version: (props.version ?? MlflowVersion.DEFAULT).chartVersion,
      values: valuesDocuments(values, props.values),
      wait: true,
      // Without it, a failed installation keeps the release's name: https://github.com/hashicorp/terraform-provider-helm/issues/425
      atomic: true,
      timeout: this.timeoutSeconds,
      dependsOn: [...before, ...database.ready, ...(artifactSecret ? [artifactSecret] : [])],
    });
    this.rollWith({ ...(database.password !== undefined && { database: database.password }), ...artifactKeys });

    this.ready = [this.release];
    if (nginx || existing) {
      const kind = existing?.controller ?? MlflowIngressController.F5_NGINX;
      const auth = this.basicAuth((nginx ?? existing)?.auth ?? MlflowBasicAuth.generated(), kind, before);
      this.username = auth?.username;
      this.password = auth?.password;
      const ingressTls = tls(nginx ?? existing!);
      const annotations = ingressAnnotations(kind, { secretName: auth?.name, tls: ingressTls !== undefined });
      this.ready.push(new IngressV1(this, 'Ingress', {
        provider: props.kubernetesProvider,
        metadata: { name: RELEASE, namespace: this.namespace, annotations: { ...annotations, ...existing?.annotations } },
        spec: {
          ingressClassName: controller?.className ?? existing?.className,
          rule: [{
            host: nginx?.host ?? existing?.host,
            http: { path: [{ path: '/', pathType: 'Prefix', backend: { service: { name: RELEASE, port: { number: PORT } } } }] },
          }],
          tls: ingressTls,
        },
        dependsOn: [...before, ...(controller ? [controller.release] : []), ...(auth ? [auth.secret] : [])],
      }));
    }
  }

  private get timeoutSeconds(): number {
    return this.props.releaseTimeoutSeconds ?? 900;
  }

  /** Makes the namespace, unless it exists; returns its name, as a reference if it is made. */
  private makeNamespace(namespace: ClusterNamespace, dependsOn: ITerraformDependable[]): string {
    return !namespace.managed ? namespace.name : new NamespaceV1(this, 'Namespace', {
      provider: this.props.kubernetesProvider, dependsOn, metadata: { name: namespace.name }, timeouts: { delete: '15m' },
    }).metadata.name;
  }

  private basicAuth(auth: MlflowBasicAuth, kind: MlflowIngressController, dependsOn: ITerraformDependable[]): BasicAuthSecret | undefined {
    const wanted = auth._username !== undefined || auth._htpasswd !== undefined;
    return wanted ? new BasicAuthSecret(this, 'BasicAuth', {
      auth,
      format: HTPASSWD_SECRETS[kind],
      namespace: this.namespace,
      dependsOn,
      kubernetesProvider: this.props.kubernetesProvider,
      randomProvider: this.props.randomProvider,
    }) : undefined;
  }

  /** Restarts the pods when what they read from our Secrets changes. The annotation is an id, no hash: nothing of a secret gets into Helm. */
  private rollWith(secrets: Record<string, string>): void {
    const entries = Object.entries(secrets);
    if (entries.length > 0) {
      const generation = new TerraformData(this, 'SecretsGeneration', {
        triggersReplace: Object.fromEntries(entries.map(([name, value]) => [name, fingerprint(value)])),
      });
      this.release.putSet([{ name: GENERATION_PATH, value: generation.id, type: 'string' }]);
    }
  }
}

function tls(options: { host?: string; tlsSecretName?: string }): { hosts: string[]; secretName: string }[] | undefined {
  return options.tlsSecretName && options.host ? [{ hosts: [options.host], secretName: options.tlsSecretName }] : undefined;
}
