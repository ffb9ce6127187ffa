import { Release } from '@cdktf/provider-helm/lib/release';
import { Fn, ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { CHART_REPOSITORIES, valuesDocument } from '../helm/release';
import { deployerRole, deployerSubjects } from '../kubernetes/private/deployer-role';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { markDeployment } from '../terraform/deployment';
import { isSameCluster } from '../terraform/same-cluster';
import { LABEL } from '../validation/rules';
import { required, struct, validateProps } from '../validation/shape';
import { refuseSiblings } from '../validation/siblings';
import { SeldonCoreVersion } from '../versions';
import { OPERATOR_CHART } from './private/chart-rules';
import { DEPLOYER_ROLE, NAMESPACES, RELEASES, ROTATION_PATH } from './private/defaults';
import { firstHostName } from './private/gateway';
import { BoundIstio, releaseAs } from './private/istio-parts';
import { istioSource, operatorNamespaces } from './private/namespaces';
import { operatorImages } from './private/operator-images';
import { HALF_YEAR, operatorValues, WEBHOOK_CERTIFICATE_DAYS } from './private/operator-values';
import { DEPLOYER_RULES } from './private/rbac';
import { SELDON_PROPS } from './private/validate';
import { SeldonCoreIstioProps } from './seldon-core-istio-options';

const PREDICTION = struct<{ readonly deployment: string }>({ deployment: required(LABEL) });

/**
 * Seldon Core behind an Istio gateway, on any Kubernetes cluster.
 *
 * Apply creates, in this order, Istio's custom resource definitions, istiod, the ingress gateway and the `Gateway`,
 * Seldon Core's operator, and the namespace for models. Destroy deletes them in reverse order. An existing Istio
 * (`istio`) is neither changed nor deleted. A cluster can have only one Seldon Core, because the release names are
 * fixed.
 *
 * The stack must contain a `KubernetesProvider` and a `HelmProvider`.
 *
 * @throws Error that lists every invalid prop
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { SeldonCoreIstio, ServiceExposure } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'models');
 * new SeldonCoreIstio(stack, 'Seldon', {
 *   gateway: { exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.0/24'] }) },
 * });
 */
export class SeldonCoreIstio extends Construct {
  /** Default namespace of models: `zenml-seldon-workloads`. The trust policy of the models' IAM role refers to it. */
  public static readonly DEFAULT_WORKLOAD_NAMESPACE = NAMESPACES.workload;

  /** Namespace of the `Gateway` and, if it is created, of Istio. */
  public readonly istioNamespace: string;
  /** Namespace of the Seldon Core operator. */
  public readonly seldonNamespace: string;
  /** Namespace in which models are deployed: `kubernetes_namespace` of ZenML's model deployer. */
  public readonly workloadNamespace: string;
  /** Helm release of Istio's custom resource definitions; undefined if they already exist. */
  public readonly istioBaseRelease?: Release;
  /** Helm release of Istio's control plane; undefined if it already exists. */
  public readonly istiodRelease?: Release;
  /** Helm release of the gateway pods; undefined if they already exist. */
  public readonly ingressGatewayRelease?: Release;
  /** Helm release of the `Gateway`; undefined if it already exists. */
  public readonly gatewayRelease?: Release;
  /** Helm release of Seldon Core's operator. */
  public readonly operatorRelease: Release;
  /** Reference to the `Gateway` in Seldon Core's form: `namespace/name`. */
  public readonly gatewayRef: string;
  /** Manifest of the `Gateway` for predictions, as JSON; of an existing one, only its identity. */
  public readonly predictionSpec: string;
  /**
   * Name of the gateway's Service, in `istioNamespace` unless `IstioSource.existingGateway()` names another namespace.
   */
  public readonly serviceName: string;
  /** Host name of the load balancer, or its IP address if it has no host name; undefined if none is created. */
  public readonly loadBalancerHostName?: string;
  /**
   * Base URL of predictions, without `/seldon/…` and without a trailing slash: `base_url` of ZenML's model deployer. It
   * is the first of these that exists: `url` of the `IstioSource`, or the URL with the first host of `gateway.hosts`
   * without an asterisk, with the host of the load balancer, or with that of the Service inside the cluster.
   */
  public readonly baseUrl: string;
  /** Base URL inside the cluster, for plain HTTP. It cannot be used if the gateway's pods terminate TLS. */
  public readonly internalBaseUrl: string;
  /** When the certificate of the operator's webhook expires, in RFC 3339, for example `2027-11-23T13:35:00Z`. */
  public readonly webhookCertificateExpiry: string;
  /** Dependencies for resources that deploy models: the operator, the gateway, the workload namespace and its roles. */
  public readonly ready: ITerraformDependable[];

  private readonly props: SeldonCoreIstioProps;

  public constructor(scope: Construct, id: string, props: SeldonCoreIstioProps = {}) {
    super(scope, id);
    validateProps('SeldonCoreIstio', this, SELDON_PROPS, props);
    this.refuseSecond(props);
    markDeployment(this);

    this.props = props;
    const { seldonNamespace: seldon, workloadNamespace: workload } = operatorNamespaces(props);
    const { kubernetesProvider: provider, dependsOn = [] } = props;

    const istio = istioSource(props)._source.bind(this, props);
    this.istioNamespace = istio.namespace;
    this.istioBaseRelease = istio.baseRelease;
    this.istiodRelease = istio.istiodRelease;
    this.ingressGatewayRelease = istio.ingressGatewayRelease;
    this.gatewayRelease = istio.gatewayRelease;
    this.serviceName = istio.serviceName;
    this.loadBalancerHostName = istio.hostName;
    const { name: gatewayName, namespace: gatewayNamespace } = istio.manifest.metadata;
    this.gatewayRef = `${gatewayNamespace}/${gatewayName}`;
    this.predictionSpec = valuesDocument(istio.manifest);
    this.internalBaseUrl = istio.internalUrl;
    this.baseUrl = this.urlOf(istio);

    this.seldonNamespace = makeNamespace(this, 'SeldonNamespace', seldon, { provider, dependsOn }).name;
    this.operatorRelease = this.installOperator(istio.definitions);
    // The chart creates the certificate whenever it is installed or upgraded. Helm reports that time in seconds since
    // 1970.
    const deployed = Fn.timeadd('1970-01-01T00:00:00Z', Fn.format('%ds', [this.operatorRelease.metadata.lastDeployed]));
    this.webhookCertificateExpiry = Fn.timeadd(deployed, `${WEBHOOK_CERTIFICATE_DAYS * 24}h`);

    // On destroy, models must be deleted while the operator is running. Otherwise, their finalizers block the deletion
    // of the namespace.
    const running = [this.operatorRelease, ...(this.gatewayRelease ? [this.gatewayRelease] : [])];
    const models = makeNamespace(this, 'WorkloadNamespace', workload, {
      provider, dependsOn: running, forOthers: true,
    });
    this.workloadNamespace = models.name;
    this.ready = [...running, ...(models.resource ? [models.resource] : []), ...this.deployerRole(running)];
  }

  /**
   * Returns the URL for prediction requests to a model.
   *
   * @param deployment name of the model's SeldonDeployment
   */
  public predictionUrl(deployment: string): string {
    validateProps('SeldonCoreIstio.predictionUrl', this, PREDICTION, { deployment });
    return `${this.baseUrl}/seldon/${this.workloadNamespace}/${deployment}/api/v0.1/predictions`;
  }

  private refuseSecond(props: SeldonCoreIstioProps): void {
    refuseSiblings('SeldonCoreIstio', this, SeldonCoreIstio, {
      prop: 'kubernetesProvider',
      within: TerraformStack.of(this),
      clashes: (other) => isSameCluster(
        { scope: other, provider: other.props?.kubernetesProvider },
        { scope: this, provider: props.kubernetesProvider },
      ),
      because: 'a cluster takes one of these, because the names of its releases are fixed',
      remedy: 'If they are for two clusters, give each its own providers.',
    });
  }

  /**
   * Installs the operator after the custom resource definitions that it watches, in parallel with istiod and the
   * gateway.
   */
  private installOperator(definitions: ITerraformDependable[]): Release {
    const { operator, modelServers, seldonCoreVersion = SeldonCoreVersion.DEFAULT } = this.props;
    return releaseAs(this, 'Resource', this.props, {
      name: RELEASES.operator,
      namespace: this.seldonNamespace,
      chart: 'seldon-core-operator',
      repository: CHART_REPOSITORIES.seldon,
      version: seldonCoreVersion.version,
      images: operatorImages(seldonCoreVersion, modelServers),
      values: operatorValues(this.gatewayRef, operator, modelServers),
      userValues: { prop: 'operator.values', given: operator?.values, rules: OPERATOR_CHART },
      set: [{ name: ROTATION_PATH, value: operator?.webhookCertificateRotation ?? HALF_YEAR, type: 'string' }],
      dependsOn: definitions,
    });
  }

  /** Returns the URL of the gateway for clients or, if there is none, the one inside the cluster. */
  private urlOf({ url, hostName, internalUrl }: BoundIstio): string {
    const { gateway } = this.props;
    const host = firstHostName(gateway) ?? hostName;
    return url ?? (host === undefined ? internalUrl : `${gateway?.tls ? 'https' : 'http'}://${host}`);
  }

  /** Allows service accounts and groups to deploy models. Returns the resources that grant the permissions. */
  private deployerRole(dependsOn: ITerraformDependable[]): ITerraformDependable[] {
    const subject = deployerSubjects(this.props);
    return subject.length === 0 ? [] : [deployerRole(this, {
      provider: this.props.kubernetesProvider,
      name: DEPLOYER_ROLE,
      namespace: this.workloadNamespace,
      rules: DEPLOYER_RULES,
      subject,
      dependsOn,
    })];
  }
}
