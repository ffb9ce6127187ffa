import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { LoadBalancerTls } from '../../kubernetes';

/** Internals of an `NginxController` for services that share it. */
export interface NginxInternals {
  /** Where TLS terminates. */
  readonly tls?: LoadBalancerTls;
  /** Whether the controller is on the provider's cluster. */
  isOn(scope: Construct, provider?: TerraformProvider): boolean;
  /** Allows Ingresses without a host. */
  admitAnyHost(): void;
}
