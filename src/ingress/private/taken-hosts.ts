import { IngressV1, IngressV1SpecRule } from '@cdktf/provider-kubernetes/lib/ingress-v1';
import { TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { isSameCluster } from '../../terraform/same-cluster';
import { Validation } from '../../validation/validation';

/** Host of an Ingress. */
export interface IngressHost {
  readonly className: string;
  /** Host in lower case; undefined for every host that no other Ingress uses. */
  readonly host?: string;
  /** Provider of the cluster; the default provider has no alias. */
  readonly provider?: TerraformProvider;
}

/**
 * Rejects a host that another Ingress of the stack uses. NGINX ignores the newer of the two, and reports this only in
 * an event.
 * https://docs.nginx.com/nginx-ingress-controller/configuration/handling-host-and-listener-collisions/
 */
export function refuseTakenHost(v: Validation, scope: Construct, wanted: IngressHost): void {
  const { className, host, provider } = wanted;
  TerraformStack.of(scope).node.findAll()
    .filter((it): it is IngressV1 => it instanceof IngressV1
      && isSameCluster({ scope: it, provider: it.provider }, { scope, provider }))
    .filter(({ spec }) => spec.ingressClassNameInput === className && answersAtRoot(spec.ruleInput, host))
    .forEach((other) => v.add('host', `${host === undefined ? 'missing, as in' : `got "${host}", the host of`} `
      + `'${other.node.path}' of the class "${className}". `
      + `${host === undefined ? 'Must be given' : 'Must be another one'}`,
    'Each service answers at the root of a host, and supports no path prefix: choose another host.'));
}

function answersAtRoot(rules: unknown, host?: string): boolean {
  return Array.isArray(rules) && (rules as IngressV1SpecRule[]).some((rule) => rule.host === host
    && Array.isArray(rule.http?.path) && rule.http.path.some(({ path }) => path === '/'));
}
