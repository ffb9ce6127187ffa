import { HelmChartOptions, HelmReleaseOptions } from '../helm';
import { ClusterDeploymentProps, ClusterNamespace, PodResources, ServiceAccountReference } from '../kubernetes';
import { IstioVersion, SeldonCoreVersion } from '../versions';
import { IstiodOptions, SeldonGatewayOptions } from './istio-options';
import { IstioSource } from './istio-source';
import { SeldonModelServer } from './seldon-model-server';

/**
 * Options for Seldon Core's operator.
 *
 * Values of the chart:
 * https://github.com/SeldonIO/seldon-core/blob/v1.17.1/helm-charts/seldon-core-operator/values.yaml
 */
export interface SeldonOperatorOptions extends HelmChartOptions {
  /**
   * Resources of the operator's pod.
   * @default - the chart's: 100m CPU and 200Mi memory requested, 500m and 300Mi at most
   */
  readonly resources?: PodResources;
  /**
   * Resources of the executor, a container that runs beside every model.
   * @default - 50m CPU and 64Mi memory requested, 500m and 512Mi at most
   */
  readonly executorResources?: PodResources;
  /**
   * 1 to 63 letters, digits and `-_.`: another text renews the certificate of the operator's webhook at the next apply.
   * The certificate lives 365 days; once it has expired, no model can be deployed. Give a text of your own to choose
   * the day, or to have plans that do not depend on the calendar.
   * @default - year and half-year of the plan in UTC, for example `2026-2`: the first apply of each half-year renews it
   */
  readonly webhookCertificateRotation?: string;
}

/** What there is to choose about Seldon Core and Istio, wherever they run. */
export interface SeldonCoreIstioOptions extends HelmReleaseOptions {
  /**
   * Version of Seldon Core.
   * @default SeldonCoreVersion.DEFAULT
   */
  readonly seldonCoreVersion?: SeldonCoreVersion;
  /**
   * Where Istio comes from. What a cluster has already is used and never changed; props that say how to install it are
   * refused then.
   * @default IstioSource.create()
   */
  readonly istio?: IstioSource;
  /**
   * Version of Istio, 1.22 or newer; with `IstioSource.existing()` that of the gateway's chart alone.
   * @default IstioVersion.DEFAULT
   */
  readonly istioVersion?: IstioVersion;
  /**
   * Namespace of an Istio that is made here, its gateway pods and the `Gateway`.
   * @default ClusterNamespace.create('istio-system')
   */
  readonly istioNamespace?: ClusterNamespace;
  /**
   * Namespace of the Seldon Core operator.
   * @default ClusterNamespace.create('seldon-system')
   */
  readonly seldonNamespace?: ClusterNamespace;
  /**
   * Namespace in which models are deployed. If it is created here, destroy deletes the models in it while the operator
   * still runs; an existing one has to be cleared of SeldonDeployments before.
   * @default ClusterNamespace.create('zenml-seldon-workloads')
   */
  readonly workloadNamespace?: ClusterNamespace;
  /**
   * Load balancer, gateway pods and `Gateway`, as far as they are made here.
   * @default - an internet-facing load balancer on port 80 for every host
   */
  readonly gateway?: SeldonGatewayOptions;
  /**
   * Istio's control plane.
   * @default - one small pod
   */
  readonly istiod?: IstiodOptions;
  /**
   * Helm values for the chart `base` (Istio's custom resource definitions), merged over those of this library; what
   * the construct sets itself is refused. Values of the chart: https://artifacthub.io/packages/helm/istio-official/base
   * @default - none
   */
  readonly istioBaseValues?: { [key: string]: any };
  /**
   * The Seldon Core operator.
   * @default - the chart's resources
   */
  readonly operator?: SeldonOperatorOptions;
  /**
   * Service accounts that may deploy, watch and delete models in the workload namespace, for example those that ZenML's
   * steps run as.
   * @default - none
   */
  readonly deployers?: ServiceAccountReference[];
  /**
   * Kubernetes groups that may deploy models in the workload namespace, for example that of an EKS access entry.
   * @default - none
   */
  readonly deployerGroups?: string[];
  /**
   * The images that serve models, for those that the chart names: they load no models of today.
   * @default - the chart's
   */
  readonly modelServers?: SeldonModelServer[];
}

/** Properties of `SeldonCoreIstio`. */
export interface SeldonCoreIstioProps extends SeldonCoreIstioOptions, ClusterDeploymentProps {}
