import { ClusterNamespace, LoadBalancerScheme, PodResources } from '../kubernetes';
import { NginxIngressVersion } from '../versions';
import { MlflowBasicAuth } from './basic-auth';

/** An NGINX controller of its own, with a load balancer. */
export interface MlflowNginxIngressOptions {
  /**
   * Host name under which MLflow is reached; its DNS record has to point to the load balancer.
   * @default - every host name, in practice the load balancer's own
   */
  readonly host?: string;
  /**
   * User and password.
   * @default MlflowBasicAuth.generated()
   */
  readonly auth?: MlflowBasicAuth;
  /**
   * ARN of a certificate of AWS Certificate Manager: the load balancer ends TLS and opens port 443 alone. Needs 'host'.
   * @default - no TLS, port 80
   */
  readonly certificateArn?: string;
  /**
   * Name of a Secret of type `kubernetes.io/tls` in MLflow's namespace: NGINX ends TLS and redirects port 80 to 443. It may be made or
   * renewed at any time. Needs 'host'.
   * @default - no TLS
   */
  readonly tlsSecretName?: string;
  /**
   * IPv4 ranges that may connect, for example `203.0.113.0/24`.
   * @default - every address
   */
  readonly allowedCidrs?: string[];
  /**
   * Who reaches the load balancer. Rendered as the annotations of AWS, Azure and Google Cloud.
   * @default LoadBalancerScheme.INTERNET_FACING
   */
  readonly loadBalancerScheme?: LoadBalancerScheme;
  /**
   * Annotations of the load balancer's Service. They win over those that other options render.
   * @default - none
   */
  readonly loadBalancerAnnotations?: { [key: string]: string };
  /**
   * Namespace of the controller.
   * @default ClusterNamespace.create('ingress-nginx')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Name of the IngressClass that is made. Two controllers with one class disturb each other.
   * @default 'nginx'
   */
  readonly className?: string;
  /**
   * Version of the chart `nginx-ingress`.
   * @default NginxIngressVersion.DEFAULT
   */
  readonly version?: NginxIngressVersion;
  /**
   * Number of controller pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Resources of each controller pod.
   * @default - 100m CPU and 128Mi memory requested, at most 512Mi memory
   */
  readonly resources?: PodResources;
  /**
   * Helm values that are merged over those of this library. What the chart knows:
   * https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/charts/nginx-ingress/values.yaml
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** The kinds of NGINX controller that a cluster may have. Their annotations and their Secrets differ. */
export enum MlflowIngressController {
  /** F5 NGINX Ingress Controller: https://github.com/nginx/kubernetes-ingress */
  F5_NGINX = 'f5-nginx',
  /** The community's ingress-nginx: https://github.com/kubernetes/ingress-nginx */
  INGRESS_NGINX = 'ingress-nginx',
  /** Any other. It gets no annotations of this library, so that it needs `MlflowBasicAuth.none()` and annotations of yours. */
  OTHER = 'other',
}

/** A controller that the cluster has. */
export interface MlflowExistingIngressOptions {
  /** Name of its IngressClass. */
  readonly className: string;
  /** Host name under which MLflow is reached; its DNS record has to point to the controller's load balancer. */
  readonly host: string;
  /**
   * What kind of controller it is. It decides how password, upload size and timeouts are written.
   * @default MlflowIngressController.F5_NGINX
   */
  readonly controller?: MlflowIngressController;
  /**
   * User and password.
   * @default MlflowBasicAuth.generated()
   */
  readonly auth?: MlflowBasicAuth;
  /**
   * Name of a Secret of type `kubernetes.io/tls` in MLflow's namespace.
   * @default - no TLS
   */
  readonly tlsSecretName?: string;
  /**
   * Annotations of the Ingress. They win over those that other options render.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** How MLflow is reached from outside the cluster. */
export class MlflowIngress {
  /** By F5 NGINX Ingress Controller, which is installed with a load balancer of its own. */
  public static nginx(options: MlflowNginxIngressOptions = {}): MlflowIngress {
    return new MlflowIngress(options, undefined);
  }

  /** By a controller that the cluster has. */
  public static existingClass(options: MlflowExistingIngressOptions): MlflowIngress {
    return new MlflowIngress(undefined, options);
  }

  /** Not at all: from inside the cluster or by `kubectl port-forward`. */
  public static none(): MlflowIngress {
    return new MlflowIngress(undefined, undefined);
  }

  /** @internal */
  public readonly _nginx?: MlflowNginxIngressOptions;
  /** @internal */
  public readonly _existing?: MlflowExistingIngressOptions;

  private constructor(nginx?: MlflowNginxIngressOptions, existing?: MlflowExistingIngressOptions) {
    this._nginx = nginx;
    this._existing = existing;
  }
}
