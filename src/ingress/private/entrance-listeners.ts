import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';

/**
 * TLS 1.3, and TLS 1.2 with forward secrecy.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';
/** Listeners and rules are replaced only with their load balancer, so that new ones do not conflict with old ones. */
const LISTENER_LIFECYCLE = { createBeforeDestroy: true };

/** Target groups by service. */
type Targets = { readonly [service: string]: LbTargetGroup };

/** Redirects plain HTTP to HTTPS. */
export function redirect(scope: Construct, { arn }: Lb): LbListener {
  return new LbListener(scope, 'Redirect', {
    loadBalancerArn: arn,
    port: 80,
    protocol: 'HTTP',
    defaultAction: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } }],
    lifecycle: LISTENER_LIFECYCLE,
  });
}

/** One HTTPS listener, with a rule per host name. Requests for other hosts get status 404. */
export function listenForNames(
  scope: Construct,
  { arn }: Lb,
  targets: Targets,
  hostNames: { readonly [service: string]: string },
  certificateArn: string,
): { [service: string]: LbListenerRule } {
  const listener = new LbListener(scope, 'Listener', {
    loadBalancerArn: arn,
    port: 443,
    protocol: 'HTTPS',
    sslPolicy: TLS_POLICY,
    certificateArn,
    defaultAction: [{ type: 'fixed-response', fixedResponse: { contentType: 'text/plain', statusCode: '404' } }],
    lifecycle: LISTENER_LIFECYCLE,
  });
  return mapped(hostNames, (host, service) => new LbListenerRule(scope, `Rule-${service}`, {
    listenerArn: listener.arn,
    condition: [{ hostHeader: { values: [host] } }],
    action: [{ type: 'forward', targetGroupArn: targets[service].arn }],
    lifecycle: LISTENER_LIFECYCLE,
  }));
}

/** One listener per service: HTTPS with a certificate, otherwise HTTP. */
export function listenAtPorts(
  scope: Construct,
  { arn }: Lb,
  targets: Targets,
  ports: { readonly [service: string]: number },
  certificateArn?: string,
): { [service: string]: LbListener } {
  return mapped(ports, (port, service) => new LbListener(scope, `Listener-${service}`, {
    loadBalancerArn: arn,
    port,
    ...(certificateArn ? { protocol: 'HTTPS', sslPolicy: TLS_POLICY, certificateArn } : { protocol: 'HTTP' }),
    defaultAction: [{ type: 'forward', targetGroupArn: targets[service].arn }],
    lifecycle: LISTENER_LIFECYCLE,
  }));
}

/** A map with the same keys and other values. */
export function mapped<V, W>(
  map: { readonly [name: string]: V }, change: (value: V, name: string) => W,
): { [name: string]: W } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value, name)]));
}
