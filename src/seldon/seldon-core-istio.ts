import { Release, ReleaseSet } from '@cdktf/provider-helm/lib/release';
import { DataKubernetesServiceV1 } from '@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { AssetType, Fn, ITerraformDependable, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterNamespace } from '../kubernetes';
import { CHART_REPOSITORIES } from '../private/charts';
import { valuesDocument, valuesDocuments } from '../private/helm';
import { Validation } from '../private/validation';
import { IstioVersion, SeldonCoreVersion } from '../versions';
import { firstHostName, gatewayManifest, gatewayName, gatewaySpec, ingressGatewayValues } from './private/gateway';
import { folderHash, GATEWAY_CHART } from './private/gateway-chart';
import { istioBaseValues, istiodValues } from './private/istio-values';
import { DEPLOYER_ROLE, NAMESPACES, RELEASES } from './private/names';
import { HALF_YEAR, operatorValues, ROTATION_PATH, WEBHOOK_CERTIFICATE_DAYS } from './private/operator-values';
import { DEPLOYER_RULES } from './private/rbac';
import { validateSeldonCoreIstio } from './private/validate';
import { SeldonCoreIstioProps } from './seldon-core-istio-props';

/** What differs between the releases. */
interface ReleaseOptions {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  readonly values: string[];
  readonly set?: ReleaseSet[];
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Seldon Core behind an Istio gateway, on any Kubernetes cluster.
 *
 * Istio's resource definitions, istiod, the ingress gateway with its load balancer, the `Gateway`, the Seldon Core operator and the namespace
 * for models are made in this order in one apply, and removed in the reverse order in one destroy. One cluster takes one of these: the names
 * of the releases and of most of what they hold are fixed.
 *
 * If an apply is interrupted for good while a release is being installed, Helm keeps its name; `helm uninstall` it before the next apply.
 *
 * @throws one error that lists everything that is wrong with the props
 */
export class SeldonCoreIstio extends Construct {
  /** Namespace of Istio, its gateway pods and the `Gateway`. */
  public readonly istioNamespace: string;
  /** Namespace of the Seldon Core operator. */
  public readonly seldonNamespace: string;
  /** Namespace in which models are deployed: `kubernetes_namespace` of ZenML's model deployer. */
  public readonly workloadNamespace: string;
  /** The release of Istio's resource definitions. */
  public readonly istioBaseRelease: Release;
  /** The release of Istio's control plane. */
  public readonly istiodRelease: Release;
  /** The release of the gateway pods and their load balancer. */
  public readonly ingressGatewayRelease: Release;
  /** The release of the `Gateway`. */
  public readonly gatewayRelease: Release;
  /** The release of the Seldon Core operator. */
  public readonly operatorRelease: Release;
  /** The `Gateway` as Seldon Core wants it: `namespace/name`. */
  public readonly gatewayRef: string;
  /** The `Gateway` that predictions pass, as JSON. The recipe's output `seldon-prediction-spec`. */
  public readonly predictionSpec: string;
  /** Name of the load balancer's Service, in `istioNamespace`. */
  public readonly serviceName: string;
  /**
   * Host name of the load balancer or, where the cloud gives none, its IP address; known once the gateway's release runs. Empty if Helm values
   * make the Service one without a load balancer.
   */
  public readonly loadBalancerHostName: string;
  /**
   * The URL before `/seldon/…`, without a slash at its end: `base_url` of ZenML's model deployer. Its host is the first of `gateway.hosts`
   * without an asterisk, else the load balancer's.
   */
  public readonly baseUrl: string;
  /** When the certificate of the operator's webhook expires, in RFC 3339, for example `2027-11-23T13:35:00Z`. */
  public readonly webhookCertificateExpiry: string;
  /** What to depend on if models have to be deployable before and until after: the operator, the workload namespace and its roles. */
  public readonly ready: ITerraformDependable[];

  private readonly props: SeldonCoreIstioProps;

