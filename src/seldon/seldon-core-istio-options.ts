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
   * Resources of the executor, a sidecar of every model.
   * @default - 50m CPU and 64Mi memory requested, at most 500m and 512Mi
   */
  readonly executorResources?: PodResources;
  /**
   * Trigger for renewing the certificate of the operator's webhook, 1 to 63 letters, digits and `-_.`. When it changes,
   * the next apply renews the certificate. The certificate is valid for 365 days; after it expires, models cannot be
   * deployed. Set it to choose the day of the renewal, or to make plans independent of the date.
   * @default - year and half-year of the plan in UTC, for example `2026-2`: the first apply of each half-year renews it
   */
  readonly webhookCertificateRotation?: string;
}

/** Options for Seldon Core and Istio. */
export interface SeldonCoreIstioOptions extends HelmReleaseOptions {
  /**
   * Version of Seldon Core.
   * @default SeldonCoreVersion.DEFAULT
   */
  readonly seldonCoreVersion?: SeldonCoreVersion;
  /**
   * Source of Istio. An existing Istio is never changed, and props that configure its installation are rejected.
   * @default IstioSource.create()
   */
  readonly istio?: IstioSource;
  /**
   * Version of Istio, 1.22 or newer. With `IstioSource.existing()`, the version of the gateway's chart.
   * @default IstioVersion.DEFAULT
   */
  readonly istioVersion?: IstioVersion;
  /**
   * Namespace of Istio, the gateway pods and the `Gateway`, if Istio is created.
   * @default ClusterNamespace.create('istio-system')
   */
  readonly istioNamespace?: ClusterNamespace;
  /**
   * Namespace of Seldon Core's operator.
   * @default ClusterNamespace.create('seldon-system')
   */
  readonly seldonNamespace?: ClusterNamespace;
  /**
   * Namespace in which models are deployed. If the construct creates it, destroy deletes the models in it while the
   * operator is running. Delete the SeldonDeployments in an existing namespace before destroy.
   * @default ClusterNamespace.create('zenml-seldon-workloads')
   */
  readonly workloadNamespace?: ClusterNamespace;
  /**
   * Options for the load balancer, the gateway pods and the `Gateway`, if they are created.
   * @default - an internet-facing load balancer on port 80 for every host
   */
  readonly gateway?: SeldonGatewayOptions;
  /**
   * Options for Istio's control plane.
   * @default - one pod
   */
  readonly istiod?: IstiodOptions;
  /**
   * Helm values for the chart `base` (Istio's custom resource definitions) merged over the values of this library.
   * Values that the construct sets are rejected. Values of the chart:
   * https://artifacthub.io/packages/helm/istio-official/base
   * @default - none
   */
  readonly istioBaseValues?: { [key: string]: any };
  /**
   * Options for Seldon Core's operator.
   * @default - the chart's resources
   */
  readonly operator?: SeldonOperatorOptions;
  /**
   * Service accounts that can deploy, watch and delete models in the workload namespace, for example those of ZenML's
   * steps.
   * @default - none
   */
  readonly deployers?: ServiceAccountReference[];
  /**
   * Kubernetes groups that can deploy models in the workload namespace, for example the group of an EKS access entry.
   * @default - none
   */
  readonly deployerGroups?: string[];
  /**
   * Images that serve models and replace the chart's images, which cannot load models of current library versions.
   * @default - the chart's images
   */
  readonly modelServers?: SeldonModelServer[];
}

/** Properties of `SeldonCoreIstio`. */
export interface SeldonCoreIstioProps extends SeldonCoreIstioOptions, ClusterDeploymentProps {}
