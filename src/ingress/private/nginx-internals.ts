import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { LoadBalancerTls } from '../../kubernetes';

/** What services that share an `NginxController` need of it. */
export interface NginxInternals {
  /** Where TLS terminates. */
  readonly tls?: LoadBalancerTls;
  /** Whether the controller is on the cluster of a provider. */
  isOn(scope: Construct, provider?: TerraformProvider): boolean;
  /** Makes the controller accept Ingresses without a host. */
  admitAnyHost(): void;
}
