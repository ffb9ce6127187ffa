import { Construct } from 'constructs';
import { IstioSourceKind } from './istio-source-kind';
import { NOT_WITH_PODS, refuseGiven } from './refused-props';
import { ClusterNamespace } from '../../../kubernetes';
import { LABEL_KEY, LABEL_VALUE } from '../../../kubernetes/private/rules';
import { serviceUrl } from '../../../kubernetes/private/service-url';
import { ENDPOINT_URL, LABEL } from '../../../validation/rules';
import { also, checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { mapOf } from '../../../validation/values';
import { ExistingIngressGatewayOptions } from '../../istio-options';
import { GATEWAY_LABELS, NAMESPACES, RELEASES } from '../defaults';
import { gatewayManifest } from '../gateway';
import { BoundIstio, gatewayRelease, IstioContext } from '../istio-parts';

const OPTIONS: Rule<ExistingIngressGatewayOptions> = struct<ExistingIngressGatewayOptions>({
  namespace: LABEL,
  serviceName: LABEL,
  // Without labels, the `Gateway` would apply to every proxy in the mesh.
  podLabels: also(mapOf(LABEL_VALUE, LABEL_KEY), [
    (labels) => Object.keys(labels).length > 0, 'at least one label', 'Leave it out for { istio: "ingressgateway" }.',
  ]),
  url: ENDPOINT_URL,
});

/** Existing gateway pods, with a dedicated `Gateway`. */
export class ExistingIngressGateway implements IstioSourceKind {
  public readonly hasOwnGateway = false;

  public constructor(private readonly options: ExistingIngressGatewayOptions) {}

  public get theirNamespaces(): string[] {
    return [this.options.namespace ?? NAMESPACES.istio];
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public compare(v: Validation, options: IstioContext): void {
    refuseGiven(v, options, 'existingIngressGateway', NOT_WITH_PODS);
    if (options.gateway?.tls?._termination === 'loadBalancer') {
      v.add(
        'gateway.tls',
        'got LoadBalancerTls.acmCertificate(). Must be made by LoadBalancerTls.kubernetesSecret() or '
          + 'LoadBalancerTls.upstream()',
        'The load balancer is not created here: set its certificate where it is created, and use '
          + 'LoadBalancerTls.upstream().',
      );
    }
  }

  public namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [];
  }

  public bind(scope: Construct, context: IstioContext): BoundIstio {
    const { namespace = NAMESPACES.istio, serviceName = RELEASES.ingressGateway, podLabels, url } = this.options;
    const { gateway, dependsOn = [] } = context;
    const manifest = gatewayManifest(namespace, gateway, podLabels ?? GATEWAY_LABELS);
    return {
      namespace,
      manifest,
      serviceName,
      internalUrl: serviceUrl(serviceName, namespace),
      url: url?.replace(/\/$/, ''),
      gatewayRelease: gatewayRelease(scope, context, namespace, manifest.spec, dependsOn),
      definitions: dependsOn,
    };
  }
}
