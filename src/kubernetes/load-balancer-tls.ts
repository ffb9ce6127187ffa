import { CERTIFICATE_ARN } from '../validation/aws';
import { isHostName } from '../validation/rules';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { text } from '../validation/values';

/** Where TLS terminates: in pods of the cluster, on their load balancer, or on a proxy in front of them. */
type TlsTermination = 'pods' | 'loadBalancer' | 'upstream';

const SECRET = text(
  'the name of a Kubernetes Secret of type kubernetes.io/tls: labels of lower-case letters, digits and hyphens, '
    + 'joined by dots',
  (name) => isHostName(name),
);

/**
 * Source of the TLS certificate, and where TLS terminates: in the pods, on their load balancer, or on a proxy in front
 * of it.
 *
 * A certificate is issued for your host name. You cannot get one for the DNS name that a cloud provider assigns to a
 * load balancer.
 *
 * @example
 * import { LoadBalancerTls } from 'cdktf-zenml-aws';
 *
 * const tls = LoadBalancerTls.kubernetesSecret('mlflow-example-com');
 */
export class LoadBalancerTls {
  /**
   * Terminates TLS in the pods behind the load balancer, with a certificate from a Kubernetes Secret. Plain HTTP is
   * redirected to HTTPS, or not served.
   *
   * The Secret must have the type `kubernetes.io/tls` and be in the namespace that the prop documents. You can create
   * or renew it at any time.
   *
   * @param secretName name of the Secret, for example `mlflow-example-com`
   *
   * @example
   * import { LoadBalancerTls } from 'cdktf-zenml-aws';
   *
   * const tls = LoadBalancerTls.kubernetesSecret('mlflow-example-com');
   */
  public static kubernetesSecret(secretName: string): LoadBalancerTls {
    return new LoadBalancerTls('pods', secretName, undefined);
  }

  /**
   * Terminates TLS on the AWS load balancer, with a certificate from AWS Certificate Manager. Inside the VPC, requests
   * are plain HTTP.
   *
   * @param certificateArn ARN of the certificate, in the cluster's region, for example
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
    return new LoadBalancerTls('loadBalancer', undefined, certificateArn);
  }

  /**
   * Terminates TLS on a component that this library does not create, such as a proxy or a CDN, which forwards requests
   * as plain HTTP.
   *
   * @example
   * import { LoadBalancerTls } from 'cdktf-zenml-aws';
   *
   * const tls = LoadBalancerTls.upstream();
   */
  public static upstream(): LoadBalancerTls {
    return new LoadBalancerTls('upstream', undefined, undefined);
  }

  /** Name of the Kubernetes Secret, if TLS terminates in the pods. */
  public readonly secretName?: string;
  /** ARN of the certificate, if TLS terminates on the load balancer. */
  public readonly certificateArn?: string;
  /** @internal */
  public readonly _termination: TlsTermination;

  private constructor(
    termination: TlsTermination,
    secretName: string | undefined,
    certificateArn: string | undefined,
  ) {
    this._termination = termination;
    this.secretName = secretName;
    this.certificateArn = certificateArn;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this._termination === 'pods') {
      checkValue(v, prop, this.secretName, required(SECRET));
    } else if (this._termination === 'loadBalancer') {
      checkValue(v, prop, this.certificateArn, required(CERTIFICATE_ARN));
    }
  }
}
