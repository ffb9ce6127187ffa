import { Construct } from 'constructs';
import { ExistingGatewayOptions, ExistingIngressGatewayOptions, ExistingIstioOptions } from './istio-options';
import { ClusterNamespace } from '../kubernetes';
import { IstioVersion } from '../versions';
import { ISTIO_BASE_CHART, ISTIOD_CHART } from './private/chart-rules';
import { GATEWAY_LABELS, NAMESPACES, ownGatewayNamespace, RELEASES } from './private/defaults';
import { GATEWAY_PODS, gatewayIdentity, gatewayManifest, podsBeside } from './private/gateway';
import { BoundIstio, gatewayRelease, istioCharts, IstioContext, ownGateway, releaseAs } from './private/istio-parts';
import { istioBaseValues, istiodImages, istiodValues } from './private/istio-values';
import {
  EXISTING_GATEWAY, EXISTING_INGRESS_GATEWAY, EXISTING_ISTIO, NOT_WITH_GATEWAY, NOT_WITH_ISTIO, NOT_WITH_PODS,
  refuseGiven,
} from './private/validate-istio';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { serviceUrl } from '../kubernetes/private/service-url';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';

/** Where Istio comes from, and how far it is there already. Nothing of what exists is changed or removed. */
export abstract class IstioSource {
  /**
   * An Istio that is installed: resource definitions, istiod, gateway pods, `Gateway`. `istioVersion`,
   * `istioNamespace`, `istiod`, `istioBaseValues` and `gateway` of the construct say how.
   */
  public static create(): IstioSource {
    return new CreatedIstio();
  }

  /**
   * An Istio that the cluster has, of 1.22 or newer. Gateway pods of one's own, called `seldon-ingressgateway`, are
   * added in a namespace of their own, with a load balancer and a `Gateway`.
   */
  public static existing(options: ExistingIstioOptions = {}): IstioSource {
    return new ExistingIstio(options);
  }

  /** Gateway pods that the cluster has, with their Service. A `Gateway` is added beside them, and nothing else. */
  public static existingIngressGateway(options: ExistingIngressGatewayOptions = {}): IstioSource {
    return new ExistingIngressGateway(options);
  }

  /** A `Gateway` that the cluster has. Models are attached to it; nothing is added to Istio. */
  public static existingGateway(options: ExistingGatewayOptions): IstioSource {
    return new ExistingGateway(options);
  }

  /** Whether there is a gateway of one's own, so that how it is reached can be left to others. @internal */
  public abstract readonly _hasOwnGateway: boolean;
  /** Namespaces in which something of Istio is that must stay, by their names. @internal */
  public abstract readonly _theirNamespaces: string[];
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** Adds the props that have no meaning with it. @internal */
  public abstract _compare(v: Validation, options: IstioContext): void;
  /** The namespaces that are its alone, by the prop that chooses each. @internal */
  public abstract _namespaces(options: IstioContext): [prop: string, namespace: ClusterNamespace][];
  /** @internal */
  public abstract _bind(scope: Construct, context: IstioContext): BoundIstio;
}

class CreatedIstio extends IstioSource {
  public readonly _hasOwnGateway = true;
  public readonly _theirNamespaces = [];

  public _validate(): void {
    // There is nothing to choose.
  }

  public _compare(): void {
    // Every prop has a meaning.
  }

  public _namespaces({ istioNamespace }: IstioContext): [prop: string, namespace: ClusterNamespace][] {
    return [['istioNamespace', istioNamespace ?? ClusterNamespace.create(NAMESPACES.istio)]];
  }

