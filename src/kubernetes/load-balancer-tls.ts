import { CERTIFICATE_ARN } from '../validation/aws';
import { isHostName } from '../validation/rules';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { text } from '../validation/values';

/** Who ends TLS for a service that is reached from outside the cluster. */
enum TlsEnd {
  /** What runs in the cluster: the controller, the gateway. */
  CLUSTER,
  /** The load balancer of its own. */
  LOAD_BALANCER,
  /** Something else before it. */
  UPSTREAM,
}

/**
 * Where the TLS certificate comes from, and with that who ends TLS: pods in the cluster, their load balancer, or
 * something before it.
 *
 * A certificate needs a host name that it is for: none fits the name that a cloud gives to a load balancer.
 */
export class LoadBalancerTls {
  /**
   * The pods behind the load balancer end TLS, with a certificate from a Kubernetes Secret. Plain HTTP is redirected to
   * HTTPS, or not served.
   *
   * The Secret is of type `kubernetes.io/tls`, lies in the namespace that the prop names, and may be made or renewed at
   * any time.
   *
   * @param secretName the Secret's name, for example `mlflow-example-com`
   *
   * @example
   * import { LoadBalancerTls } from 'cdktf-zenml-aws';
   *
   * const tls = LoadBalancerTls.kubernetesSecret('mlflow-example-com');
   */
  public static kubernetesSecret(secretName: string): LoadBalancerTls {
    return new LoadBalancerTls(TlsEnd.CLUSTER, secretName, undefined);
  }

  /**
   * The AWS load balancer ends TLS, with a certificate of AWS Certificate Manager; inside the VPC the request goes on
   * in plain HTTP.
   *
   * @param certificateArn the certificate's ARN, of the cluster's region, for example
   * `arn:aws:acm:eu-central-1:111122223333:certificate/…`
   *
   * @example
   * import { LoadBalancerTls } from 'cdktf-zenml-aws';
   *
   * const tls = LoadBalancerTls.acmCertificate(
   *   'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
   * );
   */
  public static acmCertificate(certificateArn: string): LoadBalancerTls {
    return new LoadBalancerTls(TlsEnd.LOAD_BALANCER, undefined, certificateArn);
  }

  /**
   * Something that this library does not make ends TLS, such as a proxy or a CDN, and passes the request on in plain
   * HTTP.
   *
   * @example
   * import { LoadBalancerTls } from 'cdktf-zenml-aws';
   *
   * const tls = LoadBalancerTls.upstream();
   */
  public static upstream(): LoadBalancerTls {
    return new LoadBalancerTls(TlsEnd.UPSTREAM, undefined, undefined);
  }

  /** Name of the Kubernetes Secret, if pods end TLS. */
  public readonly secretName?: string;
  /** ARN of the certificate, if the load balancer ends TLS. */
  public readonly certificateArn?: string;

  private constructor(
    private readonly end: TlsEnd,
    secretName: string | undefined,
    certificateArn: string | undefined,
  ) {
    this.secretName = secretName;
    this.certificateArn = certificateArn;
  }

  /** @internal */
  public get _endsInCluster(): boolean {
    return this.end === TlsEnd.CLUSTER;
  }

  /** @internal */
  public get _endsOnLoadBalancer(): boolean {
    return this.end === TlsEnd.LOAD_BALANCER;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this._endsInCluster) {
      checkValue(v, prop, this.secretName, required(SECRET));
    } else if (this._endsOnLoadBalancer) {
      checkValue(v, prop, this.certificateArn, required(CERTIFICATE_ARN));
    }
  }
}

const SECRET = text(
  'the name of a Kubernetes Secret of type kubernetes.io/tls: labels of lower-case letters, digits and hyphens, '
    + 'joined by dots',
  (name) => isHostName(name),
);
