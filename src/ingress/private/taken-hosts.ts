import { IngressV1, IngressV1SpecRule } from '@cdktf/provider-kubernetes/lib/ingress-v1';
import { TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { isSameCluster } from '../../terraform/same-cluster';
import { Validation } from '../../validation/validation';

/** Under which name an Ingress is asked for. */
export interface IngressHost {
  readonly className: string;
  /** The name, in lower-case letters; undefined is any that no other Ingress has. */
  readonly host?: string;
  /** The cluster's provider; the default one has no alias. */
  readonly provider?: TerraformProvider;
}

/**
 * Adds that an Ingress of the stack has the same host already: NGINX then follows the older of the two, and says in an
 * event only that the other one is of no use.
 * https://docs.nginx.com/nginx-ingress-controller/configuration/handling-host-and-listener-collisions/
 */
export function refuseTakenHost(v: Validation, scope: Construct, wanted: IngressHost): void {
  const { className, host, provider } = wanted;
  TerraformStack.of(scope).node.findAll()
    .filter((it): it is IngressV1 => it instanceof IngressV1
      && isSameCluster({ scope: it, provider: it.provider }, { scope, provider }))
    .filter(({ spec }) => spec.ingressClassNameInput === className && answersAtRoot(spec.ruleInput, host))
    .forEach((other) => v.add('host', `must differ from that of '${other.node.path}', which the class "${className}" `
      + `serves, too, ${host === undefined ? 'both are left out' : `both are "${host}"`}`,
    'Each service answers at the root of a host, and takes no path before it: name another host.'));
}

function answersAtRoot(rules: unknown, host?: string): boolean {
  return Array.isArray(rules) && (rules as IngressV1SpecRule[]).some((rule) => rule.host === host
    && Array.isArray(rule.http?.path) && rule.http.path.some(({ path }) => path === '/'));
}
