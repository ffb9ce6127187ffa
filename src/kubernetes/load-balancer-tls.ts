/** Where the TLS certificate of the Seldon gateway comes from. With TLS the gateway opens port 443 alone. */
export class SeldonGatewayTls {
  /**
   * The gateway ends TLS itself, with a certificate from a Kubernetes Secret.
   *
   * The Secret lies in the namespace of Istio, is of type `kubernetes.io/tls` and may be made or renewed at any time.
   *
   * @param secretName the Secret's name, for example `models-example-com`
   */
  public static kubernetesSecret(secretName: string): SeldonGatewayTls {
    return new SeldonGatewayTls(secretName, undefined);
  }

  /**
   * The AWS load balancer ends TLS, with a certificate of AWS Certificate Manager; inside the VPC the request goes on in plain HTTP.
   *
   * @param certificateArn the certificate's ARN, of the cluster's region, for example `arn:aws:acm:eu-central-1:111122223333:certificate/…`
   */
  public static acmCertificate(certificateArn: string): SeldonGatewayTls {
    return new SeldonGatewayTls(undefined, certificateArn);
  }

  /** Name of the Kubernetes Secret, if the gateway ends TLS. */
  public readonly secretName?: string;
  /** ARN of the certificate, if the load balancer ends TLS. */
  public readonly certificateArn?: string;

  private constructor(secretName: string | undefined, certificateArn: string | undefined) {
    this.secretName = secretName;
    this.certificateArn = certificateArn;
  }
}
