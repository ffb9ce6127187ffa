import { TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { AUTH, NAME_OF_CERTIFICATE } from './validate-nginx';
import { LoadBalancerTls } from '../../kubernetes';
import { PUBLIC_HOST } from '../../validation/rules';
import { Rule, struct } from '../../validation/shape';
import { Validation } from '../../validation/validation';
import { madeBy } from '../../validation/values';
import { SharedNginxOptions } from '../ingress-options';
import { NginxController } from '../nginx-controller';

/** An NGINX controller of the stack. */
export const CONTROLLER: Rule<NginxController> = {
  allowed: 'an NginxController, or the ingressController of a server with Ingress.nginx()',
  isOfType: (value) => value instanceof NginxController,
  check: () => undefined,
};

/** Options for a service behind a shared controller. */
export function sharedOptions(controller: NginxController): Rule<SharedNginxOptions> {
  return struct<SharedNginxOptions>({
    host: PUBLIC_HOST,
    auth: AUTH,
    tls: madeBy('LoadBalancerTls', LoadBalancerTls, ['kubernetesSecret()']),
  }, (v, { host, tls }) => {
    if (!(controller instanceof NginxController)) {
      return;
    }
    const { path } = controller.node;
    if (tls && tls._termination !== 'pods') {
      v.add('tls', 'must be made by LoadBalancerTls.kubernetesSecret()',
        `Where else TLS terminates is configured in '${path}'.`);
    } else if (tls && controller._internals.tls?._termination !== 'pods') {
      v.add('tls', `got TLS, which '${path}' does not terminate`,
        "Give that controller 'tls' by LoadBalancerTls.kubernetesSecret(), which opens its port 443.");
    }
    if ((tls ?? controller._internals.tls) !== undefined && host === undefined) {
      v.add('host', `missing. Must be given with TLS, and '${path}' has it`, NAME_OF_CERTIFICATE);
    }
  });
}

/** Rejects a controller of another stack or cluster. */
export function compareWithController(
  v: Validation, controller: NginxController, scope: Construct, provider?: TerraformProvider,
): void {
  const { path } = controller.node;
  if (TerraformStack.of(controller) !== TerraformStack.of(scope)) {
    v.add('controller', `got '${path}'. Must be of the same stack`,
      'In another stack use Ingress.existingClass() with its class, and apply that stack after this one.');
  } else if (!controller._internals.isOn(scope, provider)) {
    v.add('controller', `got '${path}', which has another 'kubernetesProvider'. Must be on the same cluster`,
      "Give both the same 'kubernetesProvider', or create a controller there.");
  }
}
