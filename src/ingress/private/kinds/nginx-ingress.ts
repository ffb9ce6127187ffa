import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { IngressKind } from './ingress-kind';
import { ClusterNamespace } from '../../../kubernetes';
import { lowerCased } from '../../../terraform/text';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { IngressController, NginxIngressOptions } from '../../ingress-options';
import { NginxController } from '../../nginx-controller';
import { ControllerIdentity, identityOf, nginxNamespace } from '../controller-identity';
import { IngressContext, IngressRoute } from '../ingress-route';
import { NGINX_OPTIONS } from '../validate-nginx';

/** Ingress of a dedicated NGINX controller. */
export class NginxIngress extends IngressKind {
  public constructor(public readonly nginxOptions: NginxIngressOptions) {
    super();
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.nginxOptions, required(NGINX_OPTIONS));
  }

  public get controller(): ControllerIdentity {
    return identityOf(this.nginxOptions);
  }

  public get takesExposure(): boolean {
    return this.nginxOptions.exposure === undefined;
  }

  public checkBehind(v: Validation, problem: string, remedy: string): void {
    (['host', 'tls'] as const).filter((name) => this.nginxOptions[name] !== undefined).forEach((name) =>
      v.add(name, problem, remedy));
  }

  public checkNeighbours(v: Validation, scope: Construct, provider?: TerraformProvider): void {
    NginxController._checkNeighbours(v, scope, this.nginxOptions, provider);
  }

  public namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [['namespace', nginxNamespace(this.nginxOptions)]];
  }

  public bind(scope: Construct, context: IngressContext): IngressRoute {
    const { host, auth, ...options } = this.nginxOptions;
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
