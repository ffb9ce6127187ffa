import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable, TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { NginxControllerOptions, NginxControllerProps } from './ingress-options';
import { ServiceExposure } from '../kubernetes';
import { NGINX_CHART } from './private/chart-rules';
import { NginxInternals } from './private/nginx-internals';
import { nginxImages, nginxLabels, nginxPorts, nginxValues } from './private/nginx-values';
import { compareControllers, controllerProps } from './private/validate-nginx';
import { CHART_REPOSITORIES, release, releaseValues } from '../helm/release';
import { UserValues } from '../helm/values';
import { acmAnnotations, exposedService } from '../kubernetes/private/load-balancer';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { markDeployment } from '../terraform/deployment';
import { isSameCluster } from '../terraform/same-cluster';
import { validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';
import { NginxIngressVersion } from '../versions';
import { identityOf, nginxNamespace } from './private/controller-identity';

/**
 * F5 NGINX Ingress Controller with its Service, on any Kubernetes cluster.
 *
 * `Ingress.nginx()` creates a controller for one service. To share a controller, create it and pass it to
 * `Ingress.sharedNginx()` of each service. Controllers on the same cluster need different names, classes and
 * namespaces.
 *
 * The stack must contain a `KubernetesProvider` and a `HelmProvider`.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { NginxController, ServiceExposure } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * const controller = new NginxController(stack, 'Nginx', {
 *   exposure: ServiceExposure.loadBalancer({ allowedCidrs: ['203.0.113.0/24'] }),
 * });
 */
export class NginxController extends Construct {
  /**
   * Adds conflicts with other controllers of the stack on the same cluster.
   * @internal
   */
  public static _checkNeighbours(
    v: Validation, scope: Construct, options: NginxControllerOptions, provider?: TerraformProvider,
  ): void {
    TerraformStack.of(scope).node.findAll()
      .filter((it): it is NginxController => it instanceof NginxController && it !== scope)
      .filter((it) => it._internals.isOn(scope, provider))
      .forEach((other) => compareControllers(v, identityOf(options), identityOf(other.props), other.node.path));
  }

  /** Name of the release and the Service. */
  public readonly name: string;
  /** Namespace of the controller. */
  public readonly namespace: string;
  /** Name of the IngressClass. */
  public readonly className: string;
  /** Host name of the load balancer, or its IP address if it has no host name; undefined without a load balancer. */
  public readonly loadBalancerHostName?: string;
  /** URL of the load balancer in front of the node ports, if the exposure has one. */
  public readonly url?: string;
  /** Helm release of the controller. */
  public readonly release: Release;
  /** Dependencies for resources that require a running controller: its release. */
  public readonly ready: ITerraformDependable[];

  private readonly props: NginxControllerProps;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: NginxControllerProps = {}) {
    super(scope, id);
    validateProps('NginxController', this, controllerProps((v, given) =>
      NginxController._checkNeighbours(v, this, given, given.kubernetesProvider)), props);
    markDeployment(this);

    this.props = props;
    const { dependsOn = [], kubernetesProvider: provider, releaseTimeoutSeconds: timeoutSeconds } = props;
    const { name, className } = identityOf(props);
    this.name = name;
    this.className = className;
    const { name: namespace, ready } = makeNamespace(this, 'Namespace', nginxNamespace(props), { provider, dependsOn });
    this.namespace = namespace;
    const { hostName, url } = exposedService(this, 'LoadBalancer', {
      provider,
      name,
      namespace: this.namespace,
      selector: nginxLabels(name),
      ports: nginxPorts(props),
      exposure: props.exposure ?? ServiceExposure.loadBalancer(),
      loadBalancerAnnotations: { ...props.loadBalancerAnnotations, ...acmAnnotations(props.tls?.certificateArn) },
      local: true,
      timeoutSeconds,
      dependsOn: ready,
    });
    this.loadBalancerHostName = hostName;
    this.url = url;
    const version = props.version ?? NginxIngressVersion.DEFAULT;
    this.release = release(this, 'Resource', {
      provider: props.helmProvider,
      name,
      namespace: this.namespace,
      repository: CHART_REPOSITORIES.nginxIngress,
      chart: 'nginx-ingress',
      version: version.chartVersion,
      images: nginxImages(version),
      values: nginxValues(props, false),
      userValues: this.userValues,
      timeoutSeconds,
      dependsOn: ready,
    });
    this.ready = [this.release];
  }

  private get userValues(): UserValues {
    return { prop: 'values', given: this.props.values, rules: NGINX_CHART };
  }

  /** Internals for services that share the controller. @internal */
  public get _internals(): NginxInternals {
    return {
      tls: this.props?.tls,
      isOn: (scope, provider) =>
        isSameCluster({ scope: this, provider: this.props?.kubernetesProvider }, { scope, provider }),
      admitAnyHost: () => {
        const images = nginxImages(this.props.version ?? NginxIngressVersion.DEFAULT);
        this.release.values = releaseValues(this, images, nginxValues(this.props, true), this.userValues);
      },
    };
  }
}
