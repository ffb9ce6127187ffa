import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { GATEWAY_PODS_CHART } from './chart-rules';
import { RELEASES } from './defaults';
import {
  gatewayManifest, gatewayName, gatewayPodLabels, GatewayPods, gatewayPorts, ingressGatewayValues,
} from './gateway';
import { GATEWAY_CHART } from './gateway-chart';
import { HelmReleaseOptions } from '../../helm';
import { localChart } from '../../helm/local-chart';
import { CHART_REPOSITORIES, release, ReleaseOptions } from '../../helm/release';
import { ClusterDeploymentProps, ClusterNamespace, ServiceExposure } from '../../kubernetes';
import { acmAnnotations, exposedService } from '../../kubernetes/private/load-balancer';
import { serviceUrl } from '../../kubernetes/private/service-url';
import { IstioVersion } from '../../versions';
import { IstiodOptions, SeldonGatewayOptions } from '../istio-options';

/** The props that Istio and the gateway depend on. */
export interface IstioContext extends HelmReleaseOptions, ClusterDeploymentProps {
  readonly istioVersion?: IstioVersion;
  readonly istioNamespace?: ClusterNamespace;
  readonly istiod?: IstiodOptions;
  readonly istioBaseValues?: { [key: string]: any };
  readonly gateway?: SeldonGatewayOptions;
}

/** Istio and its gateway, as Seldon Core uses them. */
export interface BoundIstio {
  /** Namespace of the `Gateway`. */
  readonly namespace: string;
  /** Manifest of the `Gateway`; of an existing one, only the identity. */
  readonly manifest: Record<string, any>;
  readonly serviceName: string;
  /** URL of the Service inside the cluster. */
  readonly internalUrl: string;
  /** The URL of the gateway, if it is given. */
  readonly url?: string;
  /** Host name of the load balancer, if it is created. */
  readonly hostName?: string;
  readonly baseRelease?: Release;
  readonly istiodRelease?: Release;
  readonly ingressGatewayRelease?: Release;
  readonly gatewayRelease?: Release;
  /** Dependencies of the operator: the custom resource definitions that it watches. */
  readonly definitions: ITerraformDependable[];
}

/** A release with the provider and the timeout of the props. */
export function releaseAs(
  scope: Construct,
  id: string,
  { helmProvider: provider, releaseTimeoutSeconds: timeoutSeconds }: IstioContext,
  options: ReleaseOptions,
): Release {
  return release(scope, id, { ...options, provider, timeoutSeconds });
}

/** A release of one of Istio's charts, which all have the same version. */
export function istioRelease(
  scope: Construct, id: string, context: IstioContext, options: Omit<ReleaseOptions, 'repository' | 'version'>,
): Release {
  const { istioVersion = IstioVersion.DEFAULT } = context;
  return releaseAs(scope, id, context, {
    ...options, repository: CHART_REPOSITORIES.istio, version: istioVersion.version,
  });
}

/** Options for gateway pods that the construct creates. */
export interface OwnGatewayOptions {
  /** Name of the namespace, a reference to it if it is created, and the dependencies of its contents. */
  readonly namespace: {
    readonly name: string; readonly reference: string; readonly ready: ITerraformDependable[];
  };
  readonly pods: GatewayPods;
  /** Dependencies that inject the pods' image. */
  readonly injector: ITerraformDependable[];
}

/** Creates the load balancer, the gateway pods and the `Gateway`. */
export function ownGateway(
  scope: Construct, context: IstioContext, { namespace: { name, reference, ready }, pods, injector }: OwnGatewayOptions,
): Omit<BoundIstio, 'definitions'> {
  const { gateway = {}, loadBalancerAnnotations } = context;
  // Istio reads the ports of the pods from the Service.
  const { service, hostName, url } = exposedService(scope, 'IngressGatewayService', {
    provider: context.kubernetesProvider,
    name: pods.name,
    namespace: reference,
    selector: gatewayPodLabels(pods),
    ports: gatewayPorts(gateway),
    exposure: gateway.exposure ?? ServiceExposure.loadBalancer(),
    loadBalancerAnnotations: { ...loadBalancerAnnotations, ...acmAnnotations(gateway.tls?.certificateArn) },
    timeoutSeconds: context.releaseTimeoutSeconds,
    dependsOn: ready,
  });
  // istiod injects the image into the gateway's pods: if they are created before it runs, they never start.
  const ingressGatewayRelease = istioRelease(scope, 'IngressGateway', context, {
    name: pods.name,
    namespace: reference,
    chart: 'gateway',
    images: [],
    values: ingressGatewayValues(gateway, pods),
    userValues: { prop: 'gateway.values', given: gateway.values, rules: GATEWAY_PODS_CHART },
    dependsOn: [...injector, service],
  });
  const manifest = gatewayManifest(name, gateway, pods.labels);
  return {
    namespace: reference,
    manifest,
    serviceName: pods.name,
    internalUrl: serviceUrl(pods.name, name),
    url,
    hostName,
    ingressGatewayRelease,
    gatewayRelease: gatewayRelease(scope, context, reference, manifest.spec, [ingressGatewayRelease]),
  };
}

/** The release of the `Gateway`. */
export function gatewayRelease(
  scope: Construct, context: IstioContext, namespace: string, spec: object, dependsOn: ITerraformDependable[],
): Release {
  return releaseAs(scope, 'Gateway', context, {
    name: RELEASES.gateway,
    namespace,
    chart: localChart(scope, 'GatewayChart', GATEWAY_CHART),
    images: [],
    values: { name: gatewayName(context.gateway), spec },
    dependsOn,
  });
}
