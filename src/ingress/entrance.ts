import { AutoscalingAttachment } from '@cdktf/provider-aws/lib/autoscaling-attachment';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EntranceDomain } from './entrance-domain';
import { EntranceOptions, EntranceProps, EntranceTls } from './entrance-options';
import { LoadBalancerScheme } from '../kubernetes';
import { markDeployment } from '../terraform/deployment';
import { EGRESS_REMEDY, needsEgress } from './private/egress';
import { accessOf, entranceAccess } from './private/entrance-access';
import { entrancePorts } from './private/entrance-ports';
import { entranceSubnets } from './private/entrance-subnets';
import { ownCertificate } from './private/own-authority';
import { targetGroup } from './private/target-group';
import {
  compareDomain, comparePorts, compareRules, DOMAIN, ENTRANCE_PROPS, ENTRANCE_SHAPE, refuseNames,
} from './private/validate-entrance';
import { addressOf } from '../terraform/kept';
import { SOME_TEXT } from '../validation/rules';
import { required, Rule, Shape, struct, validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';

/** TLS 1.3, and of 1.2 what has forward secrecy. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';
/** The attachments of an auto scaling group, by services. */
type Attachments = { readonly [service: string]: AutoscalingAttachment };

/** Listeners and rules are replaced with their load balancer alone, so that the new ones conflict with no old ones. */
const LISTENER_LIFECYCLE = { createBeforeDestroy: true };
/** How long a connection may be silent unless the user says otherwise. */
const IDLE_TIMEOUT_SECONDS = 3600;
const NODES = struct<{ readonly id: string; readonly autoScalingGroupName: string }>({
  id: required(SOME_TEXT), autoScalingGroupName: required(SOME_TEXT),
});

/**
 * How much longer services have to keep idle connections than the load balancer.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues
 */
const KEPT_LONGER_SECONDS = 60;

/**
 * The way into a cluster: one Application Load Balancer of Terraform's own in front of services on node ports.
 *
 * With a domain each service has a name of its own, at port 443, and plain HTTP is redirected. Without one they share
 * the load balancer's name, and each has a port. It is closed but for the cluster's own pods and for whom the options
 * name. Nodes admit it, and nobody else, to the node ports.
 *
 * Its stack needs an `AwsProvider` and, without a domain, a `TlsProvider`.
 */
export class Entrance extends Construct {
  /** What each option has to be, for what composes the construct. @internal */
  public static readonly _SHAPE: Shape<EntranceOptions> = ENTRANCE_SHAPE;
  /** @internal */
  public static readonly _DOMAIN: Rule<EntranceDomain> = DOMAIN;
  /** @internal */
  public static readonly _compareDomain = compareDomain;
  /** @internal */
  public static readonly _comparePorts = comparePorts;
  /** @internal */
  public static readonly _compareRules = compareRules;
  /** @internal */
  public static readonly _needsEgress = needsEgress;
  /** @internal */
  public static readonly _EGRESS_REMEDY: string = EGRESS_REMEDY;

  /** The load balancer's own name: what records in another DNS have to point to. */
  public readonly loadBalancerHostName: string;
  /** The URLs of the services by their names, without a slash at the end. */
  public readonly urls: { [service: string]: string };
  /** The certificate, in PEM, of the authority that signed the entrance's; undefined where clients know it anyway. */
  public readonly certificateAuthority?: string;
  /** When the certificate that it signed ends, in RFC 3339; an apply in the half-year before makes a new one. */
  public readonly certificateExpiry?: string;
  /**
   * Seconds for which the services have to keep idle connections: longer than the load balancer does, or requests get
   * status 502 now and then. Give it to `ServiceExposure.nodePort()`.
   */
  public readonly keepAliveSeconds: number;
  /** What to depend on if requests have to reach the cluster before and until after. */
  public readonly ready: ITerraformDependable[];

  /** The names that lead here. @internal */
  public readonly _names: string[];
  private readonly targetGroups: { [service: string]: LbTargetGroup };
  /** What forwards to each target group. */
  private readonly forwards: { readonly [service: string]: LbListener | LbListenerRule };

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: EntranceProps) {
    super(scope, id);
    validateProps('Entrance', this, ENTRANCE_PROPS, props);
    this._names = props.domain?._identities(Object.keys(props.services)) ?? [];
    this.refuseTakenNames();
    markDeployment(this);
    const { network, cluster, domain, services, namePrefix: name } = props;
    const ports = entrancePorts(props);

    const group = entranceAccess(this, accessOf(props, ports));
    const idleTimeout = props.idleTimeoutSeconds ?? IDLE_TIMEOUT_SECONDS;
    this.keepAliveSeconds = idleTimeout + KEPT_LONGER_SECONDS;
    const loadBalancer = this.loadBalancer(props, group.id, idleTimeout);
    this.loadBalancerHostName = loadBalancer.dnsName;
    this.targetGroups = mapped(services, (options, service) => targetGroup(this, service, options, network.vpcId));
    const attached = (cluster.autoScalingGroupNames ?? []).map((group_, index) =>
      this.attach(`Nodes${index + 1}`, group_));

    if (domain) {
      const { hostNames, certify } = domain._bind(this, Object.keys(services));
      this.urls = mapped(hostNames, (host) => `https://${host}`);
      const redirect = this.redirect(loadBalancer);
      this.forwards = this.listenForNames(loadBalancer, hostNames, certify(loadBalancer));
      this.ready = [redirect, ...Object.values(this.forwards)];
    } else {
      const own = props.tls === EntranceTls.NONE ? undefined
        : ownCertificate(this, name, loadBalancer.dnsName, attached.flatMap((it) => Object.values(it)));
      this.certificateAuthority = own?.certificateAuthority;
      this.certificateExpiry = own?.expiry;
      const scheme = own ? 'https' : 'http';
      const usual = own ? 443 : 80;
      this.urls = mapped(ports, (port) => `${scheme}://${loadBalancer.dnsName}${port === usual ? '' : `:${port}`}`);
      this.forwards = this.listenAtPorts(loadBalancer, ports, own?.arn);
      this.ready = Object.values(this.forwards);
    }
    attached.forEach((it) => this.forwardAfter(it));
  }

  /**
   * Leads to further nodes as well.
   *
   * @param id a name for them in this construct
   * @param autoScalingGroupName the nodes' auto scaling group
   */
  public addNodes(id: string, autoScalingGroupName: string): void {
    validateProps('Entrance.addNodes', this, NODES, { id, autoScalingGroupName });
    this.forwardAfter(this.attach(id, autoScalingGroupName));
  }

  private refuseTakenNames(): void {
    const others = this.node.root.node.findAll().filter((it): it is Entrance => it instanceof Entrance && it !== this);
    Validation.run(`Entrance '${this.node.path}'`, (v) =>
      others.forEach((other) => refuseNames(v, this._names, other._names, other.node.path)));
  }

  private loadBalancer(
    { namePrefix, scheme, network, accessLogs, deletionProtection = false }: EntranceProps,
    groupId: string,
    idleTimeout: number,
  ): Lb {
    const internal = scheme === LoadBalancerScheme.INTERNAL;
    const { subnets, precondition } = entranceSubnets(this, network, internal);
    return new Lb(this, 'Resource', {
      // A generated name: the new load balancer is created before the old one is deleted. AWS takes no longer prefixes.
      namePrefix: namePrefix.slice(0, 6),
      tags: { Name: namePrefix },
      loadBalancerType: 'application',
      internal,
      subnets,
      securityGroups: [groupId],
      idleTimeout,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: deletionProtection,
      accessLogs: accessLogs && { enabled: true, bucket: accessLogs.bucketName, prefix: accessLogs.prefix },
      lifecycle: { createBeforeDestroy: true, precondition },
      dependsOn: network.ready,
    });
  }

  private attach(id: string, autoscalingGroupName: string): Attachments {
    return mapped(this.targetGroups, ({ arn }, service) => new AutoscalingAttachment(this, `${id}-${service}`, {
      autoscalingGroupName,
      lbTargetGroupArn: arn,
      // The nodes of a new group are attached before those of the old one are detached.
      lifecycle: { createBeforeDestroy: true },
    }));
  }

  /** Requests are forwarded to a new target group once it has nodes, and the old one keeps its nodes until then. */
  private forwardAfter(attachments: Attachments): void {
    Object.entries(attachments).forEach(([service, attachment]) => {
      const forward = this.forwards[service];
      forward.dependsOn = [
        ...(forward.dependsOn ?? []), addressOf(attachment),
      ];
      this.ready.push(attachment);
    });
  }

  private redirect({ arn }: Lb): LbListener {
    return new LbListener(this, 'Redirect', {
      loadBalancerArn: arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } }],
      lifecycle: LISTENER_LIFECYCLE,
    });
  }

  private listenForNames(
    { arn }: Lb, hostNames: { readonly [service: string]: string }, certificateArn: string,
  ): { [service: string]: LbListenerRule } {
    const listener = new LbListener(this, 'Listener', {
      loadBalancerArn: arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: TLS_POLICY,
      certificateArn,
      // Who asks for another name is no client of ours.
      defaultAction: [{ type: 'fixed-response', fixedResponse: { contentType: 'text/plain', statusCode: '404' } }],
      lifecycle: LISTENER_LIFECYCLE,
    });
    return mapped(hostNames, (host, service) => new LbListenerRule(this, `Rule-${service}`, {
      listenerArn: listener.arn,
      condition: [{ hostHeader: { values: [host] } }],
      action: [{ type: 'forward', targetGroupArn: this.targetGroups[service].arn }],
      lifecycle: LISTENER_LIFECYCLE,
    }));
  }

  private listenAtPorts(
    { arn }: Lb, ports: { readonly [service: string]: number }, certificateArn?: string,
  ): { [service: string]: LbListener } {
    return mapped(ports, (port, service) => new LbListener(this, `Listener-${service}`, {
      loadBalancerArn: arn,
      port,
      ...(certificateArn ? { protocol: 'HTTPS', sslPolicy: TLS_POLICY, certificateArn } : { protocol: 'HTTP' }),
      defaultAction: [{ type: 'forward', targetGroupArn: this.targetGroups[service].arn }],
      lifecycle: LISTENER_LIFECYCLE,
    }));
  }
}

function mapped<V, W>(
  map: { readonly [name: string]: V }, change: (value: V, name: string) => W,
): { [name: string]: W } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value, name)]));
}
