import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ExistingIngressOptions, IngressController, NginxIngressOptions, SharedNginxOptions } from './ingress-options';
import { NginxController } from './nginx-controller';
import { ClusterNamespace, ServiceExposure } from '../kubernetes';
import { IngressContext, IngressRoute } from './private/ingress-route';
import { refuseTakenHost } from './private/taken-hosts';
import { EXISTING_OPTIONS, NGINX_OPTIONS } from './private/validate-nginx';
import { compareWithController, CONTROLLER, sharedOptions } from './private/validate-shared-nginx';
import { literals, lowerCased } from '../terraform/text';
import { defined } from '../validation/options';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { ControllerIdentity, identityOf, nginxNamespace, prefixedIdentity } from './private/controller-identity';

/** How a service is reached from outside the cluster. */
export abstract class Ingress {
  /** By F5 NGINX Ingress Controller, which is installed with a load balancer of its own. */
  public static nginx(options: NginxIngressOptions = {}): Ingress {
    return new NginxIngress(options);
  }

  /**
   * By an NGINX controller that other services of the stack are reached by, too.
   *
   * @param controller one that is made alone, or that of another service, for example
   * `MlflowTrackingServer.ingressController`
   */
  public static sharedNginx(controller: NginxController, options: SharedNginxOptions = {}): Ingress {
    return new SharedNginx(controller, options);
  }

  /** By a controller that the cluster has. */
  public static existingClass(options: ExistingIngressOptions): Ingress {
    return new ExistingIngress(options);
  }

  /** Not at all: from inside the cluster or by `kubectl port-forward`. */
  public static none(): Ingress {
    return new NoIngress();
  }

  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;

  /**
   * Adds what keeps it from being made beside what the stack has on the same cluster.
   * @internal
   */
  public _checkNeighbours(_v: Validation, _scope: Construct, _provider?: TerraformProvider): void {
    // What makes nothing is in nobody's way.
  }

  /**
   * The namespaces that it uses itself, by the prop that chooses each.
   * @internal
   */
  public _namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [];
  }

  /** What a controller of its own must not share on the cluster. @internal */
  public get _controller(): ControllerIdentity | undefined {
    return undefined;
  }

  /** The same, with a prefix before the names that are not chosen. @internal */
  public _prefixed(_prefix: string): Ingress {
    return this;
  }

  /** Whether how it is reached is left to others. @internal */
  public get _takesExposure(): boolean {
    return false;
  }

  /** The same, reached in a way that others choose. @internal */
  public _exposed(_exposure?: ServiceExposure): Ingress {
    return this;
  }

  /** Adds what speaks against a way in that others choose. @internal */
  public _checkBehind(_v: Validation, _problem: string, _remedy: string): void {
    // Only a controller that is made here is reached in a way that others choose.
  }

  /**
   * Makes the controller, if there is one to make; undefined if nothing is reached from outside.
   * @internal
   */
  public abstract _bind(scope: Construct, context: IngressContext): IngressRoute | undefined;
}

class NginxIngress extends Ingress {
  public constructor(private readonly options: NginxIngressOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(NGINX_OPTIONS));
  }

  public get _controller(): ControllerIdentity {
    return identityOf(this.options);
  }

  public _prefixed(prefix: string): Ingress {
    return new NginxIngress({ ...prefixedIdentity(prefix), ...defined(this.options) });
  }

  public get _takesExposure(): boolean {
    return this.options.exposure === undefined;
  }

  public _exposed(exposure?: ServiceExposure): Ingress {
    return new NginxIngress({ ...this.options, exposure: this.options.exposure ?? exposure });
  }

  public _checkBehind(v: Validation, problem: string, remedy: string): void {
    (['host', 'tls'] as const).filter((name) => this.options[name] !== undefined).forEach((name) =>
      v.add(name, problem, remedy));
  }

  public _checkNeighbours(v: Validation, scope: Construct, provider?: TerraformProvider): void {
    NginxController._checkNeighbours(v, scope, this.options, provider);
  }

  public _namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [['namespace', nginxNamespace(this.options)]];
  }

  public _bind(scope: Construct, context: IngressContext): IngressRoute {
    const { host, auth, ...options } = this.options;
    const { tls } = options;
    const { loadBalancerAnnotations, timeoutSeconds, dependsOn, kubernetesProvider, helmProvider } = context;
    const controller = new NginxController(scope, 'Nginx', {
      ...options,
      loadBalancerAnnotations,
      releaseTimeoutSeconds: timeoutSeconds,
      dependsOn,
      kubernetesProvider,
      helmProvider,
    });
    return new IngressRoute({
      kind: IngressController.F5_NGINX,
      className: controller.className,
      host: host && lowerCased(host),
      auth,
      tls,
      controller,
    }, context);
  }
}

class SharedNginx extends Ingress {
  public constructor(private readonly controller: NginxController, private readonly options: SharedNginxOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'controller', this.controller, required(CONTROLLER));
    checkValue(v, prop, this.options, required(sharedOptions(this.controller)));
  }

  public _checkNeighbours(v: Validation, scope: Construct, provider?: TerraformProvider): void {
    const { controller, options: { host } } = this;
    compareWithController(v, controller, scope, provider);
    refuseTakenHost(v, scope, { className: controller.className, host: host && lowerCased(host), provider });
  }

  public _bind(_scope: Construct, context: IngressContext): IngressRoute {
    const { controller, options: { host, auth, tls } } = this;
    return new IngressRoute({
      kind: IngressController.F5_NGINX,
      className: controller.className,
      host: host && lowerCased(host),
      auth,
      tls: tls ?? controller._tls,
      controller,
    }, context);
  }
}

class ExistingIngress extends Ingress {
  public constructor(private readonly options: ExistingIngressOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_OPTIONS));
  }

  public _checkNeighbours(v: Validation, scope: Construct, provider?: TerraformProvider): void {
    const { className, host } = this.options;
    refuseTakenHost(v, scope, { className, host: lowerCased(host), provider });
  }

  public _bind(_scope: Construct, context: IngressContext): IngressRoute {
    const { host, controller: kind = IngressController.F5_NGINX, annotations, ...rest } = this.options;
    return new IngressRoute({ ...rest, kind, host: lowerCased(host), annotations: literals(annotations) }, context);
  }
}

class NoIngress extends Ingress {
  public _validate(): void {
    // There is nothing to choose.
  }

  public _bind(): undefined {
    return undefined;
  }
}