  public constructor(scope: Construct, id: string, props: SeldonCoreIstioProps = {}) {
    super(scope, id);
    const validation = new Validation();
    validateSeldonCoreIstio(validation, props);
    validation.throwIfAny(`SeldonCoreIstio '${this.node.path}'`);

    this.props = props;
    const gateway = props.gateway ?? {};
    const istio = props.istioNamespace ?? ClusterNamespace.create(NAMESPACES.istio);
    const seldon = props.seldonNamespace ?? ClusterNamespace.create(NAMESPACES.seldon);
    const workload = props.workloadNamespace ?? ClusterNamespace.create(NAMESPACES.workload);
    const istioRepository = { repository: CHART_REPOSITORIES.istio, version: (props.istioVersion ?? IstioVersion.DEFAULT).version };
    const seldonVersion = (props.seldonCoreVersion ?? SeldonCoreVersion.DEFAULT).version;
    const before = props.dependsOn ?? [];
    this.gatewayRef = `${istio.name}/${gatewayName(gateway)}`;
    this.serviceName = RELEASES.ingressGateway;

    this.istioNamespace = nameOf(istio, this.namespace('IstioNamespace', istio, before));
    this.istioBaseRelease = this.release('IstioBase', {
      ...istioRepository,
      name: RELEASES.istioBase,
      namespace: this.istioNamespace,
      chart: 'base',
      values: valuesDocuments(istioBaseValues(istio.name), props.istioBaseValues),
      dependsOn: before,
    });
    this.istiodRelease = this.release('Istiod', {
      ...istioRepository,
      name: RELEASES.istiod,
      namespace: this.istioNamespace,
      chart: 'istiod',
      values: valuesDocuments(istiodValues(istio.name, props.istiod), props.istiod?.values),
      dependsOn: [this.istioBaseRelease],
    });
    // The gateway's pods get their image from istiod's injection: made earlier they never start.
    this.ingressGatewayRelease = this.release('IngressGateway', {
      ...istioRepository,
      name: RELEASES.ingressGateway,
      namespace: this.istioNamespace,
      chart: 'gateway',
      values: valuesDocuments(ingressGatewayValues(gateway), gateway.values),
      dependsOn: [this.istiodRelease],
    });
    const chart = new TerraformAsset(this, 'GatewayChart', {
      path: GATEWAY_CHART,
      type: AssetType.DIRECTORY,
      assetHash: folderHash(GATEWAY_CHART),
    });
    this.gatewayRelease = this.release('Gateway', {
      name: RELEASES.gateway,
      namespace: this.istioNamespace,
      chart: chart.path,
      values: valuesDocuments({ name: gatewayName(gateway), spec: gatewaySpec(gateway) }),
      dependsOn: [this.ingressGatewayRelease],
    });

    this.seldonNamespace = nameOf(seldon, this.namespace('SeldonNamespace', seldon, before));
    this.operatorRelease = this.release('Resource', {
      name: RELEASES.operator,
      namespace: this.seldonNamespace,
      chart: 'seldon-core-operator',
      repository: CHART_REPOSITORIES.seldon,
      version: seldonVersion,
      values: valuesDocuments(operatorValues(this.gatewayRef, props.operator), props.operator?.values),
      set: [{ name: ROTATION_PATH, value: props.operator?.webhookCertificateRotation ?? HALF_YEAR, type: 'string' }],
      dependsOn: [this.gatewayRelease],
    });

    // On destroy the namespace is emptied of models while their operator runs, or their finalizers keep it for ever.
    const models = this.namespace('WorkloadNamespace', workload, [this.operatorRelease]);
    this.workloadNamespace = nameOf(workload, models);
    this.ready = [this.operatorRelease, ...(models ? [models] : []), ...this.deployerRole()];

    this.predictionSpec = valuesDocument(gatewayManifest(istio.name, gateway));
    this.loadBalancerHostName = this.readLoadBalancer();
    this.baseUrl = `${gateway.tls ? 'https' : 'http'}://${firstHostName(gateway) ?? this.loadBalancerHostName}`;
    // The chart makes the certificate whenever it is installed or upgraded; Helm tells when that was, in seconds since 1970.
    const deployed = Fn.timeadd('1970-01-01T00:00:00Z', Fn.format('%ds', [this.operatorRelease.metadata.lastDeployed]));
    this.webhookCertificateExpiry = Fn.timeadd(deployed, `${WEBHOOK_CERTIFICATE_DAYS * 24}h`);
  }

  /**
   * The URL that predictions of a model are posted to.
   *
   * @param deployment name of the model's SeldonDeployment
   */
  public predictionUrl(deployment: string): string {
    return `${this.baseUrl}/seldon/${this.workloadNamespace}/${deployment}/api/v0.1/predictions`;
  }

  private namespace(id: string, namespace: ClusterNamespace, dependsOn: ITerraformDependable[]): NamespaceV1 | undefined {
    return !namespace.managed ? undefined : new NamespaceV1(this, id, {
      provider: this.props.kubernetesProvider,
      dependsOn,
      metadata: { name: namespace.name },
      timeouts: { delete: '15m' }, // the provider's 5 minutes are short for models that shut down
    });
  }

  private release(id: string, options: ReleaseOptions): Release {
    return new Release(this, id, {
      ...options,
      provider: this.props.helmProvider,
      wait: true,
      // A failed installation is not kept in the state, yet Helm keeps its name: without this the next apply could not use it.
      // https://github.com/hashicorp/terraform-provider-helm/issues/1665
      atomic: true,
      timeout: this.props.releaseTimeoutSeconds ?? 900,
    });
  }

  /** Lets the service accounts deploy models; returns what has to exist for that. */
  private deployerRole(): ITerraformDependable[] {
    const { deployers = [], kubernetesProvider: provider } = this.props;
    if (deployers.length === 0) {
      return [];
    }
    const metadata = { name: DEPLOYER_ROLE, namespace: this.workloadNamespace };
    const dependsOn = [this.operatorRelease];
    const role = new RoleV1(this, 'DeployerRole', { provider, metadata, dependsOn, rule: DEPLOYER_RULES });
    const binding = new RoleBindingV1(this, 'DeployerRoleBinding', {
      provider,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name },
      subject: deployers.map((account) => ({ kind: 'ServiceAccount', name: account.name, namespace: account.namespace })),
    });
    return [binding];
  }

  private readLoadBalancer(): string {
    const service = new DataKubernetesServiceV1(this, 'IngressGatewayService', {
      provider: this.props.kubernetesProvider,
      dependsOn: [this.ingressGatewayRelease],
      metadata: { name: this.serviceName, namespace: this.istioNamespace },
    });
    const ingress = service.status.get(0).loadBalancer.get(0).ingress.get(0);
    return Fn.try([Fn.coalesce([ingress.hostname, ingress.ip]), '']);
  }
}

/** The name, as a reference to the namespace if it is made here: what uses it comes after it. */
function nameOf(namespace: ClusterNamespace, made: NamespaceV1 | undefined): string {
  return made ? made.metadata.name : namespace.name;
}
