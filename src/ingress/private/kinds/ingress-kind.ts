import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterNamespace } from '../../../kubernetes';
import { Validation } from '../../../validation/validation';
import { NginxIngressOptions } from '../../ingress-options';
import { ControllerIdentity } from '../controller-identity';
import { IngressContext, IngressRoute } from '../ingress-route';

/** A kind of Ingress, as services and the stack use it. This base class exposes nothing. */
export class IngressKind {
  /** Identity of the controller that it creates. */
  public get controller(): ControllerIdentity | undefined {
    return undefined;
  }

  /** Options of a dedicated NGINX controller. */
  public readonly nginxOptions?: NginxIngressOptions;

  /** Whether the stack sets the exposure. */
  public get takesExposure(): boolean {
    return false;
  }

  /** Adds problems of the options. */
  public validate(_v: Validation, _prop: string): void {
    // No options.
  }

  /** Adds conflicts with other constructs of the stack on the same cluster. */
  public checkNeighbours(_v: Validation, _scope: Construct, _provider?: TerraformProvider): void {
    // Nothing is created.
  }

  /** Adds options that are not allowed if the stack sets the exposure. */
  public checkBehind(_v: Validation, _problem: string, _remedy: string): void {
    // The stack exposes only a controller that it creates.
  }

  /** Namespaces to create, by the prop that sets each. */
  public namespaces(): [prop: string, namespace: ClusterNamespace][] {
    return [];
  }

  /** Creates the controller, if there is one to create; undefined if nothing is exposed. */
  public bind(_scope: Construct, _context: IngressContext): IngressRoute | undefined {
    return undefined;
  }
}