  public _bind(scope: Construct, context: IstioContext): BoundIstio {
    const { istiod, kubernetesProvider: provider, dependsOn = [] } = context;
    const [[, namespace]] = this._namespaces(context);
    const { name } = namespace;
    const { name: reference, ready } = makeNamespace(scope, 'IstioNamespace', namespace, { provider, dependsOn });
    const baseRelease = releaseAs(scope, 'IstioBase', context, {
      ...istioCharts(context),
      name: RELEASES.istioBase,
      namespace: reference,
      chart: 'base',
      images: [],
      values: istioBaseValues(name),
      userValues: { prop: 'istioBaseValues', given: context.istioBaseValues, rules: ISTIO_BASE_CHART },
      dependsOn: ready,
    });
    const istiodRelease = releaseAs(scope, 'Istiod', context, {
      ...istioCharts(context),
      name: RELEASES.istiod,
      namespace: reference,
      chart: 'istiod',
      images: istiodImages(context.istioVersion ?? IstioVersion.DEFAULT),
      values: istiodValues(name, istiod),
      userValues: { prop: 'istiod.values', given: istiod?.values, rules: ISTIOD_CHART },
      dependsOn: [baseRelease],
    });
    const gateway = ownGateway(scope, context, {
      namespace: { name, reference, ready }, pods: GATEWAY_PODS, injector: [istiodRelease],
    });
    return { ...gateway, baseRelease, istiodRelease, definitions: [baseRelease] };
  }
}

class ExistingIstio extends IstioSource {
  public readonly _hasOwnGateway = true;

  public constructor(private readonly options: ExistingIstioOptions) {
    super();
  }

  public get _theirNamespaces(): string[] {
    return [this.options.namespace ?? NAMESPACES.istio];
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_ISTIO));
  }

  public _compare(v: Validation, options: IstioContext): void {
    refuseGiven(v, options, 'existing', NOT_WITH_ISTIO);
  }

  public _namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [['istio.gatewayNamespace', ownGatewayNamespace(this.options)]];
  }

  public _bind(scope: Construct, context: IstioContext): BoundIstio {
    const { kubernetesProvider: provider, dependsOn = [] } = context;
    const namespace = ownGatewayNamespace(this.options);
    const { name: reference, ready } = makeNamespace(scope, 'GatewayNamespace', namespace, { provider, dependsOn });
    const gateway = ownGateway(scope, context, {
      namespace: { name: namespace.name, reference, ready }, pods: podsBeside(this.options.revision), injector: [],
    });
    return { ...gateway, definitions: dependsOn };
  }
}

class ExistingIngressGateway extends IstioSource {
  public readonly _hasOwnGateway = false;

  public constructor(private readonly options: ExistingIngressGatewayOptions) {
    super();
  }

  public get _theirNamespaces(): string[] {
    return [this.options.namespace ?? NAMESPACES.istio];
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_INGRESS_GATEWAY));
  }

  public _compare(v: Validation, options: IstioContext): void {
    refuseGiven(v, options, 'existingIngressGateway', NOT_WITH_PODS);
    if (options.gateway?.tls?._endsOnLoadBalancer) {
      v.add(
        'gateway.tls',
        'must be made by LoadBalancerTls.kubernetesSecret() or LoadBalancerTls.upstream(), got '
          + 'LoadBalancerTls.acmCertificate()',
        'The load balancer is not made here: give it the certificate where it is made, and use '
          + 'LoadBalancerTls.upstream().',
      );
    }
  }

  public _namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [];
  }

  public _bind(scope: Construct, context: IstioContext): BoundIstio {
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

class ExistingGateway extends IstioSource {
  public readonly _hasOwnGateway = false;

  public constructor(private readonly options: ExistingGatewayOptions) {
    super();
  }

  public get _theirNamespaces(): string[] {
    const { namespace = NAMESPACES.istio, serviceNamespace = namespace } = this.options;
    return [namespace, serviceNamespace];
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_GATEWAY));
  }

  public _compare(v: Validation, options: IstioContext): void {
    refuseGiven(v, options, 'existingGateway', NOT_WITH_GATEWAY);
  }

  public _namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [];
  }

  public _bind(_scope: Construct, { dependsOn = [] }: IstioContext): BoundIstio {
    const { name, namespace = NAMESPACES.istio, serviceNamespace = namespace, url } = this.options;
    const serviceName = this.options.serviceName ?? RELEASES.ingressGateway;
    return {
      namespace,
      manifest: gatewayIdentity(namespace, name),
      serviceName,
      internalUrl: serviceUrl(serviceName, serviceNamespace),
      url: url?.replace(/\/$/, ''),
      definitions: dependsOn,
    };
  }
}
