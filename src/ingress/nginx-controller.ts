import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable, TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { NginxIngressOptions } from './ingress-options';
import { ServiceExposure } from '../kubernetes';
import { compareControllers, ControllerIdentity, nginxNamespace } from './private/validate';
import {
  NGINX_CLASS, NGINX_LABELS, NGINX_RELEASE, nginxImages, nginxPorts, nginxValues,
} from './private/values';
import { CHART_REPOSITORIES, release } from '../private/helm';
import { acmAnnotations, exposedService } from '../private/load-balancer';
import { makeNamespace } from '../private/namespaces';
import { Validation } from '../private/validation';
import { NginxIngressVersion } from '../versions';

/** Props of NginxController. */
export interface NginxControllerProps {
  /** What the user chose. */
  readonly options: NginxIngressOptions;
  /** Annotations that the cluster's load balancers need. */
  readonly loadBalancerAnnotations?: Record<string, string>;
  /** How long the release may take. */
  readonly timeoutSeconds?: number;
  /** What has to exist before anything is made. */
  readonly dependsOn: ITerraformDependable[];
  /** The provider that makes the namespace. */
  readonly kubernetesProvider?: TerraformProvider;
  /** The provider that makes the release. */
  readonly helmProvider?: TerraformProvider;
}

/** F5 NGINX Ingress Controller, and what it is reached by. */
export class NginxController extends Construct {
  /** Adds what keeps a controller from being made beside those that the stack has on the same cluster. */
  public static checkNeighbours(
    v: Validation, scope: Construct, options: NginxIngressOptions, provider?: TerraformProvider,
  ): void {
    TerraformStack.of(scope).node.findAll()
      .filter((it): it is NginxController => it instanceof NginxController && it.providerAlias === provider?.alias)
      .forEach((other) => compareControllers(v, identityOf(options), other.identity, other.node.path));
  }

  /** Name of release and Service. */
  public readonly name = NGINX_RELEASE;
  /** Namespace of the controller. */
  public readonly namespace: string;
  /** Name of the IngressClass. */
  public readonly className: string;
  /** Host name of the load balancer or, where the cloud gives none, its IP address; undefined if there is none. */
  public readonly loadBalancerHostName?: string;
  /** The URL of what leads to ports of nodes, if it is known. */
  public readonly url?: string;
  /** The release. */
  public readonly release: Release;

  private readonly identity: ControllerIdentity;
  /** The default provider has none. */
  private readonly providerAlias?: string;

  public constructor(scope: Construct, id: string, props: NginxControllerProps) {
    super(scope, id);
    const { options, dependsOn, kubernetesProvider: provider } = props;
    this.identity = identityOf(options);
    this.providerAlias = provider?.alias;
    this.className = this.identity.className;
    this.namespace = makeNamespace(this, 'Namespace', nginxNamespace(options), { provider, dependsOn }).name;
    const { hostName, url } = exposedService(this, 'LoadBalancer', {
      provider,
      name: this.name,
      namespace: this.namespace,
      selector: NGINX_LABELS,
      ports: nginxPorts(options),
      exposure: options.exposure ?? ServiceExposure.loadBalancer(),
      loadBalancerAnnotations: { ...props.loadBalancerAnnotations, ...acmAnnotations(options.tls?.certificateArn) },
      local: true,
      timeoutSeconds: props.timeoutSeconds,
      dependsOn,
    });
    this.loadBalancerHostName = hostName;
    this.url = url;
    const version = options.version ?? NginxIngressVersion.DEFAULT;
    this.release = release(this, 'Resource', {
      provider: props.helmProvider,
      name: this.name,
      namespace: this.namespace,
      repository: CHART_REPOSITORIES.nginxIngress,
      chart: 'nginx-ingress',
      version: version.chartVersion,
      images: nginxImages(version),
      values: [nginxValues(options), options.values],
      timeoutSeconds: props.timeoutSeconds,
      dependsOn,
    });
  }
}

function identityOf(options: NginxIngressOptions): ControllerIdentity {
  return { namespaceName: nginxNamespace(options).name, className: options.className ?? NGINX_CLASS };
}
