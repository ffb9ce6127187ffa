import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { Release } from '@cdktf/provider-helm/lib/release';
import { DataKubernetesServiceV1 } from '@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterNamespace } from '../kubernetes';
import { nginxValues } from './private/values';
import { NGINX_CLASS, NGINX_NAMESPACE, NGINX_RELEASE } from '../mlflow/private/names';
import { CHART_REPOSITORIES } from '../private/charts';
import { valuesDocuments } from '../private/helm';
import { NginxIngressVersion } from '../versions';
import { MlflowNginxIngressOptions } from './ingress';

/** Props of NginxController. */
export interface NginxControllerProps {
  /** What the user chose. */
  readonly options: MlflowNginxIngressOptions;
  /** Annotations that the cluster's load balancers need. */
  readonly loadBalancerAnnotations?: Record<string, string>;
  /** How long the release may take. */
  readonly timeoutSeconds: number;
  /** What has to exist before anything is made. */
  readonly dependsOn: ITerraformDependable[];
  /** The provider that makes the namespace. */
  readonly kubernetesProvider?: KubernetesProvider;
  /** The provider that makes the release. */
  readonly helmProvider?: HelmProvider;
}

/** F5 NGINX Ingress Controller with its load balancer. */
export class NginxController extends Construct {
  /** Name of release and Service. */
  public readonly name = NGINX_RELEASE;
  /** Namespace of the controller. */
  public readonly namespace: string;
  /** Name of the IngressClass. */
  public readonly className: string;
  /** Host name of the load balancer or, where the cloud gives none, its IP address. */
  public readonly loadBalancerHostName: string;
  /** The release. */
  public readonly release: Release;

  public constructor(scope: Construct, id: string, props: NginxControllerProps) {
    super(scope, id);
    const { options, dependsOn, kubernetesProvider: provider } = props;
    const namespace = options.namespace ?? ClusterNamespace.create(NGINX_NAMESPACE);
    this.className = options.className ?? NGINX_CLASS;
    this.namespace = !namespace.managed ? namespace.name : new NamespaceV1(this, 'Namespace', {
      provider, dependsOn, metadata: { name: namespace.name }, timeouts: { delete: '15m' },
    }).metadata.name;
    this.release = new Release(this, 'Resource', {
      provider: props.helmProvider,
      name: this.name,
      namespace: this.namespace,
      repository: CHART_REPOSITORIES.nginxIngress,
      chart: 'nginx-ingress',
      version: (options.version ?? NginxIngressVersion.DEFAULT).chartVersion,
      values: valuesDocuments(nginxValues(options, props.loadBalancerAnnotations), options.values),
      wait: true,
      // Without it, a failed installation keeps the release's name: https://github.com/hashicorp/terraform-provider-helm/issues/425
      atomic: true,
      timeout: props.timeoutSeconds,
      dependsOn,
    });
    const service = new DataKubernetesServiceV1(this, 'LoadBalancer', {
      provider, metadata: { name: this.name, namespace: this.namespace }, dependsOn: [this.release],
    });
    const address = service.status.get(0).loadBalancer.get(0).ingress.get(0);
    // The way out is for a destroy after a destroy that was cut short: the Service may have no address any more.
    this.loadBalancerHostName = Fn.try([Fn.coalesce([address.hostname, address.ip]), '']);
  }
}
